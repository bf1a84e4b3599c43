// Package intake takes tables of units, services and people over into an
// organisation: it reads them with package exchange, plans with package
// organisation what would change, shows that, and carries it out.
//
// A table is the whole list of its kind: what is no longer in it is closed, and
// nothing is deleted. Planning the same tables again changes nothing.
package intake

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/internal/exchange"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

// Store is what the package needs of the database.
type Store interface {
	Units(ctx context.Context, org organisation.OrgID) ([]organisation.Unit, error)
	Services(ctx context.Context, org organisation.OrgID, unit organisation.UnitID) ([]organisation.Service, error)
	People(ctx context.Context, org organisation.OrgID) ([]organisation.Person, error)
	Memberships(ctx context.Context, org organisation.OrgID, person organisation.PersonID) ([]organisation.Membership, error)
	Posts(ctx context.Context, org organisation.OrgID, holder organisation.PersonID) ([]organisation.Post, error)
	Import(ctx context.Context, i sqlstore.Import, events ...audit.Event) error
}

// Plan is what an import would do.
type Plan struct {
	Org      organisation.OrgID
	Units    []organisation.Change[organisation.Unit]
	Services []organisation.Change[organisation.Service]
	People   []organisation.Change[organisation.Person]
	// Give are parts that people would get.
	Give []organisation.Membership
	// Take are parts that the table no longer names. They stay, unless Taking is
	// set: taking one away is a decision of its own.
	Take   []organisation.Membership
	Taking bool
	day    organisation.Date
	// roster is who is there and does what, which decides what may be changed.
	roster organisation.Roster
}

// Changes reports whether the plan does anything.
func (p *Plan) Changes() bool {
	return organisation.Changes(p.Units) || organisation.Changes(p.Services) || organisation.Changes(p.People) || len(p.Give) > 0 || p.Taking && len(p.Take) > 0
}

// Read reads units.csv, services.csv and people.csv of a folder, as far as they
// are there, and plans what they change on a day; see ReadFiles.
func Read(ctx context.Context, st Store, o organisation.Organisation, dir fs.FS, day organisation.Date) (*Plan, *exchange.Report, error) {
	return read(ctx, st, o, day, func(known []organisation.Unit) (exchange.Content, *exchange.Report, error) {
		return exchange.ReadDir(o, known, dir)
	})
}

// ReadFiles reads the tables of an organisation and plans what they change on a
// day. The plan is nil if the report has problems. The error is one of reading,
// never one of what the tables say.
func ReadFiles(ctx context.Context, st Store, o organisation.Organisation, files exchange.Files, day organisation.Date) (*Plan, *exchange.Report, error) {
	return read(ctx, st, o, day, func(known []organisation.Unit) (exchange.Content, *exchange.Report, error) {
		return exchange.Read(o, known, files)
	})
}

// tables reads tables that may name known units.
type tables func(known []organisation.Unit) (exchange.Content, *exchange.Report, error)

func read(ctx context.Context, st Store, o organisation.Organisation, day organisation.Date, tables tables) (*Plan, *exchange.Report, error) {
	known, err := st.Units(ctx, o.ID)
	if err != nil {
		return nil, nil, err
	}
	content, report, err := tables(organisation.UnitsOn(known, day))
	if err != nil || !report.OK() {
		return nil, report, err
	}
	p, err := plan(ctx, st, o.ID, known, content, day)
	return p, report, err
}

func plan(ctx context.Context, st Store, org organisation.OrgID, known []organisation.Unit, c exchange.Content, day organisation.Date) (*Plan, error) {
	p := &Plan{Org: org, day: day}
	if c.Units != nil {
		p.Units = organisation.PlanUnits(known, c.Units, day)
	}
	if c.Services != nil {
		services, err := st.Services(ctx, org, "")
		if err != nil {
			return nil, err
		}
		p.Services = organisation.PlanServices(services, c.Services, day)
	}
	if c.People != nil {
		people, err := st.People(ctx, org)
		if err != nil {
			return nil, err
		}
		parts, err := st.Memberships(ctx, org, "")
		if err != nil {
			return nil, err
		}
		posts, err := st.Posts(ctx, org, "")
		if err != nil {
			return nil, err
		}
		p.roster = organisation.Roster{Org: org, People: people, Parts: parts, Posts: posts}
		p.People = withoutClosing(beyond(parts, posts, day), organisation.PlanPeople(people, c.People, day))
		p.Give, p.Take = organisation.PlanMemberships(parts, c.Memberships, day)
		p.Take = slices.DeleteFunc(p.Take, appointed)
	}
	return p, nil
}

// appointed reports whether an administrator has given a part: a table that does
// not name it says nothing about it.
func appointed(m organisation.Membership) bool {
	return access.Appointing(m.Role) != access.ManagePeople
}

// beyond are people with a part that no table takes, or with a post.
func beyond(parts []organisation.Membership, posts []organisation.Post, day organisation.Date) map[organisation.PersonID]bool {
	ids := map[organisation.PersonID]bool{}
	for _, m := range parts {
		if (!m.Tabled() || appointed(m)) && m.ValidOn(day) {
			ids[m.Person] = true
		}
	}
	for _, p := range posts {
		ids[p.Holder] = true
	}
	return ids
}

// withoutClosing keeps people in whom the table cannot list: it gives nobody such
// a part, so it ends nobody's.
func withoutClosing(kept map[organisation.PersonID]bool, plan []organisation.Change[organisation.Person]) []organisation.Change[organisation.Person] {
	return slices.DeleteFunc(plan, func(c organisation.Change[organisation.Person]) bool {
		return c.Kind == organisation.Close && kept[c.Before.ID]
	})
}

// Carry carries the plan out and records it, all or nothing.
func (p *Plan) Carry(ctx context.Context, st Store, act access.Act) error {
	if err := access.Require(act, access.ImportOrganisation, access.Object{Org: string(p.Org)}); err != nil {
		return err
	}
	if err := p.roster.MayImport(act, p.People, p.parts()); err != nil {
		return err
	}
	if !p.Changes() {
		return nil
	}
	i := sqlstore.Import{Units: after(p.Units), Services: after(p.Services), People: after(p.People), Parts: p.parts()}
	var changed []string
	for _, t := range []struct {
		name string
		rows int
	}{{"units.csv", len(i.Units)}, {"services.csv", len(i.Services)}, {"people.csv", len(i.People) + len(i.Parts)}} {
		if t.rows > 0 {
			changed = append(changed, t.name)
		}
	}
	event := audit.Event{
		Org: string(p.Org), At: act.At, Person: act.By.Person, Verb: "organisation.import", Object: string(p.Org), Detail: strings.Join(changed, ", "),
	}
	if err := st.Import(ctx, i, event); err != nil {
		return fmt.Errorf("import %s: %w", event.Detail, err)
	}
	return nil
}

// parts returns the parts to store: given ones, and taken ones with their end.
func (p *Plan) parts() []organisation.Membership {
	out := slices.Clone(p.Give)
	if !p.Taking {
		return out
	}
	for _, m := range p.Take {
		m.Until = max(p.day, m.From)
		out = append(out, m)
	}
	return out
}

// after returns what has to be stored: everything that changes.
func after[T any](changes []organisation.Change[T]) []T {
	var out []T
	for _, c := range changes {
		if c.Kind != organisation.Unchanged {
			out = append(out, c.After)
		}
	}
	return out
}
