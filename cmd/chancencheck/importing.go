package main

import (
	"io/fs"
	"os"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/internal/intake"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

type importing struct {
	database
	printed
	Dir    string `arg:"" help:"Folder with units.csv, services.csv and people.csv, as far as they are there."`
	Org    string `placeholder:"ID" help:"Organisation; needed only if there are several."`
	DryRun bool   `name:"dry-run" help:"Only show what would change."`
}

// Run shows what the tables change, and carries it out.
func (i *importing) Run(p *program) error {
	if info, err := os.Stat(i.Dir); err != nil || !info.IsDir() {
		return plainly("%s is no folder.", i.Dir)
	}
	db, err := sqlstore.Open(p.ctx, i.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	org, err := i.organisation(p, db)
	if err != nil {
		return err
	}
	now := time.Now()
	plan, err := i.plan(p, db, org, now)
	if err != nil {
		return err
	}
	if err := i.print(p.stdout, []string{"kind", "change", "id", "name", "fields"}, rowsOf(plan)); err != nil {
		return err
	}
	if i.DryRun {
		say(p.stderr, "Nothing was changed: this was a preview.")
		return nil
	}
	if err := plan.Carry(p.ctx, db, byCommand(org, now)); err != nil {
		return err
	}
	say(p.stderr, "Imported into %s.", org.Name)
	return nil
}

// byCommand is an act of whoever runs commands on the server: she may what an
// administrator may.
func byCommand(org organisation.Organisation, now time.Time) access.Act {
	return access.Act{At: now, By: access.Actor{Org: string(org.ID), Grants: []access.Grant{{Role: access.Admin, Org: string(org.ID)}}}}
}

// organisation finds the one that the tables belong to.
func (i *importing) organisation(p *program, db *sqlstore.DB) (organisation.Organisation, error) {
	return organisationOf(p, db, i.Org)
}

// organisationOf finds the organisation with an id; "" serves where there is
// only one.
func organisationOf(p *program, db *sqlstore.DB, id string) (organisation.Organisation, error) {
	all, err := db.Organisations(p.ctx)
	if err != nil {
		return organisation.Organisation{}, err
	}
	var ids []string
	for _, o := range all {
		if id == string(o.ID) || id == "" && len(all) == 1 {
			return o, nil
		}
		ids = append(ids, string(o.ID))
	}
	switch {
	case len(all) == 0:
		err = plainly("The database has no organisation yet. Start chancencheck serve and open the set-up link first.")
	case id == "":
		err = usageError("There are several organisations. Name one with --org: " + strings.Join(ids, ", ") + ".")
	default:
		err = plainly("There is no organisation %q. There is: %s.", id, strings.Join(ids, ", "))
	}
	return organisation.Organisation{}, err
}

// plan reads the tables and says what is wrong with them.
func (i *importing) plan(p *program, db *sqlstore.DB, org organisation.Organisation, now time.Time) (*intake.Plan, error) {
	dir := os.DirFS(i.Dir)
	if found, err := fs.Glob(dir, "*.csv"); err != nil || len(found) == 0 {
		return nil, plainly("%s holds no units.csv, services.csv or people.csv.", i.Dir)
	}
	plan, report, err := intake.Read(p.ctx, db, org, dir, organisation.DateOf(now))
	if err != nil {
		return nil, err
	}
	if plan != nil {
		plan.Refuse(byCommand(org, now), report)
	}
	for _, w := range report.Warnings {
		say(p.stderr, "note: %s", w.Message(p.lang()))
	}
	for _, problem := range report.Problems {
		say(p.stderr, "%s", problem.Message(p.lang()))
	}
	if report.More > 0 {
		say(p.stderr, "and %d more", report.More)
	}
	if !report.OK() {
		say(p.stderr, "Nothing was imported.")
		return nil, errSaid
	}
	return plan, nil
}

func rowsOf(plan *intake.Plan) [][]string {
	rows := changes("unit", plan.Units, func(u organisation.Unit) (string, string) { return string(u.ID), u.Name })
	rows = append(rows, changes("service", plan.Services, func(s organisation.Service) (string, string) { return string(s.ID), s.Name })...)
	rows = append(rows, changes("person", plan.People, func(p organisation.Person) (string, string) { return string(p.ID), p.Name })...)
	for _, m := range plan.Give {
		rows = append(rows, []string{"part", "add", string(m.Person), string(m.Role), string(m.Unit)})
	}
	return rows
}

// changes lists what does not stay as it is.
func changes[T any](kind string, plan []organisation.Change[T], name func(T) (id, name string)) [][]string {
	var rows [][]string
	for _, c := range plan {
		if c.Kind == organisation.Unchanged {
			continue
		}
		id, called := name(c.After)
		rows = append(rows, []string{kind, string(c.Kind), id, called, strings.Join(c.Fields, " ")})
	}
	return rows
}
