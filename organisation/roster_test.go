package organisation

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

var at = time.Date(2026, time.March, 17, 9, 30, 0, 0, time.UTC)

const today, tomorrow Date = "2026-03-17", "2026-03-18"

// by is an act of somebody with roles for the whole organisation.
func by(roles ...access.Role) access.Act {
	n := 0
	a := access.Act{By: access.Actor{Person: "boss", Org: "mh"}, At: at, NewID: func() string { n++; return "n" + strconv.Itoa(n) }}
	for _, r := range roles {
		a.By.Grants = append(a.By.Grants, access.Grant{Role: r, Org: "mh"})
	}
	return a
}

func part(person PersonID, role access.Role, unit UnitID) Membership {
	return Membership{Org: "mh", Person: person, Role: role, Unit: unit}
}

// staff is a small town's roster: an administrator, a coordinator, a head with a
// post, and somebody who has left.
func staff(t require) *Roster {
	tree, err := NewTree([]Unit{{Org: "mh", ID: "a1", Name: "Bürgerservice"}, {Org: "mh", ID: "a2", Name: "Bücherei"}})
	if err != nil {
		t.Fatal(err)
	}
	return &Roster{
		Org: "mh", Tree: tree,
		People: []Person{
			{Org: "mh", ID: "admin", Name: "Dana", Email: "dana@mh.example"}, {Org: "mh", ID: "coord", Name: "Anna", Email: "anna@mh.example"},
			{Org: "mh", ID: "head", Name: "Bo"}, {Org: "mh", ID: "gone", Name: "Cem", Email: "cem@mh.example", ValidUntil: today},
			{Org: "mh", ID: "new", Name: "Eva"},
		},
		Parts: []Membership{part("admin", access.Admin, ""), part("coord", access.Coordinator, ""), part("head", access.UnitLead, "a1")},
		Posts: []Post{{Org: "mh", ID: "post", Unit: "a1", Title: "Leitung Bürgerservice", Holder: "head"}},
	}
}

type require interface{ Fatal(...any) }

