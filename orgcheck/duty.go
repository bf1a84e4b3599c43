package orgcheck

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/instrument"
	"chancencheck/organisation"
)

// Duty says that a unit answers a question. Several units may answer the same one.
type Duty struct {
	Place
	// Desk is the answering desk of the instrument that brought the duty, "" if
	// somebody assigned the question itself.
	Desk string `json:"desk,omitempty"`
	// From is the unit that passed the question on, "" if none did.
	From organisation.UnitID `json:"from,omitempty"`
	// PassedTo is the unit that answers instead, "" while this one does.
	PassedTo organisation.UnitID `json:"passed_to,omitempty"`
	// Reason was given when the question was passed on or returned last.
	Reason string `json:"reason,omitempty"`
	// ReturnedBy gave the question back, for Reason.
	ReturnedBy organisation.UnitID `json:"returned_by,omitempty"`
}

// Pending reports whether the unit itself is asked.
func (d Duty) Pending() bool { return d.PassedTo == "" }

// DutiesOf returns the duties of a unit in the order asked, those passed on included.
func (r *Record) DutiesOf(ins *instrument.Instrument, unit organisation.UnitID) []Duty {
	var out []Duty
	for _, q := range r.Questions(ins) {
		if d, ok := r.Duties[Place{q.ID, unit}]; ok {
			out = append(out, d)
		}
	}
	return out
}

// Questions returns what the offices are asked, in order.
func (r *Record) Questions(ins *instrument.Instrument) []*instrument.Question {
	return ins.Questions(r.Check.Format, "")
}

// Answering returns the units with duties, those in the tree in organisation
// order and then those that no longer exist.
func (r *Record) Answering(at time.Time) []organisation.UnitID {
	has := map[organisation.UnitID]bool{}
	for p := range r.Duties {
		has[p.Unit] = true
	}
	var out []organisation.UnitID
	if tree, err := r.Tree(at); err == nil {
		tree.Walk(func(u organisation.Unit, _ int) {
			if has[u.ID] {
				out = append(out, u.ID)
				delete(has, u.ID)
			}
		})
	}
	gone := make([]organisation.UnitID, 0, len(has))
	for u := range has {
		gone = append(gone, u)
	}
	slices.Sort(gone)
	return append(out, gone...)
}

// Load returns how many questions a unit is asked.
func (r *Record) Load(unit organisation.UnitID) int {
	n := 0
	for p, d := range r.Duties {
		if p.Unit == unit && d.Pending() {
			n++
		}
	}
	return n
}

// Homeless returns the duties of units that no longer exist, to be assigned
// anew, in the order asked.
func (r *Record) Homeless(ins *instrument.Instrument, at time.Time) []Duty {
	var out []Duty
	for _, unit := range r.Answering(at) {
		if r.Exists(unit, at) {
			continue
		}
		for _, d := range r.DutiesOf(ins, unit) {
			if d.Pending() {
				out = append(out, d)
			}
		}
	}
	return out
}

// Assignment gives a part of the instrument to a unit: a desk, a field, a theme
// or one question.
type Assignment struct {
	// Desk, or Node (a field or a theme), or Question: one of them.
	Desk, Node, Question string
	Unit                 organisation.UnitID
	// Also leaves those who are asked already; otherwise the unit takes their place.
	Also bool
}

// covers reports whether the assignment is about a question.
func (a Assignment) covers(ins *instrument.Instrument, q *instrument.Question) bool {
	switch {
	case a.Question != "":
		return q.ID == a.Question
	case a.Node != "":
		return below(ins.Node(a.Node), q)
	}
	return a.Desk != "" && q.Desk == a.Desk
}

// below reports whether a node or one of its children lists the question.
func below(n *instrument.Node, q *instrument.Question) bool {
	if n == nil {
		return false
	}
	for _, own := range n.Questions {
		if own.ID == q.ID {
			return true
		}
	}
	return slices.ContainsFunc(n.Nodes, func(c *instrument.Node) bool { return below(c, q) })
}

