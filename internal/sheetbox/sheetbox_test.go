package sheetbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/published"
	"chancencheck/internal/scene"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

// town is a database with the small scene and a box on it.
type town struct {
	*testing.T
	*scene.Scene
	box  *sheetbox.Box
	file string
}

func newTown(t *testing.T) *town {
	t.Helper()
	file := filepath.Join(t.TempDir(), "test.db")
	db, err := sqlstore.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	stage := scene.Stage{Store: db, Instruments: published.New(db), NewID: scene.Seeded("box"), Now: time.Date(2026, 3, 17, 9, 0, 0, 0, time.UTC)}
	s, err := scene.Small(t.Context(), stage)
	if err != nil {
		t.Fatal(err)
	}
	return &town{t, s, sheetbox.New(db), file}
}

func (w *town) check(unit organisation.UnitID) *check.Check {
	w.Helper()
	c, err := w.Check(w.Context(), unit)
	w.must(err)
	return c
}

// named turns the check of a unit into one with names, before anybody began.
func (w *town) named() *check.Check {
	w.Helper()
	w.must(w.Store.UpdateCheck(w.Context(), w.check(scene.Library).Ref, func(c *check.Check) ([]audit.Event, error) {
		c.Mode = round.Named
		return nil, nil
	}))
	return w.check(scene.Library)
}

func (w *town) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// begin opens a sheet of the check.
func (w *town) begin(c *check.Check, name string) *sheetbox.Opened {
	w.Helper()
	secret, err := w.box.Begin(w.Context(), w.Act(access.Coordinator), c, name)
	w.must(err)
	return w.open(secret)
}

func (w *town) open(secret sheetbox.Secret) *sheetbox.Opened {
	w.Helper()
	o, err := w.box.Open(w.Context(), secret)
	w.must(err)
	return o
}

// rated are the items of a check with the five levels of practice.
func (w *town) rated(c *check.Check) []check.Item {
	return slices.DeleteFunc(w.Items(c), func(i check.Item) bool { return i.Question.Scale.ID != "practice" })
}

// level is an entry with a level of the n-th rated item.
func (w *town) level(c *check.Check, n int, option string) check.Entry {
	w.Helper()
	item := w.rated(c)[n]
	a, err := instrument.NewAnswerOptions(item.Question, option)
	w.must(err)
	return check.Entry{Item: item.ID, Answer: a}
}

func (w *town) talk(c *check.Check) {
	w.Helper()
	w.must(check.StartTalk(w.Context(), w.Store, w.Act(access.Facilitator), c.Ref))
}

// keys are the names of the sheets of a check in the store.
func (w *town) keys(c *check.Check) []check.SheetKey {
	w.Helper()
	sheets, err := w.Store.SheetsOf(w.Context(), c.Ref)
	w.must(err)
	var keys []check.SheetKey
	for _, s := range sheets {
		keys = append(keys, s.Key)
	}
	return keys
}

func (w *town) stored(key check.SheetKey) map[check.ItemID][]byte {
	w.Helper()
	entries, err := w.Store.Entries(w.Context(), key)
	w.must(err)
	return entries
}

// canary is a note that nobody may find.
const canary = "KANARIENVOGEL im Amt"

func TestPrivateNotesCannotBeReadFromTheFiles(t *testing.T) {
	t.Parallel()
	for unit, readable := range map[organisation.UnitID]bool{scene.Counter: false, scene.Enforcement: true} {
		w := newTown(t)
		c := w.check(unit)
		o := w.begin(c, "")
		e := w.level(c, 0, "3")
		e.Note = canary
		w.must(w.box.Save(t.Context(), o, e))
		files, err := filepath.Glob(w.file + "*")
		w.must(err)
		var raw []byte
		for _, f := range files {
			b, err := os.ReadFile(f)
			w.must(err)
			raw = append(raw, b...)
		}
		if got := bytes.Contains(raw, []byte("KANARIENVOGEL")); got != readable {
			t.Errorf("%s mode: the note stands readable in the files: %v", c.Mode, got)
		}
		if bytes.Contains(raw, []byte(o.Secret.Path())) {
			t.Errorf("%s mode: the secret stands in the files", c.Mode)
		}
	}
}

