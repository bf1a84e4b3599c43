package scene

import (
	"chancencheck/check"
	"chancencheck/result"
)

// reasons are sentences as teams write them, by field and by where the item
// ended up; those under "" fit every field.
var reasons = map[string]map[result.Standing][]string{
	"": {
		result.Weak:   {"Darüber haben wir noch nie gesprochen.", "Das hängt an einer Kollegin; ist sie im Urlaub, geht nichts."},
		result.Middle: {"Es klappt meistens, steht aber nirgends.", "Im Alltag ja, bei Andrang fällt es als Erstes weg."},
		result.Strong: {"Das ist verabredet und klappt auch in der Vertretung.", "Zweimal im Jahr schauen wir mit Besucher*innen darauf."},
	},
}

// references are where facts can be looked up.
var references = []string{"Dienstanweisung 3/2024", "Internetseite, Rubrik Bürgerservice", "Ordner im Teamlaufwerk", ""}

// reflections are answers to questions that are not rated.
var reflections = []string{"Menschen ohne Internet und die, die schon einmal abgewiesen wurden. Genau wissen wir es nicht."}

var unknowns = []string{"Das weiß bei uns niemand. Wir fragen nach."}

var notHere = []string{"Gibt es bei dieser Leistung nicht."}

// differing are two reasons for two levels.
var differing = [][2]string{{"Am Schalter erleben wir es anders: oft fehlt die Zeit.", "Im Innendienst klappt es seit der Umstellung."}}

var worked = []string{"Kurze Wege im Team: Wer nicht weiterweiß, fragt sofort nach.", "Unsere Merkblätter mit Bildern werden oft mitgenommen."}

// step is a measure, or a need passed upward.
type step struct {
	text string
	who  check.Who
	post string
}

var measures = []step{
	{"Karte mit der Nummer des Dolmetschdienstes an jeden Platz", check.We, "Teamleitung"},
	{"Anschreiben in einfacher Sprache neu fassen", check.We, "Sachbearbeitung 1"},
	{"Strichliste über zwei Wochen: Wer kommt, wer bricht ab?", check.We, "Infotheke"},
}

var upward = []step{
	{text: "Gemeinsamer Dolmetschpool für alle Ämter", who: check.Centrally},
	{text: "Formular des Landes ist zu lang; wir bitten um eine Kurzfassung", who: check.ByLaw},
}

// postponements are reasons to wait with a check.
var postponements = []string{"Umzug in das neue Haus bis Ende des Monats. Wir holen das Gespräch im nächsten Quartal nach."}

// comments are what heads write when they sign.
var comments = []string{"", "Danke an alle."}
