package round

import (
	"errors"
	"strings"
	"testing"

	"chancencheck/fault"
)

func letter() Letter {
	return Letter{Kind: ToTeam, Language: "de", Subject: "Einladung: {round}", Body: "Guten Tag {name},\n\n{mandate}\n\nbis {until}: {link}"}
}

func TestLetterIsRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*Letter)
		key    string
	}{
		"an unknown placeholder":      {func(l *Letter) { l.Body += " {nmae}" }, "letter.placeholder"},
		"an unknown one in a subject": {func(l *Letter) { l.Subject = "{Name}" }, "letter.placeholder"},
		"a brace alone":               {func(l *Letter) { l.Body += " {" }, "letter.brace"},
		"no link":                     {func(l *Letter) { l.Body = "Guten Tag" }, "letter.no_link"},
		"no subject":                  {func(l *Letter) { l.Subject = " " }, "letter.empty"},
		"a subject of two lines":      {func(l *Letter) { l.Subject = "a\nBcc: x" }, "letter.long"},
		"too long":                    {func(l *Letter) { l.Body += strings.Repeat("x", MostLetter) }, "letter.long"},
		"another kind":                {func(l *Letter) { l.Kind = "x" }, "letter.kind"},
	} {
		l := letter()
		c.change(&l)
		if err := l.Check(); fault.KeyOf(err) != c.key {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := letter().Check(); err != nil {
		t.Errorf("a letter as usual: %v", err)
	}
}

func TestLetterIsFilled(t *testing.T) {
	t.Parallel()
	got := letter().Filled(func(name string) string {
		return map[string]string{"name": "Frau {link}", "round": "Herbst", "until": "3. Mai", "link": "https://x/j/A"}[name]
	})
	want := "Guten Tag Frau {link},\n\n\nbis 3. Mai: https://x/j/A"
	if got.Subject != "Einladung: Herbst" || got.Body != want {
		t.Errorf("%q %q", got.Subject, got.Body)
	}
}

func TestOwnWordsAndBack(t *testing.T) {
	t.Parallel()
	r := waved(t)
	if _, err := r.word(coordinator(), letter()); err != nil {
		t.Fatal(err)
	}
	other := letter()
	other.Subject = "Neu"
	if _, err := r.word(coordinator(), other); err != nil || len(r.Letters) != 1 {
		t.Errorf("%v, %d letters", err, len(r.Letters))
	}
	if l, ok := r.Letter(ToTeam, "de"); !ok || l.Subject != "Neu" {
		t.Errorf("%+v", l)
	}
	bad := letter()
	bad.Body = "ohne"
	if _, err := r.word(coordinator(), bad); !errors.Is(err, ErrLetterLink) || r.Letters[0].Subject != "Neu" {
		t.Errorf("a refusal changed it: %v", err)
	}
	if _, err := r.word(coordinator(), Letter{Kind: ToTeam, Language: "de"}); err != nil || len(r.Letters) != 0 {
		t.Errorf("back to the usual words: %v", err)
	}
}
