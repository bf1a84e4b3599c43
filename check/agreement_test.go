package check

import (
	"errors"
	"strings"
	"testing"

	"chancencheck/fault"
	"chancencheck/instrument"
)

func state(s instrument.AnswerState) instrument.Answer {
	a, err := instrument.NewAnswerState(s)
	if err != nil {
		panic(err)
	}
	return a
}

func level(id string) instrument.Answer {
	a, err := levelsItem().Level(id)
	if err != nil {
		panic(err)
	}
	return a
}

func TestAgreements(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ä", MostReason+1)
	cases := []struct {
		name string
		a    Agreement
		want error
	}{
		{"a level", Agreement{Answer: level("1"), Reason: "weil"}, nil},
		{"a level without words", Agreement{Answer: level("1")}, nil},
		{"nobody knows", Agreement{Answer: state(instrument.NobodyKnows)}, nil},
		{"does not apply", Agreement{Answer: state(instrument.NotApplicable)}, nil},
		{"as long as two lines go", Agreement{Answer: level("1"), Reason: long[2:]}, nil},
		{"nothing", Agreement{}, ErrOneAnswer},
		{"a team does not say I cannot judge", Agreement{Answer: state(instrument.CannotJudge)}, ErrOneAnswer},
		{"a team does not pass", Agreement{Answer: state(instrument.Skipped)}, ErrOneAnswer},
		{"too long", Agreement{Answer: level("1"), Reason: long}, ErrReasonLong},
		{"other too long", Agreement{Answer: level("1"), OtherReason: long}, ErrReasonLong},
		{"differing", Agreement{Answer: level("1"), Differing: true, OtherAnswer: level("2")}, nil},
		{"differing with one answer", Agreement{Answer: level("1"), Differing: true}, ErrOneAnswer},
		{"differing without the first", Agreement{Differing: true, OtherAnswer: level("1")}, ErrOneAnswer},
	}
	for _, c := range cases {
		if err := c.a.Validate(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestDifferingViewsCountForNothing(t *testing.T) {
	t.Parallel()
	if _, ok := (Agreement{Answer: level("1"), Differing: true, OtherAnswer: level("2")}).Counted(); ok {
		t.Error("differing views give a value")
	}
	if _, ok := (Agreement{}).Counted(); ok {
		t.Error("nothing gives a value")
	}
	if a, ok := (Agreement{Answer: level("1")}).Counted(); !ok || a.Option() != "1" {
		t.Error("an agreed level gives none")
	}
}

func TestNotes(t *testing.T) {
	t.Parallel()
	three := []Note{{ID: "1", Kind: Measure}, {ID: "2", Kind: Measure}, {ID: "3", Kind: Measure}, {ID: "4", Kind: Worked}}
	cases := []struct {
		name   string
		n      Note
		others []Note
		want   error
	}{
		{"what works", Note{Kind: Worked, Text: "Das Telefon"}, nil, nil},
		{"a measure", Note{Kind: Measure, Text: "Karten drucken", Who: We}, nil, nil},
		{"the fourth measure", Note{Kind: Measure, Text: "x", Who: We}, three, ErrMeasures},
		{"a change of the third", Note{ID: "3", Kind: Measure, Text: "x", Who: We}, three, nil},
		{"a need beside three measures", Note{Kind: Upward, Text: "x", Who: ByLaw}, three, nil},
		{"a need of nobody", Note{Kind: Upward, Text: "x"}, nil, ErrWhoCanChange},
		{"a measure of strangers", Note{Kind: Measure, Text: "x", Who: "they"}, nil, ErrWhoCanChange},
		{"blank", Note{Kind: Worked, Text: " \n"}, nil, ErrNoteEmpty},
		{"too long", Note{Kind: Worked, Text: strings.Repeat("x", MostReason+1)}, nil, ErrReasonLong},
		{"a post like a novel", Note{Kind: Measure, Text: "x", Who: We, Post: strings.Repeat("x", MostPost+1)}, nil, ErrPostLong},
		{"of no kind", Note{Kind: "idea", Text: "x"}, nil, ErrNoteKind},
	}
	for _, c := range cases {
		if err := c.n.Validate(c.others); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func TestChangedIsAConflictWithoutWords(t *testing.T) {
	t.Parallel()
	err := error(&Changed{Item: "q1", Now: Agreement{Reason: "secret"}, Yours: Agreement{Reason: "words"}})
	if fault.KindOf(err) != fault.Conflict || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "words") {
		t.Errorf("got %v", err)
	}
}

func TestEntriesKeepWhatWasSaid(t *testing.T) {
	t.Parallel()
	for _, e := range []Entry{
		{Item: "q", Answer: level("2"), Note: "merken", Hand: true},
		{Item: "q", Answer: state(instrument.CannotJudge)},
		{Item: "q"},
	} {
		b, err := e.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeEntry("q", b)
		if err != nil || !got.Answer.Equal(e.Answer) || got.Note != e.Note || got.Hand != e.Hand {
			t.Errorf("got another entry (%v)", err)
		}
	}
	if err := (Entry{Note: strings.Repeat("ä", MostNote+1)}).Validate(); !errors.Is(err, ErrNote) {
		t.Errorf("a note without end: %v", err)
	}
	if _, err := DecodeEntry("q", []byte("{")); err == nil {
		t.Error("half an entry was read")
	}
}

func TestWhichCardAnEntryLays(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		e    Entry
		want Card
		laid bool
	}{
		{"a level", Entry{Item: "q", Answer: level("2")}, Card{Item: "q", Face: "2"}, true},
		{"cannot judge", Entry{Item: "q", Answer: state(instrument.CannotJudge)}, Card{Item: "q", Face: "cannot_judge"}, true},
		{"nothing", Entry{Item: "q", Note: "nur für mich"}, Card{}, false},
	}
	for _, c := range cases {
		got, laid := c.e.Card()
		if laid != c.laid || laid && got != c.want {
			t.Errorf("%s: %+v %v", c.name, got, laid)
		}
	}
	if got, laid := (Entry{Item: "q", Hand: true}).Card(); !laid || !got.Hand || tally("q", got.Face).Distance(fiveLevels) != 0 {
		t.Errorf("a raised hand without answer: %+v %v", got, laid)
	}
}
