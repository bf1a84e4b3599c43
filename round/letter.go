package round

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

// LetterKind says what a letter is for.
type LetterKind string

// The letters of a round.
const (
	// ToHead asks the head of a unit to prepare the check.
	ToHead LetterKind = "head"
	// ToTeam invites the people of a unit.
	ToTeam LetterKind = "team"
	// Remind goes to the whole circle of a check, whoever has answered: who has
	// not is nobody's business.
	Remind LetterKind = "reminder"
)

// LetterKinds lists them in the order of pages.
var LetterKinds = []LetterKind{ToHead, ToTeam, Remind}

// Letter (Anschreiben) is an invitation or a reminder with placeholders, in one
// language.
type Letter struct {
	Kind     LetterKind `json:"kind"`
	Language string     `json:"language"`
	Subject  string     `json:"subject"`
	Body     string     `json:"body"`
}

// Placeholders are what a letter may mention, in the order in which pages list
// them.
var Placeholders = []string{"name", "unit", "service", "round", "until", "minutes", "link", "code", "mandate", "organisation"}

// MostLetter is the length of a letter in characters.
const MostLetter = 8000

// Errors about letters.
var (
	ErrLetterEmpty = fault.New(fault.Invalid, "letter.empty")
	ErrLetterLink  = fault.New(fault.Invalid, "letter.no_link")
	ErrLetterBrace = fault.New(fault.Invalid, "letter.brace")
	ErrLetterLong  = fault.New(fault.Invalid, "letter.long", "most", MostLetter)
	ErrLetterKind  = fault.New(fault.Invalid, "letter.kind")
)

var placeholder = regexp.MustCompile(`\{([^{}\n]*)\}`)

// Check refuses a letter that could not be sent as it stands: without a link,
// with a placeholder nobody can fill, or with a brace that belongs to none.
func (l Letter) Check() error {
	for _, m := range placeholder.FindAllStringSubmatch(l.Subject+"\n"+l.Body, -1) {
		if !slices.Contains(Placeholders, m[1]) {
			return fault.New(fault.Invalid, "letter.placeholder", "name", m[1], "known", "{"+strings.Join(Placeholders, "} {")+"}")
		}
	}
	switch {
	case !slices.Contains(LetterKinds, l.Kind) || l.Language == "":
		return ErrLetterKind
	case strings.TrimSpace(l.Subject) == "", strings.TrimSpace(l.Body) == "":
		return ErrLetterEmpty
	case utf8.RuneCountInString(l.Subject+l.Body) > MostLetter, strings.ContainsAny(l.Subject, "\r\n"):
		return ErrLetterLong
	case strings.ContainsAny(placeholder.ReplaceAllString(l.Subject+l.Body, ""), "{}"):
		return ErrLetterBrace
	case !strings.Contains(l.Body, "{link}"):
		return ErrLetterLink
	}
	return nil
}

// Filled returns the letter with values in the places of their names. A line
// that consists of a placeholder without a value disappears.
func (l Letter) Filled(value func(name string) string) Letter {
	fill := func(text string) string {
		return placeholder.ReplaceAllStringFunc(text, func(m string) string { return value(strings.Trim(m, "{}")) })
	}
	var lines []string
	for _, line := range strings.Split(strings.ReplaceAll(l.Body, "\r\n", "\n"), "\n") {
		filled := fill(line)
		if strings.TrimSpace(line) != "" && strings.TrimSpace(filled) == "" {
			continue
		}
		lines = append(lines, filled)
	}
	l.Subject, l.Body = fill(l.Subject), strings.Join(lines, "\n")
	return l
}

// Letter returns the round's own wording, and whether it has one.
func (r *Round) Letter(kind LetterKind, language string) (Letter, bool) {
	for _, l := range r.Letters {
		if l.Kind == kind && l.Language == language {
			return l, true
		}
	}
	return Letter{}, false
}

// word gives a letter the round's own words; a letter without words takes them
// back.
func (r *Round) word(act access.Act, l Letter) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageRounds, r.Object()); err != nil {
		return nil, err
	}
	if r.State == Closed {
		return nil, ErrNotOpen
	}
	letters := slices.DeleteFunc(slices.Clone(r.Letters), func(o Letter) bool { return o.Kind == l.Kind && o.Language == l.Language })
	if l.Subject != "" || l.Body != "" {
		if err := l.Check(); err != nil {
			return nil, err
		}
		letters = append(letters, l)
	}
	r.Letters = letters
	return []audit.Event{r.Event(act, "round.letter", string(l.Kind)+" "+l.Language)}, nil
}
