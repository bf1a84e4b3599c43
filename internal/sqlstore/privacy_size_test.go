package sqlstore_test

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"database/sql"
	"fmt"
	"math"
	mathrand "math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/pgtest"
	"chancencheck/internal/sheetbox"
	"chancencheck/organisation"
	"chancencheck/round"
)

// The attack at the size of a real hall: 500 people fill in anonymous sheets one
// after the other, and an attacker who watched them come reads what the database
// keeps after the merge: the keys of the cards, their places in the file (SQLite)
// or ctid (PostgreSQL), and the record of events. 100 rooms, each with other
// secrets and keys.
const (
	crowd = 500
	rooms = 100
	// onItems is how many items everybody answers: two are enough to link a
	// person's cards with each other.
	onItems = 2
)

// places are, for each item, the persons in the order in which something of
// theirs lies.
type places [onItems][]int

// ranksOf turns a sorted list of persons per item into ranks by person.
func (p places) ranksOf(item int) []int {
	ranks := make([]int, len(p[item]))
	for rank, person := range p[item] {
		ranks[person] = rank
	}
	return ranks
}

// evidence sums up what the attacker has learned in all rooms, as numbers that
// are near the standard normal distribution if there is nothing to learn.
type evidence struct {
	n int
	// rho and rho2 are the sums of the standardised rank correlations and of
	// their squares: a constant leak shows in the first, one whose direction
	// changes from room to room in the second.
	rho, rho2 float64
	// hits counts persons who lie exactly where they came, near those whose
	// neighbour came directly before or after them.
	hits, near int
}

// add compares two orders of the same persons.
func (e *evidence) add(a, b []int) {
	n := float64(len(a))
	sum := 0.0
	where := make([]int, len(a))
	for person, rank := range a {
		d := float64(rank - b[person])
		sum += d * d
		if rank == b[person] {
			e.hits++
		}
		where[rank] = person
	}
	for i := range len(where) - 1 {
		if d := b[where[i]] - b[where[i+1]]; d == 1 || d == -1 {
			e.near++
		}
	}
	z := (1 - 6*sum/(n*(n*n-1))) * math.Sqrt(n-1)
	e.n++
	e.rho += z
	e.rho2 += z * z
}

// alarm is the distance from chance, in standard deviations, at which the test
// speaks. Each normal figure passes it by chance with a probability of 6·10⁻⁷,
// two-sided; the sum of squares (χ², 100 degrees) and the two counts (Poisson,
// means 100 and 200) have heavier tails there, below 10⁻⁵. With 4 figures for
// each of 10 comparisons on two engines, a store that leaks nothing fails the
// test less than once in 1,000 runs, most of that from the counts.
const alarm = 5

// figures are the distances from chance.
func (e *evidence) figures() map[string]float64 {
	n := float64(e.n)
	return map[string]float64{
		"mean correlation":        e.rho / math.Sqrt(n),
		"squares of correlations": (e.rho2 - n) / math.Sqrt(2*n),
		"exact places":            (float64(e.hits) - n) / math.Sqrt(n),
		"neighbours":              (float64(e.near) - 2*n) / math.Sqrt(2*n),
	}
}

// leaks names the figures that are too far from chance.
func (e *evidence) leaks() []string {
	var out []string
	for name, z := range e.figures() {
		if math.Abs(z) > alarm {
			out = append(out, fmt.Sprintf("%s: %.1f standard deviations", name, z))
		}
	}
	slices.Sort(out)
	return out
}

// crowdQuestion has an option for every person and item, so that the test knows
// whose card is whose. Real answers coincide, which only helps those who answer.
var crowdQuestion = func() *instrument.Question {
	scale := &instrument.Scale{ID: "s", Kind: instrument.Choice}
	for p := range crowd {
		for i := range onItems {
			scale.Options = append(scale.Options, instrument.Option{ID: crowdFace(p, i)})
		}
	}
	return &instrument.Question{ID: "q", Scale: scale}
}()

func crowdFace(person, item int) string { return fmt.Sprintf("Menge%03d/%d!", person, item) }

