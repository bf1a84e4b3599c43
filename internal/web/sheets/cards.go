package sheets

import (
	"net/http"
	"net/url"
	"slices"

	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/web/site"
)

// cardsPage is a person's hand of cards during the talk.
type cardsPage struct {
	*desk
	Table sheetbox.Table
	// Item is what the team talks about, nil before the first item.
	Item *check.Item
	// Open says that the cards of the item lie open; Spread is how, and Down how
	// many lie, as far as that may be shown.
	Open   bool
	Spread disclosure.Distribution
	Down   disclosure.Shown
	// Problem is the sentence on a card that was not laid, "" for none.
	Problem string
}

// Cards shows one's cards for the item the team talks about.
func (p *Pages) Cards(w http.ResponseWriter, r *site.Request) error {
	d, err := p.desk(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	return p.showCards(w, r, d, nil)
}

func (p *Pages) showCards(w http.ResponseWriter, r *site.Request, d *desk, problem error) error {
	v := cardsPage{desk: d}
	var err error
	if v.Table, err = p.box.Table(r.Context(), d.Opened); err != nil {
		return err
	}
	if item, found := findItem(d.Items, d.Check.Item); found {
		if err := v.lookAt(item); err != nil {
			return err
		}
	}
	status := http.StatusOK
	if problem != nil {
		v.Problem, status = r.Page.P.Error(problem), site.Status(problem)
	}
	b := r.Page.Named(r.Page.T("sheets.cards_title")).Following(string(d.Check.ID))
	return r.RenderStatus(w, status, cards(b, v))
}

// lookAt fills in how the cards of an item lie.
func (v *cardsPage) lookAt(item check.Item) error {
	v.Item, v.Open = &item, v.Check.LiesOpen(item.ID)
	tally, err := v.Table.Tallies[item.ID], error(nil)
	if v.Spread, err = v.Check.Spread(item, tally, v.Round.Threshold); err != nil {
		return err
	}
	v.Down, err = v.Check.Down(tally, v.Round.Threshold)
	return err
}

// Lay lays cards face down: all that follow from the notes, or one for the item
// the team talks about, which changes the notes too.
func (p *Pages) Lay(w http.ResponseWriter, r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "sheet.form")
	}
	d, err := p.desk(r)
	if err != nil {
		return p.closed(w, r, err)
	}
	done := "sheets.laid"
	if r.PostForm.Get("lay") == "all" {
		err, done = p.box.Lay(r.Context(), d.Opened), "sheets.laid_all"
	} else {
		err = p.layOne(r, d)
	}
	if kind := fault.KindOf(err); kind == fault.Conflict || kind == fault.Invalid {
		return p.showCards(w, r, d, err)
	}
	if err != nil {
		return p.closed(w, r, err)
	}
	p.Changed(d.Check.ID)
	r.Redirect(w, d.Path("cards"), done)
	return nil
}

// errMoved says that the team has gone on to another item.
var errMoved = fault.New(fault.Conflict, "sheet.moved_on")

// layOne notes and lays one card.
func (p *Pages) layOne(r *site.Request, d *desk) error {
	item, found := findItem(d.Items, check.ItemID(r.PostForm.Get("item")))
	switch {
	case d.Check.State != check.Talking:
		return check.ErrNotTalking
	case !found || item.ID != d.Check.Item:
		return errMoved
	case d.Check.LiesOpen(item.ID):
		return sheetbox.ErrRevealed
	}
	e, err := played(d.Instrument, r.PostForm, item, d.Entries[item.ID])
	if err != nil {
		return err
	}
	if err := p.box.Save(r.Context(), d.Opened, e); err != nil {
		return err
	}
	return p.box.Lay(r.Context(), d.Opened, item.ID)
}

// played returns the entry after a card was chosen, or a hand raised or lowered.
func played(ins *instrument.Instrument, posted url.Values, item check.Item, before check.Entry) (check.Entry, error) {
	v := form(item, before)
	if card := posted.Get("card"); card != "" {
		v.Set(string(item.ID), card)
	}
	if posted.Has("hand") {
		v.Set(handField(item), posted.Get("hand"))
	}
	return read(ins, v, item, before)
}

// Playable reports whether the item is answered with a card at all: one of
// several options. Others are talked about.
func (v cardsPage) Playable() bool {
	k := v.Item.Question.Scale.Kind
	return k == instrument.Levels || k == instrument.Choice || k == instrument.Fact
}

// asides are the states that have a card of their own: to pass is to lay none.
func (v cardsPage) asides() []instrument.AnswerState {
	return slices.DeleteFunc(states(v.Instrument, *v.Item), func(s instrument.AnswerState) bool { return s == instrument.Skipped })
}

// Mine is the face of the card for the current item: the one that lies, else
// the one that follows from the notes.
func (v cardsPage) Mine() string {
	if c, laid := v.Table.Mine[v.Item.ID]; laid {
		return c.Face
	}
	if c, ok := v.Entries[v.Item.ID].Card(); ok {
		return c.Face
	}
	return ""
}

// Lies reports whether the author's card for the current item lies on the table.
func (v cardsPage) Lies() bool {
	_, laid := v.Table.Mine[v.Item.ID]
	return laid
}

// toLay is how many cards follow from the notes and do not lie yet.
func (v cardsPage) toLay() int {
	n := 0
	for item, e := range v.Entries {
		card, ok := e.Card()
		if laid, lies := v.Table.Mine[item]; ok && (!lies || laid != card) && !v.Check.LiesOpen(item) {
			n++
		}
	}
	return n
}

// pile is the cards of one face.
type pile struct {
	// Option is the face, nil for a state.
	Option *instrument.Option
	State  instrument.AnswerState
	// Place is the option's on its scale, from 0.
	Place, Count int
	Mine         bool
	// Names are those who laid them, in named mode.
	Names []string
}

// Piles are the open cards of the current item, lowest level first, then the
// states. Faces without a card are left out.
func (v cardsPage) Piles() []pile {
	var out []pile
	faces, scale, mine := v.Item.Faces(), v.Item.Question.Scale, v.Mine()
	for i, level := range v.Spread.Levels() {
		n, shown := level.Count.Value()
		if !shown || n == 0 {
			continue
		}
		p := pile{Count: int(n), Place: scale.Position(faces[i]), Mine: mine == faces[i]}
		for _, t := range v.Table.Turned {
			if t.Face == faces[i] {
				p.Names = append(p.Names, t.Name)
			}
		}
		p.Option = scale.Option(faces[i])
		if p.Option == nil {
			p.State, _ = instrument.ParseAnswerState(faces[i])
		}
		out = append(out, p)
	}
	return out
}

// waiting reports whether no talk is going on.
func (v cardsPage) waiting() bool { return v.Check.State != check.Talking }
