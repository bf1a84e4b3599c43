// Package report turns what the product knows into documents people print,
// sign, edit and compute with.
//
// There is one model, Document: a title, a few words about where it comes
// from, and a list of blocks. Whoever writes a document builds the model once;
// the package writes it as a print page (HTMLBody, HTMLPage), as an editable
// text document (ODT) and, through the print page, as a PDF (package pdf).
// Figures for spreadsheets travel as Dataset (CSV, JSON) and Workbook (XLSX).
//
//	doc := report.New("Ergebnis: Bürgerbüro", "de")
//	doc.Organisation = "Stadt Musterhafen am Rhein"
//	doc.Heading(1, "Was gelingt")
//	doc.Para("Sieben Menschen haben geantwortet.")
//	doc.Table(report.Table{Caption: "Stand je Feld", Header: []string{"Feld", "Stand"},
//		Rows: []report.Row{report.Cells("Wen wir erreichen", "62")}})
//	err := report.ODT(w, doc)
//
// Writers decide nothing about content: what may be shown is decided before
// (package disclosure), and a text is printed as it comes in, whatever
// characters it holds. The same model always gives the same bytes; the only
// time in a file is Document.Made.
package report
