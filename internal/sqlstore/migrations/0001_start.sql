-- +goose Up
CREATE TABLE organisation (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  doc TEXT NOT NULL,
  CONSTRAINT organisation_pk PRIMARY KEY (id)
) /*SQLite: STRICT*/;

CREATE TABLE unit (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  parent TEXT NOT NULL,
  level TEXT NOT NULL,
  name TEXT NOT NULL,
  short TEXT NOT NULL,
  kind TEXT NOT NULL,
  headcount BIGINT NOT NULL,
  position BIGINT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  CONSTRAINT unit_pk PRIMARY KEY (org, id),
  CONSTRAINT unit_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;

CREATE TABLE service (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  unit TEXT NOT NULL,
  name TEXT NOT NULL,
  doc TEXT NOT NULL,
  CONSTRAINT service_pk PRIMARY KEY (org, id),
  CONSTRAINT service_unit FOREIGN KEY (org, unit) REFERENCES unit (org, id)
) /*SQLite: STRICT*/;
CREATE INDEX service_by_unit ON service (org, unit);

CREATE TABLE person (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  CONSTRAINT person_pk PRIMARY KEY (org, id),
  CONSTRAINT person_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;

CREATE TABLE membership (
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  CONSTRAINT membership_pk PRIMARY KEY (org, person, unit, role),
  CONSTRAINT membership_person FOREIGN KEY (org, person) REFERENCES person (org, id)
) /*SQLite: STRICT*/;

CREATE TABLE signin_link (
  token_hash TEXT NOT NULL,
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  reusable BOOLEAN NOT NULL,
  expires_at TEXT NOT NULL,
  CONSTRAINT signin_link_pk PRIMARY KEY (token_hash)
) /*SQLite: STRICT*/;

CREATE TABLE session (
  token_hash TEXT NOT NULL,
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  CONSTRAINT session_pk PRIMARY KEY (token_hash)
) /*SQLite: STRICT*/;
CREATE INDEX session_by_person ON session (org, person);

CREATE TABLE instrument (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  version TEXT NOT NULL,
  hash TEXT NOT NULL,
  source TEXT NOT NULL,
  guides TEXT NOT NULL,
  published_at TEXT NOT NULL,
  CONSTRAINT instrument_pk PRIMARY KEY (org, id, version)
) /*SQLite: STRICT*/;

CREATE TABLE round (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  instrument_id TEXT NOT NULL,
  instrument_version TEXT NOT NULL,
  format TEXT NOT NULL,
  mode TEXT NOT NULL,
  threshold BIGINT NOT NULL,
  talk_minutes BIGINT NOT NULL,
  closes_on TEXT NOT NULL,
  mandate TEXT NOT NULL,
  state TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  closed_at TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT round_pk PRIMARY KEY (org, id),
  CONSTRAINT round_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;

CREATE TABLE unit_check (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  round TEXT NOT NULL,
  unit TEXT NOT NULL,
  unit_path TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  unit_kind TEXT NOT NULL,
  headcount BIGINT NOT NULL,
  position BIGINT NOT NULL,
  service TEXT NOT NULL,
  service_name TEXT NOT NULL,
  situations TEXT NOT NULL,
  mode TEXT NOT NULL,
  code TEXT NOT NULL,
  state TEXT NOT NULL,
  begun BOOLEAN NOT NULL,
  item TEXT NOT NULL,
  revealed BOOLEAN NOT NULL,
  reason TEXT NOT NULL,
  reopened BIGINT NOT NULL,
  signed_by TEXT NOT NULL,
  signed_at TEXT NOT NULL,
  comment TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT unit_check_pk PRIMARY KEY (org, id),
  CONSTRAINT unit_check_code UNIQUE (code),
  CONSTRAINT unit_check_once UNIQUE (org, round, unit, service),
  CONSTRAINT unit_check_round FOREIGN KEY (org, round) REFERENCES round (org, id)
) /*SQLite: STRICT*/;

CREATE TABLE agreement (
  org TEXT NOT NULL,
  check_id TEXT NOT NULL,
  item TEXT NOT NULL,
  answer BYTEA NOT NULL,
  reason TEXT NOT NULL,
  differing BOOLEAN NOT NULL,
  other_answer BYTEA NOT NULL,
  other_reason TEXT NOT NULL,
  adopted BOOLEAN NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT agreement_pk PRIMARY KEY (org, check_id, item),
  CONSTRAINT agreement_check FOREIGN KEY (org, check_id) REFERENCES unit_check (org, id)
) /*SQLite: STRICT*/;

CREATE TABLE note (
  org TEXT NOT NULL,
  check_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  item TEXT NOT NULL,
  who TEXT NOT NULL,
  post TEXT NOT NULL,
  soon BOOLEAN NOT NULL,
  position BIGINT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT note_pk PRIMARY KEY (org, check_id, id),
  CONSTRAINT note_check FOREIGN KEY (org, check_id) REFERENCES unit_check (org, id)
) /*SQLite: STRICT*/;

CREATE TABLE outcome (
  org TEXT NOT NULL,
  round TEXT NOT NULL,
  check_id TEXT NOT NULL,
  doc TEXT NOT NULL,
  CONSTRAINT outcome_pk PRIMARY KEY (org, check_id),
  CONSTRAINT outcome_check FOREIGN KEY (org, check_id) REFERENCES unit_check (org, id)
) /*SQLite: STRICT*/;
CREATE INDEX outcome_by_round ON outcome (org, round);

-- What people write alone. No person, no time, no order: without a row number
-- of their own, rows lie in the order of their random keys.
CREATE TABLE sheet (
  key TEXT NOT NULL,
  org TEXT NOT NULL,
  check_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  name TEXT NOT NULL,
  sealed BOOLEAN NOT NULL,
  CONSTRAINT sheet_pk PRIMARY KEY (key),
  CONSTRAINT sheet_check FOREIGN KEY (org, check_id) REFERENCES unit_check (org, id)
) /*SQLite: STRICT, WITHOUT ROWID*/;
CREATE INDEX sheet_by_check ON sheet (org, check_id);

CREATE TABLE entry (
  sheet TEXT NOT NULL,
  item TEXT NOT NULL,
  payload BYTEA NOT NULL,
  CONSTRAINT entry_pk PRIMARY KEY (sheet, item),
  CONSTRAINT entry_sheet FOREIGN KEY (sheet) REFERENCES sheet (key) ON DELETE CASCADE
) /*SQLite: STRICT, WITHOUT ROWID*/;

CREATE TABLE card (
  org TEXT NOT NULL,
  check_id TEXT NOT NULL,
  item TEXT NOT NULL,
  key TEXT NOT NULL,
  face TEXT NOT NULL,
  hand BOOLEAN NOT NULL,
  author TEXT NOT NULL,
  CONSTRAINT card_pk PRIMARY KEY (org, check_id, item, key),
  CONSTRAINT card_check FOREIGN KEY (org, check_id) REFERENCES unit_check (org, id)
) /*SQLite: STRICT, WITHOUT ROWID*/;

-- Checks whose deleted sheets and cards may still be readable in the files.
CREATE TABLE unerased (
  org TEXT NOT NULL,
  check_id TEXT NOT NULL,
  CONSTRAINT unerased_pk PRIMARY KEY (org, check_id)
) /*SQLite: STRICT*/;

CREATE TABLE audit (
  org TEXT NOT NULL,
  at TEXT NOT NULL,
  id TEXT NOT NULL,
  person TEXT NOT NULL,
  verb TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL,
  CONSTRAINT audit_pk PRIMARY KEY (org, at, id)
) /*SQLite: STRICT*/;

-- +goose Down
DROP TABLE audit;
DROP TABLE unerased;
DROP TABLE card;
DROP TABLE entry;
DROP TABLE sheet;
DROP TABLE outcome;
DROP TABLE note;
DROP TABLE agreement;
DROP TABLE unit_check;
DROP TABLE round;
DROP TABLE instrument;
DROP TABLE session;
DROP TABLE signin_link;
DROP TABLE membership;
DROP TABLE person;
DROP TABLE service;
DROP TABLE unit;
DROP TABLE organisation;
