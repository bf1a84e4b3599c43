package access_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"chancencheck/access"
)

// The handbooks show the matrix between these two lines. After a change:
//
//	go test ./access -run Handbook -update
var update = flag.Bool("update", false, "write the authorisation matrix into the handbooks")

const (
	tableBegins = "<!-- matrix: written by go test ./access -run Handbook -update -->\n"
	tableEnds   = "<!-- end of matrix -->\n"
)

// handbook is one language's words for the matrix.
type handbook struct {
	file, head string
	roles      map[access.Role]string
	relations  map[access.Relation]string
	verbs      []described
}

// described is what a verb is called; the order is that of the table.
type described struct {
	verb access.Verb
	text string
}

var german = handbook{
	file: "../docs/handbook.de.md", head: "Wer darf …",
	roles: map[access.Role]string{
		access.Operator: "Betrieb", access.Admin: "Verwaltung", access.Coordinator: "Koordination", access.UnitLead: "Leitung",
		access.Respondent: "Team", access.Facilitator: "Moderation", access.Approver: "Freigabe", access.Reader: "Lesen",
		access.MeasureOwner: "Maßnahme",
		access.Evaluator:    "von außen",
	},
	relations: map[access.Relation]string{
		access.Installation: "ja", access.ForDataProtection: "Datenschutz",
		access.InOrganisation: "ja", access.WholeOrganisation: "alle", access.InLine: "eigene Linie", access.OwnUnit: "eigene Einheit",
	},
	verbs: []described{
		{access.ImportOrganisation, "Abteilungen, Leistungen und Personen einlesen"},
		{access.SeeOrganisation, "Abteilungen und Leistungen sehen"},
		{access.SeeInstruments, "Fragen und Anleitungen lesen"},
		{access.ManageRounds, "Runden vorbereiten, öffnen, verlängern, schließen"},
		{access.SeeRounds, "sehen, welche Runden laufen und welche Abteilung fertig ist"},
		{access.PrepareCheck, "Leistung und Lebenslagen wählen"},
		{access.SeeCheck, "die Seite eines Checks öffnen, mit dem Code zum Mitmachen"},
		{access.LeadTalk, "das Teamgespräch leiten und mitschreiben"},
		{access.EnterPaper, "Papierbögen eintippen"},
		{access.SeeDraft, "lesen, was das Team aufgeschrieben hat, bevor es abgegeben ist"},
		{access.SignOff, "das Ergebnis abgeben und kommentieren"},
		{access.Reopen, "einen fertigen Check wieder öffnen"},
		{access.Postpone, "eine Abteilung verschieben"},
		{access.OfferDates, "Termine für Teamgespräche anbieten"},
		{access.BookTalk, "einen Termin für das Teamgespräch buchen"},
		{access.SeeResult, "abgegebene Ergebnisse lesen und ausgeben"},
		{access.SeeOverview, "den Überblick nach Abteilungen lesen"},
		{access.SeeNeeds, "lesen, was in vielen Abteilungen fehlt"},
		{access.InvitePeople, "Anmelde-Links für Menschen mit einer Aufgabe machen"},
		{access.ManagePeople, "Menschen aufnehmen, Aufgaben geben und nehmen, Vertretung und Übergabe"},
		{access.AppointAdmins, "die Aufgaben Verwaltung, Freigabe und Einschätzung von außen geben und nehmen"},
		{access.SeeIssuers, "sehen, welche Anmeldedienste eingerichtet sind"},
		{access.SeeAudit, "den Verlauf lesen"},
		{access.ManageLegal, "Impressum, Datenschutz und Barrierefreiheit eintragen"},
		{access.AnswerBarriers, "gemeldete Barrieren beantworten"},
		{access.SeeProtection, "Fristen, Löschungen und Datenschutz-Unterlagen lesen"},
		{access.ErasePeople, "ein Konto endgültig löschen"},
		{access.Redact, "eine Stelle in einem Text schwärzen"},
		{access.ManageOrgCheck, "einen Organisationscheck vorbereiten, zuteilen, öffnen, abschließen"},
		{access.SeeOrgCheck, "sehen, wie weit ein Organisationscheck ist und was Ämter geantwortet haben"},
		{access.AnswerOrgCheck, "im Organisationscheck für ein Amt antworten, Fragen weiter- und zurückgeben"},
		{access.ConfirmOrgCheck, "Antworten eines Amtes bestätigen"},
		{access.DecideOrgCheck, "entscheiden, wenn Ämter sich widersprechen"},
		{access.SeeOrgResult, "die Auswertung eines abgeschlossenen Organisationschecks lesen"},
		{access.AppraiseOrgCheck, "eine Einschätzung von außen schreiben"},
		{access.SeeFindings, "Befunde der Einheiten lesen"},
		{access.WriteFindings, "Befunde eintippen und sagen, wer etwas ändern kann"},
		{access.GatherFindings, "Befunde aus Ergebnissen übernehmen, zusammenlegen und zurückstellen"},
		{access.SeeMeasures, "den Maßnahmenplan lesen"},
		{access.PlanMeasures, "Maßnahmen vorschlagen und ändern"},
		{access.DecideMeasures, "Maßnahmen beschließen, zurückstellen oder ablehnen"},
		{access.ReportMeasures, "sagen, wie es mit einer Maßnahme steht, und Werte eintragen"},
		{access.ConfirmMeasures, "als zweite Person bestätigen, dass eine Maßnahme erledigt ist"},
		{access.AskMeasures, "die halbjährliche Abfrage zum Stand verschicken"},
		{access.ManageEvents, "Veranstaltungen planen: Ablauf, Tische, wer moderiert"},
		{access.SeeEvents, "sehen, welche Veranstaltungen es gibt"},
		{access.LeadEvent, "eine Veranstaltung leiten, Beiträge prüfen (Moderation: wenn sie dafür eingetragen ist)"},
		{access.Reorganise, "Abteilungen umbenennen, verschieben, zusammenlegen, teilen, auflösen"},
		{access.ReleaseRound, "eine Runde für die Organisation darüber freigeben und das zurücknehmen"},
		{access.SeeReleased, "lesen, was Organisationen darunter freigegeben haben"},
		{access.ManageOrganisations, "Organisationen anlegen und auflisten"},
	},
}