func TestRosterRules(t *testing.T) {
	t.Parallel()
	admin, coordinator := by(access.Admin), by(access.Coordinator)
	give := func(m Membership) func(*Roster, access.Act) ([]audit.Event, error) {
		return func(r *Roster, a access.Act) ([]audit.Event, error) { return r.Give(a, m) }
	}
	add := func(p Person) func(*Roster, access.Act) ([]audit.Event, error) {
		return func(r *Roster, a access.Act) ([]audit.Event, error) { _, e, err := r.Add(a, p); return e, err }
	}
	leave := func(id PersonID) func(*Roster, access.Act) ([]audit.Event, error) {
		return func(r *Roster, a access.Act) ([]audit.Event, error) { return r.Leave(a, id, today) }
	}
	deputise := func(a, b PersonID, until Date) func(*Roster, access.Act) ([]audit.Event, error) {
		return func(r *Roster, act access.Act) ([]audit.Event, error) { return r.Deputise(act, a, b, "", until) }
	}
	hand := func(a, b PersonID) func(*Roster, access.Act) ([]audit.Event, error) {
		return func(r *Roster, act access.Act) ([]audit.Event, error) { return r.HandOver(act, a, b) }
	}
	dated := part("new", access.Reader, "")
	dated.From, dated.Until = "2026-05-01", "2026-04-01"
	ended := part("new", access.Reader, "")
	ended.Until = today
	council := part("new", access.Facilitator, "")
	council.Kind = access.Council
	round := part("new", access.UnitLead, "a1")
	round.Round = "r"
	cases := []struct {
		name string
		act  access.Act
		do   func(*Roster, access.Act) ([]audit.Event, error)
		want string // message key, "" for done
	}{
		{"add", coordinator, add(Person{Name: "Neu", Email: "neu@mh.example"}), ""},
		{"add as head", by(access.UnitLead), add(Person{Name: "Neu"}), "access.denied"},
		{"add without name", coordinator, add(Person{Name: "  "}), "organisation.name_missing"},
		{"one address for two", coordinator, add(Person{Name: "Neu", Email: "ANNA@mh.example "}), "person.email_taken"},
		{"the address of somebody who left", coordinator, add(Person{Name: "Neu", Email: "cem@mh.example"}), "person.email_taken"},
		{"give", coordinator, give(part("new", access.Reader, "")), ""},
		{"in a second unit", coordinator, give(part("head", access.Respondent, "a2")), ""},
		{"the team of nowhere", coordinator, give(part("new", access.Respondent, "")), "roster.no_unit"},
		{"a unit that is not there", coordinator, give(part("new", access.Respondent, "a9")), "store.not_found"},
		{"a reader of one unit", coordinator, give(part("new", access.Reader, "a1")), "roster.reach"},
		{"a head for one round", coordinator, give(round), "roster.reach"},
		{"a facilitator for the council", coordinator, give(council), "roster.reach"},
		{"a role that follows from a post", coordinator, give(part("new", access.MeasureOwner, "a1")), "roster.role_unknown"},
		{"a role nobody knows", coordinator, give(part("new", "emperor", "")), "roster.role_unknown"},
		{"dates the wrong way round", coordinator, give(dated), "roster.dates_reversed"},
		{"over before it begins", coordinator, give(ended), "roster.until_past"},
		{"to somebody who has left", coordinator, give(part("gone", access.Reader, "")), "roster.has_left"},
		{"an administrator by a coordinator", coordinator, give(part("coord", access.Admin, "")), "access.denied"},
		{"an administrator by an administrator", admin, give(part("coord", access.Admin, "")), ""},
		{"a second pair of eyes by a coordinator", coordinator, give(part("coord", access.Approver, "a1")), "access.denied"},
		{"an outside evaluator by a coordinator", coordinator, give(part("new", access.Evaluator, "")), "access.denied"},
		{"a second pair of eyes by an administrator", admin, give(part("new", access.Approver, "a1")), ""},
		{"an operator by an administrator", admin, give(part("admin", access.Operator, "")), "access.denied"},
		{"the last administrator leaves", admin, leave("admin"), "roster.last_admin"},
		{"a coordinator ends the administrator", coordinator, leave("admin"), "access.denied"},
		{"the head leaves", coordinator, leave("head"), ""},
		{"leaving twice", coordinator, leave("gone"), "roster.has_left"},
		{"a deputy", coordinator, deputise("head", "new", "2026-04-01"), ""},
		{"a deputy without end", coordinator, deputise("head", "new", ""), "roster.until_missing"},
		{"a deputy until yesterday", coordinator, deputise("head", "new", "2026-03-16"), "roster.until_past"},
		{"one's own deputy", coordinator, deputise("head", "head", tomorrow), "roster.same_person"},
		{"a deputy who has left", coordinator, deputise("head", "gone", tomorrow), "roster.has_left"},
		{"a deputy of somebody who does nothing", coordinator, deputise("new", "head", tomorrow), "roster.nothing"},
		{"a deputy of the administrator by a coordinator", coordinator, deputise("admin", "new", tomorrow), "access.denied"},
		{"hand over", coordinator, hand("head", "new"), ""},
		{"hand over to oneself", coordinator, hand("head", "head"), "roster.same_person"},
		{"hand over to somebody who has left", coordinator, hand("head", "gone"), "roster.has_left"},
		{"hand over nothing", coordinator, hand("new", "head"), "roster.nothing"},
		{"hand over administration", admin, hand("admin", "new"), ""},
		{"hand over administration as a coordinator", coordinator, hand("admin", "coord"), "access.denied"},
	}
	for _, c := range cases {
		r := staff(t)
		events, err := c.do(r, c.act)
		if got := key(err); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if (err == nil) != (len(events) > 0) {
			t.Errorf("%s: %d events with error %v", c.name, len(events), err)
		}
	}
}

func key(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return f.Key
	}
	return ""
}

func TestADeputyStandsInForAWhile(t *testing.T) {
	t.Parallel()
	r := staff(t)
	if _, err := r.Deputise(by(access.Coordinator), "head", "new", "2026-03-20", "2026-04-01"); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[Date]int{"2026-03-19": 0, "2026-03-20": 1, "2026-03-31": 1, "2026-04-01": 0} {
		if got := Grants("mh", r.PartsOf("new", today), principals(r), nil, r.Tree, day); len(got) != want {
			t.Errorf("on %s the deputy has %d parts, want %d", day, len(got), want)
		}
	}
	if own := Grants("mh", r.PartsOf("head", today), principals(r), nil, r.Tree, "2026-03-25"); len(own) != 1 {
		t.Error("who is stood in for loses her part")
	}
}

// principals is everybody with her parts.
func principals(r *Roster) []Principal {
	var out []Principal
	for _, p := range r.People {
		out = append(out, Principal{p, r.PartsOf(p.ID, today)})
	}
	return out
}

