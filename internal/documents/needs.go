package documents

import (
	"time"

	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/instrument"
	"chancencheck/internal/chart"
	"chancencheck/internal/report"
	"chancencheck/result"
	"chancencheck/round"
)

// Needs is everything the page of recurring needs is written from.
type Needs struct {
	Words
	Organisation string
	Round        *round.Round
	Instrument   *instrument.Instrument
	// Part names the part of the organisation looked at, "" for the whole.
	Part string
	// Whole: the reader may see the single results as well.
	Whole bool
	// Counted of Of checks are behind the counts.
	Counted, Of int
	Rows        []Need
	// Withheld is the number of questions with too few units behind them.
	Withheld   int
	Situations []result.Situated
	Upward     []result.PassedUp
	Made       time.Time
}

// Need is something that several units miss, with what could be done.
type Need struct {
	result.Recurrence
	Asked check.Item
}

// Suggestions returns what could be done: first what those above can do, because
// one central measure replaces many local ones.
func (n Need) Suggestions() []instrument.Suggestion {
	var out []instrument.Suggestion
	for _, kind := range []instrument.SuggestionKind{instrument.Above, instrument.Now, instrument.WithMoney} {
		for _, s := range n.Asked.Question.Suggestions {
			if s.Kind == kind {
				out = append(out, s)
			}
		}
	}
	return out
}

// MostDrawn is how many needs are drawn; the table has all of them.
const MostDrawn = 10

// HowMany writes "in 23 von 98 Abteilungen", or why there is no number.
func (n Needs) HowMany(s disclosure.Shown) string {
	v, ok := s.Value()
	switch {
	case ok && s.Coverage().Of > 0:
		return n.T("needs.in", "count", int(v), "of", s.Coverage().Of)
	case ok:
		return n.Count(int(v))
	case s.Reason() == disclosure.NoAnswers:
		return n.T("needs.none")
	}
	return n.T("needs.too_few")
}

// Units writes a number of units that stands in a column of its own.
func (n Needs) Units(s disclosure.Shown) string {
	if s.Reason() == disclosure.NoAnswers {
		return n.Count(0)
	}
	return n.HowMany(s)
}

// Missing are the needs that units see as weak, at most MostDrawn.
func (n Needs) Missing() []Need {
	var out []Need
	for _, r := range n.Rows {
		if !r.Count.Withheld() && len(out) < MostDrawn {
			out = append(out, r)
		}
	}
	return out
}

// Counts draws how often the most frequent needs were named.
func (n Needs) Counts(o chart.Options) chart.Figure {
	d := chart.CountsData{Head: [2]string{n.T("needs.col_need"), n.T("needs.col_count")}}
	for _, r := range n.Missing() {
		v, _ := r.Count.Value()
		d.Rows = append(d.Rows, chart.Count{Label: n.Text(r.Asked.Question.Text), N: int(v), Of: r.Count.Coverage().Of, Text: n.HowMany(r.Count)})
	}
	o.Title = n.T("needs.chart_title")
	return chart.Counts(n.options(o), d)
}

// Fit names how a service works for people in one situation.
func (w Words) Fit(s result.Standing) string {
	return w.fitWords()[fitOf[s]]
}

// Situation writes "Menschen, die …".
func (n Needs) Situation(s result.Situated) string {
	return n.T("result.people_who", "situation", n.Text(n.Instrument.Question(string(s.Item)).Text))
}

// title names the part and the round.
func (n Needs) title() string {
	if n.Part != "" {
		return n.T("needs.title_part", "part", n.Part)
	}
	return n.T("needs.title")
}

// Document writes the needs for the people who can decide about them.
func (n Needs) Document() *report.Document {
	d := report.New(n.title(), string(n.Lang()))
	d.Subtitle, d.Organisation, d.Date, d.Made, d.Dir = n.Round.Title, n.Organisation, n.Date(n.Made), n.Made, n.Dir()
	d.Classification, d.Words = report.Internal, n.reportWords()
	d.Para(n.T("needs.counted", "count", n.Counted, "of", n.Of))
	if !n.Whole {
		d.Small(n.T("needs.batches", "count", disclosure.Floor))
	}
	d.Heading(1, n.T("needs.heading_missing"))
	if len(n.Missing()) == 0 {
		d.Para(n.T("needs.nothing"))
	} else {
		f := n.Counts(chart.Options{ID: "needs", Standalone: true})
		d.Figure(report.Figure{SVG: f.SVG, Caption: f.Title, Alt: f.Description}) // the numbers follow with every need
		d.Heading(1, n.T("needs.heading_do"))
	}
	for _, r := range n.Missing() {
		n.need(d, r)
	}
	n.unknown(d)
	n.situations(d)
	n.upward(d)
	return d
}

func (n Needs) need(d *report.Document, r Need) {
	question := n.run(r.Asked.Question.Text)
	question.Bold = true
	d.Paragraph(question, report.Plain("\n"+n.HowMany(r.Count)))
	var items []report.Item
	for _, s := range r.Suggestions() {
		items = append(items, report.Item{Text: report.Text{report.Italic(n.T("result.suggestion_"+string(s.Kind)) + ": "), n.run(s.Text)}})
	}
	if len(items) > 0 {
		d.Add(report.List{Items: items})
	}
}

// NobodyKnows are the items of which units say that nobody there knows.
func (n Needs) NobodyKnows() []Need {
	var out []Need
	for _, r := range n.Rows {
		if !r.Unknown.Withheld() {
			out = append(out, r)
		}
	}
	return out
}

