package kit_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/score"
)

// filled is a table somebody has typed into, and the same figures as the
// program has them.
type filled struct {
	t       *testing.T
	ins     *instrument.Instrument
	format  string
	file    *excelize.File
	items   []check.Item
	tallies map[check.ItemID]check.Tally
	agreed  map[string]instrument.Answer
	levels  int
}

// newFilled opens the table of a format.
func newFilled(t *testing.T, ins *instrument.Instrument, format string) *filled {
	t.Helper()
	f := &filled{t: t, ins: ins, format: format, tallies: map[check.ItemID]check.Tally{}, agreed: map[string]instrument.Answer{}}
	var situations []string
	if ins.Situations != nil {
		for _, s := range ins.Situations.List {
			situations = append(situations, s.ID)
		}
	}
	f.items = check.Items(ins, format, "", situations)
	for _, i := range f.items {
		f.levels = max(f.levels, len(i.Levels()))
	}
	var b bytes.Buffer
	if err := german(t, ins).Evaluation(ins.Format(format)).Write(&b); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	f.file = file
	return f
}

// put types into a cell of the sheet of counts; column 0 is the first count.
func (f *filled) put(item, column int, value any) {
	f.t.Helper()
	name, err := excelize.CoordinatesToCellName(5+column, item+2)
	if err == nil {
		err = f.file.SetCellValue("Zählen", name, value)
	}
	if err != nil {
		f.t.Fatal(err)
	}
}

// Columns after the counts.
func (f *filled) unsure() int { return f.levels }
func (f *filled) agree() int  { return f.levels + 3 }

// read computes a cell.
func (f *filled) read(sheet, cell string) string {
	f.t.Helper()
	v, err := f.file.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		f.t.Fatalf("%s %s: %v", sheet, cell, err)
	}
	return v
}

// random lays cards of a team of up to nine and agrees on something for most items.
func (f *filled) random(r *rand.Rand) {
	for n, i := range f.items {
		levels, tally := i.Levels(), check.Tally{Item: i.ID, Faces: map[string]int{}}
		for l, id := range levels {
			if k := r.IntN(4) - 1; k > 0 {
				tally.Faces[id] = k
				f.put(n, l, k)
			}
		}
		if k := r.IntN(9) - 4; k > 0 && len(levels) > 0 {
			tally.Faces[instrument.CannotJudge.String()] = k
			f.put(n, f.unsure(), k)
		}
		if k := r.IntN(8) - 5; k > 0 {
			tally.Hands = k
			f.put(n, f.unsure()+2, k)
		}
		f.tallies[i.ID] = tally
		f.agreeOn(n, i, levels, r.IntN(10))
	}
}