func TestSealedEntriesWithoutWordsAreOfOneLength(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	c := w.check(scene.Counter)
	o := w.begin(c, "")
	for _, item := range w.Items(c) {
		for _, hand := range []bool{false, true} {
			for _, option := range item.Question.Scale.Options {
				a, err := instrument.NewAnswerOptions(item.Question, option.ID)
				w.must(err)
				w.mustHaveLength(o, check.Entry{Item: item.ID, Answer: a, Hand: hand})
			}
			for _, s := range []instrument.AnswerState{instrument.CannotJudge, instrument.Skipped, instrument.NotApplicable, instrument.Unanswered} {
				a, err := instrument.NewAnswerState(s)
				w.must(err)
				w.mustHaveLength(o, check.Entry{Item: item.ID, Answer: a, Hand: hand})
			}
		}
	}
}

func (w *town) mustHaveLength(o *sheetbox.Opened, e check.Entry) {
	w.Helper()
	const want = 12 + 512 + 16 // nonce, padded entry, tag
	w.must(w.box.Save(w.Context(), o, e))
	if n := len(w.stored(w.keys(o.Check)[0])[e.Item]); n != want {
		w.Errorf("%s: %s takes %d bytes, others %d", e.Item, e.Answer.Encode(), n, want)
	}
}

func TestOnlyTheRightSecretOpens(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	c := w.check(scene.Counter)
	o := w.begin(c, "")
	w.must(w.box.Save(t.Context(), o, w.level(c, 0, "1")))
	again, err := sheetbox.ParseSecret(" " + strings.ToLower(o.Secret.Spoken()) + "\n")
	w.must(err)
	if got := w.open(again).Entries[w.rated(c)[0].ID].Answer.Option(); got != "1" {
		t.Errorf("the code as it is written down opens a sheet with %q", got)
	}
	for _, wrong := range []string{o.Secret.Path()[:15] + "A", "AAAAAAAAAAAAAAAA"} {
		if wrong == o.Secret.Path() {
			wrong = wrong[:15] + "B"
		}
		secret, err := sheetbox.ParseSecret(wrong)
		w.must(err)
		if _, err := w.box.Open(t.Context(), secret); fault.KindOf(err) != fault.NotFound {
			t.Errorf("a wrong secret answers %v", err)
		}
	}
}

func TestParseSecretRefusesOtherLengths(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"", "ABCD-EFGH", "ABCD-EFGH-JKLM-NPQ", "ABCD-EFGH-JKLM-NPQR-S", "ÄÖÜ"} {
		if _, err := sheetbox.ParseSecret(typed); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%q: %v", typed, err)
		}
	}
}

func TestTamperedEntriesDoNotOpen(t *testing.T) {
	t.Parallel()
	tamper := map[string]func(w *town, mine, other check.SheetKey, sealed []byte, item, next check.ItemID) error{
		"a bit turned": func(w *town, mine, _ check.SheetKey, sealed []byte, item, _ check.ItemID) error {
			sealed[20] ^= 1
			return w.Store.SaveEntry(w.Context(), mine, item, sealed)
		},
		"cut short": func(w *town, mine, _ check.SheetKey, sealed []byte, item, _ check.ItemID) error {
			return w.Store.SaveEntry(w.Context(), mine, item, sealed[:5])
		},
		"put at another item": func(w *town, mine, _ check.SheetKey, sealed []byte, _, next check.ItemID) error {
			return w.Store.SaveEntry(w.Context(), mine, next, sealed)
		},
		"taken from another sheet": func(w *town, mine, other check.SheetKey, sealed []byte, item, _ check.ItemID) error {
			return w.Store.SaveEntry(w.Context(), other, item, sealed)
		},
	}
	for name, act := range tamper {
		w := newTown(t)
		c := w.check(scene.Counter)
		a := w.begin(c, "")
		w.must(w.box.Save(t.Context(), a, w.level(c, 0, "1")))
		mine := w.keys(c)[0]
		b := w.begin(c, "")
		other := slices.DeleteFunc(w.keys(c), func(k check.SheetKey) bool { return k == mine })[0]
		items := w.rated(c)
		w.must(act(w, mine, other, w.stored(mine)[items[0].ID], items[0].ID, items[1].ID))
		_, errA := w.box.Open(t.Context(), a.Secret)
		_, errB := w.box.Open(t.Context(), b.Secret)
		if errA == nil && errB == nil {
			t.Errorf("%s: nobody notices", name)
		}
	}
}

