package retention_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"chancencheck/retention"
)

// The deletion concept shows the periods between these two lines. After a change:
//
//	go test ./retention -run Concept -update
var update = flag.Bool("update", false, "write the periods into the deletion concept")

const (
	concept = "../docs/privacy/loeschkonzept.md"
	begins  = "<!-- periods: written by go test ./retention -run Concept -update -->\n"
	ends    = "<!-- end of periods -->\n"
)

var german = map[retention.Class][2]string{
	retention.Sessions:   {"Anmeldungen (nur Prüfsummen)", "nach ihrem Ende"},
	retention.Links:      {"Anmelde-Links (nur Prüfsummen)", "nach ihrem Ablauf"},
	retention.Leftovers:  {"Notizen und Karten geschlossener Runden, falls etwas liegen blieb", "nach dem Schließen"},
	retention.Contacts:   {"Kontakt in Meldungen von Barrieren", "nach der Antwort"},
	retention.Barriers:   {"Meldungen von Barrieren", "nach der Antwort"},
	retention.Mails:      {"verschickte und gescheiterte Mails (ohne Text)", "nach dem Versand"},
	retention.Waiting:    {"Mails, die niemand annimmt", "nach dem Schreiben"},
	retention.Unanswered: {"Kontakt in unbeantworteten Meldungen von Barrieren", "nach der Meldung"},
	retention.Dates:      {"Termine für Teamgespräche", "nach dem Termin"},
	retention.Letters:    {"Nachweis der Briefe einer Runde", "nach dem Schließen der Runde"},
	retention.Tandems:    {"Tandems", "nach dem Schließen der Runde"},
	retention.Requests:   {"Fragen nach dem Stand von Maßnahmen", "nach ihrem letzten Tag"},
	retention.Versions:   {"frühere Fassungen von Ergebnissen", "nach dem Schließen der Runde"},
	retention.Accounts:   {"Konten von Menschen, die gegangen sind", "nach ihrem letzten Tag"},
	retention.Signers:    {"Namen unter Ergebnissen", "nach dem Schließen der Runde"},
	retention.Events:     {"Verlauf", "nach der Handlung"},
}

// TestConceptShowsThePeriods: what people read is what the program does.
func TestConceptShowsThePeriods(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("| Daten | Tage | gerechnet |\n|---|---|---|\n")
	for _, p := range retention.Periods {
		words, ok := german[p.Class]
		if !ok {
			t.Errorf("%s has no word in the deletion concept", p.Class)
		}
		fmt.Fprintf(&b, "| %s | %d | %s |\n", words[0], p.Days, words[1])
	}
	text, err := os.ReadFile(concept)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(text), begins)
	shown, after, ok2 := strings.Cut(rest, ends)
	switch {
	case !ok1 || !ok2:
		t.Error("the deletion concept lacks the two lines around the periods")
	case *update:
		if err := os.WriteFile(concept, []byte(before+begins+b.String()+ends+after), 0o644); err != nil {
			t.Error(err)
		}
	case shown != b.String():
		t.Error("the deletion concept shows other periods than package retention has. Mend it: go test ./retention -run Concept -update")
	}
}
