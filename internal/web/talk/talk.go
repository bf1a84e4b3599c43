// Package talk is the team talk: agenda, cards, what is agreed, and the screen in
// the room.
//
// Everybody who leads the talk sees the same pages and may work on them at the
// same time: moderation, scribe and screen follow one another. What people are
// typing is never replaced by what others have saved; who saves second sees
// both texts.
package talk

import (
	"net/http"
	"slices"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// table is what lies on the table of a talk: what is asked, the cards, the
// agenda they give, and what has been written down.
type table struct {
	page.Base
	site.Asked
	Items  []check.Item
	Record *check.Record
	Agenda check.Agenda
	// tallies count all cards; pages see them through check.Spread and check.Down.
	tallies map[check.ItemID]check.Tally
	// onTable are the cards as they lie; pages see them through check.TurnedCards.
	onTable []check.LaidCard
	// Begun is how many sheets have been begun; whose they are is not known.
	Begun int
	// Counted are the paper cards the scribe has typed in.
	Counted map[check.ItemID]map[string]int
	Clock   clock
}

// table loads the check in the path for somebody who may lead its talk.
func (p *Pages) table(r *site.Request) (*table, error) {
	c, err := r.Check(access.LeadTalk)
	if err != nil {
		return nil, err
	}
	asked, err := p.Asked(r.Context(), c)
	if err != nil {
		return nil, err
	}
	rec, err := p.Store.Record(r.Context(), c.Ref)
	if err != nil {
		return nil, err
	}
	cards, err := p.Store.Cards(r.Context(), c.Ref)
	if err != nil {
		return nil, err
	}
	t := &table{Base: r.Page, Asked: asked, Items: asked.Items(), Record: rec,
		tallies: check.TallyLaid(cards), onTable: cards, Counted: check.CountedOf(cards)}
	if t.Agenda, err = c.AgendaFor(t.Items, t.tallies, asked.Round.TalkMinutes, asked.Round.Threshold); err != nil {
		return nil, err
	}
	t.Clock = clockOf(r, asked)
	t.Begun, err = p.begun(r, c)
	return t, err
}

// begun counts the sheets of a talk: those that are there, or those that were
// there when it began, because anonymous ones are gone since.
func (p *Pages) begun(r *site.Request, c *check.Check) (int, error) {
	if c.State != check.Talking || c.Mode == round.Anonymous {
		return c.Sheets, nil
	}
	sheets, err := p.Store.SheetsOf(r.Context(), c.Ref)
	return max(c.Sheets, len(sheets)), err
}

// talking loads the table of a talk that is going on. Before and after it the
// reader is sent to where the check is; then there is no table.
func (p *Pages) talking(w http.ResponseWriter, r *site.Request) (*table, error) {
	t, err := p.table(r)
	if err != nil || t.Check.State == check.Talking {
		return t, err
	}
	where := ""
	if t.Check.Frozen() {
		where = "/result"
	}
	r.Redirect(w, t.at(where), "")
	return nil, nil
}

// titled names the page and the way to it.
func (t *table) titled(title string) *table {
	t.Base = t.Base.Named(title, page.Crumb{Text: t.T("nav.rounds"), Path: "/rounds"},
		page.Crumb{Text: t.Round.Title, Path: "/rounds/" + string(t.Round.ID)},
		page.Crumb{Text: t.Check.UnitName, Path: t.at("")}).Following(string(t.Check.ID))
	return t
}

// still stops the page from following the talk: it answers a form, and there is
// nothing to fetch at the form's address.
func (t *table) still() *table {
	t.Live = ""
	return t
}

// at is a path below the check's.
func (t *table) at(rest string) string { return "/checks/" + string(t.Check.ID) + rest }

// itemPath is the page of an item.
func (t *table) itemPath(id check.ItemID) string {
	return page.With(t.at("/talk/item"), "item", string(id))
}

// item returns an item of the check by its id.
func (t *table) item(id check.ItemID) (check.Item, error) {
	if at := t.place(id); at > 0 {
		return t.Items[at-1], nil
	}
	return check.Item{}, fault.New(fault.NotFound, "check.item_unknown")
}

// place is the number of an item in the questionnaire, from 1; 0 for none.
func (t *table) place(id check.ItemID) int {
	return 1 + slices.IndexFunc(t.Items, func(i check.Item) bool { return i.ID == id })
}

// order is the agenda as one list: what is talked about first.
func (t *table) order() []check.Point {
	return slices.Concat(t.Agenda.Talk, t.Agenda.Confirm, t.Agenda.Accept)
}

// next is the first item of a list that is still open, "" if none is.
func (t *table) next(list []check.Point) check.ItemID {
	for _, pt := range list {
		if !t.Record.Agreements[pt.Item].Written() {
			return pt.Item
		}
	}
	return ""
}

// Live streams the changes of a check: the word "changed" and nothing else, so
// that whoever knows the random id learns only that something happened.
func (p *Pages) Live(w http.ResponseWriter, r *site.Request) error {
	topic := r.PathValue("topic")
	if !plausible(topic) {
		return fault.New(fault.NotFound, "problem.no_such_page")
	}
	return p.Site.Live.Serve(w, r.Request, topic)
}

// plausible reports whether a text can be the id of a check.
func plausible(id string) bool {
	for _, c := range id {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return len(id) >= 8 && len(id) <= 64
}
