package sqlstore

import (
	"context"
	"fmt"
	"sync"
	"time"

	"chancencheck/check"
	"chancencheck/fault"
)

// waiting is a caller whose row is not durable yet.
type waiting[T any] struct {
	row  T
	done chan error
}

// appender lets callers that arrive together share one commit: a caller is
// answered only after the commit that holds its row. A batch that fails is
// replayed one by one, so that one bad row harms no other. Rows are stored
// in the order in which they came, one batch after the other: of two answers to
// the same question the later one stays.
type appender[T any] struct {
	db *DB
	// store writes a batch and says what became of each row; its error is one
	// that concerns the whole batch.
	store func(context.Context, querier, []T) ([]error, error)
	queue chan waiting[T]
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

func newAppender[T any](db *DB, store func(context.Context, querier, []T) ([]error, error)) *appender[T] {
	a := &appender[T]{db: db, store: store, queue: make(chan waiting[T], mostInBatch)}
	a.idle.Go(a.run)
	return a
}

// close stores what is queued and refuses what comes after.
func (a *appender[T]) close() {
	a.mu.Lock()
	if !a.closed {
		a.closed = true
		close(a.queue)
	}
	a.mu.Unlock()
	a.idle.Wait()
}

func (a *appender[T]) enqueue(ctx context.Context, w waiting[T]) error {
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

func (a *appender[T]) run() {
	for first := range a.queue {
		a.commit(a.gather(first))
	}
}

// gather takes what has queued up while the last batch was committed.
func (a *appender[T]) gather(first waiting[T]) []waiting[T] {
	batch := []waiting[T]{first}
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
func (a *appender[T]) commit(batch []waiting[T]) {
	ctx, cancel := context.WithTimeout(context.Background(), longestCommit)
	defer cancel()
	rows := make([]T, len(batch))
	for i, w := range batch {
		rows[i] = w.row
	}
	var results []error
	err := a.db.atomically(ctx, func(q querier) (err error) {
		results, err = a.store(ctx, q, rows)
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

// save queues one row and waits until it is durable.
func (a *appender[T]) save(ctx context.Context, row T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := waiting[T]{row, make(chan error, 1)}
	if err := a.enqueue(ctx, w); err != nil {
		return err
	}
	select {
	case err := <-w.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// SaveEntry stores one entry durably, sharing a commit with others. An error of
// ctx leaves open whether the entry is stored.
func (db *DB) SaveEntry(ctx context.Context, key check.SheetKey, item check.ItemID, payload []byte) error {
	if err := db.appender.save(ctx, entryRow{key, item, payload}); err != nil {
		return fmt.Errorf("save entry: %w", err)
	}
	return nil
}
