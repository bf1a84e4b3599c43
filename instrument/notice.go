package instrument

import (
	"slices"
	"strings"

	"chancencheck/fault"
)

// Notice (Hinweis vor der ersten Frage) is what people are told before they are
// asked anything: what for, that it is up to them, and who gets to see it.
// Source: BfDI on staff surveys; requirement PRIV-09.
type Notice struct {
	// Purpose says what the answers are for, Voluntary that and how taking part is
	// free, Recipients who sees what becomes of them.
	Purpose, Voluntary, Recipients Text
}

// parts are the parts by the name they have in files.
func (n Notice) parts() map[string]Text {
	return map[string]Text{"purpose": n.Purpose, "voluntary": n.Voluntary, "recipients": n.Recipients}
}

// NoticeGap is a part of the notice that a language lacks.
type NoticeGap struct{ Lang, Part string }

// NoticeGaps returns what is missing in languages, in their order. A text that
// only falls back to another language is missing: who cannot read the notice has
// not been told.
func (ins *Instrument) NoticeGaps(languages ...string) []NoticeGap {
	var gaps []NoticeGap
	parts := ins.Notice.parts()
	for _, lang := range languages {
		for _, part := range []string{"purpose", "voluntary", "recipients"} {
			text, actual := parts[part].In(lang)
			if strings.TrimSpace(text) == "" || !strings.EqualFold(actual, lang) {
				gaps = append(gaps, NoticeGap{lang, part})
			}
		}
	}
	return gaps
}

// RequireNotice refuses an instrument in languages that lack the notice:
// fault.Conflict "instrument.no_notice" with the languages.
func (ins *Instrument) RequireNotice(languages ...string) error {
	var lacking []string
	for _, g := range ins.NoticeGaps(languages...) {
		if !slices.Contains(lacking, g.Lang) {
			lacking = append(lacking, g.Lang)
		}
	}
	if len(lacking) == 0 {
		return nil
	}
	return fault.New(fault.Conflict, "instrument.no_notice", "languages", strings.Join(lacking, ", "))
}

// About says whom a question asks about.
type About string

// AboutRespondent marks a question about whoever answers. All others are about
// the service.
const AboutRespondent About = "respondent"

// Special is a special category of personal data. Source: Art. 9(1) GDPR.
type Special string

// The special categories, and NotSpecial for "I have looked, and it is none".
const (
	NotSpecial Special = "none"
	Origin9    Special = "origin"
	Opinion    Special = "opinion"
	Belief     Special = "belief"
	Union      Special = "union"
	Genetic    Special = "genetic"
	Biometric  Special = "biometric"
	Health     Special = "health"
	Sexuality  Special = "sexuality"
)

// Specials lists what a question can declare.
var Specials = []Special{NotSpecial, Origin9, Opinion, Belief, Union, Genetic, Biometric, Health, Sexuality}

// Objection says why a question may not be asked as it stands.
type Objection string

// The objections to a question about whoever answers.
const (
	// NoObjection: it may be asked.
	NoObjection Objection = ""
	// Unjustified: it asks for a special category, and no reason is given.
	Unjustified Objection = "unjustified"
	// Undeclared: its words hint at a special category, and it says neither which
	// nor that it is none.
	Undeclared Objection = "undeclared"
)

// hints are beginnings of words that often belong to a special category, in
// German and English. They are a hint only: a hit makes the author declare, and
// decides nothing. Questions about a service speak of religion and health as
// needs, and are not looked at.
var hints = []string{
	"religi", "konfession", "glaube", "weltanschau", "herkunft", "migration", "abstamm", "ethni", "nationalit", "staatsangeh", "hautfarbe",
	"gesundheit", "krank", "erkrank", "behinder", "schwerbehind", "diagnose", "therapie", "schwanger", "sexu", "lesbisch", "schwul", "queer",
	"partei", "gewerkschaft", "politisch", "faith", "belief", "origin", "ethnic", "race", "racial", "nationality", "health", "illness", "disab",
	"diagnos", "pregnan", "gay", "lesbian", "union", "political", "party",
}

// Objection returns what speaks against asking the question.
func (q *Question) Objection() Objection {
	if q.About != AboutRespondent {
		return NoObjection
	}
	declared := false
	for _, s := range q.Special {
		declared = true
		if s != NotSpecial && q.Justification.IsEmpty() {
			return Unjustified
		}
	}
	if !declared && q.hinted() {
		return Undeclared
	}
	return NoObjection
}

// hinted reports whether a word of the question begins like a hint.
func (q *Question) hinted() bool {
	for _, t := range append(q.Text.Translations(), q.Help.Translations()...) {
		for word := range strings.FieldsFuncSeq(strings.ToLower(t.Text), func(r rune) bool { return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzäöüß", r) }) {
			if slices.ContainsFunc(hints, func(h string) bool { return strings.HasPrefix(word, h) }) {
				return true
			}
		}
	}
	return false
}
