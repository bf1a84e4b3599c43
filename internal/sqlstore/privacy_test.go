package sqlstore_test

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"fmt"
	"math"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/pgtest"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/storetest"
	"chancencheck/organisation"
	"chancencheck/round"
)

// The attacks of this file are those of somebody who has the database's files,
// or all rights on its server, and knows who came when.

const (
	persons = 14
	asked   = 12
)

// canary is what nobody may find: long enough not to occur by chance.
func canary(what string, n ...int) string { return "KANARI" + what + fmt.Sprint(n) + "ENVOGEL" }

// stage is a database with one check, and a way to look into its files.
type stage struct {
	*testing.T
	db  *sqlstore.DB
	raw *sql.DB
	box *sheetbox.Box
	c   *check.Check
	dsn string
}

func attacks(t *testing.T, mode round.Mode, attack func(*stage)) {
	for _, engine := range []string{"sqlite", "pgx"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			s := &stage{T: t}
			if engine == "sqlite" {
				s.dsn = filepath.Join(t.TempDir(), "test.db")
			} else {
				s.dsn = pgtest.DSN(t)
			}
			s.db = open(t, s.dsn)
			s.box = sheetbox.New(s.db)
			var err error
			if s.raw, err = sql.Open(engine, s.dsn); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.must(s.raw.Close()) })
			s.found(mode)
			attack(s)
		})
	}
}

func (s *stage) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *stage) act() access.Act {
	a := access.Actor{Person: "facilitator", Org: "o"}
	for _, r := range access.Roles {
		a.Grants = append(a.Grants, access.Grant{Role: r, Org: "o"})
	}
	return access.Act{By: a, At: storetest.Now, NewID: rand.Text}
}

func (s *stage) found(mode round.Mode) {
	ctx := s.Context()
	s.must(s.db.PutOrganisation(ctx, organisation.Organisation{ID: "o"}))
	rd := &round.Round{Ref: round.Ref{Org: "o", ID: "r"}, State: round.Drafted}
	s.must(s.db.CreateRound(ctx, rd))
	var cs []*check.Check
	for i := range 3 {
		cs = append(cs, &check.Check{Ref: check.Ref{Org: "o", ID: check.ID(fmt.Sprint("c", i))}, Round: "r", Unit: organisation.UnitID(fmt.Sprint("u", i)),
			Code: fmt.Sprint("code", i), State: check.Preparing, Mode: mode})
	}
	s.must(check.OpenRound(ctx, s.db, s.act(), rd.Ref, cs))
	s.c = cs[0]
	for _, other := range cs[1:] { // neighbours on the same pages
		s.answer(s.begin(other, "Nachbar"), func(i int) check.Entry {
			return check.Entry{Hand: true, Note: strings.Repeat("n", i*37%400)}
		})
	}
}

func (s *stage) begin(c *check.Check, name string) *sheetbox.Opened {
	s.Helper()
	secret, err := s.box.Begin(s.Context(), s.act(), c, name)
	s.must(err)
	o, err := s.box.Open(s.Context(), secret)
	s.must(err)
	return o
}

// answer fills a sheet in a mixed order, and changes its mind once.
func (s *stage) answer(o *sheetbox.Opened, entry func(i int) check.Entry) {
	s.Helper()
	for _, i := range mathrand.Perm(asked) {
		e := entry(i)
		e.Item = check.ItemID(fmt.Sprintf("q%02d", i))
		s.must(s.box.Save(s.Context(), o, check.Entry{Item: e.Item, Note: e.Note + e.Note}))
		s.must(s.box.Save(s.Context(), o, e))
	}
}

// face is a card that tells whose it is, so that the test knows what the
// attacker wants to find out.
func face(person, item int) string { return fmt.Sprintf("Karte%02d/%02d", person, item) }

var options = func() *instrument.Question {
	scale := &instrument.Scale{ID: "s", Kind: instrument.Choice}
	for p := range persons {
		for i := range asked {
			scale.Options = append(scale.Options, instrument.Option{ID: face(p, i)})
		}
	}
	return &instrument.Question{ID: "q", Scale: scale}
}()

// everybody fills a sheet, one after the other, with a canary in every note.
func (s *stage) everybody() []*sheetbox.Opened {
	s.Helper()
	var sheets []*sheetbox.Opened
	for p := range persons {
		o := s.begin(s.c, canary("name", p))
		s.answer(o, func(i int) check.Entry {
			a, err := instrument.NewAnswerOptions(options, face(p, i))
			s.must(err)
			return check.Entry{Answer: a, Note: canary("note", p, i) + strings.Repeat(".", p*i*5)}
		})
		sheets = append(sheets, o)
	}
	return sheets
}

