package sqlstore

import (
	"context"
	"fmt"
	"sync"
	"time"

	"chancencheck/check"
	"chancencheck/fault"
)

// waiting is a caller whose entry is not durable yet.
type waiting struct {
	entryRow
	done chan error
}

// appender lets callers that arrive together share one commit: a caller is
// answered only after the commit that holds its entry. A batch that fails is
// replayed one by one, so that one bad entry harms no other. Entries are stored
// in the order in which they came, one batch after the other: of two answers to
// the same question the later one stays.
type appender struct {
	db    *DB
	queue chan waiting
	idle  sync.WaitGroup

	mu     sync.RWMutex // held for reading while queueing, so that nobody queues behind the end
	closed bool
}

const (
	// mostInBatch bounds how long the first of a batch waits for the last.
	mostInBatch = 512
	// longestCommit is how long a batch may wait for the database.
	longestCommit = 30 * time.Second
)

func newAppender(db *DB) *appender {
	a := &appender{db: db, queue: make(chan waiting, mostInBatch)}
	a.idle.Go(a.run)
	return a
}

// close stores what is queued and refuses what comes after.
func (a *appender) close() {
	a.mu.Lock()
	if !a.closed {
		a.closed = true
		close(a.queue)
	}
	a.mu.Unlock()
	a.idle.Wait()
}

func (a *appender) enqueue(ctx context.Context, w waiting) error {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.closed {
		return fault.New(fault.Unavailable, "store.closed")
	}
	select {
	case a.queue <- w:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (a *appender) run() {
	for first := range a.queue {
		a.commit(a.gather(first))
	}
}

// gather takes what has queued up while the last batch was committed.
func (a *appender) gather(first waiting) []waiting {
	batch := []waiting{first}
	for len(batch) < mostInBatch {
		select {
		case w, ok := <-a.queue:
			if !ok {
				return batch
			}
			batch = append(batch, w)
		default:
			return batch
		}
	}
	return batch
}

// commit stores a batch and answers its callers. A caller that goes away does
// not take the others' answers along.
func (a *appender) commit(batch []waiting) {
	ctx, cancel := context.WithTimeout(context.Background(), longestCommit)
	defer cancel()
	rows := make([]entryRow, len(batch))
	for i, w := range batch {
		rows[i] = w.entryRow
	}
	var results []error
	err := a.db.atomically(ctx, func(q querier) (err error) {
		results, err = a.db.engine.saveEntries(ctx, q, rows)
		return err
	})
	for i, w := range batch {
		switch {
		case err == nil:
			w.done <- results[i]
		case len(batch) == 1 || ctx.Err() != nil:
			w.done <- err
		default:
			a.commit(batch[i : i+1])
		}
	}
}

// SaveEntry stores one entry durably, sharing a commit with others. An error of
// ctx leaves open whether the entry is stored.
func (db *DB) SaveEntry(ctx context.Context, key check.SheetKey, item check.ItemID, payload []byte) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("save entry: %w", err)
	}
	w := waiting{entryRow{key, item, payload}, make(chan error, 1)}
	if err := db.appender.enqueue(ctx, w); err != nil {
		return fmt.Errorf("save entry: %w", err)
	}
	select {
	case err := <-w.done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("save entry: %w", ctx.Err())
	}
}
