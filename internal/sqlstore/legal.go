package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/golive"
	"chancencheck/organisation"
)

// Legal returns what an organisation says about itself by law, empty at first.
func (s queries) Legal(ctx context.Context, org organisation.OrgID) (golive.Legal, error) {
	l, err := one(ctx, s.run.reader(), func(s scanner) (golive.Legal, error) {
		var l golive.Legal
		var doc string
		if err := s.Scan(&doc, &l.Version); err != nil {
			return l, translate(err)
		}
		return l, json.Unmarshal([]byte(doc), &l)
	}, `SELECT doc, version FROM legal WHERE org = $1`, org)
	if fault.KindOf(err) == fault.NotFound {
		return golive.Legal{}, nil
	}
	if err != nil {
		return l, fmt.Errorf("legal pages of %s: %w", org, err)
	}
	return l, nil
}

// PutLegal stores it if the stored version is still l.Version, and answers
// fault.Conflict if it is not.
func (s queries) PutLegal(ctx context.Context, org organisation.OrgID, l golive.Legal, events ...audit.Event) error {
	doc, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("legal pages of %s: %w", org, err)
	}
	return s.run.atomically(ctx, func(q querier) error {
		statement := `INSERT INTO legal (org, doc, version) VALUES ($1, $2, $3) ON CONFLICT (org) DO NOTHING`
		if l.Version > 0 {
			statement = `UPDATE legal SET doc = $2, version = $3 WHERE org = $1 AND version = $3 - 1`
		}
		n, err := changed(ctx, q, statement, org, string(doc), l.Version+1)
		if err != nil {
			return fmt.Errorf("legal pages of %s: %w", org, err)
		}
		if n == 0 {
			return fault.New(fault.Conflict, "golive.changed")
		}
		return record(ctx, q, events)
	})
}

const barrierColumns = `org, id, number, reported_on, due_on, page, body, contact, answer, answered_on`

func scanBarrier(s scanner) (golive.Report, error) {
	var r golive.Report
	err := s.Scan(&r.Org, &r.ID, &r.Number, &r.On, &r.Due, &r.Page, &r.Text, &r.Contact, &r.Answer, &r.AnsweredOn)
	return r, translate(err)
}

// AddBarrier stores a report.
func (s queries) AddBarrier(ctx context.Context, r golive.Report) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `INSERT INTO barrier (`+barrierColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			r.Org, r.ID, r.Number, r.On, r.Due, r.Page, r.Text, r.Contact, r.Answer, r.AnsweredOn)
	})
}

// Barriers returns an organisation's reports, the youngest first.
func (s queries) Barriers(ctx context.Context, org organisation.OrgID) ([]golive.Report, error) {
	return collect(ctx, s.run.reader(), scanBarrier, `SELECT `+barrierColumns+` FROM barrier WHERE org = $1 ORDER BY number DESC, id`, org)
}

// Barrier returns one report by the id of its receipt, or fault.NotFound.
func (s queries) Barrier(ctx context.Context, id string) (golive.Report, error) {
	return one(ctx, s.run.reader(), scanBarrier, `SELECT `+barrierColumns+` FROM barrier WHERE id = $1`, id)
}

// UpdateBarrier loads a report, lets decide change it, and saves its answer with
// the events decide returns.
func (s queries) UpdateBarrier(ctx context.Context, ref organisation.Ref, decide func(*golive.Report) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		if err := exec(ctx, q, `UPDATE barrier SET number = number WHERE org = $1 AND id = $2`, ref.Org, ref.ID); err != nil { // held
			return err
		}
		r, err := one(ctx, q, scanBarrier, `SELECT `+barrierColumns+` FROM barrier WHERE org = $1 AND id = $2`, ref.Org, ref.ID)
		if err != nil {
			return err
		}
		events, err := decide(&r)
		if err != nil {
			return err
		}
		err = exec(ctx, q, `UPDATE barrier SET answer = $3, answered_on = $4, contact = $5 WHERE org = $1 AND id = $2`, ref.Org, ref.ID, r.Answer, r.AnsweredOn, r.Contact)
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}
