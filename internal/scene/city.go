package scene

import (
	"context"
	"fmt"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/intake"
	"chancencheck/library"
	"chancencheck/library/musterhafen"
	"chancencheck/organisation"
	"chancencheck/result"
	"chancencheck/round"
)

// Departments of the city through whose people it is worthwhile to look.
const (
	// leadUnit waits for its head to sign, and has signed results of years past.
	leadUnit organisation.UnitID = "a333"
	// teamUnit is preparing in private.
	teamUnit organisation.UnitID = "a323"
	// talkUnit has its cards on the table.
	talkUnit organisation.UnitID = "a261"
)

// City founds Stadt Musterhafen am Rhein: its administrator, and its units,
// services and people by the import that every organisation uses. It has no
// round yet; see Years.
func City(ctx context.Context, st Stage) (*Scene, error) {
	org := musterhafen.Organisation()
	s := newScene(st, org, 2)
	if err := st.Store.PutOrganisation(ctx, org); err != nil {
		return nil, fmt.Errorf("city: %w", err)
	}
	if err := s.lawful(ctx, "Musterhafen"); err != nil {
		return nil, fmt.Errorf("city: %w", err)
	}
	if err := s.enter(ctx, "p-verwaltung", "Dana Peters", access.Admin, ""); err != nil {
		return nil, fmt.Errorf("city: %w", err)
	}
	if err := s.settle(ctx); err != nil {
		return nil, fmt.Errorf("city: %w", err)
	}
	if err := s.enter(ctx, "p-team", "Nino Baratashvili", access.Respondent, teamUnit); err != nil {
		return nil, fmt.Errorf("city: %w", err)
	}
	if err := s.more(ctx); err != nil {
		return nil, fmt.Errorf("city: %w", err)
	}
	var err error
	s.Instrument, err = st.Instruments.Publish(ctx, org.ID, library.FS, library.ServiceCheck, st.Now.AddDate(-2, -1, 0))
	if err != nil {
		return nil, fmt.Errorf("city: %w", err)
	}
	return s, nil
}

// more are people that no table takes in: who runs the installation, who signs
// for a whole directorate, and who looks after measures.
func (s *Scene) more(ctx context.Context) error {
	if err := s.enter(ctx, "p-betrieb", "Jana Novak", access.Operator, ""); err != nil {
		return err
	}
	if err := s.enter(ctx, "p-freigabe", "Hatice Demir", access.Approver, "d3"); err != nil {
		return err
	}
	owner := organisation.Person{Org: s.Org.ID, ID: "p-stelle", Name: "Paul Weber", Email: "p-stelle@musterhafen.example", Language: "de"}
	if err := s.cast(ctx, []organisation.Person{owner}, nil); err != nil {
		return err
	}
	return s.post(ctx, organisation.Post{Org: s.Org.ID, ID: "t1", Unit: leadUnit, Title: "Stelle 33.3: Empfang und Auskunft", Holder: owner.ID})
}

// enter adds one person with one part.
func (s *Scene) enter(ctx context.Context, id organisation.PersonID, name string, role access.Role, unit organisation.UnitID) error {
	p := organisation.Person{Org: s.Org.ID, ID: id, Name: name, Email: string(id) + "@musterhafen.example", Language: "de"}
	part := organisation.Membership{Org: s.Org.ID, Person: id, Role: role, Unit: unit}
	return s.cast(ctx, []organisation.Person{p}, []organisation.Membership{part})
}

// settle imports the tables and looks up who has which part.
func (s *Scene) settle(ctx context.Context) error {
	founded := s.Now.AddDate(-2, -2, 0)
	plan, report, err := intake.Read(ctx, s.Store, s.Org, musterhafen.Files, organisation.DateOf(founded))
	if err != nil {
		return err
	}
	if !report.OK() {
		return fault.New(fault.Internal, "import.problems", "first", report.Problems[0].Message("de"))
	}
	if err := plan.Carry(ctx, s.Store, s.at(s.Actor(access.Admin), founded)); err != nil {
		return err
	}
	units, err := s.Store.Units(ctx, s.Org.ID)
	if err != nil {
		return err
	}
	if s.Tree, err = organisation.NewTree(units); err != nil {
		return err
	}
	for _, c := range plan.People {
		for _, m := range plan.Give {
			if m.Person == c.After.ID {
				s.join(c.After, m)
			}
		}
	}
	for _, m := range plan.Give {
		if m.Unit == leadUnit && m.Role == access.UnitLead {
			s.People[access.UnitLead], err = s.Store.Person(ctx, s.Org.ID, m.Person)
		}
	}
	return err
}

// Years is what happens in the city: one round that is running, and two in the
// past. The running one comes first, because it is what people look at; progress
// is told the title of each round when it is there.
func (s *Scene) Years(ctx context.Context, progress func(title string)) error {
	var running *round.Round
	planned := false
	for _, o := range s.occasions() {
		if err := s.hold(ctx, o); err != nil {
			return fmt.Errorf("city: round of %s: %w", o.opened.Format(time.DateOnly), err)
		}
		if running == nil {
			running = s.Round
		} else if o.closed && !planned {
			planned = true
			if err := s.Plan(ctx, s.Round.Ref); err != nil {
				return fmt.Errorf("city: %w", err)
			}
		}
		progress(s.Round.Title)
	}
	e, err := s.KickOff(ctx)
	if err != nil {
		return fmt.Errorf("city: %w", err)
	}
	progress(e.Title)
	if err := s.OrgYears(ctx, progress); err != nil {
		return fmt.Errorf("city: %w", err)
	}
	s.Round = running
	return nil
}