func TestFiveHundredStayUnlinkable(t *testing.T) {
	t.Parallel()
	var payloads [crowd][onItems][]byte
	for p := range crowd {
		for i := range onItems {
			a, err := instrument.NewAnswerOptions(crowdQuestion, crowdFace(p, i))
			if err != nil {
				t.Fatal(err)
			}
			if payloads[p][i], err = (check.Entry{Answer: a}).Encode(); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, engine := range []string{"sqlite", "pgx"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			s := &stage{T: t, dsn: filepath.Join(t.TempDir(), "test.db")}
			if engine == "pgx" {
				s.dsn = pgtest.DSN(t)
			}
			s.db = open(t, s.dsn)
			s.box = sheetbox.New(s.db)
			var err error
			s.raw, err = sql.Open(engine, s.dsn)
			s.must(err)
			t.Cleanup(func() { s.must(s.raw.Close()) })
			s.found(round.Anonymous)
			found := map[string]*evidence{}
			for room := range rooms {
				s.room(room, payloads, found)
			}
			for name, e := range found {
				for _, leak := range e.leaks() {
					t.Errorf("%s gives people away, %s", name, leak)
				}
			}
			s.silentRecord()
		})
	}
}

// room fills one check with a crowd, merges it, and lets the attacker look.
func (s *stage) room(n int, payloads [crowd][onItems][]byte, found map[string]*evidence) {
	s.Helper()
	ref := check.Ref{Org: "o", ID: check.ID(fmt.Sprint("room", n))}
	s.must(s.db.CreateChecks(s.Context(), []*check.Check{{Ref: ref, Round: "r", Unit: "hall", Service: organisation.ServiceID(fmt.Sprint(n)), Code: rand.Text(), State: check.Preparing, Mode: round.Anonymous}}))
	keys := s.enter(ref, payloads)
	s.must(check.StartTalk(s.Context(), s.db, s.act(), ref))
	came := arrivalOf(crowd)
	for name, seen := range map[string]places{"the place in the file": s.crowdOrder(ref), "the key of the card": s.crowdKeys(ref)} {
		compare := func(what string, a, b []int) {
			if found[name+what] == nil {
				found[name+what] = &evidence{}
			}
			found[name+what].add(a, b)
		}
		for i := range onItems {
			compare(fmt.Sprintf(" (item %d) and the order of arrival", i), seen.ranksOf(i), came)
			compare(fmt.Sprintf(" (item %d) and the key of the sheet", i), seen.ranksOf(i), ranks(keys))
		}
		compare(" on one item and on the other", seen.ranksOf(0), seen.ranksOf(1))
	}
	if n == 0 {
		s.absent(keys[0], keys[crowd/2], keys[crowd-1])
	}
	s.must(s.db.Clear(s.Context(), ref, true))
}

// enter writes the crowd's sheets in the order of arrival, with the columns that
// the store writes, in two statements: that keeps the test quick and the
// attacker well off.
func (s *stage) enter(ref check.Ref, payloads [crowd][onItems][]byte) []string {
	s.Helper()
	var keys, sheetRows, entryRows []string
	var sheetArgs, entryArgs []any
	for p := range crowd {
		key := rand.Text()
		keys = append(keys, key)
		sheetArgs = append(sheetArgs, key)
		sheetRows = append(sheetRows, fmt.Sprintf("($%d, 'o', '%s', 'anonymous', '', %s)", len(sheetArgs), ref.ID, s.no()))
		for i := range onItems {
			entryArgs = append(entryArgs, key, string(crowdItem(i)), payloads[p][i])
			n := len(entryArgs)
			entryRows = append(entryRows, fmt.Sprintf("($%d, $%d, $%d)", n-2, n-1, n))
		}
	}
	_, err := s.raw.Exec(`INSERT INTO sheet (key, org, check_id, mode, name, sealed) VALUES `+strings.Join(sheetRows, ", "), sheetArgs...)
	s.must(err)
	_, err = s.raw.Exec(`INSERT INTO entry (sheet, item, payload) VALUES `+strings.Join(entryRows, ", "), entryArgs...)
	s.must(err)
	return keys
}

// no is how the engine writes false.
func (s *stage) no() string {
	if s.db.Engine() == "sqlite" {
		return "0"
	}
	return "false"
}

func crowdItem(i int) check.ItemID { return check.ItemID(fmt.Sprint("q", i)) }

