package talk

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/fault"
	"chancencheck/internal/chart"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

var errUnreadable = fault.New(fault.Invalid, "form.unreadable")

// itemView is the page of one item for moderation and scribe.
type itemView struct {
	*table
	Item check.Item
	Form agreeForm
	// Typed fills the counts of a refused form.
	Typed    url.Values
	Mistakes []page.Mistake
	// Back and Forth are the neighbours on the agenda, "" at its ends.
	Back, Forth check.ItemID
}

// Item shows one item.
func (p *Pages) Item(w http.ResponseWriter, r *site.Request) error {
	t, err := p.talking(w, r)
	if t == nil {
		return err
	}
	v, err := t.view(check.ItemID(r.URL.Query().Get("item")))
	if err != nil {
		return err
	}
	return r.Render(w, itemPage(v))
}

// view makes the page of an item as it is stored.
func (t *table) view(id check.ItemID) (*itemView, error) {
	i, err := t.item(id)
	if err != nil {
		return nil, err
	}
	v := &itemView{table: t.titled(t.T("talk.item_title", "place", t.place(id))), Item: i, Form: formOf(t.Record.Agreements[id])}
	order := t.order()
	for n, pt := range order {
		if pt.Item != id {
			continue
		}
		if n > 0 {
			v.Back = order[n-1].Item
		}
		if n+1 < len(order) {
			v.Forth = order[n+1].Item
		}
	}
	return v, nil
}

// posted reads a form about one item and loads the talk it belongs to.
func (p *Pages) posted(w http.ResponseWriter, r *site.Request) (*table, check.Item, error) {
	if err := r.ParseForm(); err != nil {
		return nil, check.Item{}, errUnreadable
	}
	t, err := p.talking(w, r)
	if t == nil {
		return nil, check.Item{}, err
	}
	i, err := t.item(check.ItemID(r.PostForm.Get("item")))
	return t, i, err
}

// Turn makes an item the one the team talks about.
func (p *Pages) Turn(w http.ResponseWriter, r *site.Request) error {
	t, i, err := p.posted(w, r)
	if t == nil || err != nil {
		return err
	}
	if err := check.TurnTo(r.Context(), p.Store, r.Act, t.Check.Ref, i.ID); err != nil {
		return err
	}
	return p.shown(w, r, t, i, "")
}

// Reveal turns the cards of the item over.
func (p *Pages) Reveal(w http.ResponseWriter, r *site.Request) error {
	t, i, err := p.posted(w, r)
	if t == nil || err != nil {
		return err
	}
	if err := check.Reveal(r.Context(), p.Store, r.Act, t.Check.Ref, i.ID); err != nil {
		return err
	}
	return p.shown(w, r, t, i, "")
}

// shown tells everybody and leads back to the item.
func (p *Pages) shown(w http.ResponseWriter, r *site.Request, t *table, i check.Item, done string) error {
	p.Changed(t.Check.ID)
	r.Redirect(w, page.With(t.at("/talk/item"), "item", string(i.ID), "done", done), "")
	return nil
}

// Count writes down how many paper cards lie on the table, and turns them over.
func (p *Pages) Count(w http.ResponseWriter, r *site.Request) error {
	t, i, err := p.posted(w, r)
	if t == nil || err != nil {
		return err
	}
	counts, err := countsOf(i, r.PostForm)
	if err == nil {
		err = check.CountCards(r.Context(), p.Store, r.Act, t.Check.Ref, i, counts)
	}
	if fault.KindOf(err) == fault.Invalid {
		v, _ := t.view(i.ID)
		v.still()
		v.Typed = r.PostForm
		v.Mistakes = []page.Mistake{{Field: countField(i.Faces()[0]), Sentence: t.P.Error(err)}}
		return r.RenderStatus(w, site.Status(err), itemPage(v))
	}
	if err != nil {
		return err
	}
	if t.Check.Item != i.ID {
		if err := check.TurnTo(r.Context(), p.Store, r.Act, t.Check.Ref, i.ID); err != nil {
			return err
		}
	}
	if err := check.Reveal(r.Context(), p.Store, r.Act, t.Check.Ref, i.ID); err != nil {
		return err
	}
	return p.shown(w, r, t, i, "talk.counted")
}