// occasion is one round of the city.
type occasion struct {
	opened time.Time
	days   int // from opening to the last day
	closed bool
	// moved is how far units have moved since the first round.
	moved float64
	// fate says how far a check comes; false postpones it.
	fate func(*check.Check) (Step, bool)
	// title of the round, "" for the year's.
	title string
}

func (s *Scene) occasions() []occasion {
	return []occasion{
		{opened: s.Now.AddDate(0, 0, -21), days: 56, closed: false, moved: 0.35, fate: running},
		{opened: s.Now.AddDate(-1, 0, -21), days: 70, closed: true, moved: 0.25, fate: past("second", 0.02, 0.04)},
		{opened: s.Now.AddDate(-2, 0, -21), days: 70, closed: true, moved: 0, fate: past("first", 0.06, 0.10)},
	}
}

// past is the fate of checks in a round that is over: most were signed, some
// postponed, some never finished.
func past(name string, postponed, unfinished float64) func(*check.Check) (Step, bool) {
	return func(c *check.Check) (Step, bool) {
		switch x := share(name, string(c.Unit)); {
		case c.Unit == leadUnit:
			return Signed, true
		case x < postponed:
			return Preparing, false
		case x < unfinished:
			return Preparing, true
		}
		return Signed, true
	}
}

// running is the fate of checks in the round that is going on.
func running(c *check.Check) (Step, bool) {
	switch c.Unit {
	case leadUnit:
		return Finished, true
	case teamUnit:
		return Noted, true
	case talkUnit:
		return Talking, true
	case "a132", "a574":
		return Preparing, false
	}
	switch x := share("running", string(c.Unit)); {
	case x < 0.28:
		return Signed, true
	case x < 0.38:
		return Finished, true
	case x < 0.44:
		return Agreed, true
	case x < 0.50:
		return Talking, true
	case x < 0.72:
		return Noted, true
	}
	return Preparing, true
}

// hold opens a round, lets every team come as far as it came, and closes the
// round if it is over: in one transaction, so that nobody sees a past that is
// half built.
func (s *Scene) hold(ctx context.Context, o occasion) error {
	coordinator := s.Actor(access.Coordinator)
	s.moved = o.moved
	title := o.title
	if title == "" {
		title = fmt.Sprintf("ChancenCheck %d", o.opened.Year())
	}
	return s.Store.InTx(ctx, func(tx check.Tx) error {
		st := together{tx}
		var err error
		if s.Round, err = s.openRound(ctx, st, s.at(coordinator, o.opened), title, organisation.DateOf(o.opened.AddDate(0, 0, o.days))); err != nil {
			return err
		}
		checks, err := tx.Checks(ctx, s.Round.Ref)
		if err != nil {
			return err
		}
		for _, c := range checks {
			if err := s.live(ctx, st, o, c); err != nil {
				return fmt.Errorf("unit %s: %w", c.Unit, err)
			}
		}
		if !o.closed {
			return nil
		}
		return check.CloseRound(ctx, st, s.at(coordinator, o.opened.AddDate(0, 0, o.days+1)), s.Round.Ref)
	})
}

// live brings one check as far as its fate says.
func (s *Scene) live(ctx context.Context, st check.Stores, o occasion, c *check.Check) error {
	to, goes := o.fate(c)
	day := o.opened.AddDate(0, 0, 3+int(share(s.Round.Title, string(c.Unit))*14)).Truncate(time.Hour)
	if !goes {
		return check.Postpone(ctx, st, s.at(s.Actor(access.Coordinator), day), c.Ref, pick(s, postponements), organisation.DateOf(day.AddDate(0, 1, 0)))
	}
	lead := s.at(s.facilitatorOf(c), day)
	if to >= Noted && to <= Agreed {
		if err := s.fill(ctx, st, c, s.sheetsOf(c)); err != nil {
			return err
		}
	}
	if to >= Talking {
		if err := s.startTalk(ctx, st, lead, c); err != nil {
			return err
		}
	}
	if to >= Agreed {
		if err := s.writeDown(ctx, st, lead, c); err != nil {
			return err
		}
	}
	if to >= Finished {
		if err := result.Finish(ctx, st, lead, c.Ref, s.Instrument, s.Round.Format); err != nil {
			return err
		}
	}
	if to < Signed {
		return nil
	}
	head, err := s.headOf(c)
	if err != nil {
		return err
	}
	return check.Sign(ctx, st, s.at(head, day.AddDate(0, 0, 2)), c.Ref, pick(s, comments))
}

// sheetsOf is how many of a team have filled in a sheet.
func (s *Scene) sheetsOf(c *check.Check) int {
	if c.Unit == talkUnit || c.Unit == teamUnit {
		return c.Headcount - 1
	}
	return 2 + int(share("sheets", string(c.Unit))*float64(min(c.Headcount, 5)-2))
}

// facilitatorOf is who leads the talk of a check. The one people look through
// leads the talk that is on the table.
func (s *Scene) facilitatorOf(c *check.Check) access.Actor {
	if c.Unit == talkUnit {
		return s.Actor(access.Facilitator)
	}
	n := 1 + int(share(string(s.Round.ID), string(c.Unit))*8)
	if one := s.actor(organisation.PersonID(fmt.Sprintf("p-moderation-%d", n))); len(one.Grants) > 0 {
		return one
	}
	return s.Actor(access.Facilitator)
}

// together lets verbs that ask for a transaction of their own share one.
type together struct{ check.Tx }

// InTx runs f in the transaction that is going on.
func (t together) InTx(_ context.Context, f func(check.Tx) error) error { return f(t.Tx) }
