-- +goose Up
ALTER TABLE round ADD COLUMN mandate_on TEXT NOT NULL DEFAULT '';
ALTER TABLE round ADD COLUMN mandate_text TEXT NOT NULL DEFAULT '';
ALTER TABLE round ADD COLUMN mandate_reference TEXT NOT NULL DEFAULT '';
ALTER TABLE round ADD COLUMN waves TEXT NOT NULL DEFAULT '[]';
ALTER TABLE round ADD COLUMN letters TEXT NOT NULL DEFAULT '[]';
ALTER TABLE round ADD COLUMN rehearsal BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE unit_check ADD COLUMN wave TEXT NOT NULL DEFAULT '';
ALTER TABLE unit_check ADD COLUMN until_day TEXT NOT NULL DEFAULT '';
ALTER TABLE unit_check ADD COLUMN look_again TEXT NOT NULL DEFAULT '';
ALTER TABLE unit_check ADD COLUMN talk_at TEXT NOT NULL DEFAULT '';
ALTER TABLE unit_check ADD COLUMN rehearsal BOOLEAN NOT NULL DEFAULT FALSE;

-- The beginning of a talk stood in the record alone.
UPDATE unit_check SET talk_at = COALESCE((SELECT MAX(a.at) FROM audit a
  WHERE a.org = unit_check.org AND a.object = unit_check.id AND a.verb = 'check.talk'), '');

CREATE TABLE check_version (
  org TEXT NOT NULL,
  check_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  doc TEXT NOT NULL,
  CONSTRAINT check_version_pk PRIMARY KEY (org, check_id, number),
  CONSTRAINT check_version_check FOREIGN KEY (org, check_id) REFERENCES unit_check (org, id)
) /*SQLite: STRICT*/;

-- Dates on which facilitators can be booked.
CREATE TABLE talk_date (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  facilitator TEXT NOT NULL,
  starts_at TEXT NOT NULL,
  minutes BIGINT NOT NULL,
  place TEXT NOT NULL,
  check_id TEXT NOT NULL,
  booked_by TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT talk_date_pk PRIMARY KEY (org, id),
  CONSTRAINT talk_date_once UNIQUE (org, facilitator, starts_at),
  CONSTRAINT talk_date_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;
CREATE INDEX talk_date_by_start ON talk_date (org, starts_at);
CREATE UNIQUE INDEX talk_date_of_check ON talk_date (org, check_id) WHERE check_id <> '';

-- One team leads the talk of another.
CREATE TABLE tandem (
  org TEXT NOT NULL,
  round TEXT NOT NULL,
  unit TEXT NOT NULL,
  by_unit TEXT NOT NULL,
  person TEXT NOT NULL,
  CONSTRAINT tandem_pk PRIMARY KEY (org, round, unit),
  CONSTRAINT tandem_round FOREIGN KEY (org, round) REFERENCES round (org, id)
) /*SQLite: STRICT*/;
CREATE INDEX tandem_by_person ON tandem (org, person);

-- Which letter of a round went to whom, so that it can be seen to come back.
CREATE TABLE letter (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  round TEXT NOT NULL,
  check_id TEXT NOT NULL,
  person TEXT NOT NULL,
  kind TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  CONSTRAINT letter_pk PRIMARY KEY (org, id),
  CONSTRAINT letter_check FOREIGN KEY (org, check_id) REFERENCES unit_check (org, id)
) /*SQLite: STRICT*/;
CREATE INDEX letter_by_round ON letter (org, round);

-- +goose Down
DROP TABLE letter;
DROP TABLE tandem;
DROP TABLE talk_date;
DROP TABLE check_version;
ALTER TABLE unit_check DROP COLUMN rehearsal;
ALTER TABLE unit_check DROP COLUMN talk_at;
ALTER TABLE unit_check DROP COLUMN look_again;
ALTER TABLE unit_check DROP COLUMN until_day;
ALTER TABLE unit_check DROP COLUMN wave;
ALTER TABLE round DROP COLUMN rehearsal;
ALTER TABLE round DROP COLUMN letters;
ALTER TABLE round DROP COLUMN waves;
ALTER TABLE round DROP COLUMN mandate_reference;
ALTER TABLE round DROP COLUMN mandate_text;
ALTER TABLE round DROP COLUMN mandate_on;
