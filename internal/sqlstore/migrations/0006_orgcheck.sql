-- +goose Up
CREATE TABLE org_check (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  instrument_id TEXT NOT NULL,
  instrument_version TEXT NOT NULL,
  format TEXT NOT NULL,
  threshold BIGINT NOT NULL,
  closes_on TEXT NOT NULL,
  state TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  closed_at TEXT NOT NULL,
  outcome TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT org_check_pk PRIMARY KEY (org, id),
  CONSTRAINT org_check_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;

-- Duties, statements, decisions, texts on fields and groups of partners.
CREATE TABLE org_check_part (
  org TEXT NOT NULL,
  check_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  doc TEXT NOT NULL,
  CONSTRAINT org_check_part_pk PRIMARY KEY (org, check_id, kind, key),
  CONSTRAINT org_check_part_check FOREIGN KEY (org, check_id) REFERENCES org_check (org, id)
) /*SQLite: STRICT*/;

CREATE TABLE partner_code (
  code TEXT NOT NULL,
  org TEXT NOT NULL,
  check_id TEXT NOT NULL,
  partner_group TEXT NOT NULL,
  CONSTRAINT partner_code_pk PRIMARY KEY (code),
  CONSTRAINT partner_code_check FOREIGN KEY (org, check_id) REFERENCES org_check (org, id)
) /*SQLite: STRICT*/;

-- What partners answer. No person, no time, no order.
CREATE TABLE partner_sheet (
  key TEXT NOT NULL,
  org TEXT NOT NULL,
  check_id TEXT NOT NULL,
  partner_group TEXT NOT NULL,
  answers BYTEA NOT NULL,
  CONSTRAINT partner_sheet_pk PRIMARY KEY (key),
  CONSTRAINT partner_sheet_check FOREIGN KEY (org, check_id) REFERENCES org_check (org, id)
) /*SQLite: STRICT, WITHOUT ROWID*/;
CREATE INDEX partner_sheet_by_check ON partner_sheet (org, check_id, partner_group);

-- +goose Down
DROP TABLE partner_sheet;
DROP TABLE partner_code;
DROP TABLE org_check_part;
DROP TABLE org_check;
