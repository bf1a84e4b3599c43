package finding_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/trail"
)

func act(role access.Role, path string) access.Act {
	n := 0
	return access.Act{By: access.Actor{Person: "p", Org: "o", Grants: []access.Grant{{Role: role, Org: "o", UnitPath: path}}},
		At: time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC), NewID: func() string { n++; return fmt.Sprint("id", n) }}
}

func need(id, text string) *finding.Finding {
	return &finding.Finding{Ref: finding.Ref{Org: "o", ID: finding.ID(id)}, Kind: finding.Need, Text: text,
		Origin: trail.Of(trail.Answer, id, "q"), Unit: "a", UnitPath: "/d/a", Version: 1}
}

func TestTyping(t *testing.T) {
	t.Parallel()
	good := finding.Finding{Ref: finding.Ref{Org: "o"}, Kind: finding.Need, Text: " Der Antrag ist nur auf Deutsch da. ", Who: check.We, UnitPath: "/d/a"}
	cases := []struct {
		name   string
		act    access.Act
		change func(*finding.Finding)
		want   error
	}{
		{"coordination", act(access.Coordinator, ""), func(*finding.Finding) {}, nil},
		{"head of the line", act(access.UnitLead, "/d"), func(*finding.Finding) {}, nil},
		{"head elsewhere", act(access.UnitLead, "/e"), func(*finding.Finding) {}, fault.New(fault.Denied, "access.denied")},
		{"member", act(access.Respondent, "/d/a"), func(*finding.Finding) {}, fault.New(fault.Denied, "access.denied")},
		{"no text", act(access.Coordinator, ""), func(f *finding.Finding) { f.Text = " \n" }, finding.ErrText},
		{"too long", act(access.Coordinator, ""), func(f *finding.Finding) { f.Text = strings.Repeat("ä", finding.MostText+1) }, finding.ErrText},
		{"nobody can change it", act(access.Coordinator, ""), func(f *finding.Finding) { f.Who = "" }, finding.ErrWho},
		{"a strength needs nobody", act(access.Coordinator, ""), func(f *finding.Finding) { f.Who, f.Kind = "", finding.Strength }, nil},
		{"unknown kind", act(access.Coordinator, ""), func(f *finding.Finding) { f.Kind = "rumour" }, finding.ErrKind},
		{"unknown who", act(access.Coordinator, ""), func(f *finding.Finding) { f.Who = "them" }, finding.ErrWho},
	}
	for _, c := range cases {
		f := good
		c.change(&f)
		made, events, err := finding.Typing(c.act, f)
		if !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
			t.Errorf("%s: %v", c.name, err)
		}
		if err == nil && (made.Origin != trail.Of(trail.Typed, string(made.ID)) || made.Text != strings.TrimSpace(f.Text) || len(events) != 1) {
			t.Errorf("%s: made %+v", c.name, made)
		}
	}
}

// TestWhatWasSignedIsNotReworded: who can change it may be said, the text stays.
func TestWhatWasSignedIsNotReworded(t *testing.T) {
	t.Parallel()
	f := need("1", "Niemand dolmetscht.")
	if _, err := f.Edit(act(access.Coordinator, ""), "Alles gut.", check.We, 1); !errors.Is(err, finding.ErrSigned) {
		t.Errorf("reworded: %v", err)
	}
	if _, err := f.Edit(act(access.Coordinator, ""), f.Text, check.ByLaw, 1); err != nil || f.Who != check.ByLaw {
		t.Errorf("who can change it: %v", err)
	}
	if _, err := f.Edit(act(access.Coordinator, ""), f.Text, check.We, 7); !errors.Is(err, finding.ErrChanged) {
		t.Errorf("an old form: %v", err)
	}
}

func TestSettingAsideNeedsAReason(t *testing.T) {
	t.Parallel()
	f := need("1", "x")
	by := act(access.Coordinator, "")
	if _, err := f.SetAside(by, " "); !errors.Is(err, finding.ErrReason) {
		t.Errorf("without reason: %v", err)
	}
	if _, err := f.TakeUp(by); !errors.Is(err, finding.ErrAside) {
		t.Errorf("taken up though it is open: %v", err)
	}
	if _, err := f.SetAside(by, "Regelt ein Gesetz."); err != nil || f.State() != finding.Aside {
		t.Errorf("%v, %s", err, f.State())
	}
	if _, err := f.TakeUp(by); err != nil || f.State() != finding.Open {
		t.Errorf("%v, %s", err, f.State())
	}
	if _, err := f.SetAside(act(access.UnitLead, "/d/a"), "x"); fault.KindOf(err) != fault.Denied {
		t.Errorf("a head sets aside: %v", err)
	}
}

