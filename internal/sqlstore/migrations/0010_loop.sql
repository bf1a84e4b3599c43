-- +goose Up
CREATE TABLE finding (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  -- the text in small letters, to look for words
  words TEXT NOT NULL,
  origin TEXT NOT NULL,
  round TEXT NOT NULL,
  unit TEXT NOT NULL,
  unit_path TEXT NOT NULL,
  unit_name TEXT NOT NULL,
  service TEXT NOT NULL,
  service_name TEXT NOT NULL,
  instrument_id TEXT NOT NULL,
  instrument_version TEXT NOT NULL,
  field TEXT NOT NULL,
  question TEXT NOT NULL,
  situation TEXT NOT NULL,
  who TEXT NOT NULL,
  aside TEXT NOT NULL,
  at TEXT NOT NULL,
  by_person TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT finding_pk PRIMARY KEY (org, id),
  CONSTRAINT finding_once UNIQUE (org, origin),
  CONSTRAINT finding_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;
CREATE INDEX finding_by_unit ON finding (org, unit_path, id);
CREATE INDEX finding_by_question ON finding (org, question);
CREATE INDEX finding_by_field ON finding (org, field);

-- Findings that people have gathered: a part may belong to several.
CREATE TABLE finding_part (
  org TEXT NOT NULL,
  whole TEXT NOT NULL,
  part TEXT NOT NULL,
  CONSTRAINT finding_part_pk PRIMARY KEY (org, whole, part),
  CONSTRAINT finding_part_whole FOREIGN KEY (org, whole) REFERENCES finding (org, id),
  CONSTRAINT finding_part_part FOREIGN KEY (org, part) REFERENCES finding (org, id)
) /*SQLite: STRICT*/;
CREATE INDEX finding_part_by_part ON finding_part (org, part);

CREATE TABLE measure (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  unit_path TEXT NOT NULL,
  post TEXT NOT NULL,
  status TEXT NOT NULL,
  verdict TEXT NOT NULL,
  -- the line of a file it was imported from, its own id if from none
  source TEXT NOT NULL,
  doc TEXT NOT NULL,
  version BIGINT NOT NULL,
  CONSTRAINT measure_pk PRIMARY KEY (org, id),
  CONSTRAINT measure_once UNIQUE (org, source),
  CONSTRAINT measure_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;
CREATE INDEX measure_by_unit ON measure (org, unit_path, title);

CREATE TABLE measure_finding (
  org TEXT NOT NULL,
  measure TEXT NOT NULL,
  finding TEXT NOT NULL,
  CONSTRAINT measure_finding_pk PRIMARY KEY (org, measure, finding),
  CONSTRAINT measure_finding_measure FOREIGN KEY (org, measure) REFERENCES measure (org, id),
  CONSTRAINT measure_finding_finding FOREIGN KEY (org, finding) REFERENCES finding (org, id)
) /*SQLite: STRICT*/;
CREATE INDEX measure_finding_by_finding ON measure_finding (org, finding);

-- Half-yearly questions to posts; the secret of the link is nowhere.
CREATE TABLE status_request (
  hash TEXT NOT NULL,
  org TEXT NOT NULL,
  period TEXT NOT NULL,
  post TEXT NOT NULL,
  sent_at TEXT NOT NULL,
  until_at TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  CONSTRAINT status_request_pk PRIMARY KEY (hash),
  CONSTRAINT status_request_once UNIQUE (org, period, post),
  CONSTRAINT status_request_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;

-- +goose Down
DROP TABLE status_request;
DROP TABLE measure_finding;
DROP TABLE measure;
DROP TABLE finding_part;
DROP TABLE finding;