func (n Needs) unknown(d *report.Document) {
	d.Heading(1, n.T("needs.heading_unknown"))
	t := report.Table{Caption: n.T("needs.caption_unknown"), Header: []string{n.T("needs.col_question"), n.T("needs.col_unknown")}, RowHeads: true, Widths: []int{8, 4}}
	for _, r := range n.NobodyKnows() {
		t.Rows = append(t.Rows, report.Row{{n.run(r.Asked.Question.Text)}, report.T(n.HowMany(r.Unknown))})
	}
	if len(t.Rows) == 0 {
		d.Para(n.T("needs.nothing"))
		return
	}
	d.Table(t)
}

func (n Needs) situations(d *report.Document) {
	if len(n.Situations) == 0 {
		return
	}
	d.Heading(1, n.T("needs.heading_situations"))
	d.Para(n.T("needs.lead_situations"))
	t := report.Table{Caption: n.T("needs.caption_situations"), Header: []string{n.T("needs.col_situation")}, RowHeads: true, Widths: []int{5, 2, 2, 2, 2}}
	for _, fit := range result.Fits {
		t.Header, t.Align = append(t.Header, n.Fit(fit)), []report.Align{report.Start, report.End, report.End, report.End, report.End}
	}
	for _, s := range n.Situations {
		row := report.Cells(n.Situation(s))
		for _, fit := range result.Fits {
			row = append(row, report.T(n.Units(s.Counts[fit])))
		}
		t.Rows = append(t.Rows, row)
	}
	d.Table(t)
}

func (n Needs) upward(d *report.Document) {
	if len(n.Upward) == 0 {
		return
	}
	d.Heading(1, n.T("needs.heading_upward"))
	for _, p := range n.Upward {
		d.Heading(2, n.T("result.who_"+string(p.Who)))
		d.Para(n.HowMany(p.Units))
		var items []string
		for _, t := range p.Texts {
			items = append(items, t.Text+" ("+t.Unit+")")
		}
		if len(items) > 0 {
			d.Bullets(items...)
		}
	}
}

// Dataset writes the counts for other programs.
func (n Needs) Dataset() *report.Dataset {
	column := func(name string) report.Column {
		return report.Column{Name: name, Title: n.T("needs.data_" + name), Description: n.T("needs.datahelp_" + name)}
	}
	d := &report.Dataset{Name: "needs", Title: n.title(), Lang: string(n.Lang()), Made: n.Made,
		Columns: []report.Column{column("id"), column("field"), column("question"), column("missing"), column("unknown"), column("of")},
		Meta: []report.KeyValue{report.KV(n.T("result.organisation"), n.Organisation), report.KV(n.T("result.round"), n.Round.Title),
			report.KV(n.T("result.instrument"), n.Instrument.ID+" "+n.Instrument.Version), report.KV(n.T("needs.basis"), n.T("needs.counted", "count", n.Counted, "of", n.Of))}}
	for _, r := range n.Rows {
		field := report.Empty()
		if r.Asked.Field != nil {
			field = report.Str(n.Text(r.Asked.Field.Title))
		}
		of := report.Empty()
		if c := max(r.Count.Coverage().Of, r.Unknown.Coverage().Of); c > 0 {
			of = report.Int(c)
		}
		d.Rows = append(d.Rows, []report.Value{report.Str(string(r.Item)), field, report.Str(n.Text(r.Asked.Question.Text)), n.units(r.Count), n.units(r.Unknown), of})
	}
	return d
}

// units is a count in a data set; none is 0 for whoever may see all.
func (w Words) units(s disclosure.Shown) report.Value {
	if s.Reason() == disclosure.NoAnswers {
		return report.Int(0)
	}
	return w.cell(s)
}

// Workbook writes the counts as a spreadsheet: questions, situations, needs.
func (n Needs) Workbook() *report.Workbook {
	b := n.Dataset().Workbook(n.T("result.word_notes"))
	b.Organisation, b.Sheets[0].Name = n.Organisation, n.T("needs.sheet_questions")
	s := report.Sheet{Name: n.T("needs.sheet_situations"), Columns: []report.Column{{Title: n.T("needs.col_situation")}}}
	for _, fit := range result.Fits {
		s.Columns = append(s.Columns, report.Column{Title: n.Fit(fit)})
	}
	for _, x := range n.Situations {
		row := cells(n.Situation(x))
		for _, fit := range result.Fits {
			row = append(row, n.units(x.Counts[fit]))
		}
		s.Rows = append(s.Rows, row)
	}
	u := report.Sheet{Name: n.T("needs.sheet_upward"), Columns: []report.Column{{Title: n.T("needs.col_who")}, {Title: n.T("needs.col_count")}, {Title: n.T("needs.col_unit")}, {Title: n.T("needs.col_need")}}}
	for _, p := range n.Upward {
		who := n.T("result.who_" + string(p.Who))
		if len(p.Texts) == 0 {
			u.Rows = append(u.Rows, append(cells(who), n.units(p.Units), report.Empty(), report.Empty()))
		}
		for _, t := range p.Texts {
			u.Rows = append(u.Rows, append(cells(who), n.units(p.Units), report.Str(t.Unit), report.Str(t.Text)))
		}
	}
	b.Sheets = append(b.Sheets, s, u)
	return b
}
