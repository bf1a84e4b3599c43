package sqlstore

import (
	"context"
	"fmt"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/round"
)

const agreementColumns = `check_id, item, answer, reason, differing, other_answer, other_reason, adopted, version`

// agreementOf is an agreement with the check it belongs to.
type agreementOf struct {
	check check.ID
	check.Agreement
}

func scanAgreement(s scanner) (agreementOf, error) {
	var a agreementOf
	var answer, other []byte
	err := s.Scan(&a.check, &a.Item, &answer, &a.Reason, &a.Differing, &other, &a.OtherReason, &a.Adopted, &a.Version)
	if err != nil {
		return a, translate(err)
	}
	if a.Answer, err = instrument.DecodeAnswer(answer); err != nil {
		return a, fmt.Errorf("stored answer: %w", err)
	}
	if a.OtherAnswer, err = instrument.DecodeAnswer(other); err != nil {
		return a, fmt.Errorf("stored answer: %w", err)
	}
	return a, nil
}

const noteColumns = `check_id, id, kind, body, item, who, post, soon, version`

// noteOf is a note with the check it belongs to.
type noteOf struct {
	check check.ID
	check.Note
}

func scanNote(s scanner) (noteOf, error) {
	var n noteOf
	err := s.Scan(&n.check, &n.ID, &n.Kind, &n.Text, &n.Item, &n.Who, &n.Post, &n.Soon, &n.Version)
	return n, translate(err)
}

// Record implements check.Records.
func (s queries) Record(ctx context.Context, ref check.Ref) (*check.Record, error) {
	c, err := s.Check(ctx, ref)
	if err != nil {
		return nil, err
	}
	agreements, err := collect(ctx, s.run.reader(), scanAgreement,
		`SELECT `+agreementColumns+` FROM agreement WHERE org = $1 AND check_id = $2`, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("agreements of check %s: %w", ref.ID, err)
	}
	notes, err := collect(ctx, s.run.reader(), scanNote,
		`SELECT `+noteColumns+` FROM note WHERE org = $1 AND check_id = $2 ORDER BY position, id`, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("notes of check %s: %w", ref.ID, err)
	}
	return records([]*check.Check{c}, agreements, notes)[0], nil
}

// RecordsOf implements check.Records.
func (s queries) RecordsOf(ctx context.Context, rd round.Ref) ([]*check.Record, error) {
	cs, err := s.Checks(ctx, rd)
	if err != nil {
		return nil, err
	}
	agreements, err := collect(ctx, s.run.reader(), scanAgreement, `SELECT `+agreementColumns+` FROM agreement
		WHERE org = $1 AND check_id IN (SELECT id FROM unit_check WHERE org = $1 AND round = $2)`, rd.Org, rd.ID)
	if err != nil {
		return nil, fmt.Errorf("agreements of round %s: %w", rd.ID, err)
	}
	notes, err := collect(ctx, s.run.reader(), scanNote, `SELECT `+noteColumns+` FROM note
		WHERE org = $1 AND check_id IN (SELECT id FROM unit_check WHERE org = $1 AND round = $2) ORDER BY position, id`, rd.Org, rd.ID)
	if err != nil {
		return nil, fmt.Errorf("notes of round %s: %w", rd.ID, err)
	}
	return records(cs, agreements, notes), nil
}

// records puts agreements and notes beside their checks.
func records(cs []*check.Check, agreements []agreementOf, notes []noteOf) []*check.Record {
	out := make([]*check.Record, len(cs))
	byID := make(map[check.ID]*check.Record, len(cs))
	for i, c := range cs {
		out[i] = &check.Record{Check: c, Agreements: map[check.ItemID]check.Agreement{}}
		byID[c.ID] = out[i]
	}
	for _, a := range agreements {
		if r := byID[a.check]; r != nil { // nil: the check came after they were read
			r.Agreements[a.Item] = a.Agreement
		}
	}
	for _, n := range notes {
		if r := byID[n.check]; r != nil {
			r.Notes = append(r.Notes, n.Note)
		}
	}
	return out
}