// files is every byte the database keeps of the three tables: for SQLite the
// file with its log, for PostgreSQL the files of the tables.
func (s *stage) files() []byte {
	s.Helper()
	var all []byte
	if s.db.Engine() == "sqlite" {
		for _, end := range []string{"", "-wal", "-shm"} {
			b, err := os.ReadFile(s.dsn + end)
			s.must(err)
			all = append(all, b...)
		}
		return all
	}
	_, err := s.raw.Exec(`CHECKPOINT`)
	s.must(err)
	rows, err := s.raw.Query(`SELECT pg_read_binary_file(pg_relation_filepath(c.oid)) FROM pg_class c
		WHERE c.relkind IN ('r', 't', 'i') AND c.oid >= 16384 AND pg_relation_filepath(c.oid) IS NOT NULL`)
	s.must(err)
	defer rows.Close()
	for rows.Next() {
		var b []byte
		s.must(rows.Scan(&b))
		all = append(all, b...)
	}
	s.must(rows.Err())
	return all
}

// absent looks for words in the files.
func (s *stage) absent(words ...string) {
	s.Helper()
	files := s.files()
	for _, w := range words {
		if n := bytes.Count(files, []byte(w)); n > 0 {
			s.Errorf("%q stands %d times in the files", w, n)
		}
	}
}

// present makes sure that the attacker would find what is there.
func (s *stage) present(words ...string) {
	s.Helper()
	files := s.files()
	for _, w := range words {
		if !bytes.Contains(files, []byte(w)) {
			s.Fatalf("%q is not in the files: the attack looks in the wrong place", w)
		}
	}
}

// keys are the names of sheets as they stand in the database.
func (s *stage) keys() []string {
	s.Helper()
	sheets, err := s.db.SheetsOf(s.Context(), s.c.Ref)
	s.must(err)
	var keys []string
	for _, sheet := range sheets {
		keys = append(keys, string(sheet.Key))
	}
	return keys
}

// sealed are the first bytes of sealed entries, which are random; what lies open
// has canaries.
func (s *stage) sealed(keys []string) []string {
	s.Helper()
	var out []string
	if s.c.Mode != round.Private {
		return nil
	}
	for _, k := range keys {
		entries, err := s.db.Entries(s.Context(), check.SheetKey(k))
		s.must(err)
		for _, b := range entries {
			out = append(out, string(b[:16]))
		}
	}
	return out
}

func TestPrivatePreparationCannotBeReadFromTheFiles(t *testing.T) {
	t.Parallel()
	attacks(t, round.Private, func(s *stage) {
		sheets := s.everybody()
		s.present(s.keys()[0], s.sealed(s.keys()[:1])[0])
		words := []string{"KANARI", "Karte", hex.EncodeToString([]byte("KANARI"))}
		for _, o := range sheets {
			words = append(words, o.Secret.Path(), o.Secret.Spoken())
		}
		s.absent(words...)
	})
}

func TestMergedSheetsAreGoneFromTheFiles(t *testing.T) {
	t.Parallel()
	attacks(t, round.Anonymous, func(s *stage) {
		s.everybody()
		keys := s.keys()
		s.present("KANARInote", keys[0])
		s.must(check.StartTalk(s.Context(), s.db, s.act(), s.c.Ref))
		s.absent(append(keys, "KANARI")...)
		s.unlinkable(s.order())
	})
}

func TestFinishedCheckLeavesNoSheetAndNoCard(t *testing.T) {
	t.Parallel()
	for _, mode := range []round.Mode{round.Private, round.Anonymous, round.Named} {
		t.Run(string(mode), func(t *testing.T) {
			t.Parallel()
			attacks(t, mode, func(s *stage) {
				sheets := s.everybody()
				words := append(s.keys(), s.sealed(s.keys())...)
				s.must(check.StartTalk(s.Context(), s.db, s.act(), s.c.Ref))
				if mode == round.Private {
					s.layAll(sheets)
				}
				laid, err := s.db.Cards(s.Context(), s.c.Ref)
				s.must(err)
				for _, l := range laid {
					words = append(words, l.Key)
				}
				s.present("Karte", laid[0].Key)
				agreed, err := instrument.NewAnswerState(instrument.NobodyKnows)
				s.must(err)
				s.must(check.Agree(s.Context(), s.db, s.act(), s.c.Ref, check.Agreement{Item: "q", Answer: agreed}))
				s.must(check.Finish(s.Context(), s.db, s.act(), s.c.Ref, func(*check.Record) ([]byte, error) { return []byte("{}"), nil }))
				s.absent(append(words, "KANARI", "Karte")...)
				s.noTrace()
			})
		})
	}
}

// layAll: each author lays all cards of the own sheet at once, at another time
// than the others: the worst case for whoever wants to be one of many.
func (s *stage) layAll(sheets []*sheetbox.Opened) {
	s.Helper()
	for _, o := range sheets {
		again, err := s.box.Open(s.Context(), o.Secret)
		s.must(err)
		s.must(s.box.Lay(s.Context(), again))
	}
}

