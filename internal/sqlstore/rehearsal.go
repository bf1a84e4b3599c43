package sqlstore

import (
	"context"
	"fmt"
	"time"

	"chancencheck/organisation"
)

// ofRehearsals are the tables that hang on a check, with how they name it.
var ofRehearsals = []string{"check_version", "outcome", "note", "agreement", "card", "sheet", "letter"}

// DropRehearsals deletes the rehearsals of an organisation that were begun
// before a moment, with all that was written in them.
func (db *DB) DropRehearsals(ctx context.Context, org organisation.OrgID, before time.Time) error {
	var dropped int64
	err := db.atomically(ctx, func(q querier) error {
		const old = `(SELECT id FROM round WHERE org = $1 AND rehearsal = TRUE AND opened_at < $2)`
		for _, table := range ofRehearsals {
			err := exec(ctx, q, `DELETE FROM `+table+` WHERE org = $1 AND check_id IN (SELECT id FROM unit_check WHERE org = $1 AND round IN `+old+`)`,
				org, stamp(before))
			if err != nil {
				return err
			}
		}
		if err := exec(ctx, q, `DELETE FROM unit_check WHERE org = $1 AND round IN `+old, org, stamp(before)); err != nil {
			return err
		}
		var err error
		dropped, err = changed(ctx, q, `DELETE FROM round WHERE org = $1 AND rehearsal = TRUE AND opened_at < $2`, org, stamp(before))
		return err
	})
	if err != nil {
		return fmt.Errorf("drop rehearsals of %s: %w", org, err)
	}
	if dropped == 0 {
		return nil
	}
	return db.erase(ctx, remains{cleared: true})
}
