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
	if s.Round, err = s.openRound(ctx, st.Store, s.Act(access.Coordinator), "ChancenCheck Frühjahr", organisation.DateOf(st.Now.AddDate(0, 0, 6*7))); err != nil {
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
	if err := s.lawful(ctx, "Beispielstadt"); err != nil {
		return err
	}
	if err := s.cast(ctx, smallPeople(org), smallParts(org)); err != nil {
		return err
	}
	return s.post(ctx, organisation.Post{Org: org, ID: "t1", Unit: Counter, Title: "Stelle 32.1: Empfang und Auskunft", Holder: "owner"})
}

func smallPeople(org organisation.OrgID) []organisation.Person {
	person := func(id organisation.PersonID, name string) organisation.Person {
		return organisation.Person{Org: org, ID: id, Name: name, Email: string(id) + "@beispielstadt.example", Language: "de"}
	}
	return []organisation.Person{
		person("admin", "Karim Yilmaz"), person("coordinator", "Anke Sommer"), person("lead", "Birgit Hartmann"),
		person("lead2", "Emre Aksoy"), person("lead3", "Lucia Brenner"),
		person("member", "Milan Petrović"), person("facilitator", "Rosa Klein"), person("reader", "Joachim Ernst"),
		person("evaluator", "Marta Lindqvist"),
		person("operator", "Jana Novak"), person("approver", "Hatice Demir"), person("owner", "Paul Weber"),
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
		part("evaluator", access.Evaluator, ""),
		part("operator", access.Operator, ""), part("approver", access.Approver, "b1"),
	}
}

// openRound drafts a round over all departments in the usual format and opens
// it, as a coordinator would with two clicks.
func (s *Scene) openRound(ctx context.Context, st check.Stores, act access.Act, title string, closes organisation.Date) (*round.Round, error) {
	format := s.Instrument.DefaultFormat()
	rd, err := round.New(act, round.Round{
		Ref: round.Ref{Org: s.Org.ID}, Title: title, Instrument: round.InstrumentKey{ID: s.Instrument.ID, Version: s.Instrument.Version},
		Format: format.ID, TalkMinutes: format.Minutes, Mode: round.ModeBySize, ClosesOn: closes, Mandate: s.mandate(act.At),
	})
	if err != nil {
		return nil, err
	}
	if err := st.CreateRound(ctx, rd, rd.Event(act, "round.draft", rd.Title)); err != nil {
		return nil, err
	}
	services, err := s.Store.Services(ctx, s.Org.ID, "")
	if err != nil {
		return nil, err
	}
	checks := check.Start(act, check.Starting{Round: rd, Instrument: s.Instrument, Tree: s.Tree, Services: services})
	if err := check.OpenRound(ctx, st, act, rd.Ref, checks); err != nil {
		return nil, err
	}
	return st.Round(ctx, rd.Ref)
}

// mandate is the decision that the town has taken a month before a round.
func (s *Scene) mandate(opened time.Time) round.Mandate {
	return round.Mandate{
		By: "Stadtvorstand", On: organisation.DateOf(opened.AddDate(0, -1, 0)),
		Text:      "Alle Abteilungen schauen in dieser Runde auf je eine Leistung. Die Vorbereitung und das Gespräch sind Arbeitszeit.",
		Reference: "Niederschrift, Punkt 4",
	}
}
