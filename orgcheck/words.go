package orgcheck

import (
	"strings"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/instrument"
)

// Words are a text about one field: what worked, or an appraisal from outside.
type Words struct {
	Field string    `json:"field"`
	Text  string    `json:"text"`
	By    Signature `json:"by"`
	// Version counts the changes; 0 means not yet written.
	Version int `json:"version"`
}

// Rewritten is the conflict of two people writing about the same field.
type Rewritten struct{ Now, Yours Words }

// Error names the field.
func (c *Rewritten) Error() string {
	return "the words on field " + c.Yours.Field + " changed meanwhile"
}

// Unwrap makes it a conflict.
func (c *Rewritten) Unwrap() error { return fault.New(fault.Conflict, "orgcheck.changed") }

// worked writes what worked in a field (Was gelang?), one text for all offices.
func (r *Record) worked(act access.Act, ins *instrument.Instrument, w Words) ([]audit.Event, error) {
	switch {
	case !r.mayWriteOn(act, ins, w.Field):
		return nil, fault.New(fault.Denied, "access.denied")
	case r.Check.State != Running:
		return nil, ErrNotRunning
	}
	return nil, put(ins, r.Worked, w)
}

// mayWriteOn reports whether the actor answers for a unit that is asked something in the field.
func (r *Record) mayWriteOn(act access.Act, ins *instrument.Instrument, field string) bool {
	for p := range r.Duties {
		q := ins.Question(p.Question)
		if q == nil || ins.Field(q) == nil || ins.Field(q).ID != field {
			continue
		}
		if access.Can(act.By, access.AnswerOrgCheck, r.ObjectOf(p.Unit, act.At)) {
			return true
		}
	}
	return false
}

// appraise writes what somebody from outside says about a field; it is marked
// as such wherever it stands, and changes no value.
func (r *Record) appraise(act access.Act, ins *instrument.Instrument, w Words) ([]audit.Event, error) {
	if err := access.Require(act, access.AppraiseOrgCheck, r.Check.Object()); err != nil {
		return nil, err
	}
	if r.Check.State != Closed {
		return nil, ErrNotClosed
	}
	if err := put(ins, r.Appraisals, w); err != nil {
		return nil, err
	}
	return []audit.Event{r.Check.Event(act, "appraise", w.Field)}, nil
}

// put writes words that nobody has changed meanwhile; empty words take the text back.
func put(ins *instrument.Instrument, all map[string]Words, w Words) error {
	now := all[w.Field]
	w.Text = strings.TrimSpace(w.Text)
	switch {
	case ins.Node(w.Field) == nil:
		return ErrQuestion
	case utf8.RuneCountInString(w.Text) > MostText:
		return ErrLong
	case now.Version != w.Version && now.Text != w.Text:
		return &Rewritten{now, w}
	}
	w.Version = now.Version + 1
	all[w.Field] = w
	return nil
}
