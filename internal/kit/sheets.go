package kit

import (
	"slices"

	"chancencheck/instrument"
	"chancencheck/internal/report"
)

// usual is the format chosen if nobody chooses; nil if there are none.
func (k Kit) usual() *instrument.Format {
	for i, f := range k.Instrument.Formats {
		if f.Default {
			return &k.Instrument.Formats[i]
		}
	}
	if len(k.Instrument.Formats) > 0 {
		return &k.Instrument.Formats[0]
	}
	return nil
}

// sheet is the questionnaire of the usual format.
func (k Kit) sheet() *report.Document {
	q := Questionnaire{Kit: k, Format: k.usual()}
	title := k.T("kit.part_sheet_all")
	if q.Format != nil {
		q.Fields, _ = Fields(k.Instrument, q.Format.ID, k.Kind)
		title = k.T("kit.part_sheet", "format", k.text(q.Format.Title))
	} else {
		q.Fields, _ = Fields(k.Instrument, "", k.Kind)
	}
	return retitled(q.Document(), title, k.text(k.Instrument.Title))
}

func retitled(d *report.Document, title, subtitle string) *report.Document {
	d.Title, d.Subtitle = title, subtitle
	return d
}

// fieldSheets are all questions, each field on pages of its own.
func (k Kit) fieldSheets() *report.Document {
	q := Questionnaire{Kit: k}
	q.Fields, _ = Fields(k.Instrument, "", k.Kind)
	d := k.document(k.T("kit.part_fields"))
	q.promise(d)
	for i, f := range q.Fields {
		if i > 0 {
			d.PageBreak()
		}
		q.field(d, f, 1)
	}
	return d
}

// deskSheet is the questionnaire of one desk.
type deskSheet struct {
	id  string
	doc *report.Document
}

// deskSheets are one questionnaire for each desk that usually answers something.
func (k Kit) deskSheets() []deskSheet {
	all, _ := Fields(k.Instrument, "", k.Kind)
	var out []deskSheet
	for _, desk := range k.Instrument.Desks {
		fields := only(all, func(q Question) bool { return q.Desk == desk.ID })
		if len(fields) == 0 {
			continue
		}
		q := Questionnaire{Kit: k}
		d := k.document(k.T("kit.part_desk", "desk", k.text(desk.Title)))
		d.Note(d.Title, k.T("kit.desk_note", "desk", k.text(desk.Title)))
		for _, f := range fields {
			q.field(d, f, 1)
		}
		d.Lines(k.T("kit.desk_confirm"), 2)
		out = append(out, deskSheet{"desk-" + desk.ID, d})
	}
	return out
}

// only keeps the questions that are wanted, and the fields with such questions.
func only(fields []Field, wanted func(Question) bool) []Field {
	var out []Field
	for _, f := range fields {
		f.Questions = slices.DeleteFunc(slices.Clone(f.Questions), func(q Question) bool { return !wanted(q) })
		f.Below = only(f.Below, wanted)
		if len(f.Questions)+len(f.Below) > 0 {
			out = append(out, f)
		}
	}
	return out
}
