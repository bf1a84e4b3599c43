package dialogue

import (
	"context"
	"slices"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

// StatementID names a statement within its event.
type StatementID string

// Statement (Aussage) is a sentence that one can agree or disagree with.
type Statement struct {
	ID StatementID `json:"-"`
	// Words in each language, German first.
	Words Words
	// From is the contribution it was made of, "" for one of the host's.
	From ContributionID
	// Out: it was taken out; no vote on it counts any more.
	Out bool
}

// MostStatement is how long a statement may be, in characters; MostStatements
// how many an event has. Source: practice of published conversations.
const (
	MostStatement  = 200
	MostStatements = 500
)

// Errors of statements that callers tell apart.
var (
	ErrStatement     = fault.New(fault.Invalid, "statement.words", "most", MostStatement)
	ErrStatements    = fault.New(fault.Conflict, "statement.too_many", "most", MostStatements)
	ErrNotVotable    = fault.New(fault.Conflict, "statement.not_open")
	ErrStaffVote     = fault.New(fault.Denied, "statement.staff")
	ErrVoteUnknown   = fault.New(fault.Invalid, "statement.vote")
	ErrStatementGone = fault.New(fault.NotFound, "statement.gone")
)

// Open reports whether people can vote on the statement: it exists in German and
// in all languages of the event. Otherwise the map would find language groups.
func (s *Statement) Open(e *Event) bool { return !s.Out && s.Words.Has(e.Needs()) }

// PutStatement adds or rewords a statement. One that was voted on already keeps
// its German words: its votes are about them.
func PutStatement(ctx context.Context, st Store, act access.Act, ref Ref, s Statement, voted bool) (StatementID, error) {
	if s.ID == "" {
		s.ID = StatementID(act.NewID())
	}
	return s.ID, updateStatements(ctx, st, act, ref, "statement.put", string(s.ID), func(list []Statement) ([]Statement, error) {
		if err := s.Words.validate(); err != nil {
			return nil, err
		}
		for _, t := range s.Words {
			if utf8.RuneCountInString(t) > MostStatement {
				return nil, ErrStatement
			}
		}
		if !says(s.Words["de"]) {
			return nil, ErrStatement
		}
		at := slices.IndexFunc(list, func(o Statement) bool { return o.ID == s.ID })
		switch {
		case at < 0 && len(list) >= MostStatements:
			return nil, ErrStatements
		case at < 0:
			return append(list, s), nil
		case voted && list[at].Words["de"] != s.Words["de"]:
			return nil, ErrChanged
		}
		s.From, s.Out = list[at].From, list[at].Out
		list[at] = s
		return list, nil
	})
}

// Withdraw takes a statement out, or back in.
func Withdraw(ctx context.Context, st Store, act access.Act, ref Ref, id StatementID, out bool) error {
	return updateStatements(ctx, st, act, ref, "statement.withdraw", string(id), func(list []Statement) ([]Statement, error) {
		at := slices.IndexFunc(list, func(o Statement) bool { return o.ID == id })
		if at < 0 {
			return nil, ErrStatementGone
		}
		list[at].Out = out
		return list, nil
	})
}

func updateStatements(ctx context.Context, st Store, act access.Act, ref Ref, verb, detail string, change func([]Statement) ([]Statement, error)) error {
	return st.UpdateEvent(ctx, ref, func(r *Record) ([]audit.Event, error) {
		if err := r.Event.lead(act); err != nil {
			return nil, err
		}
		if r.Event.State == Closed {
			return nil, ErrOver
		}
		list, err := change(slices.Clone(r.Statements))
		if err != nil {
			return nil, err
		}
		r.Statements = list
		return r.Event.event(act, verb, detail), nil
	})
}
