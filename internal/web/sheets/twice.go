package sheets

import (
	"net/http"
	"net/url"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// A sheet can be typed in twice to find slips. Nothing is stored before both
// agree or somebody has decided: the first typing waits in the second form, in
// the browser of whoever has the paper in hand. So no sheet is ever opened to be
// compared, and a private one stays its author's alone.

// Names of the fields of typing twice.
const (
	twiceField  = "twice"  // the wish, on the first form
	firstField  = "first"  // the first typing, on the second form
	secondField = "second" // the second typing, where differences are decided
)

// stateKeys are the keys for what is ticked instead of a level, as they stand on
// the sheet for counting; handKey is that of a raised hand.
var stateKeys = map[instrument.AnswerState]string{instrument.CannotJudge: "?", instrument.NotApplicable: "-", instrument.Skipped: "."}

const handKey = "!"

// Again reports whether this is the second typing.
func (v paper) Again() bool { return v.Posted.Has(firstField) }

// twice reports whether the sheet is typed in twice.
func (v paper) twice() bool { return v.Again() || v.Posted.Get(twiceField) != "" }

// difference is an item that was typed in differently, with the fields of both.
type difference struct {
	Item check.Item
	// Place is the item's number on paper.
	Place int
	Typed [2]check.Entry
}

// field names the choice between the two.
func (d difference) field() string { return "decide:" + string(d.Item.ID) }

// second goes on after a typing without mistakes: to the second one, or to the
// differences, or to the store where there are none or all are decided.
func (p *Pages) second(w http.ResponseWriter, r *site.Request, v paper, entries []check.Entry) error {
	if !v.Again() {
		v.Posted = url.Values{firstField: {v.fields(v.Posted).Encode()}, "name": v.Posted["name"]}
		return r.Render(w, paperForm(v.named(r.Page), v))
	}
	form := v.Posted
	typed, err := url.ParseQuery(form.Get(firstField))
	if err != nil {
		return fault.New(fault.Invalid, "sheet.form")
	}
	again := v.fields(form)
	if form.Has(secondField) {
		if again, err = url.ParseQuery(form.Get(secondField)); err != nil {
			return fault.New(fault.Invalid, "sheet.form")
		}
		entries = v.reading(r, again)
	}
	v.Differences = v.differences(v.reading(r, typed), entries)
	if len(v.Mistakes) > 0 { // both were read without one before
		return fault.New(fault.Invalid, "sheet.form")
	}
	entries = v.decide(r, entries, form)
	if len(v.Mistakes) == 0 {
		v.Posted = again // what stays in the form if it cannot be stored
		v.Posted[firstField], v.Posted["name"] = form[firstField], form["name"]
		return p.keep(w, r, v, entries)
	}
	if form.Has(secondField) {
		return r.RenderStatus(w, http.StatusUnprocessableEntity, paperDifferences(v.named(r.Page), v))
	}
	v.Mistakes = nil // nobody has been asked yet
	v.Posted.Set(secondField, again.Encode())
	return r.Render(w, paperDifferences(v.named(r.Page), v))
}

// reading reads entries from other values than those posted.
func (v *paper) reading(r *site.Request, typed url.Values) []check.Entry {
	posted := v.Posted
	v.Posted = typed
	entries := v.read(r)
	v.Posted = posted
	return entries
}

// fields keeps of a form what belongs to items.
func (v paper) fields(form url.Values) url.Values {
	out := url.Values{}
	for _, item := range v.Items() {
		for name, values := range form {
			if isField(item, name) {
				out[name] = values
			}
		}
	}
	return out
}

// differences compares two typings item by item.
func (v paper) differences(first, second []check.Entry) []difference {
	a, b := byItem(first), byItem(second)
	var out []difference
	for n, item := range v.Items() {
		if !same(a[item.ID], b[item.ID]) {
			out = append(out, difference{item, n + 1, [2]check.Entry{a[item.ID], b[item.ID]}})
		}
	}
	return out
}

func byItem(entries []check.Entry) map[check.ItemID]check.Entry {
	out := make(map[check.ItemID]check.Entry, len(entries))
	for _, e := range entries {
		out[e.Item] = e
	}
	return out
}

// same reports whether two entries say the same; blanks in a note do not count.
func same(a, b check.Entry) bool {
	fold := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	return a.Answer.Equal(b.Answer) && a.Hand == b.Hand && fold(a.Note) == fold(b.Note)
}

// decide takes for each difference what was chosen, and notes where nothing was.
func (v *paper) decide(r *site.Request, second []check.Entry, form url.Values) []check.Entry {
	chosen := byItem(second)
	for _, d := range v.Differences {
		switch form.Get(d.field()) {
		case firstField:
			chosen[d.Item.ID] = d.Typed[0]
		case secondField:
		default:
			v.Mistakes = append(v.Mistakes, page.Mistake{Field: answerform.FieldID(d.field()), Sentence: r.Page.T("sheets.paper_undecided", "place", d.Place)})
		}
	}
	var out []check.Entry
	for _, item := range v.Items() {
		if e := chosen[item.ID]; e.Item != "" {
			out = append(out, e)
		}
	}
	return out
}

// onPaper writes an entry in words, for those who have the paper in hand.
func onPaper(b page.Base, item check.Item, e check.Entry) string {
	var parts []string
	if e.Answer.State() != instrument.Unanswered {
		parts = append(parts, answerform.Say(b, item.Question, e.Answer))
	}
	if e.Hand {
		parts = append(parts, b.T("sheets.hand"))
	}
	if e.Note != "" {
		parts = append(parts, e.Note)
	}
	if len(parts) == 0 {
		return b.T("sheets.paper_nothing")
	}
	return strings.Join(parts, " · ")
}
