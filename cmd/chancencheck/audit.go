package main

import (
	"fmt"
	"strconv"

	"chancencheck/audit"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

// auditing works on the record of who did what.
type auditing struct {
	Verify verifying `cmd:"" help:"Compute the chain of every organisation's record again; fails if one is not what was recorded."`
}

type verifying struct {
	database
	printed
	Org  string   `placeholder:"ID" help:"Only this organisation."`
	Head []string `placeholder:"N:HASH" help:"A place noted earlier; needs --org. May be given several times."`
}

// Run verifies and says where each record ends now.
func (v *verifying) Run(p *program) error {
	if len(v.Head) > 0 && v.Org == "" {
		return usageError("--head belongs to one organisation: name it with --org.")
	}
	var witnesses []audit.Link
	for _, text := range v.Head {
		l, err := audit.ParseLink(text)
		if err != nil {
			return usageError("--head: " + err.Error() + ".")
		}
		witnesses = append(witnesses, l)
	}
	return withDatabase(p, v.DB, func(db *sqlstore.DB) error { return v.verify(p, db, witnesses) })
}

func (v *verifying) verify(p *program, db *sqlstore.DB, witnesses []audit.Link) error {
	orgs, err := db.Organisations(p.ctx)
	if err != nil {
		return err
	}
	var rows [][]string
	broken := false
	for _, o := range orgs {
		if v.Org != "" && v.Org != string(o.ID) {
			continue
		}
		f, err := found(p, db, o.ID, witnesses)
		if err != nil {
			return err
		}
		broken = broken || f.Fault != audit.Whole
		rows = append(rows, []string{string(o.ID), wordOf(f), strconv.Itoa(f.Events), strconv.FormatInt(f.From, 10), f.End.String()})
	}
	if len(rows) == 0 {
		return plainly("There is no organisation %q.", v.Org)
	}
	if err := v.print(p.stdout, []string{"organisation", "state", "events", "from", "head"}, rows); err != nil {
		return err
	}
	if broken {
		return errSaid
	}
	return nil
}

func found(p *program, db *sqlstore.DB, org organisation.OrgID, witnesses []audit.Link) (audit.Finding, error) {
	chain, err := db.Chain(p.ctx, org)
	if err != nil {
		return audit.Finding{}, err
	}
	return audit.Verify(chain, witnesses...), nil
}

func wordOf(f audit.Finding) string {
	if f.Fault == audit.Whole {
		return "whole"
	}
	return fmt.Sprintf("%s at %d", f.Fault, f.At)
}

// withDatabase runs f with a database that is there already.
func withDatabase(p *program, dsn string, f func(*sqlstore.DB) error) error {
	if _, err := sqlstore.Inspect(p.ctx, dsn); err != nil {
		return err
	}
	db, err := sqlstore.Open(p.ctx, dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	return f(db)
}
