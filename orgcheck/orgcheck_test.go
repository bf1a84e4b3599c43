package orgcheck_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
)

var now = time.Date(2026, 3, 17, 9, 30, 0, 0, time.UTC)

func num(s string) instrument.Number {
	n, err := instrument.ParseNumber(s)
	if err != nil {
		panic(err)
	}
	return n
}

func de(s string) instrument.Text {
	return instrument.NewText(instrument.Translation{Lang: "de", Text: s})
}

// fact is a scale of facts, on which a matter may lie elsewhere.
var fact = &instrument.Scale{ID: "fact", Kind: instrument.Fact, Reference: true, NeedForAction: true, Options: []instrument.Option{
	{ID: "no", Points: num("0")}, {ID: "partly", Points: num("1")}, {ID: "yes", Points: num("2")}, {ID: "not_ours", Elsewhere: true}}}

func question(id, desk string) *instrument.Question {
	return &instrument.Question{ID: id, Text: de(id), Scale: fact, Scored: true, Desk: desk, Suggestions: []instrument.Suggestion{
		{Kind: instrument.Now, UpTo: num("1"), Text: de("jetzt")}, {Kind: instrument.Above, UpTo: num("1"), Text: de("oben")}}}
}

// city is an instrument of two fields, the second with a theme.
func city() *instrument.Instrument {
	return &instrument.Instrument{ID: "city", Version: "1",
		Desks:   []instrument.Desk{{ID: "people", Title: de("Personal"), Hint: de("Fortbildung")}, {ID: "schools", Title: de("Schulen"), Hint: de("Bildung")}},
		Formats: []instrument.Format{{ID: "all", Default: true, All: true}, {ID: orgcheck.PartnersFormat, Questions: []string{"q1", "q3"}}},
		Fields: []*instrument.Node{
			{ID: "f1", Title: de("Steuern"), Questions: []*instrument.Question{question("q1", "people"), question("q2", "people")},
				Bands: []instrument.Band{{From: num("0"), Title: de("am Anfang")}, {From: num("50"), Title: de("unterwegs")}}},
			{ID: "f2", Title: de("Zugang"), Nodes: []*instrument.Node{{ID: "t1", Title: de("Bildung"), Questions: []*instrument.Question{question("q3", "schools")}}}},
		}}
}

// memory keeps one record.
type memory struct {
	rec     *orgcheck.Record
	events  []audit.Event
	sheets  []orgcheck.PartnerSheet
	outcome []byte
}

func (m *memory) OrgCheck(context.Context, orgcheck.Ref) (*orgcheck.Check, error) {
	return m.rec.Check, nil
}
func (m *memory) OrgChecks(context.Context, organisation.OrgID) ([]*orgcheck.Check, error) {
	return []*orgcheck.Check{m.rec.Check}, nil
}
func (m *memory) OrgRecord(context.Context, orgcheck.Ref) (*orgcheck.Record, error) {
	return m.rec, nil
}
func (m *memory) OrgOutcome(context.Context, orgcheck.Ref) ([]byte, error) { return m.outcome, nil }
func (m *memory) CreateOrgCheck(_ context.Context, c *orgcheck.Check, e ...audit.Event) error {
	m.rec, m.events = orgcheck.NewRecord(c), append(m.events, e...)
	return nil
}

func (m *memory) UpdateOrgCheck(_ context.Context, _ orgcheck.Ref, decide func(*orgcheck.Record) ([]audit.Event, error)) error {
	e, err := decide(m.rec)
	m.events = append(m.events, e...)
	return err
}

func (m *memory) CloseOrgCheck(_ context.Context, _ orgcheck.Ref, decide func(*orgcheck.Record, []orgcheck.PartnerSheet) ([]byte, []audit.Event, error)) error {
	doc, e, err := decide(m.rec, m.sheets)
	m.events, m.outcome = append(m.events, e...), doc
	return err
}

// hall is a running organisation check: personnel asks q1 and q2, schools q3,
// and q1 of the schools, too.
type hall struct {
	*testing.T
	*memory
	ins *instrument.Instrument
	ref orgcheck.Ref
}

func by(role access.Role, path string) access.Act {
	n := 0
	return access.Act{At: now, NewID: func() string { n++; return fmt.Sprintf("ABCDEFGH%02d%s", n, role) },
		By: access.Actor{Person: string(role) + path, Org: "o", Grants: []access.Grant{{Role: role, Org: "o", UnitPath: path}}}}
}

var lead = by(access.Coordinator, "")