var english = handbook{
	file: "../docs/handbook.en.md", head: "Who may …",
	roles: map[access.Role]string{
		access.Operator: "operator", access.Admin: "admin", access.Coordinator: "coordinator", access.UnitLead: "unit lead",
		access.Respondent: "team", access.Facilitator: "facilitator", access.Approver: "approver", access.Reader: "reader",
		access.MeasureOwner: "measure",
		access.Evaluator:    "evaluator",
	},
	relations: map[access.Relation]string{
		access.Installation: "yes", access.ForDataProtection: "data protection",
		access.InOrganisation: "yes", access.WholeOrganisation: "all", access.InLine: "own line", access.OwnUnit: "own unit",
	},
	verbs: []described{
		{access.ImportOrganisation, "read in units, services and people"},
		{access.SeeOrganisation, "see units and services"},
		{access.SeeInstruments, "read questions and guides"},
		{access.ManageRounds, "prepare, open, extend and close rounds"},
		{access.SeeRounds, "see which rounds there are and which unit has finished"},
		{access.PrepareCheck, "choose service and situations"},
		{access.SeeCheck, "open the page of a check, with the code to join"},
		{access.LeadTalk, "lead the team talk and take the notes"},
		{access.EnterPaper, "type in paper sheets"},
		{access.SeeDraft, "read what the team has written before it is signed"},
		{access.SignOff, "sign the result and comment on it"},
		{access.Reopen, "reopen a finished check"},
		{access.Postpone, "postpone a unit"},
		{access.OfferDates, "offer dates for team talks"},
		{access.BookTalk, "book a date for the team talk"},
		{access.SeeResult, "read and export signed results"},
		{access.SeeOverview, "read the overview by units"},
		{access.SeeNeeds, "read what is missing in many units"},
		{access.InvitePeople, "make sign-in links for people with a role"},
		{access.ManagePeople, "add people, give and take roles, deputies and handover"},
		{access.AppointAdmins, "give and take the roles administrator, approver and outside evaluator"},
		{access.SeeIssuers, "see which sign-in services are set up"},
		{access.SeeAudit, "read the record of who did what"},
		{access.ManageLegal, "enter imprint, privacy notice and accessibility statement"},
		{access.AnswerBarriers, "answer reported barriers"},
		{access.SeeProtection, "read periods, deletions and the papers on data protection"},
		{access.ErasePeople, "remove an account for good"},
		{access.Redact, "blacken a passage of a text"},
		{access.ManageOrgCheck, "prepare, assign, open and close an organisation check"},
		{access.SeeOrgCheck, "see how far an organisation check is and what offices answered"},
		{access.AnswerOrgCheck, "answer for an office in an organisation check, pass questions on and return them"},
		{access.ConfirmOrgCheck, "confirm an office's answers"},
		{access.DecideOrgCheck, "decide when offices contradict each other"},
		{access.SeeOrgResult, "read the evaluation of a closed organisation check"},
		{access.AppraiseOrgCheck, "write an appraisal from outside"},
		{access.SeeFindings, "read the findings of units"},
		{access.WriteFindings, "type in findings and say who can change something"},
		{access.GatherFindings, "take findings from results, put them together and set them aside"},
		{access.SeeMeasures, "read the plan of measures"},
		{access.PlanMeasures, "propose and change measures"},
		{access.DecideMeasures, "accept, defer and reject measures"},
		{access.ReportMeasures, "say how a measure is getting on and enter readings"},
		{access.ConfirmMeasures, "confirm, as a second person, that a measure is done"},
		{access.AskMeasures, "send the half-yearly status request"},
		{access.ManageEvents, "plan events: agenda, tables, who leads"},
		{access.SeeEvents, "see which events there are"},
		{access.LeadEvent, "lead an event and look at contributions (a facilitator if she is named for it)"},
		{access.Reorganise, "rename, move, merge, split and dissolve units"},
		{access.ReleaseRound, "release a round to the organisation above, and take that back"},
		{access.SeeReleased, "read what organisations below have released"},
		{access.ManageOrganisations, "make and list organisations"},
	},
}