// crowdOrder is how the cards lie in the file, or by ctid.
func (s *stage) crowdOrder(ref check.Ref) places {
	s.Helper()
	var out places
	place := map[string]int{}
	if s.db.Engine() == "sqlite" {
		b, err := os.ReadFile(s.dsn)
		s.must(err)
		for at := 0; ; at++ {
			next := bytes.Index(b[at:], []byte("Menge"))
			if next < 0 || at+next+11 > len(b) {
				break
			}
			at += next
			place[string(b[at:at+11])] = at
		}
	} else {
		for n, face := range s.texts(`SELECT face FROM card WHERE check_id = $1 ORDER BY ctid`, ref.ID) {
			place[face] = n
		}
	}
	for i := range onItems {
		for p := range crowd {
			if _, ok := place[crowdFace(p, i)]; !ok {
				s.Fatalf("%s is not in the files: the attack looks in the wrong place", crowdFace(p, i))
			}
			out[i] = append(out[i], p)
		}
		slices.SortFunc(out[i], func(a, b int) int { return cmp.Compare(place[crowdFace(a, i)], place[crowdFace(b, i)]) })
	}
	return out
}

// crowdKeys is the order of the cards' keys.
func (s *stage) crowdKeys(ref check.Ref) places {
	s.Helper()
	laid, err := s.db.Cards(s.Context(), ref)
	s.must(err)
	slices.SortFunc(laid, func(a, b check.LaidCard) int { return cmp.Compare(a.Key, b.Key) })
	var out places
	for _, l := range laid {
		for i := range onItems {
			var p int
			if l.Item == crowdItem(i) {
				if _, err := fmt.Sscanf(string(l.Face), "Menge%d/", &p); err != nil {
					s.Fatal(err)
				}
				out[i] = append(out[i], p)
			}
		}
	}
	return out
}

// texts reads a column.
func (s *stage) texts(query string, args ...any) []string {
	s.Helper()
	rows, err := s.raw.Query(query, args...)
	s.must(err)
	defer rows.Close()
	var out []string
	for rows.Next() {
		var text string
		s.must(rows.Scan(&text))
		out = append(out, text)
	}
	s.must(rows.Err())
	return out
}

// silentRecord: 50,000 people have come and answered, and the record of events
// tells of the talks alone.
func (s *stage) silentRecord() {
	s.Helper()
	events, err := s.db.Events(s.Context(), "o", 10*rooms)
	s.must(err)
	talks := 0
	for _, e := range events {
		if e.Verb == "check.talk" {
			talks++
		}
	}
	if talks != rooms || len(events) != rooms+1 {
		s.Errorf("%d events, %d of them talks; want %d talks and the opening of the round", len(events), talks, rooms)
	}
}

func arrivalOf(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// ranks returns for each text its place in the order of all.
func ranks(texts []string) []int {
	order := arrivalOf(len(texts))
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(texts[a], texts[b]) })
	out := make([]int, len(texts))
	for rank, i := range order {
		out[i] = rank
	}
	return out
}

// TestAttackSeesLeaks: a measure that never alarms measures nothing. Chance
// alone does not alarm; faint leaks of four kinds do.
func TestAttackSeesLeaks(t *testing.T) {
	t.Parallel()
	dice := mathrand.New(mathrand.NewPCG(500, 100))
	came := arrivalOf(crowd)
	for name, leak := range map[string]func() []int{
		"":                               func() []int { return dice.Perm(crowd) },
		"later answers tend to lie last": func() []int { return drifted(dice, 0.2) },
		"either the first or the last come first": func() []int {
			return drifted(dice, float64(1-2*dice.IntN(2))*0.5)
		},
		"shuffled in pages of 50": func() []int { return inBlocks(dice, 50) },
		"one page of ten is written as it came": func() []int {
			order := dice.Perm(crowd - 10)
			return append(order, arrivalOf(crowd)[crowd-10:]...)
		},
	} {
		var e evidence
		for range rooms {
			e.add(leak(), came)
		}
		if alarmed := len(e.leaks()) > 0; alarmed != (name != "") {
			t.Errorf("%q: alarms %v", name, e.figures())
		}
	}
}

// drifted is an order by chance that remembers arrival a little.
func drifted(dice *mathrand.Rand, memory float64) []int {
	at := make([]float64, crowd)
	for i := range at {
		at[i] = dice.Float64() + memory*float64(i)/crowd
	}
	order := arrivalOf(crowd)
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(at[a], at[b]) })
	out := make([]int, crowd)
	for rank, i := range order {
		out[i] = rank
	}
	return out
}

// inBlocks mixes only within blocks of a size.
func inBlocks(dice *mathrand.Rand, size int) []int {
	var out []int
	for at := 0; at < crowd; at += size {
		for _, i := range dice.Perm(size) {
			out = append(out, at+i)
		}
	}
	return out
}