func TestPrivateCardsOfOnePersonCannotBeLinked(t *testing.T) {
	t.Parallel()
	attacks(t, round.Private, func(s *stage) {
		sheets := s.everybody()
		s.must(check.StartTalk(s.Context(), s.db, s.act(), s.c.Ref))
		s.layAll(sheets)
		s.unlinkable(s.order())
		laid, err := s.db.Cards(s.Context(), s.c.Ref)
		s.must(err)
		seen := map[string]bool{}
		for _, l := range laid {
			if seen[l.Key] || l.Author != "" {
				s.Errorf("card key %s twice, or an author %q", l.Key, l.Author)
			}
			seen[l.Key] = true
		}
		if s.db.Engine() == "sqlite" {
			wal, err := os.Stat(s.dsn + "-wal")
			s.must(err)
			if wal.Size() != 0 { // its older pages would tell which cards came together
				s.Errorf("the log holds %d bytes", wal.Size())
			}
			return
		}
		var groups, commands int
		s.must(s.raw.QueryRow(`SELECT COUNT(DISTINCT xmin::text), COUNT(DISTINCT cmin::text) FROM card WHERE check_id = 'c0'`).Scan(&groups, &commands))
		if groups != 1 {
			s.Errorf("the cards come from %d transactions", groups)
		}
	})
}

// order returns, for each item, the persons in the order in which their cards
// lie in the files.
func (s *stage) order() [asked][]int {
	s.Helper()
	place := map[string]int{}
	if s.db.Engine() == "sqlite" {
		b, err := os.ReadFile(s.dsn)
		s.must(err)
		for p := range persons {
			for i := range asked {
				place[face(p, i)] = bytes.Index(b, []byte(face(p, i)))
			}
		}
	} else {
		rows, err := s.raw.Query(`SELECT face FROM card ORDER BY ctid`)
		s.must(err)
		defer rows.Close()
		for n := 0; rows.Next(); n++ {
			var f string
			s.must(rows.Scan(&f))
			place[f] = n
		}
		s.must(rows.Err())
	}
	var order [asked][]int
	for i := range asked {
		for p := range persons {
			if n, ok := place[face(p, i)]; !ok || n < 0 {
				s.Fatalf("%s is not in the files", face(p, i))
			}
			order[i] = append(order[i], p)
		}
		slices.SortFunc(order[i], func(a, b int) int { return cmp.Compare(place[face(a, i)], place[face(b, i)]) })
	}
	return order
}

// unlinkable: the places of a person's cards on two items have nothing to do
// with each other, and nothing with the order in which the persons came. The
// mean rank correlation of 66 pairs of items of 14 persons has a standard
// deviation of 1/√13/√66 = 0.034; of 12 items with the arrival, 0.08.
func (s *stage) unlinkable(order [asked][]int) {
	s.Helper()
	if between, withArrival := links(order); math.Abs(between) > 0.2 || math.Abs(withArrival) > 0.45 {
		s.Errorf("cards lie in an order that links them: between items %.2f, with the arrival %.2f", between, withArrival)
	}
}

// noTrace: neither the record of events nor a column says when a participant
// did something.
func (s *stage) noTrace() {
	s.Helper()
	events, err := s.db.Events(s.Context(), "o", 1000)
	s.must(err)
	var verbs []string
	for _, e := range events {
		verbs = append(verbs, e.Verb)
	}
	slices.Sort(verbs)
	if want := []string{"check.finish", "check.talk", "round.open"}; !slices.Equal(want, verbs) {
		s.Errorf("recorded: %v, want %v", verbs, want)
	}
	for table, want := range map[string][]string{
		"sheet": {"key", "org", "check_id", "mode", "name", "sealed"}, "entry": {"sheet", "item", "payload"},
		"card": {"org", "check_id", "item", "key", "face", "hand", "author"},
	} {
		rows, err := s.raw.Query("SELECT * FROM " + table)
		s.must(err)
		columns, err := rows.Columns()
		s.must(err)
		s.must(rows.Close())
		if !slices.Equal(want, columns) {
			s.Errorf("%s has the columns %v", table, columns)
		}
	}
}

// A measure that never alarms measures nothing.
func TestLinkedOrderIsSeen(t *testing.T) {
	t.Parallel()
	var kept, mixedOnce [asked][]int
	dice := mathrand.New(mathrand.NewPCG(1, 1))
	once := dice.Perm(persons)
	for i := range asked {
		kept[i], mixedOnce[i] = arrival(), once
	}
	if between, withArrival := links(kept); between < 0.99 || withArrival < 0.99 {
		t.Errorf("the order of arrival has %v and %v", between, withArrival)
	}
	if between, _ := links(mixedOnce); between < 0.99 {
		t.Errorf("an order mixed once for all items has %v", between)
	}
}
