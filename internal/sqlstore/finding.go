package sqlstore

import (
	"context"
	"fmt"
	"strings"

	"chancencheck/audit"
	"chancencheck/finding"
	"chancencheck/organisation"
	"chancencheck/trail"
)

const findingColumns = `org, id, kind, text, origin, round, unit, unit_path, unit_name, service, service_name, instrument_id, instrument_version,
	field, question, situation, who, aside, at, by_person, version`

// What has become of a finding f of the organisation $1: whether it is part of
// another, and whether a measure answers it or one that it is part of. Each set is
// made once for a query; asked for every finding alone, 5,000 of them take half a
// second.
const (
	isGathered = `f.id IN (SELECT p.part FROM finding_part p WHERE p.org = $1)`
	isAnswered = `f.id IN (SELECT m.finding FROM measure_finding m WHERE m.org = $1 UNION ALL SELECT p.part FROM finding_part p WHERE p.org = $1
		AND p.whole IN (SELECT m.finding FROM measure_finding m WHERE m.org = $1))`
	findingSelect = `SELECT ` + findingColumns + `, ` + isGathered + `, ` + isAnswered + ` FROM finding f `
)

func scanFinding(s scanner) (*finding.Finding, error) {
	var f finding.Finding
	var origin, at string
	err := s.Scan(&f.Org, &f.ID, &f.Kind, &f.Text, &origin, &f.Round, &f.Unit, &f.UnitPath, &f.UnitName, &f.Service, &f.ServiceName,
		&f.Instrument.ID, &f.Instrument.Version, &f.Field, &f.Question, &f.Situation, &f.Who, &f.Aside, &at, &f.By, &f.Version, &f.Gathered, &f.Answered)
	if err != nil {
		return nil, translate(err)
	}
	if f.Origin, err = trail.Parse(origin); err != nil {
		return nil, fmt.Errorf("origin of finding %s: %w", f.ID, err)
	}
	f.At, err = instant(at)
	return &f, err
}

// Finding implements finding.Store.
func (s queries) Finding(ctx context.Context, ref finding.Ref) (*finding.Finding, error) {
	f, err := one(ctx, s.run.reader(), scanFinding, findingSelect+`WHERE f.org = $1 AND f.id = $2`, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("finding %s: %w", ref.ID, err)
	}
	return f, nil
}

// conditions puts a WHERE together; arguments are numbered as they come.
type conditions struct {
	text []string
	args []any
}

// add adds a condition with one argument, written as ?.
func (c *conditions) add(condition string, arg any) {
	c.args = append(c.args, arg)
	c.text = append(c.text, strings.ReplaceAll(condition, "?", fmt.Sprintf("$%d", len(c.args))))
}

func (c *conditions) where() string { return "WHERE " + strings.Join(c.text, " AND ") }

// plain are the signs that a pattern takes for more than themselves.
var plain = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

// like is a pattern that finds text as it is typed, in any case.
func like(text string) string { return "%" + plain.Replace(strings.ToLower(text)) + "%" }

// below chooses what belongs to units or to those below them, and to own units alone.
func (c *conditions) below(paths, own []string) {
	ways := []string{"1 = 0"}
	for _, p := range paths {
		c.args = append(c.args, p, plain.Replace(p)+"/%")
		n := len(c.args)
		ways = append(ways, fmt.Sprintf(`f.unit_path = $%d OR f.unit_path LIKE $%d ESCAPE '\'`, n-1, n))
	}
	for _, p := range own {
		c.args = append(c.args, p)
		ways = append(ways, fmt.Sprintf(`f.unit_path = $%d`, len(c.args)))
	}
	c.text = append(c.text, "("+strings.Join(ways, " OR ")+")")
}

// chosen are the conditions of a filter without its state.
func chosen(org organisation.OrgID, f finding.Filter) *conditions {
	c := &conditions{}
	c.add(`f.org = ?`, org)
	for _, one := range []struct {
		set       bool
		condition string
		arg       any
	}{
		{f.Kind != "", `f.kind = ?`, f.Kind}, {f.Field != "", `f.field = ?`, f.Field}, {f.Question != "", `f.question = ?`, f.Question},
		{f.Situation != "", `f.situation = ?`, f.Situation}, {f.Who != "", `f.who = ?`, f.Who}, {f.WhoOpen, `f.who = ?`, ""},
		{f.Round != "", `f.round = ?`, f.Round}, {f.Words != "", `f.words LIKE ? ESCAPE '\'`, like(f.Words)},
		{f.Wholes, `f.origin LIKE ?`, string(trail.Gathered) + ":%"}, {f.Singles, `f.origin NOT LIKE ?`, string(trail.Gathered) + ":%"},
	} {
		if one.set {
			c.add(one.condition, one.arg)
		}
	}
	if f.Paths != nil || f.Own != nil {
		c.below(f.Paths, f.Own)
	}
	return c
}

