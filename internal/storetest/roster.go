package storetest

import (
	"errors"
	"sync"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
	"chancencheck/signin"
)

const day organisation.Date = "2027-03-01"

func roster(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	w.must(db.PutUnits(w.ctx, []organisation.Unit{{Org: "o", ID: "a", Name: "A"}}))
	people := []organisation.Person{{Org: "o", ID: "anna", Name: "Anna"}, {Org: "o", ID: "bo", Name: "Bo", Email: "bo@o.example"}}
	part := organisation.Membership{
		Org: "o", Person: "bo", Unit: "a", Role: access.Facilitator, Round: "r", Kind: access.Council, DeputyFor: "anna",
		From: "2027-01-01", Until: "2028-01-01",
	}
	post := organisation.Post{Org: "o", ID: "p", Unit: "a", Title: texts[1], Holder: "anna"}
	w.must(db.PutSession(w.ctx, signin.Begin("s", "s", anna, signin.ByLink, Now)))
	w.must(db.PutLink(w.ctx, "l", anna, true, Now.Add(time.Hour)))
	event := audit.Event{Org: "o", At: Now, Verb: "person.add"}
	w.must(db.UpdateRoster(w.ctx, "o", day, func(r *organisation.Roster) ([]audit.Event, error) {
		r.People, r.Parts, r.Posts = people, []organisation.Membership{part}, []organisation.Post{post}
		return []audit.Event{event}, nil
	}))
	got, err := db.Roster(w.ctx, "o", day)
	w.must(err)
	w.is(people, got.People)
	w.is([]organisation.Membership{part}, got.Parts)
	w.is([]organisation.Post{post}, got.Posts)
	w.is(1, got.Tree.Len())
	w.must(db.UpdateRoster(w.ctx, "o", day, func(r *organisation.Roster) ([]audit.Event, error) {
		r.Parts[0].Until, r.Posts[0].Holder, r.Gone = day, "", []organisation.PersonID{"anna"}
		return nil, nil
	}))
	parts, err := db.Memberships(w.ctx, "o", "bo")
	w.must(err)
	w.is(day, parts[0].Until)
	held, err := db.Posts(w.ctx, "o", "anna")
	w.must(err)
	w.is(0, len(held))
	_, err = db.Session(w.ctx, "s", Now)
	fails(t, fault.NotFound, err)
	_, _, err = db.Link(w.ctx, "l", Now)
	fails(t, fault.Denied, err)
	no := errors.New("no")
	err = db.UpdateRoster(w.ctx, "o", day, func(r *organisation.Roster) ([]audit.Event, error) { r.People[0].Name = "other"; return nil, no })
	if !errors.Is(err, no) {
		t.Errorf("got %v", err)
	}
	same, err := db.Person(w.ctx, "o", "anna")
	w.must(err)
	w.is(people[0], same)
	fails(t, fault.NotFound, db.UpdateRoster(w.ctx, "nowhere", day, func(*organisation.Roster) ([]audit.Event, error) { return nil, nil }))
}

