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
	"reflect"
	"slices"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/exchange"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

// Store is what the package needs of the database.
type Store interface {
	Register(ctx context.Context, org organisation.OrgID, day organisation.Date) (sqlstore.Register, error)
	Import(ctx context.Context, org organisation.OrgID, day organisation.Date, decide func(*sqlstore.Register) ([]audit.Event, error)) error
}

// ErrStale refuses to carry out a plan when what is stored has changed since.
var ErrStale = fault.New(fault.Conflict, "import.stale")

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
	tables exchange.Content
	// roster is who is there and does what, in the units there would be.
	roster *organisation.Roster
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
	stored, err := st.Register(ctx, o.ID, day)
	if err != nil {
		return nil, nil, err
	}
	content, report, err := tables(organisation.UnitsOn(stored.Units, day))
	if err != nil || !report.OK() {
		return nil, report, err
	}
	p, err := plan(o.ID, stored, content, day)
	return p, report, err
}

// plan compares tables with what is stored.
func plan(org organisation.OrgID, now sqlstore.Register, c exchange.Content, day organisation.Date) (*Plan, error) {
	p := &Plan{Org: org, day: day, tables: c, roster: now.Roster}
	if c.Units != nil {
		p.Units = organisation.PlanUnits(now.Units, c.Units, day)
		tree, err := organisation.NewTree(organisation.UnitsOn(merged(now.Units, after(p.Units)), day))
		if err != nil {
			return nil, err
		}
		p.roster.Tree = tree
	}
	if c.Services != nil {
		p.Services = organisation.PlanServices(now.Services, c.Services, day)
	}
	if c.People != nil {
		r := p.roster
		p.People = withoutClosing(beyond(r.Parts, r.Posts, day), organisation.PlanPeople(r.People, c.People, day))
		p.Give, p.Take = organisation.PlanMemberships(r.Parts, c.Memberships, day)
		p.Take = slices.DeleteFunc(p.Take, appointed)
	}
	return p, nil
}

// merged are units with those that change in place of what they were.
func merged(units, changed []organisation.Unit) []organisation.Unit {
	out := slices.DeleteFunc(slices.Clone(units), func(u organisation.Unit) bool {
		return slices.ContainsFunc(changed, func(c organisation.Unit) bool { return c.ID == u.ID })
	})
	return append(out, changed...)
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

// Refuse adds to a report what the actor may not change, row by row, so that it
// is seen before anything is carried out.
func (p *Plan) Refuse(act access.Act, report *exchange.Report) {
	_, refused := p.people(act, p.roster.Clone())
	p.tables.Origin.Refuse(report, refused)
}

// people does to a roster what the plan does to people.
func (p *Plan) people(act access.Act, r *organisation.Roster) ([]audit.Event, []organisation.Refusal) {
	var take []organisation.Membership
	if p.Taking {
		take = p.Take
	}
	return r.Import(act, p.People, p.Give, take)
}

// Carry carries the plan out and records it, all or nothing. People change by the
// rules of the roster. If what is stored would be changed in another way than the
// plan says, nothing is.
func (p *Plan) Carry(ctx context.Context, st Store, act access.Act) error {
	if err := access.Require(act, access.ImportOrganisation, access.Object{Org: string(p.Org)}); err != nil {
		return err
	}
	if !p.Changes() {
		return nil
	}
	err := st.Import(ctx, p.Org, p.day, func(now *sqlstore.Register) ([]audit.Event, error) {
		again, err := plan(p.Org, *now, p.tables, p.day)
		if err != nil {
			return nil, err
		}
		if !p.same(again) {
			return nil, ErrStale
		}
		events, refused := p.people(act, now.Roster)
		if len(refused) > 0 {
			return nil, refused[0].Err
		}
		now.Units, now.Services = after(p.Units), after(p.Services)
		return append(events, p.event(act)), nil
	})
	if err != nil {
		return fmt.Errorf("import %s: %w", p.changed(), err)
	}
	return nil
}

// same reports whether another plan does the same.
func (p *Plan) same(q *Plan) bool {
	return reflect.DeepEqual(p.Units, q.Units) && reflect.DeepEqual(p.Services, q.Services) && slices.Equal(p.Give, q.Give) &&
		reflect.DeepEqual(p.People, q.People) && slices.Equal(p.Take, q.Take)
}

// changed names the tables that change something.
func (p *Plan) changed() string {
	var names []string
	for _, t := range []struct {
		name    string
		changes bool
	}{
		{"units.csv", organisation.Changes(p.Units)}, {"services.csv", organisation.Changes(p.Services)},
		{"people.csv", organisation.Changes(p.People) || len(p.Give) > 0 || p.Taking && len(p.Take) > 0},
	} {
		if t.changes {
			names = append(names, t.name)
		}
	}
	return strings.Join(names, ", ")
}

func (p *Plan) event(act access.Act) audit.Event {
	return audit.Event{
		Org: string(p.Org), At: act.At, Person: act.By.Person, Verb: "organisation.import", Object: string(p.Org), Detail: p.changed(),
	}
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
