package plainlanguage

import (
	"regexp"
	"strings"
)

// avoid is a word or phrase and what to write instead. A phrase ending in "-"
// stands for every word that begins so; others for exactly these words.
type avoid struct{ words, instead string }

// germanWords are officialese, foreign words and the words that this house has
// better ones for (practice, section 7). Without being complete: what is
// missing can be added line by line.
var germanWords = []avoid{
	// Words of this house.
	{"Dissens", "wir sehen es verschieden"}, {"Divergenz", "hier gehen die Ansichten auseinander"}, {"Score", "Stand"},
	{"Defizit-", "was noch fehlt"}, {"Heatmap", "Überblick"}, {"Konsensrunde", "Teamgespräch"}, {"Zielgruppe-", "Menschen, die …"},
	{"Maßnahmencontrolling", "Was ist daraus geworden?"}, {"Diversity", "alle, die hier leben"}, {"Diversität", "Vielfalt"}, {"Audit", "Blick auf unser Angebot"},
	{"Bürger", "Einwohner*innen"}, {"Bürgern", "Einwohner*innen"}, {"Bürgerinnen", "Einwohner*innen"}, {"Migrationshintergrund", "Menschen, die …"},
	// Prepositions and joints of offices.
	{"bezüglich", "zu"}, {"hinsichtlich", "zu, bei"}, {"diesbezüglich-", "dazu"}, {"im Rahmen", "bei, in"}, {"seitens", "von"}, {"zwecks", "für"},
	{"mittels", "mit"}, {"anlässlich", "zu, bei"}, {"infolge", "wegen, weil"}, {"aufgrund", "wegen, weil"}, {"auf Grund", "wegen, weil"}, {"gemäß", "nach"},
	{"sofern", "wenn"}, {"insofern", "darum"}, {"mithin", "also"}, {"nichtsdestotrotz", "trotzdem"}, {"beziehungsweise", "oder, und"}, {"bzw", "oder, und"},
	{"respektive", "oder, und"}, {"ggf", "wenn nötig"}, {"gegebenenfalls", "wenn nötig"}, {"usw", "und so weiter"}, {"etc", "und so weiter"},
	{"unter Berücksichtigung", "und dabei an … denken"}, {"in Bezug auf", "zu"}, {"mit Blick auf die Tatsache", "weil"}, {"vor dem Hintergrund", "weil"},
	// Verbs that hide who does what.
	{"erfolgt", "ein Verb, das sagt, was geschieht"}, {"erfolgen", "ein Verb, das sagt, was geschieht"}, {"durchführen", "machen"}, {"durchgeführt", "gemacht"},
	{"Durchführung", "machen"}, {"gewährleist-", "dafür sorgen"}, {"sicherstellen", "dafür sorgen"}, {"sicherzustellen", "dafür sorgen"},
	{"zur Verfügung", "geben, haben, da sein"}, {"in Anspruch", "nutzen"}, {"Inanspruchnahme", "nutzen"}, {"in Kenntnis", "informieren"},
	{"zum Einsatz", "nutzen"}, {"obliegt", "ist Aufgabe von"}, {"beinhalte-", "enthalten"}, {"vorstellig", "kommen"}, {"Vorsprache", "Besuch"},
	{"unverzüglich", "sofort"}, {"fristgerecht", "rechtzeitig, bis zum …"}, {"zeitnah-", "bald, bis zum …"}, {"zielführend", "nützlich"},
	// Measures without a measure.
	{"angemessen-", "sagen, woran man es erkennt"}, {"ausreichend-", "sagen, wie viel"}, {"kultursensibel-", "sagen, was man tut"}, {"adäquat-", "passend"},
	{"niedrigschwellig-", "leicht zu erreichen"}, {"bedarfsgerecht-", "sagen, was gebraucht wird"}, {"ganzheitlich-", "sagen, was dazugehört"},
	{"proaktiv-", "von sich aus"}, {"effizient-", "sagen, was man spart"}, {"optimal-", "gut"},
	// Foreign words.
	{"implementier-", "einführen"}, {"evaluier-", "auswerten"}, {"Evaluation", "Auswertung"}, {"partizipier-", "mitmachen"}, {"Partizipation", "Mitreden"},
	{"optimier-", "verbessern"}, {"generier-", "schaffen"}, {"kommunizier-", "sagen, mitteilen"}, {"thematisier-", "ansprechen"}, {"priorisier-", "ordnen"},
	{"initiier-", "anstoßen"}, {"realisier-", "umsetzen"}, {"verifizier-", "prüfen"}, {"validier-", "prüfen"}, {"involvier-", "beteiligen"},
	{"adressier-", "ansprechen"}, {"identifizier-", "finden, erkennen"}, {"sensibilisier-", "zeigen, üben"},
	{"konkretisier-", "genauer sagen"}, {"etablier-", "einführen"}, {"aktivier-", "einschalten"}, {"deaktivier-", "ausschalten"}, {"Monitoring", "regelmäßig nachsehen"},
	{"Controlling", "nachsehen, was daraus wurde"}, {"Ressource-", "Geld, Zeit, Personal"}, {"Stakeholder", "Beteiligte"}, {"Feedback", "Rückmeldung"},
	{"Workshop-", "Werkstatt, Treffen"}, {"Tool", "Werkzeug, Programm"}, {"Tools", "Werkzeuge, Programme"}, {"Best Practice", "gutes Beispiel"}, {"Output", "Ergebnis"},
	{"Outcome", "Wirkung"}, {"Onboarding", "Einarbeitung"}, {"Roadmap", "Plan"}, {"Kickoff", "Auftakt"}, {"Kick-off-", "Auftakt"}, {"Awareness", "darauf achten"},
	{"vulnerab-", "sagen, wovor jemand Schutz braucht"}, {"marginalisiert-", "sagen, wer wie ausgeschlossen ist"}, {"intersektional-", "mehrere Hürden zugleich"},
	{"Adressat-", "Menschen, für die …"}, {"Akteur-", "Beteiligte"}, {"transparent-", "offen, nachvollziehbar"}, {"Transparenz", "offen sagen"},
	{"Synergie-", "zusammen mehr schaffen"}, {"Schnittstelle-", "Übergang"}, {"Instrumentarium", "Werkzeug"}, {"Parameter", "Angabe, Einstellung"},
	{"Authentifizierung", "Anmeldung"}, {"konsolidier-", "zusammenführen"}, {"aggregier-", "zusammenzählen"}, {"Aggregat-", "Summe"}, {"Handlungsbedarfe", "was zu tun ist"},
}

