package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"chancencheck/audit"
	"chancencheck/dialogue"
	"chancencheck/fault"
)

// Join implements dialogue.Hall. Joining again with the same key changes nothing.
func (s queries) Join(ctx context.Context, p *dialogue.Participant, most int) error {
	return s.run.atomically(ctx, func(q querier) error {
		var n int
		err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM dialogue_participant WHERE org = $1 AND event = $2`, p.Event.Org, p.Event.ID).Scan(&n)
		if err != nil {
			return translate(err)
		}
		if n >= most {
			return dialogue.ErrFull
		}
		err = exec(ctx, q, `INSERT INTO dialogue_participant (key, org, event, host, blocked) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO NOTHING`,
			p.Key, p.Event.Org, p.Event.ID, number(p.Host), number(p.Blocked))
		if err != nil {
			return fmt.Errorf("join: %w", err)
		}
		return nil
	})
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Participant implements dialogue.Hall.
func (s queries) Participant(ctx context.Context, key dialogue.Author) (*dialogue.Participant, error) {
	return one(ctx, s.run.reader(), func(s scanner) (*dialogue.Participant, error) {
		p := &dialogue.Participant{Key: key}
		var host, blocked int
		err := s.Scan(&p.Event.Org, &p.Event.ID, &host, &blocked)
		p.Host, p.Blocked = host == 1, blocked == 1
		return p, translate(err)
	}, `SELECT org, event, host, blocked FROM dialogue_participant WHERE key = $1`, key)
}

// Participants counts the devices that have joined an event.
func (s queries) Participants(ctx context.Context, ref dialogue.Ref) (int, error) {
	return count(ctx, s.run.reader(), `SELECT COUNT(*) FROM dialogue_participant WHERE org = $1 AND event = $2`, ref.Org, ref.ID)
}

func count(ctx context.Context, q querier, query string, args ...any) (int, error) {
	return one(ctx, q, func(s scanner) (int, error) {
		var n int
		return n, translate(s.Scan(&n))
	}, query, args...)
}

// Block implements dialogue.Hall.
func (s queries) Block(ctx context.Context, ref dialogue.Ref, key dialogue.Author, blocked bool, events ...audit.Event) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `UPDATE dialogue_participant SET blocked = $1 WHERE key = $2 AND org = $3 AND event = $4`, number(blocked), key, ref.Org, ref.ID)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.NotFound, "store.not_found")
		}
		return record(ctx, q, events)
	})
}

// Said implements dialogue.Hall.
func (s queries) Said(ctx context.Context, ref dialogue.Ref, key dialogue.Author) (int, error) {
	return count(ctx, s.run.reader(), `SELECT COUNT(*) FROM dialogue_contribution WHERE org = $1 AND event = $2 AND author = $3`, ref.Org, ref.ID, key)
}

// PutMarks implements dialogue.Hall.
func (s queries) PutMarks(ctx context.Context, p *dialogue.Participant, kind dialogue.MarkKind, marks map[string]int) error {
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `DELETE FROM dialogue_mark WHERE org = $1 AND event = $2 AND participant = $3 AND kind = $4`, p.Event.Org, p.Event.ID, p.Key, kind)
		if err != nil {
			return err
		}
		for item, value := range marks {
			err := exec(ctx, q, `INSERT INTO dialogue_mark (org, event, participant, kind, item, value) VALUES ($1, $2, $3, $4, $5, $6)`,
				p.Event.Org, p.Event.ID, p.Key, kind, item, value)
			if err != nil {
				return fmt.Errorf("put marks: %w", err)
			}
		}
		return nil
	})
}

// MarksOf returns what a device has marked of one kind.
func (s queries) MarksOf(ctx context.Context, p *dialogue.Participant, kind dialogue.MarkKind) (map[string]int, error) {
	type mark struct {
		item  string
		value int
	}
	list, err := collect(ctx, s.run.reader(), func(s scanner) (mark, error) {
		var m mark
		return m, translate(s.Scan(&m.item, &m.value))
	}, `SELECT item, value FROM dialogue_mark WHERE org = $1 AND event = $2 AND participant = $3 AND kind = $4`, p.Event.Org, p.Event.ID, p.Key, kind)
	out := map[string]int{}
	for _, m := range list {
		out[m.item] = m.value
	}
	return out, err
}

// Scores returns how much each thing was marked, by id.
func (s queries) Scores(ctx context.Context, ref dialogue.Ref, kind dialogue.MarkKind) ([]dialogue.Score, error) {
	return collect(ctx, s.run.reader(), func(s scanner) (dialogue.Score, error) {
		var sc dialogue.Score
		return sc, translate(s.Scan(&sc.ID, &sc.People, &sc.Sum))
	}, `SELECT item, COUNT(*), SUM(value) FROM dialogue_mark WHERE org = $1 AND event = $2 AND kind = $3 GROUP BY item ORDER BY item`, ref.Org, ref.ID, kind)
}

// Voters counts the devices that have marked something of a kind.
func (s queries) Voters(ctx context.Context, ref dialogue.Ref, kind dialogue.MarkKind) (int, error) {
	return count(ctx, s.run.reader(), `SELECT COUNT(DISTINCT participant) FROM dialogue_mark WHERE org = $1 AND event = $2 AND kind = $3`, ref.Org, ref.ID, kind)
}

// Forget implements dialogue.Hall.
func (s queries) Forget(ctx context.Context, ref dialogue.Ref) error {
	return s.run.atomically(ctx, func(q querier) error {
		if err := exec(ctx, q, `UPDATE dialogue_contribution SET author = '' WHERE org = $1 AND event = $2`, ref.Org, ref.ID); err != nil {
			return err
		}
		return exec(ctx, q, `DELETE FROM dialogue_participant WHERE org = $1 AND event = $2`, ref.Org, ref.ID)
	})
}

// Pictures returns the last picture of each count that the public has seen.
func (s queries) Pictures(ctx context.Context, ref dialogue.Ref) (map[string][]int, error) {
	type picture struct{ item, counts string }
	list, err := collect(ctx, s.run.reader(), func(s scanner) (picture, error) {
		var p picture
		return p, translate(s.Scan(&p.item, &p.counts))
	}, `SELECT item, counts FROM dialogue_crowd WHERE org = $1 AND event = $2`, ref.Org, ref.ID)
	out := map[string][]int{}
	for _, p := range list {
		var counts []int
		if err := json.Unmarshal([]byte(p.counts), &counts); err != nil {
			return nil, fmt.Errorf("stored picture: %w", err)
		}
		out[p.item] = counts
	}
	return out, err
}

// PutPicture stores the picture of counts that the public is about to see.
func (s queries) PutPicture(ctx context.Context, ref dialogue.Ref, item string, counts []int) error {
	doc, err := json.Marshal(counts)
	if err != nil {
		return err
	}
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `INSERT INTO dialogue_crowd (org, event, item, counts) VALUES ($1, $2, $3, $4)
			ON CONFLICT (org, event, item) DO UPDATE SET counts = excluded.counts`, ref.Org, ref.ID, item, string(doc))
	})
}
