package dialogue_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"chancencheck/dialogue"
)

// TestAlike: the pairs of testdata/alike.txt, to be read and extended by people
// who moderate.
func TestAlike(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/alike.txt")
	if err != nil {
		t.Fatal(err)
	}
	pairs := 0
	for line := range strings.Lines(string(text)) {
		parts := strings.Split(strings.TrimSpace(line), " | ")
		if strings.HasPrefix(line, "#") || len(parts) != 3 {
			continue
		}
		pairs++
		a := &dialogue.Contribution{ID: "a", Text: parts[1]}
		b := &dialogue.Contribution{ID: "b", Text: parts[2], State: dialogue.Shown}
		if got := len(dialogue.Duplicates(a, []*dialogue.Contribution{a, b}, 3)) == 1; got != (parts[0] == "same") {
			t.Errorf("%s (%.2f)", strings.TrimSpace(line), dialogue.Alike(parts[1], parts[2]))
		}
	}
	if pairs < 8 {
		t.Errorf("only %d pairs", pairs)
	}
}

func TestAlikeIsSymmetric(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b")
		x, y := dialogue.Alike(a, b), dialogue.Alike(b, a)
		if x != y || x < 0 || x > 1 {
			t.Fatalf("%g and %g", x, y)
		}
	})
}

func TestClean(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"  zu   viele\n\tBlanks ":         "zu viele Blanks",
		"a\u202Etxt.exe\u202C b":          "atxt.exe b",
		"\u2066isolate\u2069":             "isolate",
		"nul\x00 bell\a":                  "nul bell",
		"wooooooow 😀😀😀😀😀😀":                "wooow 😀😀😀",
		"1000000 Euro":                    "1000000 Euro",
		"z\u0300\u0301\u0302\u0303\u0304": "z\u0300\u0301\u0302",
		"می\u200cخواهم":                   "می\u200cخواهم",
		"👩\u200d👩\u200d👧 🇩🇪 ❤️":           "👩\u200d👩\u200d👧 🇩🇪 ❤️",
		"<script>alert(1)</script>":       "<script>alert(1)</script>", // text stays text: pages write it as such
		"\xff\xfe":                        "",
	} {
		if got := dialogue.Clean(typed); got != want {
			t.Errorf("Clean(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestCleanIsDoneOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.String().Draw(t, "typed")
		once := dialogue.Clean(typed)
		if again := dialogue.Clean(once); again != once || !utf8.ValidString(once) {
			t.Fatalf("%q becomes %q and then %q", typed, once, again)
		}
		if strings.ContainsAny(once, "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\x00\n") {
			t.Fatalf("%q", once)
		}
	})
}

func TestReveals(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]dialogue.Personal{
		"Mehr Busse am Abend":                        nil,
		"Um 18:30 Uhr am 12.05.2026, 1.000 Euro":     nil,
		"Schreiben Sie an ada@example.org":           {dialogue.PersonalMail},
		"Tel. 0621 504-1234":                         {dialogue.PersonalPhone},
		"+49 621 5041234":                            {dialogue.PersonalPhone},
		"Frau Yılmaz am Schalter war freundlich":     {dialogue.PersonalName},
		"Frauen brauchen Kurse":                      nil,
		"In der Hauptstraße 12 wohnt":                {dialogue.PersonalAddress},
		"DE02 1203 0000 0000 2020 51":                {dialogue.PersonalAccount},
		"Das Auto LU-AB 123 parkt immer dort":        {dialogue.PersonalPlate},
		"In der Hauptstraße fehlt ein Zebrastreifen": nil,
	} {
		if got := dialogue.Reveals(text); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// TestSeats: in every round each table has one group, no group sits at a table
// twice, and Group is the inverse of Seat.
func TestSeats(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, dialogue.MostTables).Draw(t, "tables")
		been := map[[2]int]bool{}
		for round := range n {
			taken := map[int]bool{}
			for group := range n {
				at := dialogue.Seat(group, round, n)
				if taken[at] || been[[2]int{group, at}] || dialogue.Group(at, round, n) != group {
					t.Fatalf("group %d in round %d at table %d of %d", group, round, at, n)
				}
				taken[at], been[[2]int{group, at}] = true, true
			}
		}
	})
}