// assign gives questions to units. What was said by those who are no longer
// asked stays: nothing is lost by asking somebody else.
func (r *Record) assign(act access.Act, ins *instrument.Instrument, list []Assignment) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageOrgCheck, r.Check.Object()); err != nil {
		return nil, err
	}
	if r.Check.State == Closed {
		return nil, ErrClosed
	}
	units := map[string]bool{}
	for _, a := range list {
		if !r.Exists(a.Unit, act.At) {
			return nil, ErrUnit
		}
		n := 0
		for _, q := range r.Questions(ins) {
			if a.covers(ins, q) {
				r.give(q, a)
				n++
			}
		}
		if n == 0 {
			return nil, ErrQuestion
		}
		units[r.UnitName(a.Unit)] = true
	}
	return []audit.Event{r.Check.Event(act, "assign", names(units))}, nil
}

// give makes a unit answer a question.
func (r *Record) give(q *instrument.Question, a Assignment) {
	at := Place{q.ID, a.Unit}
	if !a.Also {
		for p := range r.Duties {
			if p.Question == q.ID && p != at {
				delete(r.Duties, p)
			}
		}
	}
	if d, there := r.Duties[at]; there && d.Pending() {
		return
	}
	r.Duties[at] = Duty{Place: at, Desk: a.Desk}
}

// pass hands a question on to another unit; the unit that was asked sees what
// becomes of it and gets it back if the other returns it.
func (r *Record) pass(act access.Act, question string, from, to organisation.UnitID, reason string) ([]audit.Event, error) {
	d, err := r.duty(act, Place{question, from})
	if err != nil {
		return nil, err
	}
	reason = strings.TrimSpace(reason)
	switch {
	case to == from || !r.Exists(to, act.At):
		return nil, ErrUnit
	case reason == "":
		return nil, ErrNoReason
	case utf8.RuneCountInString(reason) > MostText:
		return nil, ErrLong
	}
	d.PassedTo, d.Reason, d.ReturnedBy = to, reason, ""
	r.Duties[d.Place] = d
	next := Place{question, to}
	if there, ok := r.Duties[next]; !ok || !there.Pending() {
		r.Duties[next] = Duty{Place: next, Desk: d.Desk, From: from, Reason: reason}
	}
	return []audit.Event{r.Check.Event(act, "pass", question+": "+r.UnitName(from)+" → "+r.UnitName(to))}, nil
}

// giveBack returns a question to the unit that passed it on.
func (r *Record) giveBack(act access.Act, question string, unit organisation.UnitID, reason string) ([]audit.Event, error) {
	d, err := r.duty(act, Place{question, unit})
	if err != nil {
		return nil, err
	}
	reason = strings.TrimSpace(reason)
	switch {
	case d.From == "":
		return nil, ErrNoDuty
	case reason == "":
		return nil, ErrNoReason
	case utf8.RuneCountInString(reason) > MostText:
		return nil, ErrLong
	}
	delete(r.Duties, d.Place)
	back := Place{question, d.From}
	was := r.Duties[back]
	r.Duties[back] = Duty{Place: back, Desk: cmp.Or(was.Desk, d.Desk), From: was.From, Reason: reason, ReturnedBy: unit}
	return []audit.Event{r.Check.Event(act, "return", question+": "+r.UnitName(unit)+" → "+r.UnitName(d.From))}, nil
}

// duty returns the duty of a unit that the actor may answer for, while the check runs.
func (r *Record) duty(act access.Act, at Place) (Duty, error) {
	if err := access.Require(act, access.AnswerOrgCheck, r.ObjectOf(at.Unit, act.At)); err != nil {
		return Duty{}, err
	}
	if r.Check.State != Running {
		return Duty{}, ErrNotRunning
	}
	d, ok := r.Duties[at]
	if !ok || !d.Pending() {
		return Duty{}, ErrNoDuty
	}
	return d, nil
}

// names joins the names of a set in order.
func names(set map[string]bool) string {
	var list []string
	for n := range set {
		list = append(list, n)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}