// countsOf reads the numbers of cards from a form; empty fields are none.
func countsOf(i check.Item, form url.Values) (map[string]int, error) {
	counts := map[string]int{}
	for _, face := range i.Faces() {
		typed := strings.TrimSpace(form.Get(countField(face)))
		if typed == "" {
			continue
		}
		n, err := strconv.Atoi(typed)
		if err != nil {
			return nil, check.ErrCount
		}
		counts[face] = n
	}
	return counts, nil
}

// countField names the field for the cards of one face.
func countField(face string) string { return "cards-" + face }

// counted is what stands in the field of a face.
func (v *itemView) counted(face string) string {
	if v.Typed != nil {
		return v.Typed.Get(countField(face))
	}
	if n := v.Counted[v.Item.ID][face]; n > 0 {
		return strconv.Itoa(n)
	}
	return ""
}

// mayCount reports whether paper cards may be typed in: with anonymous answers
// only where nobody has laid any.
func (v *itemView) mayCount() bool {
	return v.Check.Mode != round.Anonymous || v.tallies[v.Item.ID].Cards() == 0 || len(v.Counted[v.Item.ID]) > 0
}

// why is why the item stands on the agenda.
func (v *itemView) why() []check.Why {
	for _, pt := range v.order() {
		if pt.Item == v.Item.ID {
			return pt.Why
		}
	}
	return nil
}

// lying says how many cards lie face down.
func (v *itemView) lying() string {
	s, err := v.Check.Down(v.tallies[v.Item.ID], v.Round.Threshold)
	if err != nil {
		s = disclosure.Withhold(disclosure.NotEntitled)
	}
	return down(v.Base, s)
}

// pageWidth and wallWidth are the widths of the piles in units of the drawing: on
// the wall they are drawn larger, to be read from the last row.
const (
	pageWidth = 1000
	wallWidth = 900
)

// piles draws the open cards of an item. What stands beside the levels and was
// laid by nobody is left out.
func (t *table) piles(i check.Item, id string, width int) (chart.Figure, error) {
	d, err := t.Check.Spread(i, t.tallies[i.ID], t.Round.Threshold)
	if err != nil {
		return chart.Figure{}, err
	}
	data := chart.DistributionData{Head: [2]string{t.T("talk.col_level"), t.T("talk.col_cards")}}
	for n, face := range i.Faces() {
		l := d.Levels()[n]
		pile := chart.Pile{Label: faceText(t.Base, i, face), Mark: markOf(i, face)}
		count, ok := l.Count.Value()
		switch {
		case ok && count == 0 && n >= len(i.Levels()):
			continue
		case ok && count == 0:
			pile.Text = t.T("talk.card_count_none")
		case ok:
			pile.Cards, pile.Text = int(count), t.T("talk.card_count", "count", int(count))
		case l.Band != "":
			pile.Withheld = t.T("talk.nearly_all")
		default:
			pile.Withheld = withheld(t.Base, l.Count.Reason())
		}
		data.Piles = append(data.Piles, pile)
	}
	o := chart.Options{ID: id, Title: t.T("talk.piles_title"), Width: width, RTL: t.P.Dir() == "rtl"}
	return chart.Responsive(o, func(o chart.Options) chart.Figure { return chart.Distribution(o, data) }), nil
}

// faceText writes what a card shows.
func (v *itemView) faceText(face string) string { return faceText(v.Base, v.Item, face) }

// help reports whether the item says how to read it.
func (v *itemView) help() bool {
	return !v.Item.Question.Help.IsEmpty() && answerform.Text(v.Base, v.Item.Question.Help) != ""
}
