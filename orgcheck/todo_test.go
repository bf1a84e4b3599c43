package orgcheck_test

import (
	"fmt"
	"slices"
	"testing"

	"chancencheck/access"
	"chancencheck/instrument"
	"chancencheck/orgcheck"
)

// TestConditions: what depends on another answer is asked once that answer is
// there; what was said to it stays, and counts only while it is asked.
func TestConditions(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.ins.Question("q2").When = []instrument.Condition{{Question: "q1", Is: []string{"yes"}}}
	at := orgcheck.Place{Question: "q2", Unit: "p"}
	asks := func() bool { return h.rec.Asks(h.ins, h.rec.Merge(h.ins, now), at) }
	expect := func(when string, asked bool, ending orgcheck.Ending, of, done int) {
		t.Helper()
		m := h.merged("q2")
		p := orgcheck.ProgressOf(h.ins, h.rec.Merge(h.ins, now))["f1"]
		if asks() != asked || m.Ending != ending || p.Of != of || p.Done != done {
			t.Errorf("%s: asked %v, %s, %d of %d done", when, asks(), m.Ending, p.Done, p.Of)
		}
	}
	expect("before", false, orgcheck.Unasked, 1, 0)
	h.say("p", "q1", "yes")
	expect("after yes", true, orgcheck.Open, 2, 1)
	h.say("p", "q2", "no")
	expect("answered", true, orgcheck.Answered, 2, 2)
	h.say("s", "q1", "no")
	expect("contradicted, and the unit itself said yes", true, orgcheck.Unasked, 1, 0)
	h.say("p", "q1", "no")
	expect("withdrawn", false, orgcheck.Unasked, 1, 1)
	if len(h.rec.Statements) != 3 {
		t.Error("what was said is gone")
	}
	o, err := h.rec.Compute(h.ins, now, nil)
	h.must(err)
	rep, err := orgcheck.ReportOf(h.ins, h.rec, h.rec.Merge(h.ins, now), o, nil, true)
	h.must(err)
	if v := o.Value("f1"); v.Of != 1 || len(rep.Fields[0].All) != 1 || slices.Contains(o.Left.Open, "q2") {
		t.Errorf("value of %d, %d questions in the report, left open %v", v.Of, len(rep.Fields[0].All), o.Left.Open)
	}
}

// TestToDo: each sees what she can do herself, and nothing once the check is closed.
func TestToDo(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.say("p", "q1", "yes")
	h.say("s", "q1", "no")
	brief := func(act access.Act) string {
		todo := h.rec.ToDoFor(h.ins, act.By, now)
		s := fmt.Sprintf("%d disputed, %d homeless", len(todo.Disputed), todo.Homeless)
		for _, u := range todo.Units {
			s += fmt.Sprintf(", %s %d open %d unconfirmed", u.Unit, u.Open, u.Unconfirmed)
		}
		return s
	}
	expect := func(act access.Act, want string) {
		t.Helper()
		if got := brief(act); got != want {
			t.Errorf("%s: %s, want %s", act.By.Person, got, want)
		}
	}
	head, member := by(access.UnitLead, "/d/p"), by(access.Respondent, "/d/p")
	expect(head, "0 disputed, 0 homeless, p 1 open 1 unconfirmed")
	expect(by(access.UnitLead, "/d"), "1 disputed, 0 homeless")
	expect(lead, "1 disputed, 0 homeless")
	h.say("p", "q2", "skip")
	expect(head, "0 disputed, 0 homeless, p 0 open 1 unconfirmed")
	expect(member, "0 disputed, 0 homeless")
	h.rec.Units[1].ValidUntil = "2026-03-01"
	expect(lead, "1 disputed, 2 homeless")
	h.must(orgcheck.Close(t.Context(), h, lead, h.ref, h.ins))
	expect(lead, "0 disputed, 0 homeless")
}
