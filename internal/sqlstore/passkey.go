package sqlstore

import (
	"context"

	"chancencheck/fault"
	"chancencheck/organisation"
	"chancencheck/signin"
)

const passkeyColumns = `id, org, person, handle, name, doc, created_on, used_on`

func scanPasskey(s scanner) (signin.Passkey, error) {
	var p signin.Passkey
	var doc string
	err := s.Scan(&p.ID, &p.Who.Org, &p.Who.ID, &p.Handle, &p.Name, &doc, &p.CreatedOn, &p.UsedOn)
	p.Doc = []byte(doc)
	return p, translate(err)
}

// PutPasskey stores a new passkey; one that is known is fault.Conflict.
func (s queries) PutPasskey(ctx context.Context, p signin.Passkey) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `INSERT INTO passkey (`+passkeyColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
			p.ID, p.Who.Org, p.Who.ID, p.Handle, p.Name, string(p.Doc), p.CreatedOn, p.UsedOn)
	})
}

// Passkey returns a passkey by its id, or fault.NotFound.
func (s queries) Passkey(ctx context.Context, id string) (signin.Passkey, error) {
	return one(ctx, s.run.reader(), scanPasskey, `SELECT `+passkeyColumns+` FROM passkey WHERE id = $1`, id)
}

// PasskeysOf returns the passkeys of a person, by name.
func (s queries) PasskeysOf(ctx context.Context, who organisation.Ref) ([]signin.Passkey, error) {
	return collect(ctx, s.run.reader(), scanPasskey, `SELECT `+passkeyColumns+` FROM passkey WHERE org = $1 AND person = $2 ORDER BY name, id`, who.Org, who.ID)
}

// ChangePasskey stores what may change of a person's passkey: name, counter, use.
// One that is not hers is fault.NotFound.
func (s queries) ChangePasskey(ctx context.Context, p signin.Passkey) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `UPDATE passkey SET name = $1, doc = $2, used_on = $3 WHERE id = $4 AND org = $5 AND person = $6`,
			p.Name, string(p.Doc), p.UsedOn, p.ID, p.Who.Org, p.Who.ID)
		return thereIs(n, err)
	})
}

// DropPasskey removes a person's passkey. One that is not hers is fault.NotFound.
func (s queries) DropPasskey(ctx context.Context, who organisation.Ref, id string) error {
	return s.run.atomically(ctx, func(q querier) error {
		n, err := changed(ctx, q, `DELETE FROM passkey WHERE id = $1 AND org = $2 AND person = $3`, id, who.Org, who.ID)
		return thereIs(n, err)
	})
}

func thereIs(n int64, err error) error {
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, "store.not_found")
	}
	return err
}
