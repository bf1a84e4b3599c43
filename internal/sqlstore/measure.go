package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/measure"
	"chancencheck/organisation"
)

func scanMeasure(s scanner) (*measure.Measure, error) {
	var doc string
	var version int
	if err := s.Scan(&doc, &version); err != nil {
		return nil, translate(err)
	}
	var m measure.Measure
	if err := json.Unmarshal([]byte(doc), &m); err != nil {
		return nil, fmt.Errorf("stored measure: %w", err)
	}
	m.Version = version
	return &m, nil
}

// Measure implements measure.Store.
func (s queries) Measure(ctx context.Context, ref measure.Ref) (*measure.Measure, error) {
	m, err := one(ctx, s.run.reader(), scanMeasure, `SELECT doc, version FROM measure WHERE org = $1 AND id = $2`, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("measure %s: %w", ref.ID, err)
	}
	links, err := s.answers(ctx, ref.Org, ref.ID)
	m.Findings = links[m.ID]
	return m, err
}

// answers returns what measures answer; of all of an organisation for "".
func (s queries) answers(ctx context.Context, org organisation.OrgID, id measure.ID) (map[measure.ID][]finding.ID, error) {
	type link struct {
		measure measure.ID
		finding finding.ID
	}
	links, err := collect(ctx, s.run.reader(), func(s scanner) (link, error) {
		var l link
		return l, translate(s.Scan(&l.measure, &l.finding))
	}, `SELECT measure, finding FROM measure_finding WHERE org = $1 AND ($2 = '' OR measure = $2) ORDER BY measure, finding`, org, id)
	out := map[measure.ID][]finding.ID{}
	for _, l := range links {
		out[l.measure] = append(out[l.measure], l.finding)
	}
	return out, err
}

// Measures implements measure.Store.
func (s queries) Measures(ctx context.Context, org organisation.OrgID, f measure.Filter) ([]*measure.Measure, error) {
	c := &conditions{}
	c.add(`f.org = ?`, org)
	for _, one := range []struct {
		set       bool
		condition string
		arg       any
	}{
		{f.Status != "", `f.status = ?`, f.Status}, {f.Verdict != "", `f.verdict = ?`, f.Verdict}, {f.Open, `f.verdict = ?`, ""},
		{f.Post != "", `f.post = ?`, f.Post}, {f.Words != "", `f.words LIKE ? ESCAPE '\'`, like(f.Words)},
		{f.Finding != "", `EXISTS (SELECT 1 FROM measure_finding l WHERE l.org = f.org AND l.measure = f.id AND l.finding = ?)`, f.Finding},
	} {
		if one.set {
			c.add(one.condition, one.arg)
		}
	}
	if f.Path != "" {
		c.below([]string{f.Path}, nil)
	}
	all, err := collect(ctx, s.run.reader(), scanMeasure, `SELECT doc, version FROM measure f `+c.where()+` ORDER BY f.unit_path, f.title, f.id`, c.args...)
	if err != nil {
		return nil, fmt.Errorf("measures of %s: %w", org, err)
	}
	links, err := s.answers(ctx, org, "")
	for _, m := range all {
		m.Findings = links[m.ID]
	}
	return all, err
}

// measureRow is what is stored of a measure beside its document.
func measureRow(m *measure.Measure) ([]any, error) {
	doc, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encode measure %s: %w", m.ID, err)
	}
	words := strings.ToLower(strings.Join([]string{m.Title, m.Goal, m.Text, m.Cause, m.Partners}, " "))
	return []any{m.Title, words, m.UnitPath, m.Post, m.Status, m.Decision.Verdict, string(doc), m.Org, m.ID}, nil
}

// CreateMeasures implements measure.Store.
func (s queries) CreateMeasures(ctx context.Context, org organisation.OrgID, ms []*measure.Measure, events ...audit.Event) (int, error) {
	stored := 0
	err := s.run.atomically(ctx, func(q querier) error {
		stored = 0
		for _, m := range ms {
			args, err := measureRow(m)
			if err != nil {
				return err
			}
			source := m.Row
			if source == "" {
				source = string(m.ID)
			}
			n, err := changed(ctx, q, `INSERT INTO measure (title, words, unit_path, post, status, verdict, doc, org, id, source, version)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (org, source) DO NOTHING`, append(args, source, m.Version)...)
			if err != nil {
				return fmt.Errorf("create measure: %w", err)
			}
			if n == 0 {
				continue
			}
			stored++
			if err := saveAnswers(ctx, q, m); err != nil {
				return err
			}
		}
		return record(ctx, q, events)
	})
	return stored, err
}