func open(t *testing.T) *hall {
	t.Helper()
	h := &hall{T: t, memory: &memory{}, ins: city()}
	c, err := orgcheck.Draft(t.Context(), h, lead, orgcheck.Check{Ref: orgcheck.Ref{Org: "o"}, Title: "Check", ClosesOn: "2026-06-01", Threshold: 5, Format: "all"})
	h.must(err)
	h.ref = c.Ref
	h.rec.Units = []organisation.Unit{
		{Org: "o", ID: "d", Name: "Dezernat I"}, {Org: "o", ID: "p", Parent: "d", Name: "Personalservice", Position: 1},
		{Org: "o", ID: "s", Parent: "d", Name: "Schulverwaltung", Position: 2}, {Org: "o", ID: "x", Name: "Sport", Position: 3},
	}
	h.must(orgcheck.Assign(t.Context(), h, lead, h.ref, h.ins, []orgcheck.Assignment{{Desk: "people", Unit: "p"}, {Desk: "schools", Unit: "s"}, {Question: "q1", Unit: "s", Also: true}}))
	h.must(orgcheck.Begin(t.Context(), h, lead, h.ref))
	return h
}

func (h *hall) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *hall) say(unit organisation.UnitID, q, option string) {
	h.Helper()
	a, err := instrument.NewAnswerFact(h.ins.Question(q), option, "Beschluss", false)
	if option == "skip" {
		a, err = instrument.NewAnswerState(instrument.Skipped)
	}
	h.must(err)
	act := by(access.UnitLead, "/d/"+string(unit))
	version := h.rec.Statements[orgcheck.Place{Question: q, Unit: unit}].Version
	h.must(orgcheck.Say(h.Context(), h, act, h.ref, h.ins, unit, orgcheck.Sign(act, "Anna", "Leitung"), []orgcheck.Said{{Question: q, Answer: a, Version: version}}))
}

func (h *hall) merged(q string) orgcheck.Merged {
	h.Helper()
	all := h.rec.Merge(h.ins, now)
	return all[slices.IndexFunc(all, func(m orgcheck.Merged) bool { return m.Question.ID == q })]
}

// TestEndings: what two offices say to the same question, and what it comes to.
func TestEndings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		p, s string
		want orgcheck.Ending
		// counts is the option that counts, "" for none.
		counts string
	}{
		{"", "", orgcheck.Open, ""},
		{"yes", "", orgcheck.Answered, "yes"},
		{"yes", "yes", orgcheck.Answered, "yes"},
		{"yes", "no", orgcheck.Contradictory, ""},
		{"yes", "not_ours", orgcheck.Contradictory, ""},
		{"skip", "skip", orgcheck.Passed, ""},
		{"skip", "partly", orgcheck.Answered, "partly"},
		{"partly", "skip", orgcheck.Answered, "partly"},
	} {
		h := open(t)
		for unit, option := range map[organisation.UnitID]string{"p": c.p, "s": c.s} {
			if option != "" {
				h.say(unit, "q1", option)
			}
		}
		if m := h.merged("q1"); m.Ending != c.want || m.Answer.Option() != c.counts {
			t.Errorf("%q and %q: %s, %q counts", c.p, c.s, m.Ending, m.Answer.Option())
		}
	}
}

// TestDecision: who answers for both offices decides, with a reason; both
// statements stay; another answer makes the decision lapse.
func TestDecision(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.say("p", "q1", "yes")
	h.say("s", "q1", "no")
	decide := func(act access.Act, unit organisation.UnitID, reason string) error {
		return orgcheck.Decide(t.Context(), h, act, h.ref, h.ins, "q1", unit, reason, orgcheck.Sign(act, "B", "Dezernat"))
	}
	for name, got := range map[string]struct {
		err  error
		want fault.Kind
	}{
		"one of the two offices":  {decide(by(access.UnitLead, "/d/p"), "p", "so"), fault.Denied},
		"another directorate":     {decide(by(access.UnitLead, "/x"), "p", "so"), fault.Denied},
		"without a reason":        {decide(by(access.UnitLead, "/d"), "p", " "), fault.Invalid},
		"for who has not spoken":  {decide(by(access.UnitLead, "/d"), "x", "so"), fault.Invalid},
		"by the team of a member": {decide(by(access.Respondent, "/d"), "p", "so"), fault.Denied},
	} {
		if fault.KindOf(got.err) != got.want {
			t.Errorf("%s: %v", name, got.err)
		}
	}
	h.must(decide(by(access.UnitLead, "/d"), "s", "Der Beschluss fehlt noch"))
	if m := h.merged("q1"); m.Ending != orgcheck.Decided || m.Answer.Option() != "no" || len(m.Statements) != 2 {
		t.Errorf("decided: %s, %q counts, %d statements", m.Ending, m.Answer.Option(), len(m.Statements))
	}
	h.say("s", "q1", "partly")
	if m := h.merged("q1"); m.Ending != orgcheck.Contradictory || m.Decision != nil {
		t.Errorf("after another answer: %s", m.Ending)
	}
	h.say("s", "q1", "yes")
	if m := h.merged("q1"); m.Ending != orgcheck.Answered {
		t.Errorf("after they agree: %s", m.Ending)
	}
	if err := decide(lead, "s", "so"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("nothing to decide: %v", err)
	}
	if i := slices.IndexFunc(h.events, func(e audit.Event) bool { return e.Verb == "orgcheck.lapse" }); i < 0 {
		t.Error("that the decision lapsed is not on record")
	}
}

