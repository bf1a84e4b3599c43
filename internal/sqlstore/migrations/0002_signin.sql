-- +goose Up
-- Mails on their way. A sent one keeps no text; secret ones are never here
-- unless they have failed, and then without a text.
CREATE TABLE outbox (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  page TEXT NOT NULL,
  until_at TEXT NOT NULL,
  state TEXT NOT NULL,
  problem TEXT NOT NULL,
  code TEXT NOT NULL,
  tries BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  due_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  CONSTRAINT outbox_pk PRIMARY KEY (org, id),
  CONSTRAINT outbox_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;
CREATE INDEX outbox_due ON outbox (state, due_at);

ALTER TABLE session ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN way TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN issuer TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN sid TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN begun_at TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN extended BIGINT NOT NULL DEFAULT 0;
CREATE INDEX session_by_provider ON session (issuer, subject, sid);

CREATE INDEX person_by_email ON person (lower(email));

-- A sign-in by mail that has begun. Nothing here lets anybody in: the link, the
-- code and the browser's secret are known by their hashes, the code only
-- together with one of the others.
CREATE TABLE signin_try (
  token_hash TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  code_with_token TEXT NOT NULL,
  code_with_browser TEXT NOT NULL,
  about TEXT NOT NULL,
  people TEXT NOT NULL,
  wrong BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  CONSTRAINT signin_try_pk PRIMARY KEY (token_hash)
) /*SQLite: STRICT*/;
CREATE INDEX signin_try_by_browser ON signin_try (browser_hash);
CREATE INDEX signin_try_by_about ON signin_try (about, created_at);

-- What the program must remember of a sign-in that goes through somebody else:
-- an identity provider, a passkey. Used once.
CREATE TABLE signin_flow (
  key_hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  browser_hash TEXT NOT NULL,
  doc TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  CONSTRAINT signin_flow_pk PRIMARY KEY (key_hash, kind)
) /*SQLite: STRICT*/;

CREATE TABLE issuer (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  doc TEXT NOT NULL,
  CONSTRAINT issuer_pk PRIMARY KEY (org, id),
  CONSTRAINT issuer_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;

-- Who somebody is at an identity provider.
CREATE TABLE identity (
  org TEXT NOT NULL,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  person TEXT NOT NULL,
  CONSTRAINT identity_pk PRIMARY KEY (org, issuer, subject),
  CONSTRAINT identity_person FOREIGN KEY (org, person) REFERENCES person (org, id)
) /*SQLite: STRICT*/;
CREATE INDEX identity_by_person ON identity (org, person);

CREATE TABLE passkey (
  id TEXT NOT NULL,
  org TEXT NOT NULL,
  person TEXT NOT NULL,
  handle TEXT NOT NULL,
  name TEXT NOT NULL,
  doc TEXT NOT NULL,
  created_on TEXT NOT NULL,
  used_on TEXT NOT NULL,
  CONSTRAINT passkey_pk PRIMARY KEY (id),
  CONSTRAINT passkey_person FOREIGN KEY (org, person) REFERENCES person (org, id)
) /*SQLite: STRICT*/;
CREATE INDEX passkey_by_person ON passkey (org, person);
CREATE INDEX passkey_by_handle ON passkey (handle);

-- +goose Down
DROP TABLE passkey;
DROP TABLE identity;
DROP TABLE issuer;
DROP TABLE signin_flow;
DROP TABLE signin_try;
DROP INDEX person_by_email;
DROP INDEX session_by_provider;
ALTER TABLE session DROP COLUMN extended;
ALTER TABLE session DROP COLUMN begun_at;
ALTER TABLE session DROP COLUMN sid;
ALTER TABLE session DROP COLUMN subject;
ALTER TABLE session DROP COLUMN issuer;
ALTER TABLE session DROP COLUMN way;
ALTER TABLE session DROP COLUMN id;
DROP TABLE outbox;
