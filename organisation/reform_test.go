package organisation

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chancencheck/access"
)

// town has two divisions with two departments each.
func townEstate() Estate {
	u := func(id, parent UnitID, level, name string, position int) Unit {
		return Unit{Org: "mh", ID: id, Parent: parent, Level: level, Name: name, Headcount: 5, Position: position}
	}
	return Estate{
		Organisation: Organisation{ID: "mh", Name: "Musterhafen", Levels: []Level{{"division", "Bereich"}, {"department", "Abteilung"}}},
		Units: []Unit{u("b1", "", "division", "Bürger", 1), u("b2", "", "division", "Kultur", 2), u("a1", "b1", "department", "Bürgerservice", 1),
			u("a2", "b1", "department", "Ordnung", 2), u("a3", "b2", "department", "Bücherei", 1)},
		Services: []Service{{Org: "mh", ID: "s1", Unit: "a1", Name: "Ausweis"}, {Org: "mh", ID: "s2", Unit: "a1", Name: "Meldung"}, {Org: "mh", ID: "s3", Unit: "a3", Name: "Ausleihe"}},
		Parts:    []Membership{part("p1", access.UnitLead, "a1"), part("p2", access.UnitLead, "a2"), part("p1", access.Respondent, "a2")},
		Posts:    []Post{{Org: "mh", ID: "post", Unit: "a1", Title: "Leitung", Holder: "p1"}},
	}
}

// after is the estate with what a reorganisation has changed.
func (e Estate) after(r Reformed) Estate {
	e.Units, e.Services, e.Parts = slices.Clone(e.Units), slices.Clone(e.Services), append(slices.Clone(e.Parts), r.Parts...)
	for _, u := range r.Units {
		if i := slices.IndexFunc(e.Units, func(v Unit) bool { return v.ID == u.ID }); i >= 0 {
			e.Units[i] = u
		} else {
			e.Units = append(e.Units, u)
		}
	}
	for _, s := range r.Services {
		i := slices.IndexFunc(e.Services, func(v Service) bool { return v.ID == s.ID })
		e.Services[i] = s
	}
	return e
}

// picture draws the tree of a day: each unit with those below it.
func (e Estate) picture(t interface{ Fatal(...any) }, day Date) string {
	tree, err := NewTree(UnitsOn(e.Units, day))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	tree.Walk(func(u Unit, depth int) { b.WriteString(strings.Repeat(">", depth) + u.Name + " ") })
	return strings.TrimSpace(b.String())
}

