package scene

import (
	"context"
	"fmt"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/library"
	"chancencheck/organisation"
	"chancencheck/round"
)

// neighbour is a small organisation beside the city, in few words.
type neighbour struct {
	org   organisation.Organisation
	title string
	// units are the departments below one head unit, each with its head.
	units []department
	// days ago the round was opened; over says that it is closed.
	days int
	over bool
	// names of those who coordinate, administer, facilitate, read and take part.
	names [5]string
}

// department is a unit with its head and one service.
type department struct {
	name, head, service string
	kind                organisation.UnitKind
	people              int
}

// neighbours are a county, a municipality that belongs to it, and a club.
var neighbours = []neighbour{
	{
		org: organisation.Organisation{ID: "rheinauen", Name: "Landkreis Rheinauen", Kind: organisation.County, Levels: []organisation.Level{{ID: "house", Name: "Kreisverwaltung"}, {ID: "department", Name: "Fachbereich"}}},
		units: []department{
			{"Ausländerangelegenheiten", "Petra Wolf", "Aufenthaltstitel verlängern", organisation.Counter, 7},
			{"Jugend und Familie", "Tarek Haddad", "Beratung für Familien", organisation.Counter, 6},
			{"Kreisvolkshochschule", "Ines Paulus", "Deutschkurse", organisation.Facility, 5},
			{"Abfallwirtschaft", "Olaf Kern", "Sperrmüll anmelden", organisation.Infrastructure, 6},
		},
		title: "ChancenCheck Kreis", days: 14, names: [5]string{"Miriam Vogt", "Stefan Lang", "Yara Osman", "Klaus Held", "Emilia Roth"},
	},
	{
		org: organisation.Organisation{ID: "auental", Name: "Gemeinde Auental", Kind: organisation.Municipality, Parent: "rheinauen", Levels: []organisation.Level{{ID: "house", Name: "Gemeindeverwaltung"}, {ID: "department", Name: "Sachgebiet"}}},
		units: []department{
			{"Bürgerbüro", "Ruth Ehlers", "Wohnsitz anmelden", organisation.Counter, 4}, {"Soziales", "Jonas Adler", "Wohngeld", organisation.Counter, 3},
			{"Kindertagesstätten", "Nadja Simon", "Kitaplatz", organisation.Facility, 6}, {"Bauamt", "Lars Busch", "Bauantrag", organisation.Enforcement, 4},
			{"Ordnung", "Katrin Thiel", "Fundsachen", organisation.Enforcement, 3}, {"Gemeindebücherei", "Aylin Kurt", "Ausleihe", organisation.Facility, 3},
		},
		title: "ChancenCheck Auental", days: 90, over: true, names: [5]string{"Beate Koch", "Jörg Frank", "Leo Wagner", "Gudrun Mai", "Ali Demirel"},
	},
	{
		org: organisation.Organisation{ID: "hafenlicht", Name: "Kulturverein Hafenlicht e. V.", Kind: organisation.Association, Levels: []organisation.Level{{ID: "house", Name: "Verein"}, {ID: "department", Name: "Bereich"}}},
		units: []department{
			{"Bühne", "Sina Albers", "Theaterabende", organisation.Facility, 5}, {"Werkstatt", "Oleh Bondar", "Offene Werkstatt", organisation.Facility, 4},
		},
		title: "ChancenCheck im Verein", days: 7, names: [5]string{"Frieda Noll", "Max Ortner", "Carla Ruiz", "Heinz Probst", "Mona Said"},
	},
}

// Neighbours founds the organisations beside the city: one of them lies below
// another and has released its round to it. They share the installation and see
// nothing of the city.
func Neighbours(ctx context.Context, st Stage) ([]*Scene, error) {
	var out []*Scene
	for i, n := range neighbours {
		s := newScene(st, n.org, uint64(10+i))
		if err := s.settleIn(ctx, n); err != nil {
			return nil, fmt.Errorf("%s: %w", n.org.Name, err)
		}
		out = append(out, s)
	}
	return out, nil
}

// settleIn founds one organisation and holds its round.
func (s *Scene) settleIn(ctx context.Context, n neighbour) error {
	s.Org.Languages, s.Org.TimeZone = []string{"de", "en"}, "Europe/Berlin"
	if err := s.Store.PutOrganisation(ctx, s.Org); err != nil {
		return err
	}
	if err := s.lawful(ctx, s.Org.Name); err != nil {
		return err
	}
	if err := s.build(ctx, n); err != nil {
		return err
	}
	opened := s.Now.AddDate(0, 0, -n.days)
	var err error
	if s.Instrument, err = s.Instruments.Publish(ctx, s.Org.ID, library.FS, library.ServiceCheck, opened); err != nil {
		return err
	}
	fate := func(c *check.Check) (Step, bool) {
		if n.over {
			return Signed, true
		}
		return map[organisation.UnitID]Step{"e1": Noted, "e3": Finished}[c.Unit], true
	}
	if err := s.hold(ctx, occasion{opened: opened, days: 56, closed: n.over, fate: fate, title: n.title}); err != nil {
		return err
	}
	if n.org.Parent == "" {
		return nil
	}
	rd, err := s.Store.Round(ctx, s.Round.Ref)
	if err != nil {
		return err
	}
	return round.ReleaseTo(ctx, s.Store, s.at(s.Actor(access.Coordinator), s.Now.Add(-time.Hour)), rd, s.Org)
}

// build makes the units with their services and people.
func (s *Scene) build(ctx context.Context, n neighbour) error {
	org := s.Org.ID
	units := []organisation.Unit{{Org: org, ID: "v", Level: "house", Name: n.org.Levels[0].Name, Headcount: 2}}
	var services []organisation.Service
	var people []organisation.Person
	var parts []organisation.Membership
	join := func(id organisation.PersonID, name string, role access.Role, unit organisation.UnitID) {
		people = append(people, organisation.Person{Org: org, ID: id, Name: name, Email: fmt.Sprintf("%s@%s.example", id, org), Language: "de"})
		parts = append(parts, organisation.Membership{Org: org, Person: id, Role: role, Unit: unit})
	}
	for i, role := range []access.Role{access.Coordinator, access.Admin, access.Facilitator, access.Reader} {
		join(organisation.PersonID(role), n.names[i], role, "")
	}
	join("team", n.names[4], access.Respondent, "e1")
	for i, d := range n.units {
		id := organisation.UnitID(fmt.Sprintf("e%d", i+1))
		units = append(units, organisation.Unit{Org: org, ID: id, Parent: "v", Level: "department", Name: d.name, Kind: d.kind, Headcount: d.people, Position: i + 1})
		services = append(services, organisation.Service{Org: org, ID: organisation.ServiceID("s" + id), Unit: id, Name: d.service})
		join(organisation.PersonID("leitung-"+string(id)), d.head, access.UnitLead, id)
	}
	var err error
	if s.Tree, err = organisation.NewTree(units); err != nil {
		return err
	}
	if err := s.Store.PutUnits(ctx, units); err != nil {
		return err
	}
	if err := s.Store.PutServices(ctx, services); err != nil {
		return err
	}
	return s.cast(ctx, people, parts)
}