func TestGathering(t *testing.T) {
	t.Parallel()
	by := act(access.Coordinator, "")
	a, b := need("1", "Dolmetschen fehlt"), need("2", "Niemand dolmetscht")
	a.Field, b.Field, a.Question, b.Question, b.Who = "4", "4", "q1", "q2", check.Centrally
	whole, links, events, err := finding.Gather(by, "o", finding.Gathering{Parts: []*finding.Finding{a, b}})
	if err != nil {
		t.Fatal(err)
	}
	if !whole.Whole() || whole.Text != a.Text || whole.Field != "4" || whole.Question != "" || whole.Who != check.Centrally || whole.UnitPath != "" || len(links) != 2 || len(events) != 1 {
		t.Errorf("gathered %+v, %v", whole, links)
	}
	strength, foreign := need("3", "x"), need("4", "x")
	strength.Kind, foreign.Org = finding.Strength, "other"
	for name, c := range map[string]struct {
		g    finding.Gathering
		want error
	}{
		"one alone":         {finding.Gathering{Parts: []*finding.Finding{a}}, finding.ErrTwo},
		"none":              {finding.Gathering{Into: whole}, finding.ErrTwo},
		"strength and need": {finding.Gathering{Into: whole, Parts: []*finding.Finding{strength}}, finding.ErrMixed},
		"another city's":    {finding.Gathering{Into: whole, Parts: []*finding.Finding{foreign}}, finding.ErrInItself},
		"whole in whole":    {finding.Gathering{Into: whole, Parts: []*finding.Finding{whole}}, finding.ErrInItself},
		"into a signed one": {finding.Gathering{Into: a, Parts: []*finding.Finding{b}}, finding.ErrInItself},
	} {
		if _, _, _, err := finding.Gather(by, "o", c.g); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := a.TakeOut(by, "2"); !errors.Is(err, finding.ErrInItself) {
		t.Errorf("taken out of a signed one: %v", err)
	}
}

// TestSimilar is signed text: what is proposed, why, and what is not.
func TestSimilar(t *testing.T) {
	t.Parallel()
	f := need("1", "Am Schalter gibt es niemanden, der dolmetscht.")
	f.Field, f.Question, f.Situation = "4", "q41", ""
	f.Instrument.ID = "service"
	same := need("2", "Wir haben keinen Dienst dafür.")
	same.Question, same.Instrument.ID = "q41", "service"
	other := need("3", "Wir haben keinen Dienst dafür.")
	other.Question, other.Instrument.ID = "q41", "another"
	words := need("4", "Niemand dolmetscht am Schalter, wenn jemand kommt.")
	field := need("5", "Beim Dolmetschen am Telefon geht es nicht.")
	field.Field = "4"
	apart := need("6", "Der Eingang hat eine Stufe.")
	apart.Field = "4"
	kept := need("7", f.Text)
	kept.Kind = finding.Strength
	got := finding.Similar(f, []*finding.Finding{same, other, words, field, apart, kept, f}, 10)
	var said []string
	for _, l := range got {
		said = append(said, fmt.Sprint(l.ID, l.Reasons))
	}
	want := []string{"2[question]", "4[words]", "5[words field]"}
	if !slices.Equal(said, want) {
		t.Errorf("proposed %v, want %v", said, want)
	}
	if n := len(finding.Similar(f, []*finding.Finding{same, words}, 1)); n != 1 {
		t.Errorf("%d proposed, want 1", n)
	}
}

// TestLikenessGoesBothWays: what resembles b is resembled by b.
func TestLikenessGoesBothWays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := func(id string) *finding.Finding {
			f := need(id, rapid.SampledFrom([]string{"Dolmetschen fehlt", "Es fehlt Dolmetschen", "Der Aufzug fehlt", "x", "Die Öffnungszeiten passen nicht"}).Draw(t, "text"))
			f.Field = rapid.SampledFrom([]string{"", "4", "5"}).Draw(t, "field")
			f.Question = rapid.SampledFrom([]string{"", "q1"}).Draw(t, "question")
			f.Kind = rapid.SampledFrom(finding.Kinds).Draw(t, "kind")
			return f
		}
		a, b := draw("a"), draw("b")
		if len(finding.Similar(a, []*finding.Finding{b}, 1)) != len(finding.Similar(b, []*finding.Finding{a}, 1)) {
			t.Fatalf("%q and %q are alike in one direction only", a.Text, b.Text)
		}
	})
}