func TestOpenReadsOnlyTheItemsAskedFor(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	c := w.check(scene.Counter)
	o := w.begin(c, "")
	for n := range 3 {
		w.must(w.box.Save(t.Context(), o, w.level(c, n, "2")))
	}
	first := w.rated(c)[0].ID
	got, err := w.box.Open(t.Context(), o.Secret, first)
	if err != nil || len(got.Entries) != 1 || got.Entries[first].Answer.Option() != "2" {
		t.Errorf("got %d entries, %v", len(got.Entries), err)
	}
}

func TestSecretsStayOutOfPrintedTexts(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	o := w.begin(w.check(scene.Counter), "")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		for _, what := range []any{o.Secret, &o.Secret, *o} {
			if text := fmt.Sprintf(verb, what); strings.Contains(text, o.Secret.Path()) {
				t.Errorf("%s prints the secret", verb)
			}
		}
	}
}

func TestEntriesComeBackAsSaved(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	for _, unit := range []organisation.UnitID{scene.Counter, scene.Enforcement} {
		c := w.check(unit)
		o, items := w.begin(c, ""), w.Items(c)
		rapid.Check(t, func(r *rapid.T) {
			item := rapid.SampledFrom(items).Draw(r, "item")
			e := check.Entry{Item: item.ID, Note: strings.TrimSpace(rapid.String().Draw(r, "note")), Hand: rapid.Bool().Draw(r, "hand")}
			if options := item.Question.Scale.Options; len(options) > 0 {
				a, err := instrument.NewAnswerOptions(item.Question, rapid.SampledFrom(options).Draw(r, "option").ID)
				if err != nil {
					r.Fatal(err)
				}
				e.Answer = a
			}
			if err := w.box.Save(context.Background(), o, e); err != nil {
				r.Fatal(err)
			}
			again, err := w.box.Open(context.Background(), o.Secret, item.ID)
			if err != nil {
				r.Fatal(err)
			}
			if got := again.Entries[item.ID]; got.Note != e.Note || got.Hand != e.Hand || !got.Answer.Equal(e.Answer) {
				r.Fatalf("%+v came back as %+v", e, got)
			}
		})
	}
}

func TestNamesStandOnceAndOnlyWhereAgreed(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	private := w.begin(w.check(scene.Counter), "Frau Sommer")
	if private.Sheet.Name != "" {
		t.Error("a private sheet has a name")
	}
	c := w.named()
	if o := w.begin(c, " Frau Sommer "); o.Sheet.Name != "Frau Sommer" {
		t.Errorf("the name is %q", o.Sheet.Name)
	}
	for name, want := range map[string]error{
		" ": sheetbox.ErrNoName, strings.Repeat("x", sheetbox.MostName+1): sheetbox.ErrNameLong, "frau sommer": sheetbox.ErrNameTaken,
	} {
		if _, err := w.box.Begin(t.Context(), w.Act(access.Coordinator), c, name); !errors.Is(err, want) {
			t.Errorf("%.20q: %v, want %v", name, err, want)
		}
	}
}

