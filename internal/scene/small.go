package scene

import (
	"context"
	"fmt"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/library"
	"chancencheck/organisation"
	"chancencheck/round"
)

// The departments of the small scene.
const (
	// Counter has 6 people and prepares in private. Unit lead and respondent
	// belong to it.
	Counter organisation.UnitID = "a1"
	// Enforcement has 12 people and prepares anonymously.
	Enforcement organisation.UnitID = "a2"
	// Library has 4 people and prepares in private.
	Library organisation.UnitID = "a3"
)

// smallOrg is a town that does not exist.
var smallOrg = organisation.Organisation{
	ID: "beispielstadt", Name: "Beispielstadt", Kind: organisation.Municipality, Languages: []string{"de", "en"},
	TimeZone: "Europe/Berlin",
	Levels:   []organisation.Level{{ID: "directorate", Name: "Dezernat"}, {ID: "division", Name: "Bereich"}, {ID: "department", Name: "Abteilung"}},
}

// Small builds one town with one directorate, one division and three
// departments, a person for every role, and a running round in the standard
// format, all of its checks being prepared.
func Small(ctx context.Context, st Stage) (*Scene, error) {
	s := newScene(st, smallOrg, 1)
	if err := s.found(ctx); err != nil {
		return nil, fmt.Errorf("small scene: %w", err)
	}
	var err error
	if s.Instrument, err = st.Instruments.Publish(ctx, s.Org.ID, library.FS, library.ServiceCheck, st.Now); err != nil {
		return nil, fmt.Errorf("small scene: %w", err)
	}
	if s.Round, err = s.openRound(ctx, s.Act(access.Coordinator), round.Round{Title: "ChancenCheck Frühjahr"}); err != nil {
		return nil, fmt.Errorf("small scene: %w", err)
	}
	return s, nil
}

// found stores the organisation with its units, services and people.
func (s *Scene) found(ctx context.Context) error {
	org := s.Org.ID
	unit := func(id, parent organisation.UnitID, level, name string, kind organisation.UnitKind, people, position int) organisation.Unit {
		return organisation.Unit{Org: org, ID: id, Parent: parent, Level: level, Name: name, Kind: kind, Headcount: people, Position: position}
	}
	units := []organisation.Unit{
		unit("d1", "", "directorate", "Dezernat Bürgerdienste", "", 2, 1),
		unit("b1", "d1", "division", "Bereich Bürger und Ordnung", "", 2, 1),
		unit(Counter, "b1", "department", "Bürgerservice", organisation.Counter, 6, 1),
		unit(Enforcement, "b1", "department", "Ordnung und Verkehr", organisation.Enforcement, 12, 2),
		unit(Library, "b1", "department", "Stadtbücherei", organisation.Facility, 4, 3),
	}
	var err error
	if s.Tree, err = organisation.NewTree(units); err != nil {
		return err
	}
	service := func(id organisation.ServiceID, unit organisation.UnitID, name, forWhom string) organisation.Service {
		return organisation.Service{Org: org, ID: id, Unit: unit, Name: name, ForWhom: forWhom, Channels: []organisation.Channel{organisation.AtCounter, organisation.ByPhone}}
	}
	services := []organisation.Service{
		service("s11", Counter, "Wohnsitz anmelden", "Menschen, die zuziehen oder umziehen"),
		service("s12", Counter, "Ausweise und Pässe", "Einwohner*innen"),
		service("s21", Enforcement, "Sondernutzung von Gehwegen", "Gewerbetreibende, Vereine"),
		service("s22", Enforcement, "Anhörung bei Verwarnungen", "Menschen, die eine Verwarnung bekommen haben"),
		service("s31", Library, "Ausleihe", "alle, die hier leben"),
		service("s32", Library, "Vorlesestunde", "Kinder mit ihren Familien"),
	}
	if err := s.Store.PutOrganisation(ctx, s.Org); err != nil {
		return err
	}
	if err := s.Store.PutUnits(ctx, units); err != nil {
		return err
	}
	if err := s.Store.PutServices(ctx, services); err != nil {
		return err
	}
	return s.cast(ctx, smallPeople(org), smallParts(org))
}

func smallPeople(org organisation.OrgID) []organisation.Person {
	person := func(id organisation.PersonID, name string) organisation.Person {
		return organisation.Person{Org: org, ID: id, Name: name, Email: string(id) + "@beispielstadt.example", Language: "de"}
	}
	return []organisation.Person{
		person("admin", "Karim Yilmaz"), person("coordinator", "Anke Sommer"), person("lead", "Birgit Hartmann"),
		person("lead2", "Emre Aksoy"), person("lead3", "Lucia Brenner"),
		person("member", "Milan Petrović"), person("facilitator", "Rosa Klein"), person("reader", "Joachim Ernst"),
	}
}

func smallParts(org organisation.OrgID) []organisation.Membership {
	part := func(id organisation.PersonID, role access.Role, unit organisation.UnitID) organisation.Membership {
		return organisation.Membership{Org: org, Person: id, Role: role, Unit: unit}
	}
	return []organisation.Membership{
		part("admin", access.Admin, ""), part("coordinator", access.Coordinator, ""), part("lead", access.UnitLead, Counter),
		part("lead2", access.UnitLead, Enforcement), part("lead3", access.UnitLead, Library),
		part("member", access.Respondent, Counter), part("facilitator", access.Facilitator, ""), part("reader", access.Reader, ""),
	}
}

// openRound drafts a round over all departments and opens it. What r leaves
// open is the usual.
func (s *Scene) openRound(ctx context.Context, act access.Act, r round.Round) (*round.Round, error) {
	format := s.Instrument.Formats[0]
	for _, f := range s.Instrument.Formats {
		if f.Default {
			format = f
		}
	}
	r.Org, r.Instrument = s.Org.ID, round.InstrumentKey{ID: s.Instrument.ID, Version: s.Instrument.Version}
	r.Format, r.TalkMinutes, r.Mode = format.ID, format.Minutes, round.ModeBySize
	if r.ClosesOn == "" {
		r.ClosesOn = organisation.DateOf(act.At.AddDate(0, 0, 6*7))
	}
	if r.Mandate == "" {
		r.Mandate = "Beschluss der Stadtspitze"
	}
	rd, err := round.New(act, r)
	if err != nil {
		return nil, err
	}
	services, err := s.Store.Services(ctx, s.Org.ID, "")
	if err != nil {
		return nil, err
	}
	first := map[organisation.UnitID]organisation.Service{}
	for _, v := range services {
		if _, known := first[v.Unit]; !known {
			first[v.Unit] = v
		}
	}
	var checks []*check.Check
	s.Tree.Walk(func(u organisation.Unit, _ int) {
		if u.Kind != "" {
			checks = append(checks, check.New(act, rd, u, s.Tree.PathString(u.ID), first[u.ID], s.situations(u.Kind)))
		}
	})
	if err := s.Store.CreateRound(ctx, rd); err != nil {
		return nil, err
	}
	if err := check.OpenRound(ctx, s.Store, act, rd.Ref, checks); err != nil {
		return nil, err
	}
	return s.Store.Round(ctx, rd.Ref)
}

// situations returns those a kind of unit starts with.
func (s *Scene) situations(kind organisation.UnitKind) []string {
	var ids []string
	if s.Instrument.Situations == nil {
		return nil
	}
	for _, one := range s.Instrument.Situations.List {
		for _, k := range one.DefaultFor {
			if k == string(kind) && len(ids) < s.Instrument.Situations.Most {
				ids = append(ids, one.ID)
			}
		}
	}
	return ids
}
