package dialogue

import (
	"regexp"
	"slices"
)

// Personal is a kind of personal data that a text seems to hold.
type Personal string

// The kinds that are looked for. It is a reminder before sending, not a proof:
// what it misses is found in moderation.
const (
	PersonalMail    Personal = "mail"
	PersonalPhone   Personal = "phone"
	PersonalAccount Personal = "account"
	PersonalName    Personal = "name"
	PersonalAddress Personal = "address"
	PersonalPlate   Personal = "plate"
)

var personal = []struct {
	kind Personal
	find *regexp.Regexp
}{
	{PersonalMail, regexp.MustCompile(`[^\s@]+@[^\s@]+\.[^\s@]{2,}`)},
	{PersonalAccount, regexp.MustCompile(`\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}`)},
	{PersonalPhone, regexp.MustCompile(`(?:\+\d{1,3}|\b0)[\d /()-]{6,}\d`)},
	{PersonalName, regexp.MustCompile(`\b(?:Frau|Herrn?|Familie|Dr\.|Mrs?\.?|Ms\.?)\s+\p{Lu}\p{L}+`)},
	{PersonalAddress, regexp.MustCompile(`\p{Lu}[\p{L}-]*(?:straße|strasse|str\.|weg|gasse|allee|platz|ring)\s+\d+`)},
	{PersonalPlate, regexp.MustCompile(`\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} ?\d{1,4}\b`)},
}

// Reveals returns what personal data texts seem to hold, in a fixed order. What
// is one kind is not another too: an account number is no telephone.
func Reveals(texts ...string) []Personal {
	var out []Personal
	texts = slices.Clone(texts)
	for _, p := range personal {
		if slices.ContainsFunc(texts, p.find.MatchString) {
			out = append(out, p.kind)
		}
		for i, t := range texts {
			texts[i] = p.find.ReplaceAllString(t, " ")
		}
	}
	return out
}
