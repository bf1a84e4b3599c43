package sqlstore

import (
	"context"
	"fmt"
	"sync"

	"chancencheck/check"
	"chancencheck/fault"
)

// entryRow is one answer on its way into the database.
type entryRow struct {
	sheet   check.SheetKey
	item    check.ItemID
	payload []byte
}

// The guard lets an entry in only while its check takes entries; both engines
// read it in the statement that writes.
const (
	guardedFrom = ` FROM sheet s JOIN unit_check c ON c.org = s.org AND c.id = s.check_id`
	guardedIf   = ` AND (c.state = 'preparing' OR (c.state = 'talking' AND s.mode <> 'anonymous'))`
	onConflict  = ` ON CONFLICT (sheet, item) DO UPDATE SET payload = excluded.payload`
)

// saveEntry stores one entry, or says why not.
func saveEntry(ctx context.Context, q querier, e entryRow) error {
	n, err := changed(ctx, q, `INSERT INTO entry (sheet, item, payload) SELECT s.key, CAST($2 AS TEXT), $3`+guardedFrom+
		` WHERE s.key = $1`+guardedIf+onConflict, e.sheet, e.item, e.payload)
	if err != nil {
		return fmt.Errorf("save entry: %w", err)
	}
	if n == 1 {
		return nil
	}
	return refused(ctx, q, e.sheet)
}

// refused tells a sheet that is gone from a check that is closed.
func refused(ctx context.Context, q querier, key check.SheetKey) error {
	var n int
	if err := q.QueryRowContext(ctx, `SELECT COUNT(*) FROM sheet WHERE key = $1`, key).Scan(&n); err != nil {
		return translate(err)
	}
	if n == 0 {
		return fault.New(fault.NotFound, "sheet.gone")
	}
	return check.ErrFrozen
}

// waiting is a caller whose entry is not durable yet.
type waiting struct {
	entryRow
	done chan error
}

// appender lets callers that arrive together share one commit: a caller is
// answered only after the commit that holds its entry. A batch that fails is
// replayed one by one, so that one bad entry harms no other.
type appender struct {
	db    *DB
	queue chan waiting
	idle  sync.WaitGroup
}

// mostInBatch bounds how long the first of a batch waits for the last.
const mostInBatch = 512

func newAppender(db *DB) *appender {
	a := &appender{db: db, queue: make(chan waiting, mostInBatch)}
	a.idle.Go(a.run)
	return a
}

func (a *appender) close() {
	close(a.queue)
	a.idle.Wait()
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

func (a *appender) commit(batch []waiting) {
	ctx := context.Background() // a caller that goes away does not take the others' answers along
	results := make([]error, len(batch))
	err := a.db.atomically(ctx, func(q querier) error { return a.db.engine.saveBatch(ctx, q, batch, results) })
	for i, w := range batch {
		switch {
		case err == nil:
			w.done <- results[i]
		case len(batch) == 1:
			w.done <- err
		default:
			w.done <- a.db.atomically(ctx, func(q querier) error { return saveEntry(ctx, q, w.entryRow) })
		}
	}
}

// SaveEntry stores one entry durably, sharing a commit with others.
func (db *DB) SaveEntry(ctx context.Context, key check.SheetKey, item check.ItemID, payload []byte) error {
	w := waiting{entryRow{key, item, payload}, make(chan error, 1)}
	select {
	case db.appender.queue <- w:
	case <-ctx.Done():
		return ctx.Err()
	}
	return <-w.done
}

// saveBatch stores a batch and fills in what became of each entry. SQLite, in
// the same process, is fastest row by row; PostgreSQL gets all rows at once.
func (e engine) saveBatch(ctx context.Context, q querier, batch []waiting, results []error) error {
	if e == postgresEngine && len(batch) > 1 {
		return saveUnnested(ctx, q, batch, results)
	}
	for i, w := range batch {
		results[i] = saveEntry(ctx, q, w.entryRow)
		if results[i] != nil && fault.KindOf(results[i]) == fault.Internal {
			return results[i]
		}
	}
	return nil
}

// saveUnnested stores a batch in one statement. The share lock holds the state
// of the checks until the commit. Of two entries for the same item of a sheet
// the later one counts.
func saveUnnested(ctx context.Context, q querier, batch []waiting, results []error) error {
	type place struct {
		sheet check.SheetKey
		item  check.ItemID
	}
	last := make(map[place]int, len(batch))
	for i, w := range batch {
		last[place{w.sheet, w.item}] = i
	}
	var sheets, items []string
	var payloads [][]byte
	for i, w := range batch {
		if last[place{w.sheet, w.item}] == i {
			sheets, items, payloads = append(sheets, string(w.sheet)), append(items, string(w.item)), append(payloads, w.payload)
		}
	}
	stored, err := collect(ctx, q, func(s scanner) (check.SheetKey, error) {
		var k check.SheetKey
		return k, s.Scan(&k)
	}, `WITH open AS (SELECT s.key`+guardedFrom+` WHERE s.key = ANY($1)`+guardedIf+` FOR SHARE OF c)
		INSERT INTO entry (sheet, item, payload) SELECT b.sheet, b.item, b.payload
		FROM unnest($1::text[], $2::text[], $3::bytea[]) AS b (sheet, item, payload) JOIN open ON open.key = b.sheet`+onConflict+` RETURNING sheet`,
		sheets, items, payloads)
	if err != nil {
		return fmt.Errorf("save %d entries: %w", len(sheets), err)
	}
	ok := make(map[check.SheetKey]bool, len(stored))
	for _, k := range stored {
		ok[k] = true
	}
	for i, w := range batch {
		if !ok[w.sheet] {
			results[i] = refused(ctx, q, w.sheet)
		}
	}
	return nil
}
