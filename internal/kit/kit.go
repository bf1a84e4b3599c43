// Package kit makes the papers with which a team can do a check without the
// program: what to read beforehand, the script of the talk by minutes, cards,
// sheets for the table, blank questionnaires and a table that computes.
//
// Everything is made from an instrument, so that an instrument an organisation
// has adapted has its own kit. The rules are the program's: the script and the
// number of items come from package check, the table computes what packages
// score and check compute, the paper for the staff council is the one in
// docs/privacy. Words of the kit's own are in locales/*/kit.yaml.
//
// Parts returns the papers as documents; Make writes all of them as files.
package kit

import (
	"slices"
	"strings"
	"time"

	"chancencheck/instrument"
	"chancencheck/internal/i18n"
	"chancencheck/internal/report"
)

// Kit is what all papers of an instrument share.
type Kit struct {
	// Printer writes in the language of the papers.
	*i18n.Printer
	Instrument *instrument.Instrument
	// Kind is the kind of unit whose wording is used, "" for the plain one.
	Kind string
	// Organisation issues the papers; may be empty.
	Organisation string
	Made         time.Time
}

// Part is one paper of a kit: a document, or the table that computes.
type Part struct {
	// ID is stable and names the file: "script", "sheet-standard".
	ID    string
	Title string
	// For says who gets it.
	For string
	// Document is nil for the table.
	Document *report.Document
	// Table is the evaluation, nil for documents.
	Table *Evaluation
}

// Language returns the language of an instrument's papers for a reader: hers if
// the instrument speaks it, else the instrument's first. Papers in two languages
// help nobody.
func Language(ins *instrument.Instrument, reader i18n.Tag) i18n.Tag {
	if slices.Contains(ins.Languages, string(reader)) || len(ins.Languages) == 0 {
		return reader
	}
	return i18n.Tag(ins.Languages[0])
}

// text returns a text of the instrument in the papers' language.
func (k Kit) text(t instrument.Text) string {
	words, _ := t.In(string(k.Lang()))
	return words
}

// document starts a paper.
func (k Kit) document(title string) *report.Document {
	d := report.New(title, string(k.Lang()))
	name := k.text(k.Instrument.Title)
	d.Subtitle, d.Organisation, d.Made, d.Dir = name, k.Organisation, k.Made, k.Dir()
	d.Footer = k.T("blank.footer", "title", name, "version", k.Instrument.Version)
	d.Words = report.Words{Page: k.T("blank.page"), Of: k.T("blank.of")}
	return d
}

// name is the beginning of all file names.
func (k Kit) name() string {
	parts := []string{k.Instrument.ID, k.Instrument.Version}
	if k.Kind != "" {
		parts = append(parts, k.Kind)
	}
	return strings.Join(append(parts, string(k.Lang())), "-")
}

// File is the name of a part as a file of a kind such as "pdf".
func (k Kit) File(p Part, kind string) string { return k.name() + "-" + p.ID + "." + kind }

// Archive is the name of the file that holds all.
func (k Kit) Archive() string { return k.name() + ".zip" }

// Part returns the part with an id.
func (k Kit) Part(id string) (Part, bool) {
	for _, p := range k.Parts() {
		if p.ID == id {
			return p, true
		}
	}
	return Part{}, false
}

// Parts returns all papers in the order in which a team needs them.
func (k Kit) Parts() []Part {
	var out []Part
	add := func(id string, d *report.Document) {
		if d != nil {
			out = append(out, Part{ID: id, Title: d.Title, For: k.reader(id), Document: d})
		}
	}
	add("guide", k.guide())
	add("council", k.council())
	add("heads", k.heads())
	add("invitation", k.invitation())
	add("script", k.script())
	if len(k.Instrument.Desks) == 0 {
		add("sheet", k.sheet())
		add("fields", k.fieldSheets())
	}
	for _, d := range k.deskSheets() {
		add(d.id, d.doc)
	}
	add("questions", k.questionCards())
	add("answers", k.answerCards())
	add("situations", k.situationCards())
	add("table", k.tableSheets())
	for _, e := range k.evaluations() {
		out = append(out, Part{ID: e.id(), Title: e.title(), For: k.T("kit.for_evaluation"), Table: e})
	}
	overview := k.overview(out)
	return append([]Part{{ID: "overview", Title: overview.Title, For: k.T("kit.for_overview"), Document: overview}}, out...)
}

// reader says who gets a part.
func (k Kit) reader(id string) string {
	kind, _, _ := strings.Cut(id, "-")
	return k.T("kit.for_" + kind)
}