// rosterAtOnce: of two who each hand over the last of something, one sees what
// the other has done.
func rosterAtOnce(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	w.must(db.PutPeople(w.ctx, []organisation.Person{{Org: "o", ID: "p"}}, nil))
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			err := db.UpdateRoster(w.ctx, "o", day, func(r *organisation.Roster) ([]audit.Event, error) {
				r.People[0].Name += "x"
				return nil, nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	p, err := db.Person(w.ctx, "o", "p")
	w.must(err)
	w.is("xxxxxxxx", p.Name)
}

func estate(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	was := organisation.Unit{Org: "o", ID: "a", Name: "Neu", ValidUntil: day, Was: []organisation.Was{{Until: "2026-01-01", Name: texts[2], Short: "s", Level: "l", Parent: "p", Position: 3}}}
	w.must(db.PutUnits(w.ctx, []organisation.Unit{{Org: "o", ID: "a", Name: "Alt"}}))
	w.must(db.PutPeople(w.ctx, []organisation.Person{{Org: "o", ID: "p"}}, nil))
	reformed := organisation.Reformed{
		Units:    []organisation.Unit{was, {Org: "o", ID: "b", Name: "B"}},
		Services: []organisation.Service{{Org: "o", ID: "s", Unit: "b"}},
		Parts:    []organisation.Membership{{Org: "o", Person: "p", Unit: "b", Role: access.UnitLead}},
		Posts:    []organisation.Post{{Org: "o", ID: "t", Unit: "b", Title: "T"}},
		Lineage:  []organisation.Lineage{{Org: "o", From: "a", To: "b", On: day, Kind: organisation.Merge}},
		Events:   []audit.Event{{Org: "o", At: Now, Verb: "unit.merge"}},
	}
	w.must(db.UpdateEstate(w.ctx, "o", func(e organisation.Estate) (organisation.Reformed, error) {
		w.is("Alt", e.Units[0].Name)
		return reformed, nil
	}))
	got, err := db.Estate(w.ctx, "o")
	w.must(err)
	w.is(organisation.Estate{Organisation: organisation.Organisation{ID: "o", Name: "o"}, Units: reformed.Units, Services: reformed.Services, Parts: reformed.Parts, Posts: reformed.Posts}, got)
	lines, err := db.Lineage(w.ctx, "o")
	w.must(err)
	w.is(reformed.Lineage, lines)
	none, err := db.Lineage(w.ctx, "other")
	w.must(err)
	w.is(0, len(none))
	fails(t, fault.NotFound, db.UpdateEstate(w.ctx, "nowhere", func(organisation.Estate) (organisation.Reformed, error) { return reformed, nil }))
}

func releases(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "child")
	found(t, db, "other")
	w.must(db.PutOrganisation(w.ctx, organisation.Organisation{ID: "child", Name: "Kind", Parent: "county"}))
	below, err := db.OrganisationsBelow(w.ctx, "county")
	w.must(err)
	w.is([]organisation.Organisation{{ID: "child", Name: "Kind", Parent: "county"}}, below)
	rel := round.Release{Ref: w.rd.Ref, To: "county", At: Now, By: "p"}
	event := audit.Event{Org: "child", At: Now.Add(time.Hour), Verb: "round.release"}
	w.must(db.PutRelease(w.ctx, rel, event))
	w.must(db.PutRelease(w.ctx, rel, event)) // again changes nothing
	events, err := db.Events(w.ctx, "child", 9)
	w.must(err)
	w.is("round.release", events[0].Verb)
	for receiver, want := range map[organisation.OrgID][]round.Release{"county": {rel}, "other": nil, "child": nil} {
		got, err := db.ReleasedTo(w.ctx, receiver)
		w.must(err)
		w.is(want, got)
	}
	fails(t, fault.NotFound, db.DeleteRelease(w.ctx, rel.Ref, "other"))
	fails(t, fault.NotFound, db.DeleteRelease(w.ctx, round.Ref{Org: "other", ID: "r"}, "county"))
	w.must(db.DeleteRelease(w.ctx, rel.Ref, "county", event))
	left, err := db.Releases(w.ctx, "child")
	w.must(err)
	w.is(0, len(left))
	fails(t, fault.NotFound, db.PutRelease(w.ctx, round.Release{Ref: round.Ref{Org: "child", ID: "none"}}))
}

// imports: units, services and people change together or not at all.
func imports(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	unit, service := organisation.Unit{Org: "o", ID: "a", Name: "A"}, organisation.Service{Org: "o", ID: "s", Unit: "a", Name: "S"}
	ann := organisation.Person{Org: "o", ID: "anna", Name: "Anna"}
	w.must(db.Import(w.ctx, "o", day, func(g *sqlstore.Register) ([]audit.Event, error) {
		w.is(0, len(g.Units)+len(g.Services)+len(g.Roster.People))
		g.Units, g.Services = []organisation.Unit{unit}, []organisation.Service{service}
		g.Roster.People = append(g.Roster.People, ann)
		return []audit.Event{{Org: "o", At: Now, Verb: "organisation.import"}}, nil
	}))
	w.must(db.PutSession(w.ctx, signin.Begin("s", "s", anna, signin.ByLink, Now)))
	no := errors.New("no")
	err := db.Import(w.ctx, "o", day, func(g *sqlstore.Register) ([]audit.Event, error) {
		g.Units[0].Name, g.Roster.People[0].Name, g.Roster.Gone = "B", "B", []organisation.PersonID{"anna"}
		return nil, no
	})
	if !errors.Is(err, no) {
		t.Errorf("got %v", err)
	}
	got, err := db.Register(w.ctx, "o", day)
	w.must(err)
	w.is([]organisation.Unit{unit}, got.Units)
	w.is([]organisation.Service{service}, got.Services)
	w.is([]organisation.Person{ann}, got.Roster.People)
	w.is(1, got.Roster.Tree.Len())
	_, err = db.Session(w.ctx, "s", Now)
	w.must(err)
	w.must(db.Import(w.ctx, "o", day, func(g *sqlstore.Register) ([]audit.Event, error) {
		g.Units, g.Services, g.Roster.Gone = nil, nil, []organisation.PersonID{"anna"}
		return nil, nil
	}))
	_, err = db.Session(w.ctx, "s", Now)
	fails(t, fault.NotFound, err)
}
