-- +goose Up
ALTER TABLE organisation ADD COLUMN parent TEXT NOT NULL DEFAULT '';
CREATE INDEX organisation_by_parent ON organisation (parent);

-- How a unit was called and where it hung before a day, the oldest first.
ALTER TABLE unit ADD COLUMN former TEXT NOT NULL DEFAULT '[]';

CREATE TABLE part (
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  round TEXT NOT NULL,
  kind TEXT NOT NULL,
  deputy_for TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT NOT NULL,
  CONSTRAINT part_pk PRIMARY KEY (org, person, unit, role, round, kind, deputy_for),
  CONSTRAINT part_person FOREIGN KEY (org, person) REFERENCES person (org, id)
) /*SQLite: STRICT*/;
INSERT INTO part (org, person, unit, role, round, kind, deputy_for, valid_from, valid_until)
  SELECT org, person, unit, role, '', '', '', '', '' FROM membership;
DROP TABLE membership;

CREATE TABLE post (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  unit TEXT NOT NULL,
  title TEXT NOT NULL,
  holder TEXT NOT NULL,
  CONSTRAINT post_pk PRIMARY KEY (org, id),
  CONSTRAINT post_unit FOREIGN KEY (org, unit) REFERENCES unit (org, id)
) /*SQLite: STRICT*/;
CREATE INDEX post_by_holder ON post (org, holder);

-- Which units came out of which.
CREATE TABLE lineage (
  org TEXT NOT NULL,
  from_unit TEXT NOT NULL,
  to_unit TEXT NOT NULL,
  on_date TEXT NOT NULL,
  kind TEXT NOT NULL,
  CONSTRAINT lineage_pk PRIMARY KEY (org, from_unit, to_unit, on_date)
) /*SQLite: STRICT*/;

-- What an organisation lets the one above it see.
CREATE TABLE release (
  org TEXT NOT NULL,
  round TEXT NOT NULL,
  receiver TEXT NOT NULL,
  released_at TEXT NOT NULL,
  released_by TEXT NOT NULL,
  CONSTRAINT release_pk PRIMARY KEY (org, round, receiver),
  CONSTRAINT release_round FOREIGN KEY (org, round) REFERENCES round (org, id)
) /*SQLite: STRICT*/;
CREATE INDEX release_by_receiver ON release (receiver);

-- +goose Down
DROP TABLE release;
DROP TABLE lineage;
DROP TABLE post;
CREATE TABLE membership (
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  CONSTRAINT membership_pk PRIMARY KEY (org, person, unit, role),
  CONSTRAINT membership_person FOREIGN KEY (org, person) REFERENCES person (org, id)
) /*SQLite: STRICT*/;
INSERT INTO membership (org, person, unit, role) SELECT DISTINCT org, person, unit, role FROM part;
DROP TABLE part;
ALTER TABLE unit DROP COLUMN former;
DROP INDEX organisation_by_parent;
ALTER TABLE organisation DROP COLUMN parent;