// TestADeputyHasNoMoreThanWhomSheStandsInFor: her part ends with the other's.
func TestADeputyHasNoMoreThanWhomSheStandsInFor(t *testing.T) {
	t.Parallel()
	act := by(access.Coordinator)
	for name, c := range map[string]struct {
		do   func(*Roster) ([]audit.Event, error)
		want int
	}{
		"nothing happens": {func(*Roster) ([]audit.Event, error) { return nil, nil }, 1},
		"her part ends":   {func(r *Roster) ([]audit.Event, error) { return r.Take(act, part("head", access.UnitLead, "a1")) }, 0},
		"she leaves":      {func(r *Roster) ([]audit.Event, error) { return r.Leave(act, "head", today) }, 0},
		"another part of hers ends": {func(r *Roster) ([]audit.Event, error) {
			if _, err := r.Give(act, part("head", access.UnitLead, "a2")); err != nil {
				return nil, err
			}
			return r.Take(act, part("head", access.UnitLead, "a2"))
		}, 1},
		"she hands over": {func(r *Roster) ([]audit.Event, error) { return r.HandOver(act, "head", "coord") }, 1},
	} {
		r := staff(t)
		if _, err := r.Deputise(act, "head", "new", "", "2026-04-01"); err != nil {
			t.Fatal(err)
		}
		if _, err := c.do(r); err != nil {
			t.Fatal(name, err)
		}
		if got := Grants("mh", r.PartsOf("new", today), principals(r), nil, r.Tree, today); len(got) != c.want {
			t.Errorf("%s: the deputy has %d parts, want %d", name, len(got), c.want)
		}
		if ids := Principals(r.PartsOf("new", today), today); len(ids) != 1 {
			t.Errorf("%s: she stands in for %v", name, ids)
		}
		if got := Grants("mh", r.PartsOf("new", today), nil, nil, r.Tree, today); len(got) != 0 {
			t.Errorf("%s: a deputy of nobody has %d parts", name, len(got))
		}
	}
}

func TestHandingOverMovesEverything(t *testing.T) {
	t.Parallel()
	r, act := staff(t), by(access.Coordinator)
	if _, err := r.Give(act, part("head", access.Facilitator, "")); err != nil {
		t.Fatal(err)
	}
	if _, err := r.HandOver(act, "head", "new"); err != nil {
		t.Fatal(err)
	}
	if left := Grants("mh", r.PartsOf("head", today), principals(r), nil, r.Tree, today); len(left) > 0 {
		t.Errorf("something stayed behind: %v", left)
	}
	if got := Grants("mh", r.PartsOf("new", today), principals(r), nil, r.Tree, today); len(got) != 2 || r.Posts[0].Holder != "new" {
		t.Errorf("handed over: %v, post of %s", got, r.Posts[0].Holder)
	}
}

func TestLeavingEndsSessionsAndKeepsThePost(t *testing.T) {
	t.Parallel()
	r, act := staff(t), by(access.Coordinator)
	if _, err := r.Leave(act, "head", "2026-05-01"); err != nil || len(r.Gone) > 0 || r.Posts[0].Holder != "head" {
		t.Fatalf("leaving later ends something today: %v %v", err, r.Gone)
	}
	if _, err := r.Leave(act, "head", "2020-01-01"); err != nil {
		t.Fatal(err)
	}
	p, _ := r.Find("head")
	if p.ValidUntil != today || len(r.Gone) != 1 || r.Posts[0].Holder != "" {
		t.Errorf("left: %+v, sessions of %v, post of %q", p, r.Gone, r.Posts[0].Holder)
	}
	if _, err := r.Return(act, "head"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Return(act, "head"); key(err) != "roster.has_not_left" {
		t.Errorf("returning twice: %v", err)
	}
}

// TestSomebodyAlwaysAdministers: whatever people do, in whatever order.
func TestSomebodyAlwaysAdministers(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, act := staff(t), by(access.Admin)
		person := rapid.SampledFrom([]PersonID{"admin", "coord", "head", "new"})
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			next := *r
			next.People, next.Parts, next.Posts = append([]Person(nil), r.People...), append([]Membership(nil), r.Parts...), append([]Post(nil), r.Posts...)
			a, b := person.Draw(t, "a"), person.Draw(t, "b")
			var err error
			switch rapid.IntRange(0, 4).Draw(t, "verb") {
			case 0:
				_, err = next.Leave(act, a, today)
			case 1:
				_, err = next.HandOver(act, a, b)
			case 2:
				_, err = next.Take(act, part(a, access.Admin, ""))
			case 3:
				m := part(a, access.Admin, "")
				m.Until = rapid.SampledFrom([]Date{"", tomorrow}).Draw(t, "until")
				_, err = next.Give(act, m)
			case 4:
				_, err = next.Deputise(act, a, b, "", tomorrow)
			}
			if err == nil {
				r = &next
			}
			if !r.administered() {
				t.Fatal("nobody administers the organisation")
			}
		}
	})
}
