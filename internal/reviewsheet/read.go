package reviewsheet

import (
	"io"
	"strings"

	"chancencheck/fault"
	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/tabular"
)

// What says what has become of a row, or of a text without one.
type What string

const (
	// Corrected: the correction is taken over.
	Corrected What = "corrected"
	// Remarked: nothing to take over, but somebody wrote a comment.
	Remarked What = "comment"
	// Deleted: the text has no row in the sheet; it stays as it is. Such notes
	// have no row number.
	Deleted What = "row_deleted"
	// Unknown: the instrument has no text of this id, kind and language.
	Unknown What = "unknown_id"
	// Changed: the text was changed underneath; the correction is not taken over.
	Changed What = "changed_underneath"
	// Twice: two rows correct the same text differently; none is taken over.
	Twice What = "two_corrections"
)

// Note tells of one row.
type Note struct {
	What What
	// Row counts as the spreadsheet does; 0 for a text without row.
	Row              int
	Path, Lang, Kind string
	// Correction, Comment, By and Date are what the reviewer wrote.
	Correction, Comment, By, Date string
	// Now is the text as it stands in the instrument.
	Now string
}

// Kept reports whether the note tells of something that was not taken over and
// somebody has to look at.
func (n Note) Kept() bool { return n.What != Corrected && n.What != Remarked }

// Read reads a sheet back and compares it with the texts of the instrument. It
// returns what is to be changed and a note for every row that somebody wrote
// in, in the order of the sheet, and then for every text without row, in the
// order of the file; of the languages only those the sheet has. Faults are those
// of tabular.Read, and "review.columns" with the columns that are missing.
func Read(r io.Reader, texts []instrumentfile.PlacedText) ([]instrumentfile.Change, []Note, error) {
	table, err := tabular.Read(r, tabular.Upload)
	if err != nil {
		return nil, nil, err
	}
	place := table.Locate(columns)
	if len(place.Missing) > 0 {
		return nil, nil, fault.New(fault.Invalid, "review.columns", "columns", strings.Join(place.Missing, ", "))
	}
	m := newMatching(texts)
	for _, row := range table.Rows {
		m.take(noteOf(row, place), cell(row, place, "text"))
	}
	m.contradictions()
	changes, notes := m.changes(), m.notes()
	return changes, append(notes, m.deleted(texts)...), nil
}

// cell returns a cell by the name of its column, "" if the sheet lacks it.
func cell(row tabular.Row, place tabular.Place, column string) string {
	i, ok := place.At[column]
	if !ok {
		return ""
	}
	return flat(row.Cell(i))
}

func noteOf(row tabular.Row, place tabular.Place) Note {
	return Note{Row: row.Number, Path: cell(row, place, "id"), Lang: cell(row, place, "language"), Kind: cell(row, place, "kind"),
		Correction: cell(row, place, "correction"), Comment: cell(row, place, "comment"),
		By: cell(row, place, "reviewed by"), Date: cell(row, place, "date")}
}

// matching lays rows beside texts.
type matching struct {
	texts map[key]instrumentfile.PlacedText
	seen  map[key]bool
	langs map[string]bool
	// corrected are the rows that correct a text, by text, in order.
	corrected map[key][]int
	all       []Note
}

func newMatching(texts []instrumentfile.PlacedText) *matching {
	m := &matching{texts: map[key]instrumentfile.PlacedText{}, seen: map[key]bool{}, langs: map[string]bool{}, corrected: map[key][]int{}}
	for _, t := range texts {
		m.texts[keyOf(t)] = t
	}
	return m
}

// take decides what becomes of one row; shown is the text the sheet shows.
func (m *matching) take(n Note, shown string) {
	k := key{n.Path, n.Lang, n.Kind}
	t, known := m.texts[k]
	n.Now = t.Value
	wrote := n.Correction != "" && n.Correction != shown
	switch {
	case !known:
		n.What = Unknown
	case wrote && n.Correction == flat(t.Value):
		n.What = Corrected // somebody has done it already
	case wrote && shown != flat(t.Value):
		n.What = Changed
	case wrote:
		n.What = Corrected
		m.corrected[k] = append(m.corrected[k], len(m.all))
	default:
		n.What = Remarked
	}
	m.seen[k], m.langs[n.Lang] = true, true
	m.all = append(m.all, n)
}

// contradictions finds texts that two rows correct in different words.
func (m *matching) contradictions() {
	for k, rows := range m.corrected {
		for _, i := range rows[1:] {
			if m.all[i].Correction != m.all[rows[0]].Correction {
				for _, j := range rows {
					m.all[j].What = Twice
				}
				delete(m.corrected, k)
				break
			}
		}
	}
}

// changes lists what is to be taken over, in the order of the sheet.
func (m *matching) changes() []instrumentfile.Change {
	var out []instrumentfile.Change
	for i, n := range m.all {
		k := key{n.Path, n.Lang, n.Kind}
		if rows := m.corrected[k]; len(rows) > 0 && rows[0] == i {
			out = append(out, instrumentfile.Change{Text: m.texts[k], New: n.Correction})
		}
	}
	return out
}

// notes leaves out the rows in which nobody wrote.
func (m *matching) notes() []Note {
	var out []Note
	for _, n := range m.all {
		if n.What != Remarked || n.Comment != "" {
			out = append(out, n)
		}
	}
	return out
}

// deleted lists the texts that have no row, in languages that the sheet has.
func (m *matching) deleted(texts []instrumentfile.PlacedText) []Note {
	var out []Note
	for _, t := range texts {
		if k := keyOf(t); !m.seen[k] && m.langs[t.Lang] {
			out = append(out, Note{What: Deleted, Path: t.Path, Lang: t.Lang, Kind: t.Kind, Now: t.Value})
		}
	}
	return out
}