// saveAnswers stores what a measure answers.
func saveAnswers(ctx context.Context, q querier, m *measure.Measure) error {
	if err := exec(ctx, q, `DELETE FROM measure_finding WHERE org = $1 AND measure = $2`, m.Org, m.ID); err != nil {
		return err
	}
	for _, f := range m.Findings {
		err := exec(ctx, q, `INSERT INTO measure_finding (org, measure, finding) VALUES ($1, $2, $3) ON CONFLICT (org, measure, finding) DO NOTHING`, m.Org, m.ID, f)
		if err != nil {
			return fmt.Errorf("finding %s of measure: %w", f, err)
		}
	}
	return nil
}

// UpdateMeasure implements measure.Store.
func (s queries) UpdateMeasure(ctx context.Context, ref measure.Ref, decide func(*measure.Measure) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		if err := exec(ctx, q, `UPDATE measure SET version = version WHERE org = $1 AND id = $2`, ref.Org, ref.ID); err != nil {
			return err
		}
		m, err := queries{ongoing{q}}.Measure(ctx, ref)
		if err != nil {
			return err
		}
		events, err := decide(m)
		if err != nil {
			return err
		}
		args, err := measureRow(m)
		if err != nil {
			return err
		}
		err = exec(ctx, q, `UPDATE measure SET title = $1, words = $2, unit_path = $3, post = $4, status = $5, verdict = $6, doc = $7, version = version + 1
			WHERE org = $8 AND id = $9`, args...)
		if err != nil {
			return err
		}
		if err := saveAnswers(ctx, q, m); err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}

const requestColumns = `hash, org, period, post, sent_at, until_at, answered_at`

func scanRequest(s scanner) (measure.Request, error) {
	var r measure.Request
	var at [3]string
	if err := s.Scan(&r.Hash, &r.Org, &r.Period, &r.Post, &at[0], &at[1], &at[2]); err != nil {
		return r, translate(err)
	}
	for i, into := range []*time.Time{&r.SentAt, &r.Until, &r.AnsweredAt} {
		t, err := instant(at[i])
		if err != nil {
			return r, err
		}
		*into = t
	}
	return r, nil
}

// PutRequests implements measure.Store.
func (s queries) PutRequests(ctx context.Context, rs []measure.Request, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		for _, r := range rs {
			err := exec(ctx, q, `INSERT INTO status_request (`+requestColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)
				ON CONFLICT (org, period, post) DO UPDATE SET hash = excluded.hash, sent_at = excluded.sent_at, until_at = excluded.until_at
				WHERE status_request.answered_at = ''`, r.Hash, r.Org, r.Period, r.Post, stamp(r.SentAt), stamp(r.Until), stamp(r.AnsweredAt))
			if err != nil {
				return fmt.Errorf("status request to %s: %w", r.Post, err)
			}
		}
		return record(ctx, q, events)
	})
}

// Request implements measure.Store.
func (s queries) Request(ctx context.Context, hash string) (measure.Request, error) {
	return one(ctx, s.run.reader(), scanRequest, `SELECT `+requestColumns+` FROM status_request WHERE hash = $1`, hash)
}

// Requests implements measure.Store.
func (s queries) Requests(ctx context.Context, org organisation.OrgID, period string) ([]measure.Request, error) {
	return collect(ctx, s.run.reader(), scanRequest, `SELECT `+requestColumns+` FROM status_request WHERE org = $1 AND period = $2 ORDER BY post`, org, period)
}

// AnswerRequest implements measure.Store.
func (s queries) AnswerRequest(ctx context.Context, hash string, at time.Time) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `UPDATE status_request SET answered_at = $1 WHERE hash = $2`, stamp(at), hash)
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound, "store.not_found")
		}
		return err
	})
}

var _ interface {
	finding.Store
	measure.Store
} = queries{}
