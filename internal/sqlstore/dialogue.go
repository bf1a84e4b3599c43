package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"chancencheck/audit"
	"chancencheck/dialogue"
	"chancencheck/organisation"
)

const dialogueColumns = `org, id, state, doc, statements, version`

func scanDialogue(s scanner) (*dialogue.Record, error) {
	e := &dialogue.Event{}
	r := &dialogue.Record{Event: e}
	var doc, statements string
	if err := s.Scan(&e.Org, &e.ID, &e.State, &doc, &statements, &e.Version); err != nil {
		return nil, translate(err)
	}
	if err := json.Unmarshal([]byte(doc), e); err != nil {
		return nil, fmt.Errorf("stored event %s: %w", e.ID, err)
	}
	var list []storedStatement
	if err := json.Unmarshal([]byte(statements), &list); err != nil {
		return nil, fmt.Errorf("statements of event %s: %w", e.ID, err)
	}
	for _, st := range list {
		st.Statement.ID = st.Key
		r.Statements = append(r.Statements, st.Statement)
	}
	return r, nil
}

// storedStatement is a statement with its id.
type storedStatement struct {
	Key dialogue.StatementID
	dialogue.Statement
}

// encodeEvent writes an event and its statements as they are stored.
func encodeEvent(r *dialogue.Record) (doc, statements string, err error) {
	list := make([]storedStatement, len(r.Statements))
	for i, st := range r.Statements {
		list[i] = storedStatement{st.ID, st}
	}
	d, err := json.Marshal(r.Event)
	if err != nil {
		return "", "", fmt.Errorf("event %s: %w", r.Event.ID, err)
	}
	l, err := json.Marshal(list)
	return string(d), string(l), err
}

// EventRecord returns an event with its statements, or fault.NotFound.
func (s queries) EventRecord(ctx context.Context, ref dialogue.Ref) (*dialogue.Record, error) {
	r, err := one(ctx, s.run.reader(), scanDialogue, `SELECT `+dialogueColumns+` FROM dialogue_event WHERE org = $1 AND id = $2`, ref.Org, ref.ID)
	if err != nil {
		return nil, fmt.Errorf("event %s: %w", ref.ID, err)
	}
	return r, nil
}

// Event implements dialogue.Store.
func (s queries) Event(ctx context.Context, ref dialogue.Ref) (*dialogue.Event, error) {
	r, err := s.EventRecord(ctx, ref)
	if err != nil {
		return nil, err
	}
	return r.Event, nil
}

// Dialogues returns the events of an organisation, the latest first.
func (s queries) Dialogues(ctx context.Context, org organisation.OrgID) ([]*dialogue.Event, error) {
	records, err := collect(ctx, s.run.reader(), scanDialogue, `SELECT `+dialogueColumns+` FROM dialogue_event WHERE org = $1 ORDER BY starts_at DESC, id`, org)
	if err != nil {
		return nil, fmt.Errorf("events of %s: %w", org, err)
	}
	var out []*dialogue.Event
	for _, r := range records {
		out = append(out, r.Event)
	}
	return out, nil
}

// EventWithCode returns the event that a code opens, and the table whose scribe
// has it, "" for a code to join. What is unknown is fault.NotFound.
func (s queries) EventWithCode(ctx context.Context, code string) (dialogue.Ref, dialogue.TableID, error) {
	type found struct {
		dialogue.Ref
		table dialogue.TableID
	}
	f, err := one(ctx, s.run.reader(), func(s scanner) (found, error) {
		var f found
		return f, translate(s.Scan(&f.Org, &f.ID, &f.table))
	}, `SELECT org, event, table_id FROM dialogue_code WHERE code = $1`, code)
	return f.Ref, f.table, err
}

// CreateEvent implements dialogue.Store.
func (s queries) CreateEvent(ctx context.Context, e *dialogue.Event, events ...audit.Event) error {
	r := &dialogue.Record{Event: e}
	return s.run.atomically(ctx, func(q querier) error {
		doc, statements, err := encodeEvent(r)
		if err != nil {
			return err
		}
		err = exec(ctx, q, `INSERT INTO dialogue_event (org, id, state, starts_at, code, doc, statements, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			e.Org, e.ID, e.State, stamp(e.Starts), e.Code, doc, statements, e.Version)
		if err != nil {
			return fmt.Errorf("create event: %w", err)
		}
		if err := saveEventCodes(ctx, q, e); err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}

// UpdateEvent implements dialogue.Store.
func (s queries) UpdateEvent(ctx context.Context, ref dialogue.Ref, decide func(*dialogue.Record) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		r, err := one(ctx, q, scanDialogue, `UPDATE dialogue_event SET version = version WHERE org = $1 AND id = $2 RETURNING `+dialogueColumns, ref.Org, ref.ID)
		if err != nil {
			return fmt.Errorf("event %s: %w", ref.ID, err)
		}
		events, err := decide(r)
		if err != nil {
			return err
		}
		doc, statements, err := encodeEvent(r)
		if err != nil {
			return err
		}
		e := r.Event
		err = exec(ctx, q, `UPDATE dialogue_event SET state = $1, starts_at = $2, code = $3, doc = $4, statements = $5, version = version + 1
			WHERE org = $6 AND id = $7`, e.State, stamp(e.Starts), e.Code, doc, statements, ref.Org, ref.ID)
		if err != nil {
			return err
		}
		if err := saveEventCodes(ctx, q, e); err != nil {
			return err
		}
		if err := saveOpen(ctx, q, r); err != nil {
			return err
		}
		return record(ctx, q, events)
	})
}

// saveEventCodes makes codes lead to the event and its tables, and those of
// tables that are gone lead nowhere.
func saveEventCodes(ctx context.Context, q querier, e *dialogue.Event) error {
	if err := exec(ctx, q, `DELETE FROM dialogue_code WHERE org = $1 AND event = $2`, e.Org, e.ID); err != nil {
		return err
	}
	codes := []struct {
		code  string
		table dialogue.TableID
	}{{e.Code, ""}}
	for _, t := range e.Tables {
		codes = append(codes, struct {
			code  string
			table dialogue.TableID
		}{t.Code, t.ID})
	}
	for _, c := range codes {
		err := exec(ctx, q, `INSERT INTO dialogue_code (code, org, event, table_id) VALUES ($1, $2, $3, $4)`, c.code, e.Org, e.ID, c.table)
		if err != nil {
			return fmt.Errorf("code of event %s: %w", e.ID, err)
		}
	}
	return nil
}

// saveOpen notes which statements can be voted on, for the guard of votes.
func saveOpen(ctx context.Context, q querier, r *dialogue.Record) error {
	e := r.Event
	if err := exec(ctx, q, `DELETE FROM dialogue_open WHERE org = $1 AND event = $2`, e.Org, e.ID); err != nil {
		return err
	}
	if !e.Takes(dialogue.Voting) {
		return nil
	}
	for _, st := range r.Statements {
		if !st.Open(e) {
			continue
		}
		if err := exec(ctx, q, `INSERT INTO dialogue_open (org, event, statement) VALUES ($1, $2, $3)`, e.Org, e.ID, st.ID); err != nil {
			return err
		}
	}
	return nil
}
