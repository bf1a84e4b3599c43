package tabular

import (
	"encoding/csv"
	"io"
	"strings"
)

// Format says how a table is written.
type Format struct {
	// Separator between cells; 0 means a semicolon, which German spreadsheets
	// expect.
	Separator rune
	// BOM puts a byte order mark first, so that Excel sees UTF-8.
	BOM bool
}

// Write writes rows as UTF-8. Cells that a spreadsheet would run as a formula
// get an apostrophe in front, which Read takes away again.
func Write(w io.Writer, rows [][]string, f Format) error {
	if f.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.Comma, out.UseCRLF = ';', true
	if f.Separator != 0 {
		out.Comma = f.Separator
	}
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = Escape(c)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// IsFormula reports whether a spreadsheet would run a cell: it begins with =,
// +, -, @ or their full-width forms and is not just a number. The list follows
// OWASP, "CSV Injection".
func IsFormula(cell string) bool {
	cell = strings.TrimLeft(cell, " \t\r\n\u00a0")
	if !strings.HasPrefix(cell, "=") && isNumber(strings.TrimLeft(cell, "+-")) {
		return false
	}
	for _, start := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(cell, start) {
			return true
		}
	}
	return false
}

// isNumber reports whether s consists of digits with points and commas.
func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.,") == ""
}

// Escape puts an apostrophe before a formula, and before one that has some
// already, so that unescape takes away exactly what Escape added.
func Escape(cell string) string {
	if IsFormula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

func unescape(cell string) string {
	if strings.HasPrefix(cell, "'") && IsFormula(strings.TrimLeft(cell, "'")) {
		return cell[1:]
	}
	return cell
}
