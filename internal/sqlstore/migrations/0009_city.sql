-- +goose Up
-- Reorganisations that take effect on a day to come.
CREATE TABLE planned_reform (
  org TEXT NOT NULL,
  id TEXT NOT NULL,
  on_date TEXT NOT NULL,
  doc TEXT NOT NULL,
  CONSTRAINT planned_reform_pk PRIMARY KEY (org, id),
  CONSTRAINT planned_reform_org FOREIGN KEY (org) REFERENCES organisation (id)
) /*SQLite: STRICT*/;

-- +goose Down
DROP TABLE planned_reform;