func (f *filled) agreeOn(n int, i check.Item, levels []string, what int) {
	var a instrument.Answer
	var err error
	switch {
	case len(levels) == 0 || what == 9:
		return
	case what == 8:
		a, err = instrument.NewAnswerState(instrument.NobodyKnows)
		f.put(n, f.agree(), "w")
	case what == 7:
		a, err = instrument.NewAnswerState(instrument.NotApplicable)
		f.put(n, f.agree(), " T ")
	case what == 6:
		f.put(n, f.agree(), "v")
	default:
		place := what % len(levels)
		a, err = i.Level(levels[place])
		f.put(n, f.agree(), place)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	f.agreed[i.Question.ID] = a
}

// compareValues holds the sheet of values against package score.
func (f *filled) compareValues() {
	f.t.Helper()
	e, err := score.Compile(f.ins, score.Options{Format: f.format})
	if err != nil {
		f.t.Fatal(err)
	}
	sheet := make(score.Sheet, len(e.Questions()))
	for i, q := range e.Questions() {
		if sheet[i], err = e.Mark(i, f.agreed[q.ID]); err != nil {
			f.t.Fatal(err)
		}
	}
	var want score.Result
	if err := e.Evaluate(sheet, &want); err != nil {
		f.t.Fatal(err)
	}
	byTitle := map[string]score.Value{"Gesamt": want.Values[0]}
	for _, n := range f.ins.Fields {
		title, _ := n.Title.In("de")
		byTitle[title] = *want.Value(n.ID)
	}
	seen := 0
	for row := 2; f.read("Stand", fmt.Sprintf("A%d", row)) != ""; row++ {
		title := f.read("Stand", fmt.Sprintf("A%d", row))
		v, ok := byTitle[title]
		if !ok {
			continue
		}
		seen++
		got := [4]string{f.read("Stand", fmt.Sprintf("B%d", row)), f.read("Stand", fmt.Sprintf("C%d", row)), f.read("Stand", fmt.Sprintf("D%d", row))}
		if w := [4]string{v.Text(), strconv.Itoa(v.Coverage.Answered), strconv.Itoa(v.Coverage.Of)}; got != w {
			f.t.Errorf("%s: value, answered, of %q, want %q", title, got, w)
		}
		if says := f.read("Stand", fmt.Sprintf("E%d", row)); (says == "") != v.OK() {
			f.t.Errorf("%s: the sentence is %q", title, says)
		}
	}
	if seen < len(f.ins.Fields) {
		f.t.Errorf("%d values compared", seen)
	}
}

// compareAgenda holds the sheet of the talk against package check.
func (f *filled) compareAgenda(minutes int) {
	f.t.Helper()
	if err := f.file.SetCellInt("Gespräch", "B2", int64(minutes)); err != nil {
		f.t.Fatal(err)
	}
	want := check.MakeAgenda(check.Topics(f.items), f.tallies, check.Slots(minutes))
	places := map[string]check.ItemID{}
	for n, i := range f.items {
		places[f.read("Zählen", fmt.Sprintf("A%d", n+2))] = i.ID
	}
	for n, p := range want.Talk {
		row := 6 + n
		if got := places[f.read("Gespräch", fmt.Sprintf("B%d", row))]; got != p.Item {
			f.t.Errorf("place %d is %s, want %s (%+v)", n+1, got, p.Item, p)
		}
		distance, err := strconv.ParseFloat(f.read("Gespräch", fmt.Sprintf("E%d", row)), 64)
		if err != nil || distance-p.Distance > 1e-12 || p.Distance-distance > 1e-12 {
			f.t.Errorf("%s: distance %v, want %v (%v)", p.Item, distance, p.Distance, err)
		}
		proposal := ""
		if at := slices.Index(f.items[slices.IndexFunc(f.items, func(i check.Item) bool { return i.ID == p.Item })].Levels(), p.Proposal); at >= 0 {
			proposal = strconv.Itoa(at)
		}
		if got := f.read("Gespräch", fmt.Sprintf("F%d", row)); got != proposal {
			f.t.Errorf("%s: proposal %q, want %q", p.Item, got, proposal)
		}
	}
	if len(want.Talk) < check.Slots(480) {
		if after := f.read("Gespräch", fmt.Sprintf("B%d", 6+len(want.Talk))); after != "" {
			f.t.Errorf("after the last place comes %s", after)
		}
	}
	f.compareRest(want)
}

// compareRest holds what does not fit into the talk against package check.
func (f *filled) compareRest(want check.Agenda) {
	f.t.Helper()
	way, err := excelize.ColumnNumberToName(5 + f.levels + 5)
	if err != nil {
		f.t.Fatal(err)
	}
	for n, i := range f.items {
		is := func(p check.Point) bool { return p.Item == i.ID }
		expected := ""
		switch tally := f.tallies[i.ID]; {
		case slices.ContainsFunc(want.Talk, is):
			expected = fmt.Sprintf("Gespräch, Platz %d", 1+slices.IndexFunc(want.Talk, is))
		case slices.ContainsFunc(want.Confirm, is):
			expected = "einzeln bestätigen"
		case tally.Cards()+tally.Hands > 0:
			expected = "gemeinsam annehmen"
		}
		if got := f.read("Zählen", fmt.Sprintf("%s%d", way, n+2)); got != expected {
			f.t.Errorf("%s: %q, want %q", i.ID, got, expected)
		}
	}
}

// TestTableComputesWhatTheProgramComputes fills tables by chance and compares
// every value, coverage, distance, place and proposal.
func TestTableComputesWhatTheProgramComputes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		format  string
		minutes int
	}{{"impuls", 45}, {"standard", 90}, {"depth", 240}, {"standard", 30}} {
		t.Run(c.format+strconv.Itoa(c.minutes), func(t *testing.T) {
			t.Parallel()
			f := newFilled(t, service(t), c.format)
			f.random(rand.New(rand.NewPCG(7, uint64(c.minutes))))
			f.compareValues()
			f.compareAgenda(c.minutes)
		})
	}
}

// TestTextInNumberCells: what is no number counts for nothing, the others count
// as before, and a sentence names the row.
func TestTextInNumberCells(t *testing.T) {
	t.Parallel()
	f := newFilled(t, service(t), "impuls")
	f.random(rand.New(rand.NewPCG(3, 5)))
	row := slices.IndexFunc(f.items, func(i check.Item) bool { return len(i.Levels()) > 1 })
	for level, typed := range []any{"drei", 2.5} {
		f.put(row, level, typed)
		delete(f.tallies[f.items[row].ID].Faces, f.items[row].Levels()[level])
	}
	f.put(row, f.agree(), "gut")
	delete(f.agreed, f.items[row].Question.ID)
	f.compareValues()
	f.compareAgenda(45)
	said := ""
	for column := 1; column < 5+f.levels+12; column++ {
		cell, err := excelize.CoordinatesToCellName(column, row+2)
		if err != nil {
			t.Fatal(err)
		}
		if v := f.read("Zählen", cell); strings.Contains(v, "Bitte ändern") {
			said += v
		}
	}
	if !strings.HasPrefix(said, "Frage ") {
		t.Errorf("the row with text says %q", said)
	}
}