// TestConfirmation belongs to the words that were read.
func TestConfirmation(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.say("p", "q1", "yes")
	confirm := func(act access.Act, version int) error {
		return orgcheck.Confirm(t.Context(), h, act, h.ref, "p", orgcheck.Sign(act, "B", "Leitung"), map[string]int{"q1": version})
	}
	if err := confirm(by(access.Respondent, "/d/p"), 1); fault.KindOf(err) != fault.Denied {
		t.Errorf("a member of the team confirms: %v", err)
	}
	h.must(confirm(by(access.UnitLead, "/d/p"), 1))
	if !h.merged("q1").Confirmed() {
		t.Error("not confirmed")
	}
	h.say("p", "q1", "no")
	if h.merged("q1").Confirmed() {
		t.Error("another answer is still confirmed")
	}
	if err := confirm(by(access.UnitLead, "/d/p"), 1); fault.KindOf(err) != fault.Invalid {
		t.Errorf("words that stand no longer are confirmed: %v", err)
	}
}

// TestPassingOn: to another unit and back, each with a reason.
func TestPassingOn(t *testing.T) {
	t.Parallel()
	h := open(t)
	p := by(access.UnitLead, "/d/p")
	if err := orgcheck.Pass(t.Context(), h, p, h.ref, "q2", "p", "x", ""); !errors.Is(err, orgcheck.ErrNoReason) {
		t.Errorf("without a reason: %v", err)
	}
	if err := orgcheck.Pass(t.Context(), h, p, h.ref, "q2", "p", "p", "so"); !errors.Is(err, orgcheck.ErrUnit) {
		t.Errorf("to oneself: %v", err)
	}
	h.must(orgcheck.Pass(t.Context(), h, p, h.ref, "q2", "p", "x", "Das weiß der Sport"))
	a, err := instrument.NewAnswerState(instrument.Skipped)
	h.must(err)
	err = orgcheck.Say(t.Context(), h, p, h.ref, h.ins, "p", orgcheck.Sign(p, "A", "L"), []orgcheck.Said{{Question: "q2", Answer: a}})
	if !errors.Is(err, orgcheck.ErrNoDuty) {
		t.Errorf("who passed a question on answers it: %v", err)
	}
	if units := h.merged("q2").Units; !slices.Equal(units, []organisation.UnitID{"x"}) {
		t.Errorf("%v are asked", units)
	}
	x := by(access.UnitLead, "/x")
	h.must(orgcheck.Return(t.Context(), h, x, h.ref, "q2", "x", "Nein, ihr"))
	d := h.rec.Duties[orgcheck.Place{Question: "q2", Unit: "p"}]
	if !d.Pending() || d.ReturnedBy != "x" || d.Reason != "Nein, ihr" || d.Desk != "people" || len(h.rec.Duties) != 4 {
		t.Errorf("returned: %+v, %d duties", d, len(h.rec.Duties))
	}
	if err := orgcheck.Return(t.Context(), h, p, h.ref, "q2", "p", "auch nicht"); !errors.Is(err, orgcheck.ErrNoDuty) {
		t.Errorf("returned to nobody: %v", err)
	}
}

// TestTwoPeopleAnswer: the second is shown both texts, and what does not clash is kept.
func TestTwoPeopleAnswer(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.say("p", "q1", "yes")
	act := by(access.UnitLead, "/d/p")
	no, err := instrument.NewAnswerFact(h.ins.Question("q1"), "no", "", true)
	h.must(err)
	err = orgcheck.Say(t.Context(), h, act, h.ref, h.ins, "p", orgcheck.Sign(act, "A", "L"), []orgcheck.Said{{Question: "q1", Answer: no}, {Question: "q2", Answer: no}})
	stale := orgcheck.AsChanged(err)
	if len(stale) != 1 || stale[0].Now.Answer.Option() != "yes" || stale[0].Yours.Answer.Option() != "no" || fault.KindOf(err) != fault.Conflict {
		t.Errorf("conflict: %v", err)
	}
	if h.merged("q2").Answer.Option() != "no" || h.merged("q1").Answer.Option() != "yes" {
		t.Error("what does not clash is not kept, or what stood is gone")
	}
}

