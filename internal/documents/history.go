package documents

import (
	"time"

	"chancencheck/check"
	"chancencheck/internal/report"
)

// Revision is one correction of a result that had been finished: what was
// changed, by whom, and why.
type Revision struct {
	check.Version
	// SignedName and ReopenedName are the names of people, "" for nobody.
	SignedName, ReopenedName string
	// ReopenedOn is in the organisation's time zone.
	ReopenedOn time.Time
	Changes    check.Corrections
}

// Question names what a correction is about.
func (r Result) Question(id check.ItemID) string {
	if i := r.item(id); i.Question != nil {
		return r.Text(i.Question.Text)
	}
	return string(id)
}

func (r Result) item(id check.ItemID) check.Item {
	for _, i := range check.Items(r.Instrument, r.Round.Format, r.Report.Check.UnitKind, r.Report.Check.Situations) {
		if i.ID == id {
			return i
		}
	}
	return check.Item{}
}

// WrittenOf is what an agreement on an item said: its level, both views, and the
// reasons.
func (r Result) WrittenOf(id check.ItemID, a check.Agreement) string {
	i := r.item(id)
	if i.Question == nil || !a.Written() {
		return r.T("result.not_talked")
	}
	text := r.Said(i.Question, a.Answer)
	if a.Reason != "" {
		text += " – " + a.Reason
	}
	if a.Differing {
		text += "\n" + r.T("result.other_view") + " " + r.Said(i.Question, a.OtherAnswer)
		if a.OtherReason != "" {
			text += " – " + a.OtherReason
		}
	}
	return text
}

// history writes what was corrected after the result had been finished.
func (r Result) history(d *report.Document) {
	if len(r.History) == 0 {
		return
	}
	d.Heading(1, r.T("history.heading"))
	for _, v := range r.History {
		d.Heading(2, r.T("history.version", "number", v.Number))
		d.Para(r.T("history.reopened", "name", v.ReopenedName, "date", v.ReopenedOn, "reason", v.Reason))
		if !v.Changes.Any() {
			d.Para(r.T("history.nothing"))
			continue
		}
		t := report.Table{Caption: r.T("history.caption", "number", v.Number), RowHeads: true, Widths: []int{4, 4, 4},
			Header: []string{r.T("result.col_question"), r.T("history.col_before"), r.T("history.col_after")}}
		for _, c := range v.Changes.Items {
			t.Rows = append(t.Rows, report.Cells(r.Question(c.Item), r.WrittenOf(c.Item, c.Before), r.WrittenOf(c.Item, c.After)))
		}
		for _, n := range v.Changes.Removed {
			t.Rows = append(t.Rows, report.Cells(r.T("history.note_"+string(n.Kind)), n.Text, ""))
		}
		for _, n := range v.Changes.Added {
			t.Rows = append(t.Rows, report.Cells(r.T("history.note_"+string(n.Kind)), "", n.Text))
		}
		d.Table(t)
	}
}
