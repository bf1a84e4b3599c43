package talk

import (
	"net/http"
	"slices"

	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/internal/web/site"
)

// Agenda shows the session: its script, its cards, and what is talked about.
func (p *Pages) Agenda(w http.ResponseWriter, r *site.Request) error {
	t, err := p.talking(w, r)
	if t == nil {
		return err
	}
	return r.Render(w, agendaPage(t.titled(t.T("talk.agenda_title"))))
}

// Adopt accepts the proposals the reader has seen, as far as they still stand.
func (p *Pages) Adopt(w http.ResponseWriter, r *site.Request) error {
	t, err := p.talking(w, r)
	if t == nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return errUnreadable
	}
	seen := slices.DeleteFunc(slices.Clone(t.Agenda.Accept), func(pt check.Point) bool {
		return !slices.Contains(r.PostForm["proposal"], proposalValue(pt))
	})
	proposals, err := check.Proposals(seen, t.Items)
	if err != nil {
		return err
	}
	if err := check.Adopt(r.Context(), p.Store, r.Act, t.Check.Ref, proposals); err != nil {
		return err
	}
	p.Changed(t.Check.ID)
	r.Redirect(w, t.at("/talk"), "talk.adopted")
	return nil
}

// proposalValue is what a form says about a proposal that was shown.
func proposalValue(pt check.Point) string { return string(pt.Item) + "=" + pt.Proposal }

// adoptable are the items that can be accepted in one go.
func (t *table) adoptable() []check.Point {
	return t.accepting(func(pt check.Point, open bool) bool { return open && pt.Proposal != "" })
}

// unseen are the open items without cards, or whose cards give no proposal.
func (t *table) unseen() []check.Point {
	return t.accepting(func(pt check.Point, open bool) bool { return open && pt.Proposal == "" })
}

// settled are the items of the rest that are written down.
func (t *table) settled() []check.Point {
	return t.accepting(func(_ check.Point, open bool) bool { return !open })
}

func (t *table) accepting(wanted func(pt check.Point, open bool) bool) []check.Point {
	var out []check.Point
	for _, pt := range t.Agenda.Accept {
		if wanted(pt, !t.Record.Agreements[pt.Item].Written()) {
			out = append(out, pt)
		}
	}
	return out
}

// low is said of an item whose proposal is a weakness, though not everybody's.
const low check.Why = "weak"

// reasons are why an item stands in its list. That views differ a little is a
// reason to talk, and said of nearly everything: elsewhere it is left out.
func reasons(list string, pt check.Point) []check.Why {
	if list == "talk" {
		return pt.Why
	}
	why := slices.DeleteFunc(slices.Clone(pt.Why), func(w check.Why) bool { return w == check.Apart })
	if list == "confirm" && len(why) == 0 {
		return []check.Why{low}
	}
	return why
}

// laid is how many cards lie at most for one item: that many people have laid
// theirs. Items is for how many items cards lie.
func (t *table) laid() (people disclosure.Shown, items int, err error) {
	most := check.Tally{}
	for _, i := range t.Items {
		tally := t.tallies[i.ID]
		if tally.Cards() > 0 {
			items++
		}
		if tally.Cards() > most.Cards() {
			most = tally
		}
	}
	people, err = t.Check.Down(most, t.Round.Threshold)
	return people, items, err
}

// cards says in one sentence who has laid cards.
func (t *table) cards() string {
	people, items, err := t.laid()
	n, ok := people.Value()
	switch {
	case err != nil || items == 0:
		return t.T("talk.laid_none")
	case ok:
		return t.T("talk.laid_people", "count", int(n), "items", items, "of", len(t.Items))
	}
	return t.T("talk.laid_some", "items", items, "of", len(t.Items))
}
