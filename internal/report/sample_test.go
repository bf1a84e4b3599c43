package report_test

import (
	"time"

	"chancencheck/internal/report"
)

const bars = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120" font-family="sans-serif" font-size="13">
<title>Stand</title><text x="0" y="30">Wen wir erreichen</text><rect x="150" y="15" width="155" height="20" fill="#1f5f8b"/><text x="312" y="30">62</text>
<text x="0" y="70">Sprache &amp; Verständnis</text><rect x="150" y="55" width="105" height="20" fill="#1f5f8b"/><text x="262" y="70">42</text></svg>`

var made = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// sample holds every kind of block.
func sample() *report.Document {
	d := report.New("Ergebnis: Wohngeld im Bürgerbüro", "de")
	d.Subtitle = "Blick auf unser Angebot, Runde Herbst 2026"
	d.Organisation, d.Date, d.Made, d.Classification = "Stadt Musterhafen am Rhein", "22. November 2026", made, report.Internal
	d.KeyValues(report.KV("Abteilung", "Bürgerdienste"), report.KV("Beantwortet", "20 von 25 Fragen"), report.KV("Teamgespräch", "12. November 2026, 90 Minuten, moderiert von einem Kollegen aus dem Bereich Kultur"))
	d.Note("Das Wichtigste in drei Sätzen", "Die Beratung gelingt auch ohne Termin. Der Antrag ist für viele zu schwer.", "Ein Vordruck in einfacher Sprache ist in vier Wochen möglich.")
	d.Heading(1, "Was gelingt")
	d.Paragraph(report.Plain("Wer kommt, wird "), report.Bold("am selben Tag"), report.Plain(" beraten. Mehr dazu im "), report.Link("Leitfaden", "https://example.org/leitfaden"), report.Plain(". Auf Arabisch: "), report.In("ar", "أهلاً وسهلاً بكم في مكتب المواطنين"), report.Plain("."))
	d.Add(report.List{Items: []report.Item{{Text: report.T("Beratung ohne Termin")}, {Text: report.T("Dolmetschdienst"), Sub: &report.List{Items: []report.Item{{Text: report.T("per Telefon")}, {Text: report.T("per Video")}}}}}})
	d.Heading(2, "Stand je Feld")
	d.Figure(report.Figure{SVG: bars, Numbered: true, Caption: "Stand je Feld", Alt: "Balken: Wen wir erreichen 62, Sprache und Verständnis 42 von 100.",
		Data: &report.Table{Numbered: true, Caption: "Stand je Feld, von 0 bis 100", Header: []string{"Feld", "Stand", "Beantwortet", "Einschätzung"}, RowHeads: true, Align: []report.Align{report.Start, report.End, report.End}, Widths: []int{4, 1, 2, 5},
			Rows: []report.Row{report.Cells("Wen wir erreichen", "62", "5 von 5", "Vieles gelingt, zwei Stadtteile fehlen."), report.Cells("Sprache & Verständnis", "42", "4 von 5", "Der Antrag ist eine Hürde bei uns."), report.Cells("Wirkung", "zu wenige Antworten", "1 von 5", "")}}})
	d.Quote("Ich habe den Brief dreimal gelesen und dann meinen Nachbarn gefragt.", "Rückmeldung einer Einwohnerin, zusammengefasst")
	d.Heading(1, "Was noch fehlt")
	d.Numbered("Antrag in einfacher Sprache", "Wartezeit messen")
	d.Small("Quelle: Teamgespräch vom 12. November 2026.")
	d.PageBreak()
	d.Heading(1, "Fragebogen zum Ausfüllen")
	d.Add(report.Boxes{Label: report.T("1. Unsere Briefe werden beim ersten Lesen verstanden."), Hint: "Denken Sie an die letzten zehn Briefe.", Options: []string{"Noch kein Thema", "Erste Schritte", "Meistens", "Immer, und wir prüfen es"}})
	d.Add(report.Together{Blocks: []report.Block{
		report.Boxes{Label: report.T("2. Trifft das zu?"), Options: []string{"ja", "teils", "nein"}, Inline: true}, report.Lines{Hint: "Wo steht das?", Count: 1},
	}})
	d.Lines("3. Was gelang?", 3)
	return d
}
