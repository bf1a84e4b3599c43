package disclosure_test

import (
	"encoding/json"
	"testing"

	"chancencheck/disclosure"

	"pgregory.net/rapid"
)

func TestDistribution(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name   string
		class  disclosure.Class
		counts []int
		want   string
	}{
		{"mixed", disclosure.AnonymousAnswers, []int{0, 2, 3, 2, 0}, `[0 2 3 2 0]`},
		{"six people", disclosure.AnonymousAnswers, []int{0, 2, 2, 2, 0}, `[too_few too_few too_few too_few too_few]`},
		{"unanimous", disclosure.AnonymousAnswers, []int{0, 0, 0, 9}, `[complementary complementary complementary nearly_all]`},
		{"all but one", disclosure.AnonymousAnswers, []int{1, 0, 6, 0}, `[complementary complementary nearly_all complementary]`},
		{"ninety per cent", disclosure.AnonymousAnswers, []int{3, 27}, `[complementary nearly_all]`},
		{"just under ninety", disclosure.AnonymousAnswers, []int{4, 26}, `[4 26]`},
		{"agreed by everybody in the open", disclosure.Named, []int{0, 4}, `[0 4]`},
		{"nobody", disclosure.Named, []int{0, 0}, `[no_answers no_answers]`},
	}
	for _, c := range cases {
		d := policy(t, c.class, 0).Distribution(c.counts, open)
		got := "["
		for i, l := range d.Levels() {
			if i > 0 {
				got += " "
			}
			got += describe(l)
		}
		if got += "]"; got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func describe(l disclosure.Level) string {
	if l.Band != "" {
		return l.Band
	}
	if text, ok := l.Count.Decimal(); ok {
		return text
	}
	return string(l.Count.Reason())
}

func TestMedianFromTheFloorOn(t *testing.T) {
	t.Parallel()
	p := policy(t, disclosure.AnonymousAnswers, 0)
	cases := []struct {
		counts []int
		want   string
	}{
		{[]int{1, 1, 1, 1}, "too_few"},
		{[]int{1, 1, 1, 1, 1}, "2"},
		{[]int{3, 0, 0, 3}, "0"},
		{[]int{2, 0, 0, 3}, "3"},
		{[]int{0, 0, 8}, "2"},
	}
	for _, c := range cases {
		if got := describe(disclosure.Level{Count: p.Median(c.counts, open)}); got != c.want {
			t.Errorf("median of %v: %s, want %s", c.counts, got, c.want)
		}
	}
	if got := p.Median([]int{9}, disclosure.Standing{Entitled: true}); got.Reason() != disclosure.NotClosed {
		t.Errorf("median before close: %q", got.Reason())
	}
}

func TestDistributionJSON(t *testing.T) {
	t.Parallel()
	b, err := json.Marshal(policy(t, disclosure.AnonymousAnswers, 0).Distribution([]int{0, 8}, open))
	want := `{"n":{"value":8,"unit":"people","coverage":1,"answered":8,"of":8},"median":{"value":1,"coverage":1,"answered":8,"of":8},` +
		`"levels":[{"count":{"withheld":"complementary"}},{"count":{"withheld":"complementary"},"band":"nearly_all"}]}`
	if err != nil || string(b) != want {
		t.Errorf("%s, %v\nwant %s", b, err, want)
	}
}

// A participant knows one answer. From what is shown, nobody may learn that
// all others gave one and the same answer.
func TestNoParticipantLearnsEverybodyElsesAnswer(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.IntRange(0, 12), 2, 6).Draw(t, "counts")
		p, err := disclosure.NewPolicy(disclosure.AnonymousAnswers, 7)
		if err != nil {
			t.Fatal(err)
		}
		levels, n := p.Distribution(counts, open).Levels(), 0
		for _, c := range counts {
			n += c
		}
		for i, l := range levels {
			v, shown := l.Count.Value()
			if shown && (n < 7 || int(v) >= n-1 || int(v) != counts[i]) {
				t.Fatalf("%v of %d: level %d shown as %v", counts, n, i, v)
			}
		}
	})
}
