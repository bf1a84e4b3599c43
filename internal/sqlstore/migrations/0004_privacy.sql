-- +goose Up
-- The record of events becomes a chain: every event carries its number and a
-- hash over itself and the hash before it. Events from before have number 0
-- until the program seals them at its next start.
ALTER TABLE audit ADD COLUMN seq BIGINT NOT NULL DEFAULT 0;
ALTER TABLE audit ADD COLUMN hash TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_by_seq ON audit (org, seq);

-- Where an organisation's chain ends, and where it begins after old events
-- were deleted.
CREATE TABLE audit_head (
  org TEXT NOT NULL,
  seq BIGINT NOT NULL,
  hash TEXT NOT NULL,
  first_seq BIGINT NOT NULL,
  first_hash TEXT NOT NULL,
  CONSTRAINT audit_head_pk PRIMARY KEY (org)
) /*SQLite: STRICT*/;

-- What an organisation has to say by law: imprint, privacy notice, statement.
CREATE TABLE legal (
  org TEXT NOT NULL,
  doc TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT legal_pk PRIMARY KEY (org)
) /*SQLite: STRICT*/;

-- Barriers that people have reported.
CREATE TABLE barrier (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  number BIGINT NOT NULL,
  reported_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  page TEXT NOT NULL,
  body TEXT NOT NULL,
  contact TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_on TEXT NOT NULL,
  CONSTRAINT barrier_pk PRIMARY KEY (org, id)
) /*SQLite: STRICT*/;

-- People who have asked for the erasure of their account.
CREATE TABLE erasure (
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  requested_on TEXT NOT NULL,
  CONSTRAINT erasure_pk PRIMARY KEY (org, person)
) /*SQLite: STRICT*/;

-- +goose Down
DROP TABLE erasure;
DROP TABLE barrier;
DROP TABLE legal;
DROP TABLE audit_head;
DROP INDEX audit_by_seq;
ALTER TABLE audit DROP COLUMN hash;
ALTER TABLE audit DROP COLUMN seq;
