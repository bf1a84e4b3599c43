package exchange

import (
	"strconv"
	"strings"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/tabular"
	"chancencheck/organisation"
)

// vocabulary is the set of words a column takes, found by what people write
// for them.
type vocabulary[W ~string] struct {
	key  string // fault for any other word; "" accepts it as it stands
	word map[string]W
}

// newVocabulary makes a vocabulary of words, each with its aliases.
func newVocabulary[W ~string](key string, aliases map[W][]string) vocabulary[W] {
	v := vocabulary[W]{key, map[string]W{}}
	for w, list := range aliases {
		v.word[tabular.Fold(string(w))] = w
		for _, a := range list {
			v.word[tabular.Fold(a)] = w
		}
	}
	return v
}

// find returns the word people mean.
func (v vocabulary[W]) find(s string) (W, *fault.Error) {
	if w, ok := v.word[tabular.Fold(s)]; ok {
		return w, nil
	}
	if v.key == "" {
		return W(s), nil
	}
	return "", fault.New(fault.Invalid, v.key, "value", s)
}

var unitKinds = newVocabulary("unit.kind_unknown", map[organisation.UnitKind][]string{
	organisation.Counter:        {"Publikum", "Publikumsverkehr", "Schalter", "public counter"},
	organisation.Enforcement:    {"Vollzug", "Ordnung", "Kontrolle"},
	organisation.Facility:       {"Einrichtung"},
	organisation.Infrastructure: {"Infrastruktur"},
	organisation.Internal:       {"Intern", "Innerer Dienst", "Innere Dienste", "internal service"},
})

var channels = newVocabulary("service.channel_unknown", map[organisation.Channel][]string{
	organisation.AtCounter: {"Schalter", "Sprechstunde", "persönlich", "vor Ort im Amt"},
	organisation.ByPhone:   {"Telefon", "telefonisch"},
	organisation.Online:    {"Onlinedienst", "Internet", "Web"},
	organisation.ByPost:    {"Post", "Brief", "schriftlich", "letter"},
	organisation.ByMail:    {"E-Mail", "Mail"},
	organisation.OnSite:    {"Einrichtung", "in der Einrichtung", "on site"},
	organisation.Outreach:  {"Hausbesuch", "aufsuchend", "vor Ort", "outreach"},
})

// roles leaves out administration: nobody gets it by a table.
var roles = newVocabulary("person.role_unknown", map[access.Role][]string{
	access.Coordinator: {"Koordination", "Koordinatorin", "Koordinator"},
	access.UnitLead:    {"Leitung", "Abteilungsleitung", "lead"},
	access.Respondent:  {"Team", "Teammitglied", "Mitglied"},
	access.Facilitator: {"Moderation", "Moderatorin", "Moderator"},
	access.Approver:    {"Freigabe"},
	access.Reader:      {"Lesen", "Rat", "Beirat", "Personalrat", "Datenschutz"},
	access.Evaluator:   {"Einschätzung von außen", "Programm"},
})

// languages are those that people write as a word; any other value must be a
// language tag, which organisation checks.
var languages = newVocabulary("", map[string][]string{
	"de": {"Deutsch", "German"}, "de-simple": {"Einfache Sprache", "plain German"}, "de-x-leicht": {"Leichte Sprache"},
	"en": {"Englisch", "English"}, "fr": {"Französisch", "French"}, "tr": {"Türkisch", "Turkish"},
	"ar": {"Arabisch", "Arabic"}, "ru": {"Russisch", "Russian"}, "uk": {"Ukrainisch", "Ukrainian"},
	"pl": {"Polnisch", "Polish"}, "ro": {"Rumänisch", "Romanian"}, "bg": {"Bulgarisch", "Bulgarian"},
	"it": {"Italienisch", "Italian"}, "es": {"Spanisch", "Spanish"}, "fa": {"Farsi", "Persisch", "Persian"},
	"prs": {"Dari"}, "ku": {"Kurdisch", "Kurdish"}, "ti": {"Tigrinya"}, "hr": {"Kroatisch", "Croatian"},
	"sr": {"Serbisch", "Serbian"}, "gsg": {"Gebärdensprache", "Deutsche Gebärdensprache", "DGS"},
})

// levelID returns the level a word means, or the word itself.
func levelID(o organisation.Organisation, word string) string {
	for _, l := range o.Levels {
		if tabular.Fold(l.ID) == tabular.Fold(word) || tabular.Fold(l.Name) == tabular.Fold(word) {
			return l.ID
		}
	}
	return word
}

func levelName(o organisation.Organisation, id string) string {
	if i, ok := o.Depth(id); ok {
		return o.Levels[i].Name
	}
	return id
}

// maxNumber is the largest count a table takes: more than anybody has visits.
const maxNumber = 1_000_000_000

// parseNumber reads a whole number, also grouped: 12.500, 12,500 or 12 500.
func parseNumber(s string) (int, *fault.Error) {
	invalid := fault.New(fault.Invalid, "cell.number", "value", s)
	digits := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "").Replace(s)
	if groups := strings.FieldsFunc(digits, func(r rune) bool { return r == '.' || r == ',' }); len(groups) > 1 {
		for i, g := range groups {
			if i > 0 && len(g) != 3 || len(g) > 3 {
				return 0, invalid
			}
		}
		digits = strings.Join(groups, "")
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n > maxNumber || n < -maxNumber {
		return 0, invalid
	}
	return n, nil
}