// TestElsewhere: others are competent; it counts for no value, and what those
// above can do is suggested.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.say("p", "q1", "not_ours")
	h.say("p", "q2", "yes")
	o, err := h.rec.Compute(h.ins, now, nil)
	h.must(err)
	m := h.merged("q1")
	if got := o.Value("f1").Decimal; got != "100" || !m.Elsewhere() {
		t.Errorf("value %s", got)
	}
	if s := m.Suggestions(); len(s) != 1 || s[0].Kind != instrument.Above {
		t.Errorf("suggestions %v", s)
	}
}

// TestCloseListsWhatIsOpen and keeps all of it.
func TestCloseListsWhatIsOpen(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.say("p", "q1", "yes")
	h.say("s", "q1", "no")
	h.say("s", "q3", "yes")
	h.rec.Units[1].ValidUntil = "2026-03-01" // the unit of q1 and q2 was dissolved
	h.must(orgcheck.Close(t.Context(), h, lead, h.ref, h.ins))
	o, err := orgcheck.Decode(h.outcome)
	h.must(err)
	for name, list := range map[string][][]string{
		"contradictory": {o.Left.Contradictory, {"q1"}}, "open": {o.Left.Open, {"q2"}}, "unconfirmed": {o.Left.Unconfirmed, {"q3"}},
		"homeless": {o.Left.Homeless, {"q1", "q2"}},
	} {
		if !slices.Equal(list[0], list[1]) {
			t.Errorf("%s: %v, want %v", name, list[0], list[1])
		}
	}
	if len(h.rec.Statements) != 3 || len(h.merged("q1").Statements) != 2 {
		t.Error("something said is gone")
	}
	for name, err := range map[string]error{
		"assigned": orgcheck.Assign(t.Context(), h, lead, h.ref, h.ins, []orgcheck.Assignment{{Question: "q1", Unit: "s"}}),
		"closed":   orgcheck.Close(t.Context(), h, lead, h.ref, h.ins),
		"grouped":  orgcheck.PutGroup(t.Context(), h, lead, h.ref, orgcheck.Group{Name: "G", Sector: orgcheck.Welfare, Places: 1}),
	} {
		if fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s after the close: %v", name, err)
		}
	}
}

// TestDissolvedUnit: its questions wait for somebody; only the whole
// organisation answers for it.
func TestDissolvedUnit(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.rec.Units[1].ValidUntil = "2026-03-17"
	if got := len(h.rec.Homeless(h.ins, now)); got != 2 {
		t.Errorf("%d questions without anybody", got)
	}
	if access.Can(by(access.UnitLead, "/d/p").By, access.AnswerOrgCheck, h.rec.ObjectOf("p", now)) {
		t.Error("somebody answers for a unit that no longer exists")
	}
	if err := orgcheck.Assign(t.Context(), h, lead, h.ref, h.ins, []orgcheck.Assignment{{Node: "f1", Unit: "p"}}); !errors.Is(err, orgcheck.ErrUnit) {
		t.Errorf("it is asked again: %v", err)
	}
	h.must(orgcheck.Assign(t.Context(), h, lead, h.ref, h.ins, []orgcheck.Assignment{{Node: "f1", Unit: "x"}}))
	if got := len(h.rec.Homeless(h.ins, now)); got != 0 {
		t.Errorf("%d questions still wait", got)
	}
}

func TestPropose(t *testing.T) {
	t.Parallel()
	tree, err := organisation.NewTree([]organisation.Unit{
		{ID: "a", Name: "Abteilung Personalservice"}, {ID: "b", Name: "Bildung und Schulen", Position: 1}, {ID: "b1", Parent: "b", Name: "Schulverwaltung"},
		{ID: "c", Name: "Stadtkasse", Position: 2},
	})
	if err != nil {
		t.Fatal(err)
	}
	for title, want := range map[string]organisation.UnitID{"Personal": "a", "Schulen und Bildung": "b", "Feuerwehr": "", "Stadt": "",
		"Verwaltungsspitze": "", "Schulverwaltungsamt": "b1"} {
		if got := orgcheck.Propose(instrument.Desk{Title: de(title)}, tree); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}
