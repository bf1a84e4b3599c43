package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
)

// CreateSheet implements check.Sheets.
func (s queries) CreateSheet(ctx context.Context, sh check.Sheet, most int) error {
	return s.run.atomically(ctx, func(q querier) error {
		there, err := one(ctx, q, func(s scanner) (n int, err error) { return n, s.Scan(&n) },
			`SELECT COUNT(*) FROM sheet WHERE org = $1 AND check_id = $2`, sh.Org, sh.Check)
		if err != nil {
			return err
		}
		if there >= most {
			return check.ErrFull
		}
		return exec(ctx, q, `INSERT INTO sheet (key, org, check_id, mode, name, sealed) VALUES ($1, $2, $3, $4, $5, $6)`,
			sh.Key, sh.Org, sh.Check, sh.Mode, sh.Name, sh.Sealed)
	})
}

func scanSheet(s scanner) (check.Sheet, error) {
	var sh check.Sheet
	err := s.Scan(&sh.Key, &sh.Org, &sh.Check, &sh.Mode, &sh.Name, &sh.Sealed)
	return sh, translate(err)
}

// Sheet implements check.Sheets.
func (s queries) Sheet(ctx context.Context, key check.SheetKey) (*check.Sheet, error) {
	sh, err := one(ctx, s.run.reader(), scanSheet, `SELECT key, org, check_id, mode, name, sealed FROM sheet WHERE key = $1`, key)
	if fault.KindOf(err) == fault.NotFound {
		return nil, fault.New(fault.NotFound, "sheet.gone")
	}
	if err != nil {
		return nil, fmt.Errorf("sheet: %w", err)
	}
	return &sh, nil
}

// SheetsOf implements check.Sheets. They come in the order of their random keys.
func (s queries) SheetsOf(ctx context.Context, ref check.Ref) ([]check.Sheet, error) {
	return collect(ctx, s.run.reader(), scanSheet,
		`SELECT key, org, check_id, mode, name, sealed FROM sheet WHERE org = $1 AND check_id = $2 ORDER BY key`, ref.Org, ref.ID)
}

// Entries implements check.Sheets.
func (s queries) Entries(ctx context.Context, key check.SheetKey) (map[check.ItemID][]byte, error) {
	type entry struct {
		item    check.ItemID
		payload []byte
	}
	rows, err := collect(ctx, s.run.reader(), func(s scanner) (entry, error) {
		var e entry
		return e, s.Scan(&e.item, &e.payload)
	}, `SELECT item, payload FROM entry WHERE sheet = $1`, key)
	if err != nil {
		return nil, fmt.Errorf("entries: %w", err)
	}
	out := make(map[check.ItemID][]byte, len(rows))
	for _, e := range rows {
		out[e.item] = e.payload
	}
	return out, nil
}

// SaveEntry implements check.Sheets inside a transaction; DB has a faster one.
func (s queries) SaveEntry(ctx context.Context, key check.SheetKey, item check.ItemID, payload []byte) error {
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `UPDATE unit_check SET version = version
			WHERE (org, id) IN (SELECT org, check_id FROM sheet WHERE key = $1)`, key) // held, like a loaded check
		if err != nil {
			return fmt.Errorf("save entry: %w", err)
		}
		return saveEntry(ctx, q, entryRow{key, item, payload})
	})
}

func scanCard(s scanner) (check.LaidCard, error) {
	var c check.LaidCard
	err := s.Scan(&c.Item, &c.Key, &c.Face, &c.Hand, &c.Author)
	return c, translate(err)
}

// Cards implements check.Sheets. They come in the order of their random keys.
func (s queries) Cards(ctx context.Context, ref check.Ref) ([]check.LaidCard, error) {
	return collect(ctx, s.run.reader(), scanCard,
		`SELECT item, key, face, hand, author FROM card WHERE org = $1 AND check_id = $2 ORDER BY item, key`, ref.Org, ref.ID)
}

// LayCards implements check.Sheets; outside of a talk it answers ErrNotTalking.
// All cards of the check are written anew in the order of their random keys,
// because the place of a row in the file tells when it came, and with what
// others.
func (s queries) LayCards(ctx context.Context, ref check.Ref, laid []check.LaidCard) error {
	return s.run.atomically(ctx, func(q querier) error {
		c, err := holdCheck(ctx, q, ref)
		if err != nil {
			return err
		}
		if c.State != check.Talking {
			return check.ErrNotTalking
		}
		cards, err := queries{ongoing{q}}.Cards(ctx, ref)
		if err != nil {
			return fmt.Errorf("cards of check %s: %w", ref.ID, err)
		}
		type name struct {
			item check.ItemID
			key  string
		}
		all := make(map[name]check.LaidCard, len(cards)+len(laid))
		for _, c := range slices.Concat(cards, laid) {
			all[name{c.Item, c.Key}] = c
		}
		if err := exec(ctx, q, `DELETE FROM card WHERE org = $1 AND check_id = $2`, ref.Org, ref.ID); err != nil {
			return err
		}
		rest := make([]check.LaidCard, 0, len(all))
		for _, c := range all {
			rest = append(rest, c)
		}
		slices.SortFunc(rest, func(a, b check.LaidCard) int { return strings.Compare(a.Key, b.Key) })
		return insertCards(ctx, q, ref, rest)
	})
}

// cardsAtOnce is how many cards one statement writes: a hall lays a thousand.
const cardsAtOnce = 50

// insertCards writes cards in the order given.
func insertCards(ctx context.Context, q querier, ref check.Ref, cards []check.LaidCard) error {
	for some := range slices.Chunk(cards, cardsAtOnce) {
		args, rows := []any{ref.Org, ref.ID}, make([]string, len(some))
		for i, c := range some {
			n := len(args)
			rows[i] = fmt.Sprintf("($1, $2, $%d, $%d, $%d, $%d, $%d)", n+1, n+2, n+3, n+4, n+5)
			args = append(args, c.Item, c.Key, c.Face, c.Hand, c.Author)
		}
		err := exec(ctx, q, `INSERT INTO card (org, check_id, item, key, face, hand, author) VALUES `+strings.Join(rows, ", "), args...)
		if err != nil {
			return fmt.Errorf("lay cards: %w", err)
		}
	}
	return nil
}

// Clear implements check.Sheets; entries go with their sheets.
func (s queries) Clear(ctx context.Context, ref check.Ref, cardsToo bool) error {
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO unerased (org, check_id) VALUES ($1, $2) ON CONFLICT (org, check_id) DO NOTHING`, ref.Org, ref.ID)
		if err != nil {
			return err
		}
		if err := exec(ctx, q, `DELETE FROM sheet WHERE org = $1 AND check_id = $2`, ref.Org, ref.ID); err != nil {
			return err
		}
		if !cardsToo {
			return nil
		}
		return exec(ctx, q, `DELETE FROM card WHERE org = $1 AND check_id = $2`, ref.Org, ref.ID)
	})
}
