package sqlstore

import (
	"context"
	"database/sql"
	"strings"
	"sync"
)

// statements keeps the statements of a SQLite pool parsed: to parse one takes
// SQLite longer than to run it. Their texts are constants, so there are few.
// PostgreSQL's driver does the same by itself.
type statements struct {
	*sql.DB
	mu     sync.RWMutex
	known  map[string]*sql.Stmt
	wanted map[string]bool
}

func newStatements(pool *sql.DB) *statements {
	return &statements{DB: pool, known: map[string]*sql.Stmt{}, wanted: map[string]bool{}}
}

// find returns a statement that is kept, or nil.
func (s *statements) find(text string) *sql.Stmt {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.known[text]
}

// keep parses a statement and keeps it; nil for one that cannot be parsed now,
// whose execution says why. The connection must be free.
func (s *statements) keep(ctx context.Context, text string) *sql.Stmt {
	parsed, err := s.DB.PrepareContext(ctx, text)
	if err != nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if there := s.known[text]; there != nil {
		_ = parsed.Close() // somebody else was faster
		return there
	}
	s.known[text] = parsed
	return parsed
}

func (s *statements) findOrKeep(ctx context.Context, text string) *sql.Stmt {
	if parsed := s.find(text); parsed != nil {
		return parsed
	}
	return s.keep(ctx, text)
}

// ExecContext implements querier.
func (s *statements) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	if parsed := s.findOrKeep(ctx, text); parsed != nil {
		return parsed.ExecContext(ctx, args...)
	}
	return s.DB.ExecContext(ctx, text, args...)
}

// calm is a context for one statement that is not broken off: each takes
// milliseconds, and the driver would set up a watcher for every row to notice
// the end of ctx in between.
func calm(ctx context.Context) context.Context {
	if ctx.Err() != nil {
		return ctx
	}
	return context.WithoutCancel(ctx)
}

// QueryContext implements querier.
func (s *statements) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if parsed := s.findOrKeep(ctx, text); parsed != nil {
		return parsed.QueryContext(calm(ctx), args...)
	}
	return s.DB.QueryContext(ctx, text, args...)
}

// QueryRowContext implements querier.
func (s *statements) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if parsed := s.findOrKeep(ctx, text); parsed != nil {
		return parsed.QueryRowContext(calm(ctx), args...)
	}
	return s.DB.QueryRowContext(ctx, text, args...)
}

// in returns a transaction that uses the statements that are kept. Those it
// lacks are noted for learn: while a transaction holds the one connection that
// writes, nothing can be parsed on another.
func (s *statements) in(tx *sql.Tx) querier { return transaction{tx, s} }

// learn keeps what transactions have asked for since the last time.
func (s *statements) learn(ctx context.Context) {
	s.mu.Lock()
	wanted := s.wanted
	s.wanted = map[string]bool{}
	s.mu.Unlock()
	for text := range wanted {
		s.keep(ctx, text)
	}
}

type transaction struct {
	*sql.Tx
	kept *statements
}

// find returns a statement for the transaction, or nil.
func (t transaction) find(ctx context.Context, text string) *sql.Stmt {
	if parsed := t.kept.find(text); parsed != nil {
		return t.StmtContext(ctx, parsed)
	}
	if verb, _, _ := strings.Cut(text, " "); verb == "SELECT" || verb == "INSERT" || verb == "UPDATE" || verb == "DELETE" {
		t.kept.mu.Lock()
		t.kept.wanted[text] = true
		t.kept.mu.Unlock()
	}
	return nil
}

// ExecContext implements querier.
func (t transaction) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	if parsed := t.find(ctx, text); parsed != nil {
		return parsed.ExecContext(ctx, args...)
	}
	return t.Tx.ExecContext(ctx, text, args...)
}

// QueryContext implements querier.
func (t transaction) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if parsed := t.find(ctx, text); parsed != nil {
		return parsed.QueryContext(ctx, args...)
	}
	return t.Tx.QueryContext(ctx, text, args...)
}

// QueryRowContext implements querier.
func (t transaction) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if parsed := t.find(ctx, text); parsed != nil {
		return parsed.QueryRowContext(ctx, args...)
	}
	return t.Tx.QueryRowContext(ctx, text, args...)
}
