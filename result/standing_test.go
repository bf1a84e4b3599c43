package result

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/instrument"
)

func TestStandingOfEveryLevelOfEveryScale(t *testing.T) {
	t.Parallel()
	cases := []struct {
		scale *instrument.Scale
		want  map[string]Standing
	}{
		{four, map[string]Standing{"0": Weak, "1": Weak, "2": Strong, "3": Strong, "unknown": Unknown}},
		{three, map[string]Standing{"no": Weak, "partly": Middle, "yes": Strong}},
		{five, map[string]Standing{"1": Weak, "2": Weak, "3": Middle, "4": Strong, "5": Strong}},
		{proof, map[string]Standing{"no": Weak, "yes": Strong}},
		{fits, map[string]Standing{"often_not": Weak, "detours": Middle, "works": Strong, "unknown": Unknown}},
		{shared, map[string]Standing{"no": Weak, "yes": Strong, "not_ours": Unrated}},
		{kinds, map[string]Standing{"x": Unrated, "y": Unrated}},
	}
	states := map[string]Standing{"unanswered": Unrated, "skipped": Unrated, "cannot_judge": Unrated, "not_applicable": Unrated, "nobody_knows": Unknown}
	for _, c := range cases {
		q := &instrument.Question{ID: "q", Scale: c.scale}
		item := check.Item{ID: "q", Question: q}
		for _, o := range c.scale.Options {
			if got := StandingOf(item, check.Agreement{Answer: answer(t, q, o.ID)}); got != c.want[o.ID] {
				t.Errorf("%s, %s: %s, want %s", c.scale.ID, o.ID, got, c.want[o.ID])
			}
			differing := check.Agreement{Answer: answer(t, q, o.ID), Differing: true, OtherAnswer: answer(t, q, o.ID)}
			if got := StandingOf(item, differing); got != Differing {
				t.Errorf("%s, %s with two views: %s", c.scale.ID, o.ID, got)
			}
		}
		for state, want := range states {
			if got := StandingOf(item, check.Agreement{Answer: answer(t, q, state)}); got != want {
				t.Errorf("%s, %s: %s, want %s", c.scale.ID, state, got, want)
			}
		}
	}
}

// shared offers that others decide.
var shared = &instrument.Scale{ID: "shared", Kind: instrument.Fact, Options: []instrument.Option{
	{ID: "no", Points: instrument.MustNumber("0")}, {ID: "yes", Points: instrument.MustNumber("1")}, {ID: "not_ours", Elsewhere: true}}}

func TestWhereOthersDecideOnlyTheyAreAddressed(t *testing.T) {
	t.Parallel()
	q := &instrument.Question{ID: "q", Scale: shared, Suggestions: []instrument.Suggestion{{Kind: instrument.Now}, {Kind: instrument.Above}}}
	a := check.Agreement{Answer: answer(t, q, "not_ours")}
	item := check.Item{ID: "q", Question: q}
	l := lineOf(item, a, StandingOf(item, a))
	if len(l.Suggestions) != 1 || l.Suggestions[0].Kind != instrument.Above {
		t.Errorf("suggestions: %v", l.Suggestions)
	}
}

// record is a check with one agreement on everything, and a canary wherever
// somebody writes.
func record(t *testing.T, state check.State) *check.Record {
	t.Helper()
	ins := small()
	c := signedCheck("c")
	c.State, c.Comment, c.Reason, c.Code = state, "KANARI comment", "KANARI reason", "KANARICODE"
	rec := &check.Record{Check: c, Agreements: map[check.ItemID]check.Agreement{}}
	for id, text := range map[string]string{"a": "3", "b": "partly", "c": "0", "d": "yes", "e": "x", "f": "KANARI thought"} {
		q := ins.Question(id)
		rec.Agreements[check.ItemID(id)] = check.Agreement{Item: check.ItemID(id), Answer: answer(t, q, text), Reason: "KANARI " + id, Version: 1}
	}
	for _, kind := range []check.NoteKind{check.Worked, check.Measure, check.Upward} {
		rec.Notes = append(rec.Notes, check.Note{ID: string(kind), Kind: kind, Text: "KANARI " + string(kind), Who: check.We})
	}
	return rec
}

// TestGate: who sees values and texts, by the step of the check.
func TestGate(t *testing.T) {
	t.Parallel()
	team, colleague, stranger := Viewing{Entitled: true, Team: true}, Viewing{Entitled: true}, Viewing{}
	claims := Viewing{Team: true} // in the team, but not entitled
	ins := small()
	for _, state := range []check.State{check.Preparing, check.Talking, check.Finished, check.Signed, check.Postponed} {
		for viewing, shown := range map[Viewing]bool{team: true, colleague: state == check.Signed, stranger: false, claims: false} {
			rec := record(t, state)
			for _, frozen := range []bool{true, false} {
				var o *Outcome
				if frozen {
					now, err := Compute(ins, "all", rec)
					if err != nil {
						t.Fatal(err)
					}
					o = &now
				}
				r, err := ReportOf(ins, "all", rec, o, viewing)
				if err != nil {
					t.Fatal(err)
				}
				name := fmt.Sprintf("%s, frozen %v, %+v", state, frozen, viewing)
				if shown != (len(r.Fields) == 2 && !r.Total.Value.Withheld() && len(r.Worked) == 1) {
					t.Errorf("%s: %d fields, total withheld: %v", name, len(r.Fields), r.Total.Value.Withheld())
				}
				if !shown {
					silent(t, name, r)
				}
			}
		}
	}
}