func TestLayingCards(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	c := w.check(scene.Counter)
	o := w.begin(c, "")
	for n := range 3 {
		w.must(w.box.Save(t.Context(), o, w.level(c, n, "2")))
	}
	if err := w.box.Lay(t.Context(), o); !errors.Is(err, check.ErrNotTalking) {
		t.Errorf("cards were laid before the talk: %v", err)
	}
	w.talk(c)
	items := w.rated(c)
	o = w.open(o.Secret)
	w.must(w.box.Lay(t.Context(), o, items[1].ID))
	w.mustLie(o, map[check.ItemID]string{items[1].ID: "2"})
	w.must(w.box.Save(t.Context(), o, w.level(c, 1, "4")))
	w.must(w.box.Lay(t.Context(), o))
	w.mustLie(o, map[check.ItemID]string{items[0].ID: "2", items[1].ID: "4", items[2].ID: "2"})
	cards, err := w.Store.Cards(t.Context(), c.Ref)
	w.must(err)
	if cards[0].Key == cards[1].Key || cards[1].Key == cards[2].Key || cards[0].Author != "" {
		t.Errorf("cards can be told to be of one person: %v", cards)
	}
}

// mustLie compares the author's cards, and that there are no others.
func (w *town) mustLie(o *sheetbox.Opened, want map[check.ItemID]string) {
	w.Helper()
	table, err := w.box.Table(w.Context(), o)
	w.must(err)
	if len(table.Mine) != len(want) || len(table.Tallies) != len(want) {
		w.Fatalf("mine %v of %v, want %v", table.Mine, table.Tallies, want)
	}
	for item, face := range want {
		if tally := table.Tallies[item]; table.Mine[item].Face != face || tally.Cards() != 1 {
			w.Errorf("%s: mine %v, all %v, want one %s", item, table.Mine[item], tally, face)
		}
	}
}

func TestOpenCardsStayAsTheyLie(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	c := w.check(scene.Counter)
	o, items := w.begin(c, ""), w.rated(c)
	for n := range 2 {
		w.must(w.box.Save(t.Context(), o, w.level(c, n, "2")))
	}
	w.talk(c)
	w.must(w.box.Lay(t.Context(), w.open(o.Secret)))
	lead := w.Act(access.Facilitator)
	w.must(check.TurnTo(t.Context(), w.Store, lead, c.Ref, items[0].ID))
	w.must(check.Reveal(t.Context(), w.Store, lead, c.Ref, items[0].ID))
	o = w.open(o.Secret)
	for n := range 2 {
		w.must(w.box.Save(t.Context(), o, w.level(c, n, "4")))
	}
	if err := w.box.Lay(t.Context(), o, items[0].ID); !errors.Is(err, sheetbox.ErrRevealed) {
		t.Errorf("an open card was exchanged: %v", err)
	}
	w.must(w.box.Lay(t.Context(), o))
	w.mustLie(o, map[check.ItemID]string{items[0].ID: "2", items[1].ID: "4"})
}

func TestNamedCardsAreExchangedAndNotDoubled(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	c := w.named()
	o, items := w.begin(c, "Frau Sommer"), w.rated(c)
	w.must(w.box.Save(t.Context(), o, w.level(c, 0, "1")))
	w.talk(c)
	o = w.open(o.Secret)
	w.mustLie(o, map[check.ItemID]string{items[0].ID: "1"})
	for _, level := range []string{"3", "4"} {
		w.must(w.box.Save(t.Context(), o, w.level(c, 0, level)))
		w.must(w.box.Lay(t.Context(), o, items[0].ID))
		w.mustLie(o, map[check.ItemID]string{items[0].ID: level})
	}
}

func TestAnonymousSheetsEndWhenTheTalkBegins(t *testing.T) {
	t.Parallel()
	w := newTown(t)
	c := w.check(scene.Enforcement)
	o := w.begin(c, "")
	w.must(w.box.Save(t.Context(), o, w.level(c, 0, "1")))
	w.talk(c)
	if _, err := w.box.Open(t.Context(), o.Secret); fault.KindOf(err) != fault.NotFound {
		t.Errorf("the sheet is still there: %v", err)
	}
	if _, err := w.box.Begin(t.Context(), w.Act(access.Coordinator), w.check(scene.Enforcement), ""); !errors.Is(err, sheetbox.ErrMerged) {
		t.Errorf("a late sheet was begun: %v", err)
	}
}