// englishWords are their English relatives.
var englishWords = []avoid{
	{"in order to", "to"}, {"prior to", "before"}, {"utilis-", "use"}, {"utiliz-", "use"}, {"facilitate the", "help"}, {"with regard to", "about"},
	{"in terms of", "in, about"}, {"in accordance with", "by"}, {"pursuant to", "under"}, {"stakeholder-", "people involved"}, {"low-threshold", "easy to reach"},
	{"culturally sensitive", "say what is done"}, {"appropriate", "say how one can tell"}, {"sufficient-", "say how much"}, {"leverage", "use"}, {"implement-", "carry out"},
	{"due to the fact", "because"}, {"commence-", "begin"}, {"endeavour-", "try"}, {"aforementioned", "this"},
}

// compiled turns a list into one expression per entry.
func compiled(list []avoid) []*regexp.Regexp {
	out := make([]*regexp.Regexp, len(list))
	for i, a := range list {
		words, open := strings.CutSuffix(a.words, "-")
		expr := regexp.QuoteMeta(words)
		if r := []rune(words)[0]; strings.ToUpper(string(r)) != string(r) {
			expr = "[" + string(r) + strings.ToUpper(string(r)) + "]" + regexp.QuoteMeta(string([]rune(words)[1:]))
		}
		end := `(?:$|[^\p{L}\p{N}*-])`
		if open {
			end = `\p{L}*`
		}
		out[i] = regexp.MustCompile(`(?:^|[^\p{L}\p{N}])(` + expr + `)` + end)
	}
	return out
}

var germanForms, englishForms = compiled(germanWords), compiled(englishWords)

// wordsToAvoid reports every word of the list.
func wordsToAvoid(text string, german bool) []Finding {
	list, forms := englishWords, englishForms
	if german {
		list, forms = germanWords, germanForms
	}
	var out []Finding
	for i, form := range forms {
		for _, m := range form.FindAllStringSubmatchIndex(text, -1) {
			out = append(out, Finding{Rule: Officialese, Offset: m[2], Words: wholeWord(text, m[2], m[3]), instead: list[i].instead})
		}
	}
	return out
}

// wholeWord extends a match to the end of its last word.
func wholeWord(text string, from, to int) string {
	for _, m := range wordForm.FindAllStringIndex(text[from:], -1) {
		if from+m[1] >= to {
			return text[from : from+m[1]]
		}
	}
	return text[from:to]
}
