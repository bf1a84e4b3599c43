package report_test

import (
	"strings"
	"testing"

	"chancencheck/internal/report"
)

// cards is a document with five cards and a table to fill in.
func cards() *report.Document {
	d := report.New("Karten", "de")
	d.Heading(1, "Die Karten")
	all := []report.Card{
		{Head: "Frage 1", Text: report.T("Wer fehlt?"), Hint: []report.Text{report.T("Kein Richtig & Falsch.")}, Foot: "Impuls"},
		{Head: "Antwort", Big: "3", Text: report.T("Verlässlich")},
		{Head: "Menschen, die …", Boxes: []string{"klappt", "oft nicht"}, Ask: "Woran merken wir das?", Lines: 2},
		{Head: "Vier"}, {Head: "Fünf"},
	}
	d.Add(report.Cards{Cards: all})
	d.Heading(1, "Danach")
	d.Table(report.Table{Caption: "Striche", Grid: true, RowHeads: true, Header: []string{"Frage", "0"}, Rows: []report.Row{report.Cells("1")}})
	return d
}

func TestCardsOnThePage(t *testing.T) {
	t.Parallel()
	page := report.HTMLBody(cards())
	for part, want := range map[string]int{`class="report-card"`: 5, `class="report-sheet"`: 2, `class="report-cut `: 10, "<h3>": 5, "report-grid": 1} {
		if n := strings.Count(page, part); n < want {
			t.Errorf("%d times %s, want %d", n, part, want)
		}
	}
	contains(t, page, `<p class="report-big">3</p>`, "Kein Richtig &amp; Falsch.", `<p class="report-hint">Woran merken wir das?</p>`, `<p class="report-card-foot">Impuls</p>`)
}

func TestCardsInATextDocument(t *testing.T) {
	t.Parallel()
	parts := odt(t, cards())
	text := checkXML(t, "content.xml", parts["content.xml"])
	contains(t, text, "Frage 1", "Kein Richtig & Falsch.", "☐", "Woran merken wir das?", "Fünf")
	contains(t, parts["styles.xml"], `style:name="Cards"`, `style:page-layout-name="A4-cards"`)
	contains(t, parts["content.xml"], `style:master-page-name="Cards"`, `style:master-page-name="Standard"`, `style:row-height="14.6cm"`, `fo:border="0.5pt solid #777777"`)
	if n := strings.Count(parts["content.xml"], `table:name="Cards`); n != 2 {
		t.Errorf("%d pages of cards", n)
	}
}
