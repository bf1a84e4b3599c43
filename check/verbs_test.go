package check_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/published"
	"chancencheck/internal/scene"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// town is a small town with its database.
func town(t *testing.T) (*scene.Scene, *sqlstore.DB) {
	t.Helper()
	ctx := context.Background()
	db, err := sqlstore.Open(ctx, filepath.Join(t.TempDir(), "town.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := scene.Small(ctx, scene.Stage{Store: db, Instruments: published.New(db), NewID: scene.Seeded("check"), Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return s, db
}

func bring(t *testing.T, s *scene.Scene, unit organisation.UnitID, to scene.Step) *check.Check {
	t.Helper()
	c, err := s.Bring(context.Background(), unit, to)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCardsOnTheTableAreCountedAgain(t *testing.T) {
	t.Parallel()
	s, db := town(t)
	ctx, c := context.Background(), bring(t, s, scene.Counter, scene.Talking)
	item, act := s.Items(c)[1], s.Act(access.Facilitator)
	laid := func() check.Tally {
		cards, err := db.Cards(ctx, c.Ref)
		if err != nil {
			t.Fatal(err)
		}
		return check.TallyLaid(cards)[item.ID]
	}
	before := laid()
	for _, counts := range []map[string]int{{"0": 2, "3": 2}, {"1": 1}, {}} {
		if err := check.CountCards(ctx, db, act, c.Ref, item, counts); err != nil {
			t.Fatal(err)
		}
		want := check.Tally{Item: item.ID, Faces: map[string]int{}, Hands: before.Hands}
		for face, n := range before.Faces {
			want.Faces[face] += n
		}
		for face, n := range counts {
			want.Faces[face] += n
		}
		if diff := cmp.Diff(want, laid()); diff != "" {
			t.Errorf("%v on the table: %s", counts, diff)
		}
	}
	if err := check.CountCards(ctx, db, s.Act(access.UnitLead), c.Ref, item, nil); fault.KindOf(err) != fault.Denied {
		t.Errorf("the head counts cards: %v", err)
	}
	if err := check.CountCards(ctx, db, act, c.Ref, item, map[string]int{"9": 1}); !errors.Is(err, check.ErrCount) {
		t.Errorf("a card that does not exist: %v", err)
	}
}

func TestAnonymousCardsAreNotMixedWithCountedOnes(t *testing.T) {
	t.Parallel()
	s, db := town(t)
	ctx, c, act := context.Background(), bring(t, s, scene.Enforcement, scene.Noted), s.Act(access.Facilitator)
	item := s.Items(c)[1]
	if err := check.CountCards(ctx, db, act, c.Ref, item, map[string]int{"1": 3}); !errors.Is(err, check.ErrNotTalking) {
		t.Errorf("counted before the talk: %v", err)
	}
	bring(t, s, scene.Enforcement, scene.Talking)
	if err := check.CountCards(ctx, db, act, c.Ref, item, map[string]int{"1": 3}); !errors.Is(err, check.ErrCountMixed) {
		t.Errorf("got %v", err)
	}
	if err := db.Clear(ctx, c.Ref, true); err != nil { // a team on paper: nobody has laid a card
		t.Fatal(err)
	}
	for range 2 {
		if err := check.CountCards(ctx, db, act, c.Ref, item, map[string]int{"1": 12}); err != nil {
			t.Errorf("a team on paper: %v", err)
		}
	}
}

func TestAdoptKeepsWhatWasAgreed(t *testing.T) {
	t.Parallel()
	s, db := town(t)
	ctx, c, act := context.Background(), bring(t, s, scene.Counter, scene.Talking), s.Act(access.Facilitator)
	items := s.Items(c)
	answer := func(i check.Item, at int) instrument.Answer {
		a, err := i.Level(i.Levels()[at])
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	agreed := check.Agreement{Item: items[1].ID, Answer: answer(items[1], 0), Reason: "Niemand hat es gesehen."}
	if err := check.Agree(ctx, db, act, c.Ref, agreed); err != nil {
		t.Fatal(err)
	}
	if err := check.Adopt(ctx, db, act, c.Ref, []check.Agreement{{Item: items[2].ID}}); !errors.Is(err, check.ErrOneAnswer) {
		t.Errorf("nothing was adopted: %v", err)
	}
	proposals := []check.Agreement{{Item: items[1].ID, Answer: answer(items[1], 2)}, {Item: items[2].ID, Answer: answer(items[2], 1)}}
	if err := check.Adopt(ctx, db, act, c.Ref, proposals); err != nil {
		t.Fatal(err)
	}
	rec, err := db.Record(ctx, c.Ref)
	if err != nil {
		t.Fatal(err)
	}
	first, second := rec.Agreements[items[1].ID], rec.Agreements[items[2].ID]
	if first.Reason != agreed.Reason || !first.Answer.Equal(agreed.Answer) || first.Adopted || !second.Adopted || second.Version != 1 {
		t.Errorf("got %+v and adopted=%v", first, second.Adopted)
	}
}

func TestFinishKeepsAgreementsAndDeletesTheRest(t *testing.T) {
	t.Parallel()
	s, db := town(t)
	ctx, act := context.Background(), s.Act(access.Facilitator)
	nothing := func(*check.Record) ([]byte, error) { return []byte("{}"), nil }
	empty := bring(t, s, scene.Library, scene.Talking)
	if err := check.Finish(ctx, db, act, empty.Ref, nothing); fault.KindOf(err) != fault.Conflict {
		t.Errorf("nothing was agreed, and still finished: %v", err)
	}
	c := bring(t, s, scene.Counter, scene.Agreed)
	if err := check.Finish(ctx, db, act, c.Ref, func(*check.Record) ([]byte, error) { return nil, errors.New("broken") }); err == nil {
		t.Error("finished without an outcome")
	}
	if sheets, err := db.SheetsOf(ctx, c.Ref); err != nil || len(sheets) == 0 {
		t.Errorf("a failed finish deleted sheets (%v)", err)
	}
	if err := check.Finish(ctx, db, act, c.Ref, nothing); err != nil {
		t.Fatal(err)
	}
	sheets, err := db.SheetsOf(ctx, c.Ref)
	cards, err2 := db.Cards(ctx, c.Ref)
	rec, err3 := db.Record(ctx, c.Ref)
	if err := errors.Join(err, err2, err3); err != nil || len(sheets)+len(cards) != 0 || len(rec.Agreements) == 0 || len(rec.Notes) == 0 {
		t.Errorf("after finishing: %d sheets, %d cards, %d agreements (%v)", len(sheets), len(cards), len(rec.Agreements), err)
	}
	if err := check.WriteNote(ctx, db, act, c.Ref, check.Note{Kind: check.Worked, Text: "zu spät"}); !errors.Is(err, check.ErrNotTalking) {
		t.Errorf("a note after the end: %v", err)
	}
}

func TestNotesHaveVersions(t *testing.T) {
	t.Parallel()
	s, db := town(t)
	ctx, c, act := context.Background(), bring(t, s, scene.Counter, scene.Talking), s.Act(access.Facilitator)
	for range check.MostMeasures {
		if err := check.WriteNote(ctx, db, act, c.Ref, check.Note{Kind: check.Measure, Text: "Karten drucken", Who: check.We}); err != nil {
			t.Fatal(err)
		}
	}
	rec, err := db.Record(ctx, c.Ref)
	if err != nil || len(rec.Notes) != check.MostMeasures {
		t.Fatalf("%d notes, %v", len(rec.Notes), err)
	}
	n := rec.Notes[0]
	n.Text = "Karten heute drucken"
	if err := check.WriteNote(ctx, db, act, c.Ref, n); err != nil {
		t.Fatal(err)
	}
	if err := check.WriteNote(ctx, db, act, c.Ref, n); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an older version was written over a newer: %v", err)
	}
	if err := check.WriteNote(ctx, db, act, c.Ref, check.Note{Kind: check.Measure, Text: "noch eine", Who: check.We}); !errors.Is(err, check.ErrMeasures) {
		t.Errorf("a fourth measure: %v", err)
	}
	if err := check.RemoveNote(ctx, db, act, c.Ref, n.ID); err != nil {
		t.Fatal(err)
	}
	if err := check.WriteNote(ctx, db, act, c.Ref, check.Note{Kind: check.Measure, Text: "noch eine", Who: check.We}); err != nil {
		t.Errorf("there was room again: %v", err)
	}
}
