-- +goose Up
ALTER TABLE unit_check ADD COLUMN seats BIGINT NOT NULL DEFAULT 0;
ALTER TABLE unit_check ADD COLUMN sheets BIGINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE unit_check DROP COLUMN sheets;
ALTER TABLE unit_check DROP COLUMN seats;
