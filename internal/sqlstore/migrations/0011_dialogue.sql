-- +goose Up
CREATE TABLE dialogue_event (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  state TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  code TEXT NOT NULL,
  doc TEXT NOT NULL,
  statements TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT dialogue_event_pk PRIMARY KEY (org, id),
  CONSTRAINT dialogue_event_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;

-- Codes to join and codes of scribes; table_id is '' for those to join.
CREATE TABLE dialogue_code (
  code TEXT NOT NULL,
  org TEXT NOT NULL,
  event TEXT NOT NULL,
  table_id TEXT NOT NULL,
  CONSTRAINT dialogue_code_pk PRIMARY KEY (code),
  CONSTRAINT dialogue_code_event FOREIGN KEY (org, event) REFERENCES dialogue_event (org, id)
) /*SQLite: STRICT*/;

-- Statements that can be voted on at this moment.
CREATE TABLE dialogue_open (
  org TEXT NOT NULL,
  event TEXT NOT NULL,
  statement TEXT NOT NULL,
  CONSTRAINT dialogue_open_pk PRIMARY KEY (org, event, statement),
  CONSTRAINT dialogue_open_event FOREIGN KEY (org, event) REFERENCES dialogue_event (org, id)
) /*SQLite: STRICT*/;

-- What people said. No time; ids of what comes from phones are random.
CREATE TABLE dialogue_contribution (
  org TEXT NOT NULL,
  event TEXT NOT NULL,
  id TEXT NOT NULL,
  slip TEXT NOT NULL,
  author TEXT NOT NULL,
  state TEXT NOT NULL,
  doc TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT dialogue_contribution_pk PRIMARY KEY (org, event, id),
  CONSTRAINT dialogue_contribution_event FOREIGN KEY (org, event) REFERENCES dialogue_event (org, id)
) /*SQLite: STRICT, WITHOUT ROWID*/;
CREATE UNIQUE INDEX dialogue_contribution_by_slip ON dialogue_contribution (slip);
CREATE INDEX dialogue_contribution_by_author ON dialogue_contribution (org, event, author);

-- Devices. No person, no time, no address; the key is derived from a secret.
CREATE TABLE dialogue_participant (
  key TEXT NOT NULL,
  org TEXT NOT NULL,
  event TEXT NOT NULL,
  host BIGINT NOT NULL,
  blocked BIGINT NOT NULL,
  CONSTRAINT dialogue_participant_pk PRIMARY KEY (key),
  CONSTRAINT dialogue_participant_event FOREIGN KEY (org, event) REFERENCES dialogue_event (org, id)
) /*SQLite: STRICT, WITHOUT ROWID*/;
CREATE INDEX dialogue_participant_by_event ON dialogue_participant (org, event);

CREATE TABLE dialogue_mark (
  org TEXT NOT NULL,
  event TEXT NOT NULL,
  participant TEXT NOT NULL,
  kind TEXT NOT NULL,
  item TEXT NOT NULL,
  value BIGINT NOT NULL,
  CONSTRAINT dialogue_mark_pk PRIMARY KEY (org, event, participant, kind, item),
  CONSTRAINT dialogue_mark_event FOREIGN KEY (org, event) REFERENCES dialogue_event (org, id)
) /*SQLite: STRICT, WITHOUT ROWID*/;

-- The last picture of counts that the public has seen.
CREATE TABLE dialogue_crowd (
  org TEXT NOT NULL,
  event TEXT NOT NULL,
  item TEXT NOT NULL,
  counts TEXT NOT NULL,
  CONSTRAINT dialogue_crowd_pk PRIMARY KEY (org, event, item),
  CONSTRAINT dialogue_crowd_event FOREIGN KEY (org, event) REFERENCES dialogue_event (org, id)
) /*SQLite: STRICT*/;

-- +goose Down
DROP TABLE dialogue_crowd;
DROP TABLE dialogue_mark;
DROP TABLE dialogue_participant;
DROP TABLE dialogue_contribution;
DROP TABLE dialogue_open;
DROP TABLE dialogue_code;
DROP TABLE dialogue_event;