func TestQuadrant(t *testing.T) {
	t.Parallel()
	for in, want := range map[[2]float64]string{{5, 1}: "soon", {3, 3}: "plan", {2.9, 2.9}: "beside", {1, 5}: "leave"} {
		if got := dialogue.Quadrant(in[0], in[1]); got != want {
			t.Errorf("impact %g, effort %g: %s, want %s", in[0], in[1], got, want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	w := dialogue.Words{"de": "Guten Tag", "en": "Hello"}
	for lang, want := range map[string][2]string{"en-GB": {"Hello", "en"}, "de-simple": {"Guten Tag", "de"}, "tr": {"Guten Tag", "de"}} {
		if text, actual := w.In(lang); text != want[0] || actual != want[1] {
			t.Errorf("%s: %s in %s", lang, text, actual)
		}
	}
	if text, actual := (dialogue.Words{"uk": "Привіт"}).In("ar"); text != "Привіт" || actual != "uk" {
		t.Errorf("%s in %s", text, actual)
	}
	if !w.Has([]string{"de", "en"}) || w.Has([]string{"de", "ar"}) {
		t.Error("languages are not told apart")
	}
}

func TestAStatementIsVotedOnInAllLanguages(t *testing.T) {
	t.Parallel()
	e := &dialogue.Event{Languages: []string{"ar", "de"}}
	s := dialogue.Statement{Words: dialogue.Words{"de": "a"}}
	if s.Open(e) {
		t.Error("open without Arabic")
	}
	s.Words["ar"] = "ا"
	if !s.Open(e) {
		t.Error("not open in both languages")
	}
	if s.Out = true; s.Open(e) {
		t.Error("open although it was taken out")
	}
}

func TestRankedIsTheSameWhateverTheOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var list []dialogue.Score
		for i := range rapid.IntRange(0, 12).Draw(t, "n") {
			list = append(list, dialogue.Score{ID: string(rune('a' + i)), Sum: rapid.IntRange(0, 3).Draw(t, "sum")})
		}
		mixed := rapid.Permutation(list).Draw(t, "mixed")
		if !slices.Equal(dialogue.Ranked(list), dialogue.Ranked(mixed)) {
			t.Fatal("another order")
		}
	})
}

func TestUntilFollowsTheTurn(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 17, 18, 0, 0, 0, time.UTC)
	e := &dialogue.Event{State: dialogue.Running, Now: "b", Since: since, Agenda: []dialogue.Activity{{ID: "a", Minutes: 5}, {ID: "b", Minutes: 20}}}
	if got := e.Until(); got != since.Add(20*time.Minute) {
		t.Errorf("until %v", got)
	}
	if e.Next() != nil {
		t.Error("there is a step after the last")
	}
	if e.State = dialogue.Ended; !e.Until().IsZero() || e.Takes(dialogue.Voting) {
		t.Error("something runs after the end")
	}
}

func TestClusters(t *testing.T) {
	t.Parallel()
	all := []*dialogue.Contribution{
		{ID: "1", State: dialogue.Shown, Sort: dialogue.Idea}, {ID: "2", State: dialogue.Shown, Sort: dialogue.Idea, Cluster: "A"},
		{ID: "3", State: dialogue.Shown, Sort: dialogue.Offer, Cluster: "A"}, {ID: "4", State: dialogue.Hidden, Cluster: "A"},
		{ID: "5", State: dialogue.Laid, Into: "2"}, {ID: "6", State: dialogue.Shown, Sort: dialogue.Idea, Cluster: "B"},
	}
	got := dialogue.Clusters(all)
	if len(got) != 3 || got[0].Heading != "A" || len(got[0].Of) != 2 || got[2].Heading != "" {
		t.Errorf("clusters %+v", got)
	}
	if n := dialogue.LaidIn(all); n["2"] != 2 || n["1"] != 1 || n["4"] != 0 {
		t.Errorf("laid %v", n)
	}
	if ideas := dialogue.Clusters(all, dialogue.Idea); len(ideas) != 3 || len(ideas[0].Of) != 1 {
		t.Errorf("ideas %+v", ideas)
	}
}
