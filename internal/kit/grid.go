package kit

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// grid writes cells of a workbook and remembers the first error.
type grid struct {
	file   *excelize.File
	styles map[string]int
	err    error
}

func newGrid() *grid { return &grid{file: excelize.NewFile(), styles: map[string]int{}} }

// keep remembers the first error.
func (g *grid) keep(err error) {
	if g.err == nil && err != nil {
		g.err = err
	}
}

// sheet adds a sheet; the first one takes the place of the empty one.
func (g *grid) sheet(name string) {
	if list := g.file.GetSheetList(); len(list) == 1 && list[0] == "Sheet1" {
		g.keep(g.file.SetSheetName("Sheet1", name))
		return
	}
	_, err := g.file.NewSheet(name)
	g.keep(err)
}

// at names a cell: column from 1, row from 1.
func at(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err) // only for places outside every sheet
	}
	return name
}

// ref names a cell of another sheet.
func ref(sheet string, column, row int) string { return "'" + sheet + "'!" + at(column, row) }

// fixed names a cell or range of another sheet that stays when copied.
func fixed(sheet string, column, from, to int) string {
	name, err := excelize.ColumnNumberToName(column)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", sheet, name, from, name, to)
}

func (g *grid) text(sheet string, column, row int, style, text string) {
	g.keep(g.file.SetCellStr(sheet, at(column, row), text))
	g.look(sheet, column, row, style)
}

func (g *grid) number(sheet string, column, row int, style string, n int) {
	g.keep(g.file.SetCellInt(sheet, at(column, row), int64(n)))
	g.look(sheet, column, row, style)
}

func (g *grid) formula(sheet string, column, row int, style, formula string) {
	g.keep(g.file.SetCellFormula(sheet, at(column, row), formula))
	g.look(sheet, column, row, style)
}

// look gives a cell one of the styles of the table.
func (g *grid) look(sheet string, column, row int, style string) {
	if style == "" {
		return
	}
	id, ok := g.styles[style]
	if !ok {
		var err error
		id, err = g.file.NewStyle(styleOf(style))
		g.keep(err)
		g.styles[style] = id
	}
	g.keep(g.file.SetCellStyle(sheet, at(column, row), at(column, row), id))
}

// styleOf describes the styles: head, text, input (not locked), says (a sentence
// on what is wrong), result.
func styleOf(name string) *excelize.Style {
	border := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		border = append(border, excelize.Border{Type: side, Color: "999999", Style: 1})
	}
	s := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}
	switch name {
	case "title":
		s.Font = &excelize.Font{Bold: true, Size: 14}
	case "head":
		s.Font, s.Border = &excelize.Font{Bold: true}, border
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F0F0EE"}}
	case "input":
		s.Border, s.Protection = border, &excelize.Protection{Locked: false}
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFFBE6"}}
		s.Alignment = &excelize.Alignment{Vertical: "top", Horizontal: "center"}
	case "closed":
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E4E4E0"}}
	case "says":
		s.Font = &excelize.Font{Bold: true, Color: "8A1C1C"}
	case "result":
		s.Font, s.Alignment = &excelize.Font{Bold: true}, &excelize.Alignment{Vertical: "top", Horizontal: "right"}
	case "percent":
		format := "0%"
		s.CustomNumFmt, s.Alignment = &format, &excelize.Alignment{Vertical: "top"}
	}
	return s
}

func (g *grid) widths(sheet string, widths ...float64) {
	for i, w := range widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		g.keep(err)
		g.keep(g.file.SetColWidth(sheet, name, name, w))
	}
}

// freeze keeps the header row and the first columns in sight.
func (g *grid) freeze(sheet string, columns, row int) {
	g.keep(g.file.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: columns, YSplit: row, TopLeftCell: at(columns+1, row+1), ActivePane: "bottomRight"}))
}

// protect locks everything but the cells to type into, without a password: a
// slip of the finger is stopped, whoever wants to can unlock.
func (g *grid) protect(sheet string) {
	g.keep(g.file.ProtectSheet(sheet, &excelize.SheetProtectionOptions{SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true}))
}

// quoted is a text in a formula.
func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