// table writes the matrix: a row per verb, a column per role, and in the cells
// how far the permission reaches.
func (h handbook) table() string {
	cells := map[access.Verb]map[access.Role][]string{}
	for _, l := range access.Matrix {
		if cells[l.Verb] == nil {
			cells[l.Verb] = map[access.Role][]string{}
		}
		cells[l.Verb][l.Role] = append(cells[l.Verb][l.Role], h.relations[l.Relation])
	}
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |", h.head)
	for _, r := range access.Roles {
		fmt.Fprintf(&b, " %s |", h.roles[r])
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(access.Roles)) + "\n")
	for _, v := range h.verbs {
		fmt.Fprintf(&b, "| %s |", v.text)
		for _, r := range access.Roles {
			cell := "–"
			if reach := cells[v.verb][r]; len(reach) > 0 {
				cell = strings.Join(reach, ", ")
			}
			fmt.Fprintf(&b, " %s |", cell)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// TestHandbookNamesEverything: a role, relation or verb that is new has no word
// yet, and its line would be missing from the table.
func TestHandbookNamesEverything(t *testing.T) {
	t.Parallel()
	for _, h := range []handbook{german, english} {
		named := map[access.Verb]int{}
		for _, v := range h.verbs {
			named[v.verb]++
		}
		used := map[access.Verb]bool{}
		for _, l := range access.Matrix {
			used[l.Verb] = true
			if h.roles[l.Role] == "" || h.relations[l.Relation] == "" || named[l.Verb] != 1 {
				t.Errorf("%s has no single word for %v", h.file, l)
			}
		}
		for v := range named {
			if !used[v] {
				t.Errorf("%s explains %s, which nobody may do", h.file, v)
			}
		}
	}
}

// TestHandbookShowsTheMatrix: what people read is what the program does.
func TestHandbookShowsTheMatrix(t *testing.T) {
	t.Parallel()
	for _, h := range []handbook{german, english} {
		text, err := os.ReadFile(h.file)
		if err != nil {
			t.Fatal(err)
		}
		before, rest, begins := strings.Cut(string(text), tableBegins)
		shown, after, ends := strings.Cut(rest, tableEnds)
		switch {
		case !begins || !ends:
			t.Errorf("%s lacks the two lines around the matrix", h.file)
		case *update:
			err = os.WriteFile(h.file, []byte(before+tableBegins+h.table()+tableEnds+after), 0o644)
			if err != nil {
				t.Error(err)
			}
		case shown != h.table():
			t.Errorf("%s shows another matrix than package access has. Mend it: go test ./access -run Handbook -update", h.file)
		}
	}
}
