package sqlstore

import (
	"context"
	"fmt"

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

// saveEntry stores one entry, or says why not. The check must be held.
func saveEntry(ctx context.Context, q querier, e entryRow) error {
	n, err := changed(ctx, q, `INSERT INTO entry (sheet, item, payload) SELECT s.key, CAST($2 AS TEXT), $3`+guardedFrom+
		` WHERE s.key = $1`+guardedIf+onConflict, e.sheet, e.item, notNil(e.payload))
	if err != nil {
		return fmt.Errorf("save entry: %w", err)
	}
	if n == 1 {
		return nil
	}
	return refused(ctx, q, e.sheet)
}

// notNil makes no bytes an empty value: drivers take nil for NULL.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
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

// saveEntries stores a batch and returns what became of each entry; its error
// is one that concerns the whole batch. SQLite, in the same process and with a
// single writer, is fastest row by row; PostgreSQL gets all rows at once.
func (e engine) saveEntries(ctx context.Context, q querier, rows []entryRow) ([]error, error) {
	if e == postgresEngine {
		return saveUnnested(ctx, q, rows)
	}
	results := make([]error, len(rows))
	for i, r := range rows {
		err := saveEntry(ctx, q, r)
		switch fault.KindOf(err) {
		case fault.NotFound, fault.Conflict, fault.Invalid:
			results[i] = err
		default:
			if err != nil {
				return nil, err
			}
		}
	}
	return results, nil
}

// saveUnnested stores a batch in one statement. The share lock holds the state
// of the checks until the commit. Of two entries for the same item of a sheet
// the later one counts.
func saveUnnested(ctx context.Context, q querier, rows []entryRow) ([]error, error) {
	type place struct {
		sheet check.SheetKey
		item  check.ItemID
	}
	last := make(map[place]int, len(rows))
	results := make([]error, len(rows))
	for i, r := range rows {
		if !storable(r.sheet, r.item) {
			results[i] = fmt.Errorf("save entry: %w", errText)
			continue
		}
		last[place{r.sheet, r.item}] = i
	}
	var sheets, items []string
	var payloads [][]byte
	for i, r := range rows {
		if j, ok := last[place{r.sheet, r.item}]; ok && i == j {
			sheets, items, payloads = append(sheets, string(r.sheet)), append(items, string(r.item)), append(payloads, notNil(r.payload))
		}
	}
	stored, err := collect(ctx, q, func(s scanner) (check.SheetKey, error) {
		var k check.SheetKey
		return k, s.Scan(&k)
	}, `WITH open AS (SELECT s.key`+guardedFrom+` WHERE s.key = ANY($1)`+guardedIf+` FOR SHARE OF c)
		INSERT INTO entry (sheet, item, payload) SELECT b.sheet, b.item, b.payload
		FROM unnest($1::text[], $2::text[], $3::bytea[]) AS b (sheet, item, payload) JOIN open ON open.key = b.sheet`+onConflict+` RETURNING sheet`,
		sheets, items, payloads)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return nil, errStale // a sheet went between the two halves of the statement
	case err != nil:
		return nil, fmt.Errorf("save %d entries: %w", len(sheets), err)
	}
	ok := make(map[check.SheetKey]bool, len(stored))
	for _, k := range stored {
		ok[k] = true
	}
	for i, r := range rows {
		if results[i] == nil && !ok[r.sheet] {
			if results[i] = refused(ctx, q, r.sheet); fault.KindOf(results[i]) == fault.Internal {
				return nil, results[i]
			}
		}
	}
	return results, nil
}
