package sqlstore_test

import (
	"fmt"
	"testing"

	"chancencheck/check"
	"chancencheck/internal/pgtest"
	"chancencheck/organisation"
	"chancencheck/round"
)

// TestOneUnitOneCheck: what pages of one unit or one check load is that of
// their own organisation, and nothing else.
func TestOneUnitOneCheck(t *testing.T) {
	t.Parallel()
	for name, dsn := range map[string]func(testing.TB) string{"sqlite": sqliteFile, "postgres": pgtest.DSN} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, ctx := open(t, dsn(t)), t.Context()
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			for _, org := range []organisation.OrgID{"mine", "theirs"} {
				must(db.PutOrganisation(ctx, organisation.Organisation{ID: org}))
				for _, rd := range []round.ID{"r2", "r1"} {
					must(db.CreateRound(ctx, &round.Round{Ref: round.Ref{Org: org, ID: rd}}))
					for _, unit := range []organisation.UnitID{"u1", "u2"} {
						id := check.ID(fmt.Sprint(org, rd, unit))
						c := &check.Check{Ref: check.Ref{Org: org, ID: id}, Round: rd, Unit: unit, Code: string(id)}
						must(db.CreateChecks(ctx, []*check.Check{c}))
						must(db.Freeze(ctx, c, []byte(id)))
					}
				}
			}
			checks, err := db.ChecksOfUnit(ctx, "mine", "u2")
			must(err)
			if len(checks) != 2 || checks[0].ID != "miner1u2" || checks[1].ID != "miner2u2" {
				t.Errorf("checks of unit u2: %v", checks)
			}
			doc, err := db.FrozenOf(ctx, check.Ref{Org: "mine", ID: "miner1u1"})
			must(err)
			if string(doc) != "miner1u1" {
				t.Errorf("outcome %q", doc)
			}
			if doc, err = db.FrozenOf(ctx, check.Ref{Org: "mine", ID: "theirsr1u1"}); err != nil || doc != nil {
				t.Errorf("the outcome of another organisation: %q, %v", doc, err)
			}
		})
	}
}
