package kit

import (
	"strconv"

	"chancencheck/docs/privacy"
	"chancencheck/internal/report"
)

// overview says what is in the kit and how to go about it.
func (k Kit) overview(parts []Part) *report.Document {
	d := k.document(k.T("kit.part_overview"))
	written(d, k.T("kit.overview"))
	t := report.Table{Caption: k.T("kit.contents"), Header: []string{k.T("kit.col_part"), k.T("kit.col_for"), k.T("kit.col_file")}, RowHeads: true, Widths: []int{5, 5, 5}}
	for i, p := range parts {
		t.Rows = append(t.Rows, report.Cells(strconv.Itoa(i+1)+". "+p.Title, p.For, p.ID))
	}
	d.Table(t)
	return d
}

// guide is the instrument's own guide, nil if it has none.
func (k Kit) guide() *report.Document {
	source := k.Instrument.Guides[string(k.Lang())]
	if source == "" {
		return nil
	}
	title := titleOf(source)
	if title == "" {
		title = k.T("kit.part_guide")
	}
	d := k.document(title)
	written(d, source)
	return d
}

// council is the information for the staff council, the one of docs/privacy;
// nil in languages in which there is none.
func (k Kit) council() *report.Document {
	source, ok := privacy.StaffCouncil(string(k.Lang()))
	if !ok {
		return nil
	}
	d := k.document(titleOf(source))
	d.Small(k.T("kit.council_made"))
	written(d, source)
	return d
}

// heads is one page for the head of a unit.
func (k Kit) heads() *report.Document {
	d := k.document(k.T("kit.part_heads"))
	written(d, k.T("kit.heads"))
	var pairs []report.KeyValue
	for _, f := range k.Instrument.Formats {
		pairs = append(pairs, report.KV(k.text(f.Title), k.T("kit.heads_format", "minutes", f.Minutes, "questions", len(k.Instrument.Questions(f.ID, k.Kind)))))
	}
	d.KeyValues(pairs...)
	return d
}

// invitation is a letter to the team with what is still to be filled in.
func (k Kit) invitation() *report.Document {
	d := k.document(k.T("kit.part_invitation"))
	written(d, k.T("kit.invitation"))
	return d
}