// PutAgreement implements check.Records.
func (s queries) PutAgreement(ctx context.Context, ref check.Ref, a check.Agreement) error {
	return s.run.atomically(ctx, func(q querier) error {
		statement := `INSERT INTO agreement (org, ` + agreementColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			ON CONFLICT (org, check_id, item) DO NOTHING`
		if a.Version > 0 {
			statement = `UPDATE agreement SET answer = $4, reason = $5, differing = $6, other_answer = $7, other_reason = $8,
				adopted = $9, version = $10 WHERE org = $1 AND check_id = $2 AND item = $3 AND version = $10 - 1`
		}
		n, err := changed(ctx, q, statement, ref.Org, ref.ID, a.Item, a.Answer.Encode(), a.Reason, a.Differing,
			a.OtherAnswer.Encode(), a.OtherReason, a.Adopted, a.Version+1)
		if err != nil || n == 1 {
			return err
		}
		now, err := one(ctx, q, scanAgreement,
			`SELECT `+agreementColumns+` FROM agreement WHERE org = $1 AND check_id = $2 AND item = $3`, ref.Org, ref.ID, a.Item)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
		return &check.Changed{Item: a.Item, Now: now.Agreement, Yours: a}
	})
}

// PutNote implements check.Records.
func (s queries) PutNote(ctx context.Context, ref check.Ref, n check.Note) error {
	return s.run.atomically(ctx, func(q querier) error {
		statement := `INSERT INTO note (org, ` + noteColumns + `, position) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
			(SELECT COALESCE(MAX(position), 0) + 1 FROM note WHERE org = $1 AND check_id = $2)) ON CONFLICT (org, check_id, id) DO NOTHING`
		if n.Version > 0 {
			statement = `UPDATE note SET kind = $4, body = $5, item = $6, who = $7, post = $8, soon = $9, version = $10
				WHERE org = $1 AND check_id = $2 AND id = $3 AND version = $10 - 1`
		}
		rows, err := changed(ctx, q, statement,
			ref.Org, ref.ID, n.ID, n.Kind, n.Text, n.Item, n.Who, n.Post, n.Soon, n.Version+1)
		if err != nil {
			return err
		}
		if rows == 0 {
			return fault.New(fault.Conflict, "note.changed")
		}
		return nil
	})
}

// DeleteNote implements check.Records.
func (s queries) DeleteNote(ctx context.Context, ref check.Ref, id string) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `DELETE FROM note WHERE org = $1 AND check_id = $2 AND id = $3`, ref.Org, ref.ID, id)
	})
}

// Freeze implements check.Records.
func (s queries) Freeze(ctx context.Context, c *check.Check, outcome []byte) error {
	return s.run.atomically(ctx, func(q querier) error {
		if outcome == nil {
			return exec(ctx, q, `DELETE FROM outcome WHERE org = $1 AND check_id = $2`, c.Org, c.ID)
		}
		return exec(ctx, q, `INSERT INTO outcome (org, round, check_id, doc) VALUES ($1, $2, $3, $4)
			ON CONFLICT (org, check_id) DO UPDATE SET doc = excluded.doc`, c.Org, c.Round, c.ID, string(outcome))
	})
}

// Frozen implements check.Records.
func (s queries) Frozen(ctx context.Context, rd round.Ref) (map[check.ID][]byte, error) {
	type row struct {
		id  check.ID
		doc string
	}
	rows, err := collect(ctx, s.run.reader(), func(s scanner) (row, error) {
		var r row
		return r, s.Scan(&r.id, &r.doc)
	}, `SELECT check_id, doc FROM outcome WHERE org = $1 AND round = $2`, rd.Org, rd.ID)
	if err != nil {
		return nil, fmt.Errorf("outcomes of round %s: %w", rd.ID, err)
	}
	out := make(map[check.ID][]byte, len(rows))
	for _, r := range rows {
		out[r.id] = []byte(r.doc)
	}
	return out, nil
}

// FrozenOf returns the outcome of one check, nil if it has none.
func (s queries) FrozenOf(ctx context.Context, ref check.Ref) ([]byte, error) {
	doc, err := one(ctx, s.run.reader(), func(s scanner) ([]byte, error) {
		var doc string
		err := translate(s.Scan(&doc))
		return []byte(doc), err
	}, `SELECT doc FROM outcome WHERE org = $1 AND check_id = $2`, ref.Org, ref.ID)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("outcome of check %s: %w", ref.ID, err)
	}
	return doc, nil
}
