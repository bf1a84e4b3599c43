package orgcheck_test

import (
	"errors"
	"strings"
	"testing"

	"chancencheck/disclosure"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/orgcheck"
)

// partners answers with sizes of groups; everybody says the same to q1 and q3
// but the first of each group.
func (h *hall) partners(sizes ...int) {
	h.Helper()
	for i, n := range sizes {
		g := orgcheck.Group{Name: strings.Repeat("G", i+1), Sector: orgcheck.Sectors[i], Places: 50}
		h.must(orgcheck.PutGroup(h.Context(), h, lead, h.ref, g))
		group := h.rec.GroupsInOrder()[i]
		for person := range n {
			option := []string{"no", "partly", "yes"}[person%3]
			s := orgcheck.PartnerSheet{Group: group.ID, Answers: map[string]instrument.Answer{}}
			for _, q := range []string{"q1", "q3"} {
				a, err := instrument.NewAnswerFact(h.ins.Question(q), option, "", false)
				h.must(err)
				s.Answers[q] = a
			}
			h.sheets = append(h.sheets, s)
		}
	}
}

// TestPartnersAreShownAboveTheThreshold: small groups are hidden, and so is
// what would give them away by subtraction.
func TestPartnersAreShownAboveTheThreshold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		sizes []int
		// shown are the groups with a figure, in order, then all together.
		shown []bool
	}{
		{"all large", []int{6, 9}, []bool{true, true, true}},
		{"nobody large", []int{2, 2}, []bool{false, false, false}},
		{"together large", []int{3, 3}, []bool{false, false, true}},
		{"one small, and its neighbour gives it away", []int{6, 2}, []bool{false, false, true}},
		{"two small ones hide each other", []int{6, 3, 3}, []bool{true, false, false, true}},
	} {
		h := open(t)
		h.partners(c.sizes...)
		h.must(orgcheck.Close(t.Context(), h, lead, h.ref, h.ins))
		o, err := orgcheck.Decode(h.outcome)
		h.must(err)
		groups := append(o.Partners.Groups, orgcheck.Group{ID: orgcheck.AllPartners})
		for i, g := range groups {
			for _, node := range []string{"f1", "f2", "t1"} {
				if got := !o.Partners.Show(h.ins, g.ID, node, true).Withheld(); got != c.shown[i] {
					t.Errorf("%s: group %d on %s shown %v", c.name, i, node, got)
				}
			}
		}
		for _, f := range o.Partners.Figures {
			if f.N < 5 {
				t.Errorf("%s: a figure of %d people is stored", c.name, f.N)
			}
		}
	}
}

// TestDistance compares the same questions: q2 is not asked of partners.
func TestDistance(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.say("p", "q1", "yes")
	h.say("p", "q2", "no")
	h.partners(6)
	h.must(orgcheck.Close(t.Context(), h, lead, h.ref, h.ins))
	o, err := orgcheck.Decode(h.outcome)
	h.must(err)
	if whole, same := o.Value("f1").Decimal, o.Beside("f1").Decimal; whole != "50" || same != "100" {
		t.Errorf("value %s, over the same questions %s", whole, same)
	}
	rep, err := orgcheck.ReportOf(h.ins, h.rec, h.rec.Merge(h.ins, now), o, nil, true)
	h.must(err)
	side := rep.Fields[0].Views[0]
	if d, ok := orgcheck.Distance(side.Self, side.Partners); !ok || d != 50 {
		t.Errorf("distance %v, %v", d, ok)
	}
	if len(rep.Fields[1].Views) != 2 {
		t.Errorf("a field with a theme has %d views", len(rep.Fields[1].Views))
	}
	hidden, err := orgcheck.ReportOf(h.ins, h.rec, h.rec.Merge(h.ins, now), o, nil, false)
	h.must(err)
	if s := hidden.Fields[0]; !s.Value.Withheld() || !s.Views[0].Partners.Withheld() || s.Band != nil {
		t.Error("somebody who is not entitled sees figures")
	}
}

// TestNothingOfPartnersBeforeTheClose, neither figures nor how many there are.
func TestNothingOfPartnersBeforeTheClose(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.partners(8)
	o, err := h.rec.Compute(h.ins, now, nil)
	h.must(err)
	if o.Partners != nil || o.Partners.Show(h.ins, orgcheck.AllPartners, "f1", true).Reason() != disclosure.NotClosed {
		t.Error("partners are counted before the close")
	}
}

// TestSeriesBreaks: values of other questions stand in no series.
func TestSeriesBreaks(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.say("p", "q1", "yes")
	now1 := *h.rec.Check
	before := now1
	before.ID, before.State, before.OpenedAt = "before", orgcheck.Closed, now.AddDate(-1, 0, 0)
	other := before
	other.ID, other.Instrument.ID = "other", "another"
	if got := orgcheck.LastOf(&now1, []*orgcheck.Check{&now1, &other, &before}); got == nil || got.ID != "before" {
		t.Fatalf("last is %v", got)
	}
	o, err := h.rec.Compute(h.ins, now, nil)
	h.must(err)
	for version, compared := range map[string]bool{now1.Instrument.Version: true, "0": false} {
		was := before
		was.Instrument.Version = version
		rep, err := orgcheck.ReportOf(h.ins, h.rec, h.rec.Merge(h.ins, now), o, &orgcheck.Last{Check: &was, Outcome: o}, true)
		h.must(err)
		if _, ok := rep.Fields[0].Change(rep.Last, &now1); ok != compared {
			t.Errorf("version %q compared: %v", version, ok)
		}
	}
}

func TestGroupsAreRefused(t *testing.T) {
	t.Parallel()
	h := open(t)
	good := orgcheck.Group{Name: "Beirat", Sector: orgcheck.AdvisoryBoard, Places: 10}
	for name, c := range map[string]struct {
		change func(*orgcheck.Group)
		want   error
	}{
		"no name":   {func(g *orgcheck.Group) { g.Name = " " }, orgcheck.ErrGroupName},
		"no sector": {func(g *orgcheck.Group) { g.Sector = "x" }, orgcheck.ErrSector},
		"no place":  {func(g *orgcheck.Group) { g.Places = 0 }, orgcheck.ErrPlaces},
		"too few":   {func(g *orgcheck.Group) { g.Places = disclosure.Floor - 1 }, orgcheck.ErrPlaces},
		"a stadium": {func(g *orgcheck.Group) { g.Places = orgcheck.MostPlaces + 1 }, orgcheck.ErrPlaces},
	} {
		g := good
		c.change(&g)
		if err := orgcheck.PutGroup(t.Context(), h, lead, h.ref, g); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.must(orgcheck.PutGroup(t.Context(), h, lead, h.ref, good))
	g := h.rec.GroupsInOrder()[0]
	code := g.Code
	g.Places, g.Code = 20, "OTHER"
	h.must(orgcheck.PutGroup(t.Context(), h, lead, h.ref, g))
	if now := h.rec.Groups[g.ID]; now.Code != code || now.Places != 20 {
		t.Errorf("changed to %+v", now)
	}
	g.Places = 19
	if err := orgcheck.PutGroup(t.Context(), h, lead, h.ref, g); !errors.Is(err, orgcheck.ErrFewer) {
		t.Errorf("fewer places while partners answer: %v", err)
	}
	if err := orgcheck.PutGroup(t.Context(), h, lead, h.ref, orgcheck.Group{ID: "none", Name: "G", Sector: orgcheck.Welfare, Places: 10}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a group that is not there: %v", err)
	}
}
