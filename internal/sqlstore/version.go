package sqlstore

import (
	"context"
	"fmt"

	"chancencheck/check"
	"chancencheck/fault"
)

// KeepVersion implements check.Versions.
func (s queries) KeepVersion(ctx context.Context, ref check.Ref, v check.Version) error {
	doc, err := v.Encode()
	if err != nil {
		return err
	}
	return s.run.atomically(ctx, func(q querier) error {
		err := exec(ctx, q, `INSERT INTO check_version (org, check_id, number, doc) VALUES ($1, $2, $3, $4)`, ref.Org, ref.ID, v.Number, string(doc))
		if err != nil {
			return fmt.Errorf("keep version %d of check %s: %w", v.Number, ref.ID, err)
		}
		return nil
	})
}

// ReplaceVersion implements check.Versions.
func (s queries) ReplaceVersion(ctx context.Context, ref check.Ref, v check.Version) error {
	doc, err := v.Encode()
	if err != nil {
		return err
	}
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `UPDATE check_version SET doc = $4 WHERE org = $1 AND check_id = $2 AND number = $3`, ref.Org, ref.ID, v.Number, string(doc))
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "store.not_found")
		}
		return err
	})
}

// Versions implements check.Versions.
func (s queries) Versions(ctx context.Context, ref check.Ref) ([]check.Version, error) {
	return collect(ctx, s.run.reader(), func(s scanner) (check.Version, error) {
		var doc string
		if err := s.Scan(&doc); err != nil {
			return check.Version{}, translate(err)
		}
		return check.DecodeVersion([]byte(doc))
	}, `SELECT doc FROM check_version WHERE org = $1 AND check_id = $2 ORDER BY number`, ref.Org, ref.ID)
}