// silent looks for what is hidden in everything a report can be turned into.
func silent(t *testing.T, name string, r Report) {
	t.Helper()
	if r.Total.Band != nil || r.Total.Answered != 0 || r.Total.Of != 0 || r.Total.Value.Coverage() != (disclosure.Coverage{}) {
		t.Errorf("%s: the total says %+v", name, r.Total)
	}
	total, err := json.Marshal(r.Total.Value)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%v %+v %#v %+v %s", r, r, *r.Check, r.Total.Value, total)
	for _, word := range []string{"KANARI", "am Anfang", "unterwegs", "angekommen"} {
		if strings.Contains(all, word) {
			t.Errorf("%s: %q can be read: %s", name, word, all)
		}
	}
	if v, ok := r.Total.Value.Value(); ok || v != 0 || strings.Contains(string(total), "value") {
		t.Errorf("%s: the total can be read: %v %s", name, v, total)
	}
}

// A reason why there is no value says something about the answers, too.
func TestWhyThereIsNoValueIsHiddenAsWell(t *testing.T) {
	t.Parallel()
	p, err := disclosure.NewPolicy(disclosure.AgreedSigned, 0)
	if err != nil {
		t.Fatal(err)
	}
	low := Value{Reason: "low_coverage", Answered: 1, Of: 9}
	for s, want := range map[disclosure.Standing]disclosure.Reason{
		{}:                             disclosure.NotEntitled,
		{Entitled: true}:               disclosure.NotSigned,
		{Entitled: true, Signed: true}: disclosure.BelowCoverage,
	} {
		if got := low.Show(p, s).Reason(); got != want {
			t.Errorf("%+v: %s, want %s", s, got, want)
		}
	}
}

func TestOutcomeSurvivesStorage(t *testing.T) {
	t.Parallel()
	o, err := Compute(small(), "all", record(t, check.Signed))
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(back)
	if err != nil || string(again) != string(b) {
		t.Errorf("%s\n%s\n%v", b, again, err)
	}
	if strings.Contains(string(b), "KANARI a") || strings.Contains(string(b), "thought") {
		t.Errorf("the outcome repeats what was written: %s", b)
	}
	if _, err := Decode([]byte("{")); err == nil {
		t.Error("half an outcome is read")
	}
}

func signedWith(id check.ID, items map[check.ItemID]Standing, decimals ...string) Signed {
	o := Outcome{Check: id, Items: items}
	for _, d := range decimals {
		o.Fields = append(o.Fields, Value{Decimal: d, Answered: 1, Of: 1})
	}
	return Signed{signedCheck(id), o}
}

func TestSignedOfTakesSignedChecksInTheirOrder(t *testing.T) {
	t.Parallel()
	var checks []*check.Check
	frozen := map[check.ID][]byte{}
	for i, state := range []check.State{check.Signed, check.Finished, check.Talking, check.Signed, check.Postponed, check.Signed} {
		c := signedCheck(check.ID(fmt.Sprint(9 - i)))
		c.State = state
		checks, frozen[c.ID] = append(checks, c), []byte(`{"check":"x"}`)
	}
	delete(frozen, "4") // signed, and nothing computed
	got, err := SignedOf(checks, frozen)
	if err != nil {
		t.Fatal(err)
	}
	var ids []check.ID
	for _, s := range got {
		ids = append(ids, s.Check.ID)
	}
	if diff := cmp.Diff([]check.ID{"9", "6"}, ids); diff != "" {
		t.Error(diff)
	}
	frozen["9"] = []byte("damaged")
	if _, err := SignedOf(checks, frozen); err == nil {
		t.Error("a damaged outcome is read")
	}
}

func TestNeeds(t *testing.T) {
	t.Parallel()
	round := []Signed{
		signedWith("1", map[check.ItemID]Standing{"a": Weak, "b": Weak, "c": Unknown, "d": Strong}),
		signedWith("2", map[check.ItemID]Standing{"a": Strong, "b": Weak, "c": Weak, "d": Middle}),
		signedWith("3", map[check.ItemID]Standing{"a": Differing, "b": Unrated, "c": Unknown, "d": Strong}),
	}
	order := []check.ItemID{"d", "c", "b", "a", "never asked"}
	a, b, c := Need{"a", 1, 3, 0}, Need{"b", 2, 2, 0}, Need{"c", 1, 3, 2}
	for least, want := range map[int][]Need{0: {b, c, a}, 1: {b, c, a}, 2: {b}, 3: nil} {
		if diff := cmp.Diff(want, Needs(round, order, least)); diff != "" {
			t.Errorf("at least %d: %s", least, diff)
		}
	}
	if got := Needs(round, nil, 0); got != nil {
		t.Errorf("not asked: %v", got)
	}
}

// TestOverview: only whom the reader may see, in the order given, whatever the values.
func TestOverview(t *testing.T) {
	t.Parallel()
	round := []Signed{signedWith("z", nil, "10", ""), signedWith("hidden", nil, "99", "99"), signedWith("a", nil, "100", "20"), signedWith("m", nil, "50", "60")}
	rows, err := Overview(round, func(c *check.Check) bool { return c.ID != "hidden" })
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		line := string(r.Check)
		for _, v := range r.Values {
			line += " " + read(v)
		}
		got = append(got, line)
	}
	if diff := cmp.Diff([]string{"z 10 no_answers", "a 100 20", "m 50 60"}, got); diff != "" {
		t.Error(diff)
	}
	none, err := Overview(round, func(*check.Check) bool { return false })
	if err != nil || none != nil {
		t.Errorf("%v, %v", none, err)
	}
}
