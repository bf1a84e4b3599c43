package sheets

import (
	"context"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// desk is a sheet that lies open before its author, with all that is asked.
type desk struct {
	*sheetbox.Opened
	Instrument *instrument.Instrument
	Round      *round.Round
	// Items are asked, given the answers so far, in order.
	Items []check.Item
	Steps []step
}

// step is one page of a sheet: a field of the instrument, or the situations.
type step struct {
	// ID stands in the path.
	ID string
	// Field is nil for the situations.
	Field *instrument.Node
	Items []check.Item
	// First is the place of the first item among all, from 1.
	First int
	// Answered is how many of the items have an answer.
	Answered int
}

// situations is the step of the situations. Fields whose ids are names of other
// pages get a different path.
const situations = "situations"

var otherPages = map[string]bool{situations: true, "answer": true, "done": true, "cards": true}

// desk opens the sheet named in the path.
func (p *Pages) desk(r *site.Request) (*desk, error) {
	secret, err := sheetbox.ParseSecret(r.PathValue("secret"))
	if err != nil {
		return nil, err
	}
	o, err := p.box.Open(r.Context(), secret)
	if err != nil {
		return nil, err
	}
	asked, err := p.asked(r, o.Check)
	if err != nil {
		return nil, err
	}
	return newDesk(o, asked), nil
}

// asked loads what a check asks and puts its organisation on the page.
func (p *Pages) asked(r *site.Request, c *check.Check) (site.Asked, error) {
	org, err := p.Store.Organisation(r.Context(), c.Org)
	if err != nil {
		return site.Asked{}, err
	}
	r.Page.Org = org
	return p.Asked(r.Context(), c)
}

func newDesk(o *sheetbox.Opened, asked site.Asked) *desk {
	d := &desk{Opened: o, Instrument: asked.Instrument, Round: asked.Round}
	d.lay(asked.Items())
	return d
}

// lay orders what is asked into steps. Questions whose condition is not met are
// left out.
func (d *desk) lay(all []check.Item) {
	answers := d.Answers()
	d.Items, d.Steps = nil, nil
	for _, item := range all {
		if !d.Instrument.Visible(item.Question, answers) {
			continue
		}
		d.Items = append(d.Items, item)
		if n := len(d.Steps); n == 0 || d.Steps[n-1].Field != item.Field {
			d.Steps = append(d.Steps, step{ID: stepID(item), Field: item.Field, First: len(d.Items)})
		}
		s := &d.Steps[len(d.Steps)-1]
		s.Items = append(s.Items, item)
		s.Answered = d.Answered(s.Items)
	}
}

func stepID(item check.Item) string {
	switch {
	case item.Field == nil:
		return situations
	case otherPages[item.Field.ID]:
		return item.Field.ID + ".field"
	}
	return item.Field.ID
}

// at returns the place of a step among the steps, or -1.
func (d *desk) at(id string) int {
	for i, s := range d.Steps {
		if s.ID == id {
			return i
		}
	}
	return -1
}

// step returns the step named in the path.
func (d *desk) step(r *site.Request) (int, error) {
	i := d.at(r.PathValue("step"))
	if i < 0 {
		return i, fault.New(fault.NotFound, "problem.no_such_page")
	}
	return i, nil
}

// Open returns the first step in which something is still to be chosen, or nil.
// Open questions may stay empty.
func (d *desk) Open() *step {
	for i, s := range d.Steps {
		for _, item := range s.Items {
			if !item.Question.Scale.Kind.HasText() && d.Entries[item.ID].Answer.State() == instrument.Unanswered {
				return &d.Steps[i]
			}
		}
	}
	return nil
}

// Path returns a path below the sheet's.
func (d *desk) Path(below string) string { return sheetPath(d.Secret, below) }

func sheetPath(s sheetbox.Secret, below string) string {
	path := "/s/" + s.Path()
	if below != "" {
		path += "/" + below
	}
	return path
}

// personStates are what a person may choose instead of an answer, in the order
// shown. That nobody knows is for the team to say.
var personStates = []instrument.AnswerState{instrument.CannotJudge, instrument.NotApplicable, instrument.Skipped}

// states returns what is offered beside the answers of an item: nothing for
// situations, which have a "we don't know" of their own, and for written
// answers, which may stay empty.
func states(ins *instrument.Instrument, item check.Item) []instrument.AnswerState {
	var out []instrument.AnswerState
	if item.Field == nil || item.Question.Scale.Kind.HasText() {
		return nil
	}
	for _, s := range personStates {
		if ins.Offers(s) {
			out = append(out, s)
		}
	}
	return out
}

// findItem returns the item of a check with this id.
func findItem(items []check.Item, id check.ItemID) (check.Item, bool) {
	for _, item := range items {
		if item.ID == id {
			return item, true
		}
	}
	return check.Item{}, false
}

// checkByCode returns the check that a code joins.
func (p *Pages) checkByCode(ctx context.Context, code string) (*check.Check, error) {
	c, err := p.Store.CheckByCode(ctx, check.NormaliseCode(code))
	if fault.KindOf(err) == fault.NotFound {
		return nil, errCode
	}
	return c, err
}

// errCode says that no check has this code.
var errCode = fault.New(fault.NotFound, "sheet.code_unknown")
