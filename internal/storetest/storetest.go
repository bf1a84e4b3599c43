// Package storetest is what every database engine must do alike.
//
// Run goes through each method of the store: every field comes back as it was
// put in, organisations stay apart, changes made at the same time lose nothing,
// and what is refused leaves nothing behind. The engines' own tests call it;
// whoever adds a method adds it here.
package storetest

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Run runs the whole suite; open gives each part an empty database of its own.
func Run(t *testing.T, open func(t *testing.T) *sqlstore.DB) {
	for _, part := range []struct {
		name string
		run  func(*testing.T, *sqlstore.DB)
	}{
		{"organisation", organisations}, {"unit", units}, {"service", services}, {"people", people}, {"roster", roster},
		{"roster, many at once", rosterAtOnce}, {"estate", estate}, {"planned reforms", plannedReforms}, {"import", imports}, {"release", releases},
		{"link", links}, {"link used once", linkOnce}, {"link replaced", linkReplaced}, {"session", sessions}, {"sessions of people", sessionsOfPeople},
		{"people by address", peopleByEmail}, {"tries", tries}, {"try used once", tryOnce}, {"flows", flows}, {"issuers", issuers}, {"identities", identities}, {"passkeys", passkeys}, {"mail", mails}, {"mail claimed once", mailOnce}, {"instrument", instruments}, {"audit", events},
		{"audit chain", chains}, {"audit chain, many writers", chainAtOnce}, {"audit chain, old events go", chainForgets}, {"legal", legal}, {"barriers", barriers}, {"retention", retaining}, {"retention after rounds", afterRounds}, {"retention, last administrators", lastAdmins}, {"holdings", holdings}, {"an account is erased", erasing},
		{"round", rounds}, {"check", checks}, {"check order", checkOrder}, {"increments", increments}, {"deadlock", deadlock},
		{"agreement", agreements}, {"agreement, two writers", agreementConflict}, {"adopt", adopt}, {"notes", notes},
		{"outcome", outcomes}, {"rollback", rollback}, {"finish while writing", finishWhileWriting},
		{"sheet", sheets}, {"entry", entries}, {"entry guard", entryGuard}, {"entry in a transaction", entryInTx},
		{"entry, many callers", entryCallers}, {"entry, order", entryOrder}, {"entry, close while waiting", entryClose}, {"entry, cancelled", entryCancel},
		{"cards", cards}, {"cards of many at once", cardsAtOnce}, {"cards after the end", cardsAfterFinish},
		{"clear", cleared}, {"many begin at once", beginAtOnce}, {"merge while saving", mergeWhileSaving}, {"close while saving", closeWhileSaving},
		{"organisation check", orgRecords}, {"statements at once", orgStatementsAtOnce}, {"partners", partnerSheets}, {"organisation checks apart", orgApart},
		{"versions", versions}, {"rehearsals", rehearsals}, {"dates", dates}, {"letters", letters}, {"findings", findings}, {"findings chosen", findingFilters}, {"measures", measures}, {"status requests", requests}, {"organisations apart", apart}, {"text that cannot be stored", unstorable},
		{"dialogues", dialogues}, {"contributions", contributions}, {"marks", marks}, {"votes", votes}, {"votes, many callers", votesAtOnce}, {"events led by two", eventAtOnce},
	} {
		t.Run(part.name, func(t *testing.T) {
			t.Parallel()
			part.run(t, open(t))
		})
	}
}

// Now is the moment of the suite, with the milliseconds that are kept.
var Now = time.Date(2027, 3, 1, 9, 30, 0, 123e6, time.UTC)

// texts are what people write.
var texts = []string{
	"", "Bürgerbüro – Straße „Süd“", "مرحبا بكم", "👩‍👩‍👧 🇩🇪", "a\nb\tc", `'; DROP TABLE unit; --"\`, "�",
	strings.Repeat("ä", 10_000),
}

// world is an organisation with a round to put checks into.
type world struct {
	*testing.T
	db  *sqlstore.DB
	ctx context.Context
	org organisation.OrgID
	rd  *round.Round
}

// found makes a world in a database.
func found(t *testing.T, db *sqlstore.DB, org organisation.OrgID) *world {
	t.Helper()
	w := &world{T: t, db: db, ctx: t.Context(), org: org}
	w.must(db.PutOrganisation(w.ctx, organisation.Organisation{ID: org, Name: string(org)}))
	w.rd = &round.Round{Ref: round.Ref{Org: org, ID: "r"}, Title: "Runde", State: round.Drafted, Version: 1}
	w.must(db.CreateRound(w.ctx, w.rd))
	w.must(round.Open(w.ctx, db, w.act(), w.rd.Ref))
	return w
}

// must ends the test at an error.
func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// is compares what came with what was wanted.
func (w *world) is(want, got any) {
	w.Helper()
	same(w.T, want, got)
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got, answers); diff != "" {
		t.Errorf("stored and loaded differ (-want +got):\n%s", diff)
	}
}

// answers compares answers by what they say.
var answers = cmp.Comparer(func(a, b instrument.Answer) bool { return a.Equal(b) })

// fails asks for an error of a kind.
func fails(t *testing.T, kind fault.Kind, err error) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("got %v (%v), want a fault: %v", err, fault.KindOf(err), kind)
	}
}

// act is an act of somebody who may do everything.
func (w *world) act() access.Act {
	a := access.Actor{Person: "p", Org: string(w.org)}
	for _, r := range access.Roles {
		a.Grants = append(a.Grants, access.Grant{Role: r, Org: string(w.org)})
	}
	return access.Act{By: a, At: Now, NewID: rand.Text}
}

// check puts one check into the round.
func (w *world) check(id check.ID, mode round.Mode) *check.Check {
	w.Helper()
	c := &check.Check{
		Ref: check.Ref{Org: w.org, ID: id}, Round: w.rd.ID, Unit: organisation.UnitID("u-" + id), UnitPath: "/d/" + string(id),
		Mode: mode, Code: rand.Text(), State: check.Preparing, Version: 1,
	}
	w.must(w.db.CreateChecks(w.ctx, []*check.Check{c}))
	return c
}

// talking puts a check into the round whose team talks.
func (w *world) talking(id check.ID, mode round.Mode) *check.Check {
	w.Helper()
	c := w.check(id, mode)
	w.must(check.StartTalk(w.ctx, w.db, w.act(), c.Ref))
	return c
}

// sheet opens a sheet of a check.
func (w *world) sheet(c *check.Check) check.SheetKey {
	w.Helper()
	s := check.Sheet{Key: check.SheetKey(rand.Text()), Org: c.Org, Check: c.ID, Mode: c.Mode, Sealed: c.Mode == round.Private}
	w.must(check.Begin(w.ctx, w.db, s))
	return s.Key
}

// hand is the stored form of an entry that only raises a hand.
func (w *world) hand(item check.ItemID) []byte {
	w.Helper()
	b, err := check.Entry{Item: item, Hand: true}.Encode()
	w.must(err)
	return b
}

var levels = &instrument.Question{ID: "q", Scored: true, Scale: &instrument.Scale{ID: "s", Kind: instrument.Levels,
	Options: []instrument.Option{{ID: "0"}, {ID: "1"}, {ID: "2"}, {ID: "3"}}}}

// level is an answer on four levels.
func level(t *testing.T, id string) instrument.Answer {
	t.Helper()
	a, err := instrument.NewAnswerOptions(levels, id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
