// Package reviewsheet takes the texts of an instrument to practitioners and
// brings their corrections back.
//
// The sheet is a table for a spreadsheet: one row per text and language, with
// empty columns for a correction, a comment, a name and a date. Reading it back
// changes a text only if the sheet shows the words that still stand in the file;
// everything else (rows that are gone, texts that have changed meanwhile, ids
// nobody knows) is told with its row, and what the reviewer wrote is told with
// it, so that nothing is lost.
package reviewsheet

import (
	"io"
	"strings"

	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/tabular"
)

// columns of the sheet, with the names they have in German.
var columns = []tabular.Column{
	{Name: "id", Aliases: []string{"kennung", "id path", "path"}, Required: true},
	{Name: "language", Aliases: []string{"sprache"}, Required: true},
	{Name: "kind", Aliases: []string{"art"}, Required: true},
	{Name: "text", Required: true},
	{Name: "correction", Aliases: []string{"korrektur", "berichtigung"}, Required: true},
	{Name: "comment", Aliases: []string{"kommentar", "anmerkung"}},
	{Name: "reviewed by", Aliases: []string{"geprüft von", "reviewer"}},
	{Name: "date", Aliases: []string{"datum"}},
}

// Write writes the sheet of all texts, with German or English headings. Only
// texts of languages are written; no language means every one.
func Write(w io.Writer, texts []instrumentfile.PlacedText, lang string, only ...string) error {
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.Name
		if lang == "de" && len(c.Aliases) > 0 {
			header[i] = c.Aliases[0]
		}
	}
	rows := [][]string{header}
	for _, t := range texts {
		if wanted(t.Lang, only) {
			rows = append(rows, []string{t.Path, t.Lang, t.Kind, t.Value, "", "", "", ""})
		}
	}
	return tabular.Write(w, rows, tabular.Format{BOM: true})
}

func wanted(lang string, only []string) bool {
	for _, o := range only {
		if o == lang {
			return true
		}
	}
	return len(only) == 0
}

// key names a text in every version of its file.
type key struct{ path, lang, kind string }

func keyOf(t instrumentfile.PlacedText) key { return key{t.Path, t.Lang, t.Kind} }

// flat makes texts equal that differ in line ends and outer space alone, which
// spreadsheets change.
func flat(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ").Replace(s))
}
