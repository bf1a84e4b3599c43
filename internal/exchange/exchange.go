// Package exchange reads and writes the files of other systems: tables of units,
// services and people as cities keep them.
//
// Read takes the three tables, understands English and German headers and
// words, and reports every mistake with file, row, column and value as one plain
// sentence. If there is one mistake, nothing is handed back: a half-imported
// city helps nobody. What to do with a good table is decided by
// organisation.Plan….
//
// Each table is described once, as a list of columns that can set and get a
// value; reading and writing both follow that list, so that what is written is
// read again.
package exchange

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"chancencheck/fault"
	"chancencheck/internal/tabular"
	"chancencheck/organisation"
)

// File is a file somebody hands in, with the name she knows it by.
type File struct {
	Name string
	Data io.Reader
}

// Files are the tables of one import; those that are nil are left out.
type Files struct {
	Units, Services, People *File
}

// Content is what the tables say.
type Content struct {
	Units       []organisation.Unit
	Services    []organisation.Service
	People      []organisation.Person
	Memberships []organisation.Membership
	// Origin is where the table of people says what it says.
	Origin *Origin
}

// Read reads the tables of an organisation. Services and people may name units
// of the units table, or, without one, known units. With a Problem the content
// is empty. The error is one of reading a file, never one of its content.
func Read(o organisation.Organisation, known []organisation.Unit, files Files) (Content, *Report, error) {
	var c Content
	report := &Report{}
	has := hasUnit(known)
	if files.Units != nil {
		units, readable, err := readUnits(o, *files.Units, report)
		if err != nil {
			return Content{}, report, err
		}
		c.Units, has = units, hasUnit(units)
		if !readable {
			has = func(organisation.UnitID) bool { return true }
		}
	}
	if files.Services != nil {
		services, err := readServices(o, *files.Services, has, report)
		if err != nil {
			return Content{}, report, err
		}
		c.Services = services
	}
	if files.People != nil {
		if err := c.readPeople(o, *files.People, has, report); err != nil {
			return Content{}, report, err
		}
	}
	if !report.OK() {
		c = Content{}
	}
	return c, report, nil
}

func hasUnit(units []organisation.Unit) func(organisation.UnitID) bool {
	ids := make(map[organisation.UnitID]bool, len(units))
	for _, u := range units {
		ids[u.ID] = true
	}
	return func(id organisation.UnitID) bool { return ids[id] }
}

// column is one column of a table of T.
type column[T any] struct {
	tabular.Column
	set func(*T, string) *fault.Error
	get func(T) string
}

// sheet is a table of T.
type sheet[T any] []column[T]

// rows are the elements read from a file, with the row each stands in and the
// headers as the file spells them.
type rows[T any] struct {
	items  []T
	number []int
	header map[string]string
	file   string
	report *Report
}

// maxCell is the longest accepted cell in bytes: a page of text.
const maxCell = 4000

// read reads a file as far as it can be understood. It returns nil rows if the
// file is no such table.
func (s sheet[T]) read(f File, report *Report) (*rows[T], error) {
	table, err := tabular.Read(f.Data, tabular.Upload)
	var refused *fault.Error
	switch {
	case errors.As(err, &refused):
		report.problem(Problem{File: f.Name, Key: refused.Key, Args: refused.Args})
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("import %s: %w", f.Name, err)
	}
	place := table.Locate(s.columns())
	if !report.header(f.Name, table.Header, place) {
		return nil, nil
	}
	r := &rows[T]{header: map[string]string{}, file: f.Name, report: report}
	for name, at := range place.At {
		r.header[name] = table.Header.Cell(at)
	}
	for _, row := range table.Rows {
		var item T
		for _, c := range s {
			r.cell(c, &item, row.Number, row.Cell(at(place, c.Name)))
		}
		r.items, r.number = append(r.items, item), append(r.number, row.Number)
	}
	return r, nil
}

// at returns the index of a column, -1 if the table does not have it.
func at(p tabular.Place, name string) int {
	if i, ok := p.At[name]; ok {
		return i
	}
	return -1
}

// cell sets one value and reports what is wrong with it.
func (r *rows[T]) cell(c column[T], item *T, row int, value string) {
	p := Problem{File: r.file, Row: row, Column: r.header[c.Name], Value: value}
	switch {
	case value == "" && c.Required:
		p.Key = "cell.missing"
		r.report.problem(p)
		return
	case value == "":
		return
	case len(value) > maxCell:
		p.Key, p.Args = "cell.long", []fault.Arg{{Name: "most", Value: maxCell}}
		r.report.problem(p)
		return
	case tabular.IsFormula(value):
		p.Key = "cell.formula"
		r.report.warn(p)
	}
	if err := c.set(item, value); err != nil {
		p.Key, p.Args = err.Key, err.Args
		r.report.problem(p)
	}
}

// mistakes reports what the subject finds wrong with the elements; values gives
// the columns to look the value up in.
func (r *rows[T]) mistakes(found []organisation.Mistake, s sheet[T]) {
	for _, m := range found {
		p := Problem{File: r.file, Key: m.Err.Key, Args: m.Err.Args, Column: m.Field}
		if m.Index >= 0 {
			p.Row = r.number[m.Index]
			for _, c := range s {
				if c.Name == m.Field {
					p.Value = c.get(r.items[m.Index])
				}
			}
		}
		if h := r.header[m.Field]; h != "" {
			p.Column = h
		}
		r.report.problem(p)
	}
}

func (s sheet[T]) columns() []tabular.Column {
	out := make([]tabular.Column, len(s))
	for i, c := range s {
		out[i] = c.Column
	}
	return out
}

// write writes items with the English column names.
func (s sheet[T]) write(w io.Writer, items []T, f tabular.Format) error {
	table := make([][]string, 1, len(items)+1)
	for _, c := range s {
		table[0] = append(table[0], c.Name)
	}
	for _, item := range items {
		cells := make([]string, len(s))
		for i, c := range s {
			cells[i] = c.get(item)
		}
		table = append(table, cells)
	}
	return tabular.Write(w, table, f)
}

// ReadDir reads units.csv, services.csv and people.csv of a folder, as far as
// they are there; see Read.
func ReadDir(o organisation.Organisation, known []organisation.Unit, dir fs.FS) (Content, *Report, error) {
	var files Files
	for name, file := range map[string]**File{"units.csv": &files.Units, "services.csv": &files.Services, "people.csv": &files.People} {
		f, err := dir.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return Content{}, &Report{}, fmt.Errorf("import %s: %w", name, err)
		}
		defer f.Close()
		*file = &File{name, f}
	}
	return Read(o, known, files)
}
