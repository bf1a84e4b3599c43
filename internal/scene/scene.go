// Package scene builds small worlds to look at: one small organisation for
// tests, and the city of the demo.
//
// Everything is built by the verbs that the pages call, so that nothing here
// can be in a state that people could not bring about. Scenes are the same every
// time: ids and choices come from a seed, days are counted from the Stage's day.
package scene

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/published"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Stage is where a scene is built.
type Stage struct {
	Store       *sqlstore.DB
	Instruments *published.Instruments
	// NewID gives the scene its ids; Seeded makes the same ones every time.
	NewID func() string
	// Now is the moment the scene shows.
	Now time.Time
}

// Scene is an organisation with its people and one round that is running.
type Scene struct {
	Stage
	Org        organisation.Organisation
	Tree       *organisation.Tree
	Instrument *instrument.Instrument
	Round      *round.Round
	// People are the people to look through whose eyes is worthwhile, by role.
	People map[access.Role]organisation.Person
	// Secrets open the sheets that were begun, by check.
	Secrets map[check.ID][]sheetbox.Secret

	parts map[organisation.PersonID][]organisation.Membership
	dice  *rand.Rand
	// moved is how far units have moved since the first round, see drift.
	moved float64
}

// newScene returns an empty scene whose choices follow from seed.
func newScene(st Stage, org organisation.Organisation, seed uint64) *Scene {
	nowhere, _ := organisation.NewTree(nil) // an empty tree has no mistake
	return &Scene{
		Stage: st, Tree: nowhere, Org: org, People: map[access.Role]organisation.Person{}, Secrets: map[check.ID][]sheetbox.Secret{},
		parts: map[organisation.PersonID][]organisation.Membership{}, dice: rand.New(rand.NewPCG(seed, seed)),
	}
}

// Actor is the person with a role, with all her parts.
func (s *Scene) Actor(role access.Role) access.Actor { return s.actor(s.People[role].ID) }

func (s *Scene) actor(id organisation.PersonID) access.Actor {
	a := access.Actor{Person: string(id), Org: string(s.Org.ID)}
	for _, m := range s.parts[id] {
		a.Grants = append(a.Grants, access.Grant{Role: m.Role, Org: string(m.Org), UnitPath: s.Tree.PathString(m.Unit)})
	}
	return a
}

// Act is an act of the person with a role, at the moment of the scene.
func (s *Scene) Act(role access.Role) access.Act { return s.at(s.Actor(role), s.Now) }

func (s *Scene) at(by access.Actor, t time.Time) access.Act {
	return access.Act{By: by, At: t, NewID: s.NewID}
}

// Check returns the check of a unit in the running round, as it is now.
func (s *Scene) Check(ctx context.Context, unit organisation.UnitID) (*check.Check, error) {
	checks, err := s.Store.Checks(ctx, s.Round.Ref)
	if err != nil {
		return nil, err
	}
	for _, c := range checks {
		if c.Unit == unit {
			return c, nil
		}
	}
	return nil, fmt.Errorf("unit %s has no check in round %s", unit, s.Round.ID)
}

// Items returns what a check asks.
func (s *Scene) Items(c *check.Check) []check.Item {
	return check.Items(s.Instrument, s.Round.Format, c.UnitKind, c.Situations)
}

// cast stores people with their parts.
func (s *Scene) cast(ctx context.Context, people []organisation.Person, parts []organisation.Membership) error {
	if err := s.Store.PutPeople(ctx, people, parts); err != nil {
		return err
	}
	named := map[organisation.PersonID]organisation.Person{}
	for _, p := range people {
		named[p.ID] = p
	}
	for _, m := range parts {
		s.join(named[m.Person], m)
	}
	return nil
}

// post stores a post, whose holder looks after measures.
func (s *Scene) post(ctx context.Context, p organisation.Post) error {
	err := s.Store.UpdateRoster(ctx, s.Org.ID, organisation.DateOf(s.Now), func(r *organisation.Roster) ([]audit.Event, error) {
		r.Posts = append(r.Posts, p)
		return nil, nil
	})
	if err != nil {
		return err
	}
	s.People[access.MeasureOwner], err = s.Store.Person(ctx, s.Org.ID, p.Holder)
	s.parts[p.Holder] = append(s.parts[p.Holder], organisation.Membership{Org: p.Org, Person: p.Holder, Unit: p.Unit, Role: access.MeasureOwner})
	return err
}

// join notes a part of a person; the first of a role stands for it.
func (s *Scene) join(p organisation.Person, m organisation.Membership) {
	s.parts[m.Person] = append(s.parts[m.Person], m)
	if _, known := s.People[m.Role]; !known {
		s.People[m.Role] = p
	}
}