func TestReforms(t *testing.T) {
	t.Parallel()
	const before = "Bürger >Bürgerservice >Ordnung Kultur >Bücherei"
	cases := []struct {
		name   string
		reform Reform
		want   string // the tree from then on, or the message key of what is wrong
	}{
		{"rename", Reform{Kind: RenameUnit, Units: []UnitID{"a1"}, Names: []string{" Servicehaus "}}, "Bürger >Servicehaus >Ordnung Kultur >Bücherei"},
		{"rename to nothing", Reform{Kind: RenameUnit, Units: []UnitID{"a1"}, Names: []string{""}}, "organisation.name_missing"},
		{"rename to the same", Reform{Kind: RenameUnit, Units: []UnitID{"a1"}, Names: []string{"Bürgerservice"}}, "reform.same"},
		{"rename to a sibling's name", Reform{Kind: RenameUnit, Units: []UnitID{"a1"}, Names: []string{"ordnung"}}, "reform.name_twice"},
		{"move", Reform{Kind: MoveUnit, Units: []UnitID{"a1"}, Parent: "b2"}, "Bürger >Ordnung Kultur >Bücherei >Bürgerservice"},
		{"move to where it is", Reform{Kind: MoveUnit, Units: []UnitID{"a1"}, Parent: "b1"}, "reform.same"},
		{"move below itself", Reform{Kind: MoveUnit, Units: []UnitID{"b1"}, Parent: "a1"}, "reform.circle"},
		{"move below its own level", Reform{Kind: MoveUnit, Units: []UnitID{"a1"}, Parent: "a3"}, "unit.level_order"},
		{"move to nowhere", Reform{Kind: MoveUnit, Units: []UnitID{"a1"}, Parent: "x"}, "reform.units"},
		{"merge", Reform{Kind: Merge, Units: []UnitID{"a1", "a3"}, Names: []string{"Haus"}, Parent: "b1"}, "Bürger >Haus >Ordnung Kultur"},
		{"merge one", Reform{Kind: Merge, Units: []UnitID{"a1"}, Names: []string{"Haus"}, Parent: "b1"}, "reform.two"},
		{"merge with itself", Reform{Kind: Merge, Units: []UnitID{"a1", "a1"}, Names: []string{"Haus"}, Parent: "b1"}, "reform.units"},
		{"merge under one of them", Reform{Kind: Merge, Units: []UnitID{"b1", "b2"}, Names: []string{"Haus"}, Parent: "b1"}, "reform.below"},
		{"merge divisions", Reform{Kind: Merge, Units: []UnitID{"b1", "b2"}, Names: []string{"Alles"}}, "Alles >Bürgerservice >Bücherei >Ordnung"},
		{"split", Reform{Kind: Split, Units: []UnitID{"a1"}, Names: []string{"Melden", "Ausweise"}}, "Bürger >Melden >Ordnung >Ausweise Kultur >Bücherei"},
		{"split into one", Reform{Kind: Split, Units: []UnitID{"a1"}, Names: []string{"Melden", " "}}, "reform.two"},
		{"split into twins", Reform{Kind: Split, Units: []UnitID{"a1"}, Names: []string{"Melden", "melden"}}, "reform.name_twice"},
		{"dissolve", Reform{Kind: Dissolve, Units: []UnitID{"a3"}}, "Bürger >Bürgerservice >Ordnung Kultur"},
		{"dissolve into", Reform{Kind: Dissolve, Units: []UnitID{"a3"}, Into: "a2"}, "Bürger >Bürgerservice >Ordnung Kultur"},
		{"dissolve into itself", Reform{Kind: Dissolve, Units: []UnitID{"a3"}, Into: "a3"}, "reform.units"},
		{"dissolve into its own part", Reform{Kind: Dissolve, Units: []UnitID{"b2"}, Into: "a3"}, "reform.below"},
		{"a unit that is not there", Reform{Kind: Dissolve, Units: []UnitID{"x"}}, "reform.units"},
		{"nothing", Reform{Kind: Dissolve}, "reform.units"},
		{"an unknown kind", Reform{Kind: "sell", Units: []UnitID{"a1"}}, "reform.units"},
	}
	for _, c := range cases {
		c.reform.On = "2026-03-01"
		e := townEstate()
		r, err := Reorganise(by(access.Coordinator), e, c.reform)
		got := key(err)
		if err == nil {
			after := e.after(r)
			got = after.picture(t, today)
			if then := after.picture(t, "2026-02-28"); then != before {
				t.Errorf("%s: the day before it was %q", c.name, then)
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestReformsHaveTheirTime(t *testing.T) {
	t.Parallel()
	e := townEstate()
	for on, want := range map[Date]string{"": "reform.date_missing", tomorrow: "reform.date_future", today: ""} {
		_, err := Reorganise(by(access.Admin), e, Reform{Kind: Dissolve, Units: []UnitID{"a1"}, On: on})
		if key(err) != want {
			t.Errorf("on %q: %v", on, err)
		}
	}
	r, err := Reorganise(by(access.Admin), e, Reform{Kind: RenameUnit, Units: []UnitID{"a1"}, Names: []string{"Neu"}, On: "2026-03-01"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Reorganise(by(access.Admin), e.after(r), Reform{Kind: Dissolve, Units: []UnitID{"a1"}, On: "2026-02-01"})
	if key(err) != "reform.date_early" {
		t.Errorf("dissolved before its last name: %v", err)
	}
	_, err = Reorganise(by(access.UnitLead), e, Reform{Kind: Dissolve, Units: []UnitID{"a1"}, On: today})
	if key(err) != "access.denied" {
		t.Errorf("a head reorganises: %v", err)
	}
}

func TestWhoTakesOver(t *testing.T) {
	t.Parallel()
	e := townEstate()
	r, err := Reorganise(by(access.Coordinator), e, Reform{Kind: Merge, Units: []UnitID{"a1", "a2"}, Names: []string{"Haus"}, Parent: "b1", On: today})
	if err != nil {
		t.Fatal(err)
	}
	heir := r.Begins[0]
	if heir.Headcount != 10 || len(r.Services) != 2 || r.Services[0].Unit != heir.ID || r.Posts[0].Unit != heir.ID {
		t.Errorf("merged: %+v, services %v, posts %v", heir, r.Services, r.Posts)
	}
	if want := []Membership{part("p1", access.UnitLead, heir.ID), part("p2", access.UnitLead, heir.ID), part("p1", access.Respondent, heir.ID)}; cmp.Diff(want, r.Parts) != "" {
		t.Errorf("parts: %v", r.Parts)
	}
	r, err = Reorganise(by(access.Coordinator), e, Reform{Kind: Split, Units: []UnitID{"a1"}, Names: []string{"Melden", "Ausweise"}, Serving: map[ServiceID]int{"s1": 1, "s2": 7}, On: today})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := r.Begins[0], r.Begins[1]; a.Headcount+b.Headcount != 5 || r.Services[0].Unit != b.ID || r.Services[1].Unit != b.ID {
		t.Errorf("split: %+v, services %v", r.Begins, r.Services)
	}
	r, err = Reorganise(by(access.Coordinator), e, Reform{Kind: Dissolve, Units: []UnitID{"a3"}, On: today})
	if err != nil || r.Services[0].ValidUntil != today || len(r.Lineage) > 0 {
		t.Errorf("dissolved: %v %+v", err, r)
	}
}

func TestLineage(t *testing.T) {
	t.Parallel()
	lines := []Lineage{{From: "a", To: "m", Kind: Merge}, {From: "b", To: "m", Kind: Merge}, {From: "m", To: "x", Kind: Split}, {From: "m", To: "y", Kind: Split}, {From: "z", To: "y", Kind: Dissolve}}
	if got := Ancestors(lines, "y"); !slices.Equal(got, []UnitID{"m", "z", "a", "b"}) {
		t.Errorf("ancestors %v", got)
	}
	if got := Descendants(lines, "a"); !slices.Equal(got, []UnitID{"m", "x", "y"}) {
		t.Errorf("descendants %v", got)
	}
	for _, c := range []struct {
		now, then UnitID
		name      string
		want      Relation
	}{{"m", "a", "A", MergedFrom}, {"x", "m", "M", SplitFrom}, {"y", "z", "Z", TakenOver}, {"y", "a", "A", manySteps}, {"a", "a", "now", SameUnit}, {"a", "a", "A", OtherName}, {"a", "b", "B", NotRelated}} {
		if got := RelationOf(lines, Unit{ID: c.now, Name: "now"}, c.then, c.name); got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.now, c.then, got, c.want)
		}
	}
	if got := Ancestors([]Lineage{{From: "a", To: "b"}, {From: "b", To: "a"}}, "a"); len(got) != 1 {
		t.Errorf("a circle: %v", got)
	}
}

// TestTheTreeSurvivesEverything: whatever is reorganised in whatever order, the
// units of today are a tree, and those of every day before are as they were.
func TestTheTreeSurvivesEverything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e, act := townEstate(), by(access.Coordinator)
		e.Organisation.Levels = nil
		days := []Date{"2026-03-02", "2026-03-05", "2026-03-09", "2026-03-12"}
		pictures := map[Date]string{"2026-03-01": e.picture(t, "2026-03-01")}
		for i, day := range days {
			some := rapid.SampledFrom(UnitsOn(e.Units, day))
			f := Reform{
				Kind: rapid.SampledFrom(ReformKinds).Draw(t, "kind"), On: day, Units: []UnitID{some.Draw(t, "unit").ID},
				Names: []string{"N" + string(day), "M" + string(day)}, Parent: some.Draw(t, "parent").ID,
			}
			if f.Kind == Merge {
				f.Units = append(f.Units, some.Draw(t, "other").ID)
			}
			if rapid.Bool().Draw(t, "into") {
				f.Into = some.Draw(t, "heir").ID
			}
			r, err := Reorganise(act, e, f)
			if err == nil {
				e = e.after(r)
			}
			pictures[day] = e.picture(t, day)
			for _, d := range append([]Date{"2026-03-01"}, days[:i+1]...) {
				if got := e.picture(t, d); got != pictures[d] {
					t.Fatalf("%s on %s: the tree of %s was %q and is %q", f.Kind, day, d, pictures[d], got)
				}
			}
		}
	})
}
