package main

import (
	"strconv"
	"time"

	"chancencheck/internal/retaining"
	"chancencheck/internal/sqlstore"
	"chancencheck/retention"
)

// keeping deletes what has been kept for its whole period. serve does the same
// every day.
type keeping struct {
	database
	printed
	Org    string `placeholder:"ID" help:"Only this organisation."`
	DryRun bool   `name:"dry-run" help:"Only show what would go."`
}

// Run shows what goes, and deletes it.
func (c *keeping) Run(p *program) error {
	return withDatabase(p, c.DB, func(db *sqlstore.DB) error {
		orgs, err := db.Organisations(p.ctx)
		if err != nil {
			return err
		}
		var rows [][]string
		now := time.Now()
		work := retaining.Run
		if c.DryRun {
			work = retaining.DueOf
		}
		for _, o := range orgs {
			if c.Org != "" && c.Org != string(o.ID) {
				continue
			}
			due, err := work(p.ctx, db, o.ID, now)
			if err != nil {
				return err
			}
			rows = append(rows, dueRows(string(o.ID), due)...)
		}
		if c.Org != "" && len(rows) == 0 {
			return plainly("There is no organisation %q.", c.Org)
		}
		if err := c.print(p.stdout, []string{"organisation", "class", "days", "before", "count"}, rows); err != nil {
			return err
		}
		if c.DryRun {
			say(p.stderr, "Nothing was deleted: this was a preview.")
		}
		return nil
	})
}

func dueRows(org string, due []retention.Due) [][]string {
	var rows [][]string
	for _, d := range due {
		rows = append(rows, []string{org, string(d.Class), strconv.Itoa(d.Days), d.Before.UTC().Format(time.DateOnly), strconv.Itoa(d.Count)})
	}
	return rows
}
