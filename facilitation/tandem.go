package facilitation

import (
	"context"
	"fmt"
	"slices"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Tandem says that one team leads the talk of another in a round.
type Tandem struct {
	Round round.Ref
	// Unit is the team whose talk is led, By the team that leads it.
	Unit, By organisation.UnitID
	// Person of that team leads it.
	Person organisation.PersonID
}

// ErrNotInTeam refuses a person who belongs to another team.
var ErrNotInTeam = fault.New(fault.Invalid, "tandem.not_in_team")

// Pairing is what a tandem is decided on.
type Pairing struct {
	// Check is the check of the unit whose talk is led.
	Check *check.Check
	// Person leads it; her parts are those of today.
	Person access.Actor
	// ByPath is the path of her team.
	ByPath string
}

// Pair lets a person of one team lead the talk of another.
func Pair(ctx context.Context, st Store, act access.Act, t Tandem, p Pairing) error {
	if err := access.Require(act, access.ManageRounds, access.Object{Org: string(t.Round.Org), Round: string(t.Round.ID)}); err != nil {
		return err
	}
	if err := t.check(p); err != nil {
		return err
	}
	e := audit.Event{Org: string(t.Round.Org), At: act.At, Person: act.By.Person, Verb: "round.tandem", Object: string(p.Check.ID), Detail: p.Check.UnitName}
	if err := st.PutTandem(ctx, t, e); err != nil {
		return fmt.Errorf("pair unit %s: %w", t.Unit, err)
	}
	return nil
}

func (t Tandem) check(p Pairing) error {
	switch {
	case t.Unit == t.By:
		return ErrSameTeam
	case p.Check.Unit != t.Unit:
		return ErrNotTheirs
	case !t.InTeam(p.Person.Grants, p.ByPath):
		return ErrNotInTeam
	}
	p.Person.Grants = append(slices.Clone(p.Person.Grants), t.Grant(p.Check))
	return MayLead(p.Person, p.Check)
}

// InTeam reports whether somebody with these grants belongs to the team that
// leads; byPath is that team's path.
func (t Tandem) InTeam(grants []access.Grant, byPath string) bool {
	return byPath != "" && slices.ContainsFunc(grants, func(g access.Grant) bool { return g.Org == string(t.Round.Org) && g.UnitPath == byPath })
}

// Grant is what a tandem allows its person: to lead this one talk.
func (t Tandem) Grant(c *check.Check) access.Grant { return t.GrantAt(c.UnitPath) }

// GrantAt is Grant for a unit's path.
func (t Tandem) GrantAt(path string) access.Grant {
	return access.Grant{Role: access.Facilitator, Org: string(t.Round.Org), UnitPath: path, Round: string(t.Round.ID)}
}

// Part takes a tandem back. Where there is none, nothing happens.
func Part(ctx context.Context, st Store, act access.Act, rd round.Ref, unit organisation.UnitID) error {
	if err := access.Require(act, access.ManageRounds, access.Object{Org: string(rd.Org), Round: string(rd.ID)}); err != nil {
		return err
	}
	tandems, err := st.Tandems(ctx, rd)
	if err != nil || !slices.ContainsFunc(tandems, func(t Tandem) bool { return t.Unit == unit }) {
		return err
	}
	e := audit.Event{Org: string(rd.Org), At: act.At, Person: act.By.Person, Verb: "round.tandem_end", Object: string(unit)}
	if err := st.DropTandem(ctx, rd, unit, e); err != nil {
		return fmt.Errorf("part unit %s: %w", unit, err)
	}
	return nil
}
