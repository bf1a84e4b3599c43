package tabular

import "strings"

// Column is a column a table may have, with the other names it goes by.
type Column struct {
	Name     string
	Aliases  []string
	Required bool
}

// Place says where the columns of a table are.
type Place struct {
	// At is the index of each column found, by name.
	At map[string]int
	// Missing are required columns that are not there; Twice columns whose
	// name stands in the header more than once.
	Missing, Twice []string
	// Unknown are names in the header that mean no column.
	Unknown []string
}

// Locate finds columns by their header, in any order and case.
func (t *Table) Locate(columns []Column) Place {
	names := map[string]string{}
	for _, c := range columns {
		names[Fold(c.Name)] = c.Name
		for _, a := range c.Aliases {
			names[Fold(a)] = c.Name
		}
	}
	p := Place{At: map[string]int{}}
	for i, h := range t.Header.Cells {
		name, known := names[Fold(h)]
		_, twice := p.At[name]
		switch {
		case h == "":
		case !known:
			p.Unknown = append(p.Unknown, h)
		case twice:
			p.Twice = append(p.Twice, h)
		default:
			p.At[name] = i
		}
	}
	for _, c := range columns {
		if _, ok := p.At[c.Name]; c.Required && !ok {
			p.Missing = append(p.Missing, c.Name)
		}
	}
	return p
}

// folding makes names equal that people mean to be: without spaces, hyphens,
// dots, underscores and asterisks, and with umlauts written out.
var folding = strings.NewReplacer(" ", "", "\u00a0", "", "_", "", "-", "", ".", "", ":", "", "*", "", "\n", "",
	"ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// Fold returns a name in the form in which names are compared.
func Fold(name string) string { return folding.Replace(strings.ToLower(strings.TrimSpace(name))) }