// inState are the conditions of finding.State; CountFindings asks the rule itself,
// and the conformance suite holds the two together.
var inState = map[finding.State]string{
	finding.Answered: isAnswered,
	finding.Aside:    `f.aside <> '' AND NOT ` + isAnswered,
	finding.Part:     isGathered + ` AND f.aside = '' AND NOT ` + isAnswered,
	finding.Open:     `f.aside = '' AND NOT ` + isGathered + ` AND NOT ` + isAnswered,
}

// Findings implements finding.Store.
func (s queries) Findings(ctx context.Context, org organisation.OrgID, f finding.Filter) ([]*finding.Finding, int, error) {
	c := chosen(org, f)
	if f.State != "" {
		c.text = append(c.text, inState[f.State])
	}
	query := findingSelect + c.where() + ` ORDER BY f.org, f.unit_path, f.id`
	if f.Most > 0 {
		query += fmt.Sprintf(` LIMIT %d OFFSET %d`, f.Most, max(f.Skip, 0))
	}
	all, err := collect(ctx, s.run.reader(), scanFinding, query, c.args...)
	if err != nil || f.Most == 0 || f.Uncounted {
		return all, len(all), err
	}
	n, err := one(ctx, s.run.reader(), scanCount, `SELECT COUNT(*) FROM finding f `+c.where(), c.args...)
	return all, n, err
}

// CountFindings implements finding.Store.
func (s queries) CountFindings(ctx context.Context, org organisation.OrgID, f finding.Filter) (finding.Count, error) {
	c := chosen(org, f)
	all, err := collect(ctx, s.run.reader(), func(s scanner) (finding.Finding, error) {
		var f finding.Finding
		return f, translate(s.Scan(&f.Aside, &f.Gathered, &f.Answered))
	}, `SELECT CASE WHEN f.aside = '' THEN '' ELSE 'x' END, `+isGathered+`, `+isAnswered+` FROM finding f `+c.where(), c.args...)
	out := finding.Count{}
	for i := range all {
		out[all[i].State()]++
	}
	return out, err
}

// CreateFindings implements finding.Store.
func (s queries) CreateFindings(ctx context.Context, org organisation.OrgID, fs []*finding.Finding, parts []finding.Membership, events ...audit.Event) (int, error) {
	stored := 0
	err := s.run.atomically(ctx, func(q querier) error {
		stored = 0
		for _, f := range fs {
			n, err := changed(ctx, q, `INSERT INTO finding (`+findingColumns+`, words) VALUES
				($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) ON CONFLICT (org, origin) DO NOTHING`,
				org, f.ID, f.Kind, f.Text, f.Origin.String(), f.Round, f.Unit, f.UnitPath, f.UnitName, f.Service, f.ServiceName, f.Instrument.ID,
				f.Instrument.Version, f.Field, f.Question, f.Situation, f.Who, f.Aside, stamp(f.At), f.By, f.Version, strings.ToLower(f.Text))
			if err != nil {
				return fmt.Errorf("create finding: %w", err)
			}
			stored += int(n)
		}
		for _, m := range parts {
			if err := exec(ctx, q, `INSERT INTO finding_part (org, whole, part) VALUES ($1, $2, $3) ON CONFLICT (org, whole, part) DO NOTHING`, org, m.Whole, m.Part); err != nil {
				return fmt.Errorf("gather finding %s: %w", m.Part, err)
			}
		}
		return record(ctx, q, events)
	})
	return stored, err
}

// UpdateFinding implements finding.Store.
func (s queries) UpdateFinding(ctx context.Context, ref finding.Ref, decide func(*finding.Finding) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		if err := exec(ctx, q, `UPDATE finding SET version = version WHERE org = $1 AND id = $2`, ref.Org, ref.ID); err != nil {
			return err
		}
		f, err := queries{ongoing{q}}.Finding(ctx, ref)
		if err != nil {
			return err
		}
		events, err := decide(f)
		if err != nil {
			return err
		}
		err = exec(ctx, q, `UPDATE finding SET text = $1, words = $2, who = $3, aside = $4, version = version + 1 WHERE org = $5 AND id = $6`,
			f.Text, strings.ToLower(f.Text), f.Who, f.Aside, ref.Org, ref.ID)
		if err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}

// TakeOutFinding implements finding.Store.
func (s queries) TakeOutFinding(ctx context.Context, org organisation.OrgID, m finding.Membership, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		if err := exec(ctx, q, `DELETE FROM finding_part WHERE org = $1 AND whole = $2 AND part = $3`, org, m.Whole, m.Part); err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}

// FindingParts implements finding.Store.
func (s queries) FindingParts(ctx context.Context, org organisation.OrgID, id finding.ID) ([]finding.Membership, error) {
	return collect(ctx, s.run.reader(), func(s scanner) (finding.Membership, error) {
		var m finding.Membership
		return m, translate(s.Scan(&m.Whole, &m.Part))
	}, `SELECT whole, part FROM finding_part WHERE org = $1 AND ($2 = '' OR whole = $2 OR part = $2) ORDER BY whole, part`, org, id)
}
