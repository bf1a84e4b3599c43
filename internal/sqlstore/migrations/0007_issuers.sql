-- +goose Up
-- An issuer's id stands in addresses that know no organisation yet.
CREATE UNIQUE INDEX issuer_by_id ON issuer (id);

-- The parts that an identity provider's claims gave a person, so that they can
-- be taken back.
ALTER TABLE identity ADD COLUMN given TEXT NOT NULL DEFAULT '[]';

-- +goose Down
ALTER TABLE identity DROP COLUMN given;
DROP INDEX issuer_by_id;
