package plainlanguage

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostNouns is how many nouns on -ung, -heit, -keit a sentence may have.
const mostNouns = 2

// nouns reports a sentence with a chain of nouns made of verbs and adjectives.
func (s span) nouns() []Finding {
	var found []string
	at := 0
	for _, w := range s.words() {
		if abstract(w.text) {
			if len(found) == 0 {
				at = w.at
			}
			found = append(found, w.text)
		}
	}
	if len(found) <= mostNouns {
		return nil
	}
	return []Finding{{Rule: NounChain, Offset: at, Words: strings.Join(found, ", "), count: len(found)}}
}

var nounEnding = regexp.MustCompile(`(?:ung|heit|keit)(?:en|s)?$`)

// concrete are endings of nouns that name a thing, a place or an office and not
// an action.
var concrete = []string{"wohnung", "zeitung", "rechnung", "zeichnung", "kleidung", "heizung", "kreuzung", "siedlung", "abteilung", "leitung",
	"verwaltung", "einrichtung", "krankheit", "gesundheit", "sitzung", "ausstellung", "regierung", "währung", "stiftung", "sprung", "dung", "schwung",
	"wirtschaftsförderung", "gleichstellung", "stadtplanung", "versicherung", "bevölkerung", "minderheit", "mehrheit", "beratung", "ausbildung", "leistung",
	"erfahrung", "meinung", "sammlung", "verordnung", "ordnung", "sicherheit", "kündigung", "räumung", "anleitung", "einladung", "übersetzung", "lösung"}

// abstract reports whether a word is a noun made of a verb or an adjective.
func abstract(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(r) || !nounEnding.MatchString(word) {
		return false
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(word), "en"), "s")
	for _, c := range concrete {
		if strings.HasSuffix(stem, c) {
			return false
		}
	}
	return len(stem) > 5
}

var (
	becoming   = regexp.MustCompile(`^(?:wird|werden|wurde|wurden|worden|werde)$`)
	participle = regexp.MustCompile(`^(?:\p{Ll}*?(ge\p{Ll}{2,}(?:t|en))|\p{Ll}+iert|(?:be|ver|er|ent|zer|über|unter)\p{Ll}{2,}t|\p{Ll}*?(?:` +
		`verstanden|beschlossen|vergeben|entschieden|verloren|beschrieben|verschoben|übernommen|unterschrieben|entlassen|besprochen|empfohlen|vertreten))$`)
)

// infinitives look like participles but say what somebody does.
var infinitives = map[string]bool{"gehen": true, "geben": true, "gewinnen": true, "gelten": true, "gegen": true, "gelingen": true, "gehören": true,
	"genehmigen": true, "geschehen": true, "gestalten": true, "gefallen": true, "gewöhnen": true, "genießen": true, "geraten": true, "genügen": true,
	"gelingt": true, "gewinnt": true, "geschieht": true, "genügt": true, "gerade": true, "gesamt": true, "gesamten": true, "genannten": true, "gemeinsamen": true,
	"geduldig": true, "gestern": true, "gesund": true, "gesunden": true}

// lookalikes are words that look like participles of the other kinds.
var lookalikes = map[string]bool{"bereit": true, "ernst": true, "unterwegs": true, "überhaupt": true, "bekannt": true, "beliebt": true, "verwandt": true, "erst": true,
	"entfernt": true, "bewusst": true, "überlastet": true}

// passive reports clauses with a form of "werden" and a participle.
func (s span) passive() []Finding {
	var out []Finding
	for _, c := range s.clauses() {
		verb, done := span{}, span{}
		for _, w := range c.words() {
			switch {
			case becoming.MatchString(strings.ToLower(w.text)):
				verb = w
			case isParticiple(w.text):
				done = w
			}
		}
		if verb.text != "" && done.text != "" {
			out = append(out, Finding{Rule: Passive, Offset: min(verb.at, done.at), Words: inOrder(verb, done)})
		}
	}
	return out
}

func isParticiple(word string) bool {
	m := participle.FindStringSubmatch(word)
	return m != nil && !infinitives[m[1]] && !lookalikes[word]
}

// inOrder joins two words as they follow each other.
func inOrder(a, b span) string {
	if b.at < a.at {
		a, b = b, a
	}
	if a.at+len(a.text)+1 == b.at {
		return a.text + " " + b.text
	}
	return a.text + " … " + b.text
}

var (
	negative = regexp.MustCompile(`^(?:nicht|nichts|nie|niemals|niemand|niemandem|niemanden|kein|keine|keinen|keinem|keiner|keines|ohne)$`)
	notUn    = regexp.MustCompile(`\b[Nn]icht (un\p{Ll}{4,})`)
)

// untruly are words that begin with un- without denying anything.
var untruly = []string{"unter", "unser", "unten", "unwe", "unge"}

// negations reports two negations in one clause, and "nicht un…".
func (s span) negations() []Finding {
	var out []Finding
	for _, m := range notUn.FindAllStringSubmatchIndex(s.text, -1) {
		if word := s.text[m[2]:m[3]]; !begins(word, untruly) {
			out = append(out, Finding{Rule: DoubleNegation, Offset: s.at + m[0], Words: s.text[m[0]:m[1]]})
		}
	}
	for _, c := range s.clauses() {
		var first *span
		for _, w := range c.words() {
			if !negative.MatchString(strings.ToLower(w.text)) {
				continue
			}
			if first != nil {
				out = append(out, Finding{Rule: DoubleNegation, Offset: first.at, Words: inOrder(*first, w)})
				break
			}
			first = &w
		}
	}
	return out
}

func begins(word string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(word, p) {
			return true
		}
	}
	return false
}
