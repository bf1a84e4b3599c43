package report

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Workbook is a spreadsheet with several sheets.
type Workbook struct {
	Title        string
	Lang         string
	Organisation string
	Made         time.Time
	Sheets       []Sheet
	// NotesTitle names the last sheet, which says where the figures come from
	// and what each column means; there is none without Notes.
	NotesTitle string
	Notes      []KeyValue
}

// Sheet is one table with a fixed header row.
type Sheet struct {
	// Name is shortened to the 31 characters a spreadsheet allows.
	Name    string
	Columns []Column
	Rows    [][]Value
}

// Workbook makes a workbook of one data set with its notes.
func (d *Dataset) Workbook(notesTitle string) *Workbook {
	notes := append([]KeyValue(nil), d.Meta...)
	for _, c := range d.Columns {
		if c.Description != "" {
			notes = append(notes, KV(c.Title, c.Description))
		}
	}
	return &Workbook{Title: d.Title, Lang: d.Lang, Made: d.Made, NotesTitle: notesTitle, Notes: notes,
		Sheets: []Sheet{{Name: d.Title, Columns: d.Columns, Rows: d.Rows}}}
}

// XLSX writes the workbook: header rows fixed and in bold, numbers as numbers,
// texts guarded against being run as formulas.
func XLSX(w io.Writer, b *Workbook) error {
	f := excelize.NewFile()
	defer f.Close()
	f.SetZipWriter(ZipOf(b.Made))
	x := &xlsx{file: f, styles: map[string]int{}, names: map[string]bool{}}
	sheets := b.Sheets
	if len(b.Notes) > 0 {
		sheets = append(sheets[:len(sheets):len(sheets)], notesSheet(b))
	}
	if len(sheets) == 0 {
		sheets = []Sheet{{Name: b.Title}}
	}
	for i, s := range sheets {
		if err := x.sheet(i, s, Direction(b.Lang) == "rtl"); err != nil {
			return fmt.Errorf("write sheet %q: %w", s.Name, err)
		}
	}
	made := fileTime(b.Made).Format(time.RFC3339)
	if err := f.SetDocProps(&excelize.DocProperties{Title: clean(b.Title), Language: b.Lang, Creator: clean(b.Organisation),
		LastModifiedBy: clean(b.Organisation), Created: made, Modified: made}); err != nil {
		return fmt.Errorf("write workbook %q: %w", b.Title, err)
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("write workbook %q: %w", b.Title, err)
	}
	return nil
}

func notesSheet(b *Workbook) Sheet {
	name := b.NotesTitle
	if name == "" {
		name = map[bool]string{true: "Hinweise", false: "Notes"}[strings.HasPrefix(b.Lang, "de")]
	}
	s := Sheet{Name: name, Columns: []Column{{Title: name, Width: 30}, {Width: 90}}}
	for _, n := range b.Notes {
		s.Rows = append(s.Rows, []Value{Str(n.Key), Str(n.Value.String())})
	}
	return s
}

// xlsx is a workbook being written.
type xlsx struct {
	file   *excelize.File
	styles map[string]int
	names  map[string]bool
}

func (x *xlsx) sheet(i int, s Sheet, rtl bool) error {
	name := x.sheetName(s.Name)
	if i == 0 {
		if err := x.file.SetSheetName("Sheet1", name); err != nil {
			return err
		}
	} else if _, err := x.file.NewSheet(name); err != nil {
		return err
	}
	if err := x.file.SetSheetView(name, 0, &excelize.ViewOptions{RightToLeft: &rtl}); err != nil {
		return err
	}
	w, err := x.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for c, col := range s.Columns {
		if err := w.SetColWidth(c+1, c+1, s.width(c, col)); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := x.rows(w, s); err != nil {
		return err
	}
	return w.Flush()
}

func (x *xlsx) rows(w *excelize.StreamWriter, s Sheet) error {
	head := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		head[i] = excelize.Cell{StyleID: x.style("head"), Value: spreadsheetText(c.Title)}
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	for r, row := range s.Rows {
		cells := make([]any, len(s.Columns))
		for i := range cells {
			cells[i] = x.cell(cellOf(row, i))
		}
		if err := w.SetRow(fmt.Sprintf("A%d", r+2), cells); err != nil {
			return err
		}
	}
	return nil
}

func (x *xlsx) cell(v Value) any {
	switch {
	case v.kind == empty, v.kind == number && v.decimal() == "":
		return nil
	case v.kind == number:
		format := "0"
		if v.digits > 0 {
			format += "." + strings.Repeat("0", v.digits)
		}
		return excelize.Cell{StyleID: x.style(format), Value: v.number}
	}
	return excelize.Cell{StyleID: x.style("text"), Value: spreadsheetText(v.text)}
}

// style returns the cell style "head", "text" or the one of a number format.
func (x *xlsx) style(kind string) int {
	if id, ok := x.styles[kind]; ok {
		return id
	}
	s := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}
	switch kind {
	case "text":
	case "head":
		s.Font = &excelize.Font{Bold: true}
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F0F0EE"}}
		s.Border = []excelize.Border{{Type: "bottom", Color: "1A1A1A", Style: 1}}
	default:
		s.Alignment, s.CustomNumFmt = &excelize.Alignment{Vertical: "top"}, &kind
	}
	id, err := x.file.NewStyle(s)
	if err != nil {
		id = 0 // the default style: a look is no reason to lose the figures
	}
	x.styles[kind] = id
	return id
}

// width fits a column to its texts, between 8 and 60 characters.
func (s Sheet) width(i int, c Column) float64 {
	if c.Width > 0 {
		return min(c.Width, 255)
	}
	longest := utf8.RuneCountInString(c.Title)
	for _, row := range s.Rows {
		longest = max(longest, utf8.RuneCountInString(cellOf(row, i).csv(false)))
	}
	return float64(min(max(longest+2, 8), 60))
}

// spreadsheetText guards a text and cuts it at the 32,767 units a cell holds.
func spreadsheetText(s string) string {
	s = guarded(s)
	units := 0
	for i, r := range s {
		if units++; r > 0xffff {
			units++
		}
		if units > excelize.TotalCellChars {
			return s[:i]
		}
	}
	return s
}

// sheetName makes a name a spreadsheet accepts, unlike any before it.
func (x *xlsx) sheetName(name string) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(":\\/?*[]\n\t", r) {
			return ' '
		}
		return r
	}, clean(name)), "' ")
	if name == "" {
		name = "1"
	}
	unique := cut(name, 31)
	for n := 2; x.names[strings.ToLower(unique)]; n++ {
		suffix := fmt.Sprintf(" %d", n)
		unique = cut(name, 31-len(suffix)) + suffix
	}
	x.names[strings.ToLower(unique)] = true
	return unique
}

// cut shortens a text to a number of UTF-16 units without trailing quotes.
func cut(s string, most int) string {
	units := 0
	for i, r := range s {
		if units++; r > 0xffff {
			units++
		}
		if units > most {
			s = s[:i]
			break
		}
	}
	return strings.TrimRight(s, "' ")
}
