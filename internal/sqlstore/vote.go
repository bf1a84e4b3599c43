package sqlstore

import (
	"context"
	"fmt"

	"chancencheck/dialogue"
	"chancencheck/fault"
)

// saveVotes stores a batch of votes and returns what became of each. The guard
// lets a vote in only while its statement is open and its device may vote; it
// is read in the statement that writes.
func saveVotes(ctx context.Context, q querier, votes []dialogue.Vote) ([]error, error) {
	results := make([]error, len(votes))
	for i, v := range votes {
		n, err := changed(ctx, q, `INSERT INTO dialogue_mark (org, event, participant, kind, item, value)
			SELECT p.org, p.event, p.key, 'vote', o.statement, CAST($3 AS BIGINT) FROM dialogue_participant p
			JOIN dialogue_open o ON o.org = p.org AND o.event = p.event
			WHERE p.key = $1 AND o.statement = $2 AND p.blocked = 0 AND p.host = 0
			ON CONFLICT (org, event, participant, kind, item) DO UPDATE SET value = excluded.value`, v.Participant, v.Statement, v.Value)
		if err == nil && n == 0 {
			err = voteRefused(ctx, q, v)
		}
		switch fault.KindOf(err) {
		case fault.NotFound, fault.Conflict, fault.Denied, fault.Invalid:
			results[i] = err
		default:
			if err != nil {
				return nil, fmt.Errorf("save vote: %w", err)
			}
		}
	}
	return results, nil
}

// voteRefused says why a vote was not taken.
func voteRefused(ctx context.Context, q querier, v dialogue.Vote) error {
	p, err := queries{ongoing{q}}.Participant(ctx, v.Participant)
	switch {
	case err != nil:
		return err
	case p.Blocked:
		return dialogue.ErrBlocked
	case p.Host:
		return dialogue.ErrStaffVote
	}
	return dialogue.ErrNotVotable
}

// CastVote stores one vote durably, sharing a commit with others. An error of
// ctx leaves open whether it is stored; sending it again does no harm.
func (db *DB) CastVote(ctx context.Context, v dialogue.Vote) error {
	if err := db.votes.save(ctx, v); err != nil {
		return fmt.Errorf("cast vote: %w", err)
	}
	return nil
}

// Votes returns the votes of an event.
func (s queries) Votes(ctx context.Context, ref dialogue.Ref) ([]dialogue.Vote, error) {
	return collect(ctx, s.run.reader(), func(s scanner) (dialogue.Vote, error) {
		var v dialogue.Vote
		return v, translate(s.Scan(&v.Participant, &v.Statement, &v.Value))
	}, `SELECT participant, item, value FROM dialogue_mark WHERE org = $1 AND event = $2 AND kind = 'vote'`, ref.Org, ref.ID)
}
