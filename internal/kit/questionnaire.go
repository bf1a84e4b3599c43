package kit

import (
	"strconv"
	"strings"

	"chancencheck/instrument"
	"chancencheck/internal/report"
)

// Questionnaire is an empty questionnaire.
type Questionnaire struct {
	Kit
	// Format is nil for all questions.
	Format *instrument.Format
	// Field is the id of the only field on the sheet, "" for the whole.
	Field  string
	Fields []Field
}

// Lines to write on: for a written answer, for a note, and at the end.
const (
	linesAnswer = 3
	linesNote   = 1
	linesEnd    = 4
)

// Name is the sheet's name as a file.
func (s Questionnaire) Name() string {
	parts := []string{s.Instrument.ID, s.Instrument.Version}
	if s.Format != nil {
		parts = append(parts, s.Format.ID)
	}
	for _, part := range []string{s.Kind, s.Field} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "-")
}

// Document writes the sheet.
func (s Questionnaire) Document() *report.Document {
	d := s.document(s.text(s.Instrument.Title))
	d.Subtitle = s.T("blank.title")
	if s.Format != nil {
		d.Subtitle = s.T("blank.title_of", "format", s.text(s.Format.Title))
	}
	s.promise(d)
	for _, f := range s.Fields {
		s.field(d, f, 1)
	}
	if s.Field == "" {
		s.situations(d)
		s.end(d)
	}
	return d
}

// promise says what holds for the sheet, and asks what it is about.
func (s Questionnaire) promise(d *report.Document) {
	d.Note(s.T("blank.promise_title"), s.T("blank.promise"), s.T("blank.promise_paper"))
	d.Lines(s.T("blank.service"), 1)
}

func (s Questionnaire) field(d *report.Document, f Field, level int) {
	head := []report.Block{report.Heading{Level: min(level, 4), Text: s.text(f.Node.Title)}}
	if !f.Intro.IsEmpty() {
		head = append(head, report.Paragraph{Text: report.T(s.text(f.Intro))})
	}
	var worked []report.Block
	if !f.WhatWorked.IsEmpty() {
		worked = append(worked, report.Lines{Label: report.T(s.text(f.WhatWorked)), Count: linesAnswer})
	}
	for i, q := range f.Questions {
		blocks := append(head, s.question(q)...)
		if head = nil; i+1 == len(f.Questions) && len(f.Below) == 0 {
			blocks, worked = append(blocks, worked...), nil // never alone on a page
		}
		d.Add(report.Together{Blocks: blocks})
	}
	d.Add(head...)
	for _, below := range f.Below {
		s.field(d, below, level+1)
	}
	d.Add(worked...)
}

// question asks on paper as its scale wants it answered.
func (s Questionnaire) question(q Question) []report.Block {
	label := report.Text{report.Plain(strconv.Itoa(q.Place) + ". " + s.text(q.Text))}
	hint := s.text(q.Help)
	var blocks []report.Block
	add := func(b report.Block) { blocks = append(blocks, b) }
	switch k := q.Scale.Kind; {
	case k.HasOptions():
		add(report.Boxes{Label: label, Hint: hint, Options: s.options(q.Scale), Inline: k == instrument.Fact})
		add(report.Boxes{Options: s.states(), Inline: true})
		if q.Scale.NeedForAction {
			add(report.Boxes{Options: []string{s.T("blank.need")}})
		}
		if q.Scale.Reference {
			add(report.Lines{Hint: s.T("blank.reference"), Count: linesNote})
		}
	case k == instrument.Numeric:
		add(report.Lines{Label: label, Hint: strings.TrimSpace(hint + " " + s.text(q.Scale.Unit)), Count: linesNote})
	case k == instrument.PDCA:
		add(report.Lines{Label: label, Hint: strings.TrimSpace(hint + " " + s.T("blank.pdca")), Count: 4})
	default:
		add(report.Lines{Label: label, Hint: hint, Count: linesAnswer})
	}
	if !q.Scale.Kind.HasText() {
		add(report.Lines{Hint: s.T("blank.note", "place", q.Place), Count: linesNote})
	}
	return blocks
}

// options are the answers as they stand on the cards, with their numbers.
func (k Kit) options(scale *instrument.Scale) []string {
	var out []string
	for i, o := range scale.Options {
		label := k.text(o.Label)
		if n := LevelNumber(scale, i); n != "" {
			label = n + " – " + label
		}
		out = append(out, label)
	}
	return out
}

// states are what a person may tick instead of an answer.
func (k Kit) states() []string {
	var out []string
	for _, state := range []instrument.AnswerState{instrument.CannotJudge, instrument.NotApplicable} {
		if k.Instrument.Offers(state) {
			out = append(out, k.T("answer.state_"+state.String()))
		}
	}
	return out
}

// situations is a page on which the team's situations are ticked.
func (s Questionnaire) situations(d *report.Document) {
	all := s.Instrument.Situations
	if all == nil {
		return
	}
	d.PageBreak()
	d.Heading(1, s.T("blank.situations"))
	d.Para(s.T("blank.situations_text", "count", all.Most))
	t := report.Table{Caption: s.T("blank.situations_caption"), Header: []string{s.T("blank.people_who")}, RowHeads: true, Align: []report.Align{report.Start}, Widths: []int{7}}
	for _, o := range all.Scale.Options {
		t.Header, t.Align, t.Widths = append(t.Header, s.text(o.Label)), append(t.Align, report.Centre), append(t.Widths, 3)
	}
	for _, one := range all.List {
		row := report.Cells("… " + s.text(one.Title))
		for range all.Scale.Options {
			row = append(row, report.Text{report.Plain("☐")})
		}
		t.Rows = append(t.Rows, row)
	}
	d.Table(t)
}

// end leaves room for what no question has asked.
func (s Questionnaire) end(d *report.Document) {
	d.Heading(1, s.T("blank.end"))
	d.Lines(s.T("blank.worked"), linesEnd)
	d.Lines(s.T("blank.talk"), linesEnd)
}
