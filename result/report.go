package result

import (
	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/instrument"
)

// Line is one item of a report with what the team wrote.
type Line struct {
	check.Item
	check.Agreement
	Standing Standing
	// Level is the option of the agreed answer, of the first of two that differ; nil
	// if there is none.
	Level *instrument.Option
	// Suggestions fit the level.
	Suggestions []instrument.Suggestion
}

// Field is one field of a report.
type Field struct {
	Node  *instrument.Node
	Value disclosure.Shown
	// Band is the appraisal, nil while there is no value.
	Band *instrument.Band
	// Answered of Of questions count, also where no value is shown.
	Answered, Of int
	Lines        []Line
}

// Report is the two pages of a check: what works first.
type Report struct {
	Check    *check.Check
	Total    Field
	Fields   []Field
	Situated []Line
	Worked   []check.Note
	Measures []check.Note
	Upward   []check.Note
}

// Viewing says for whom a report is made.
type Viewing struct {
	// Entitled: access lets the reader see this check's result.
	Entitled bool
	// Team: the reader belongs to the team or leads its talk, and sees what has
	// been written down before it is signed.
	Team bool
}

// ReportOf composes the report of a check. Values come from the frozen outcome,
// or are computed while the team still talks.
func ReportOf(ins *instrument.Instrument, format string, rec *check.Record, frozen *Outcome, v Viewing) (Report, error) {
	policy, standing, err := gate(rec.Check, v)
	if err != nil {
		return Report{}, err
	}
	o := frozen
	if o == nil {
		now, err := Compute(ins, format, rec)
		if err != nil {
			return Report{}, err
		}
		o = &now
	}
	r := Report{Check: rec.Check, Total: field(ins, &instrument.Node{Title: ins.Title}, o.Total, policy, standing)}
	if !standing.Entitled || policy.Class() == disclosure.AgreedSigned && !standing.Signed {
		return r.hidden(), nil
	}
	byField := map[string][]Line{}
	for _, i := range check.Items(ins, format, rec.Check.UnitKind, rec.Check.Situations) {
		line := lineOf(i, rec.Agreements[i.ID], o.Items[i.ID])
		if i.Field == nil {
			r.Situated = append(r.Situated, line)
			continue
		}
		byField[i.Field.ID] = append(byField[i.Field.ID], line)
	}
	for n, node := range ins.Fields {
		f := field(ins, node, o.Fields[n], policy, standing)
		f.Lines = byField[node.ID]
		r.Fields = append(r.Fields, f)
	}
	r.addNotes(rec.Notes)
	return r, nil
}

// hidden leaves the name of the check and the reason why nothing is shown.
func (r Report) hidden() Report {
	c := *r.Check
	c.Comment, c.Reason, c.Code = "", "", ""
	r.Check, r.Total.Answered, r.Total.Of = &c, 0, 0
	return r
}

func gate(c *check.Check, v Viewing) (disclosure.Policy, disclosure.Standing, error) {
	class := disclosure.AgreedSigned
	if v.Team {
		class = disclosure.Named
	}
	p, err := disclosure.NewPolicy(class, 0)
	return p, disclosure.Standing{Entitled: v.Entitled, Closed: c.Frozen(), Signed: c.State == check.Signed}, err
}

func (r *Report) addNotes(notes []check.Note) {
	for _, n := range notes {
		switch n.Kind {
		case check.Worked:
			r.Worked = append(r.Worked, n)
		case check.Measure:
			r.Measures = append(r.Measures, n)
		case check.Upward:
			r.Upward = append(r.Upward, n)
		}
	}
}

func field(ins *instrument.Instrument, node *instrument.Node, v Value, p disclosure.Policy, s disclosure.Standing) Field {
	f := Field{Node: node, Value: v.Show(p, s), Answered: v.Answered, Of: v.Of}
	if f.Value.Withheld() {
		return f
	}
	if b, ok := ins.Band(node.ID, v.rat()); ok {
		f.Band = &b
	}
	return f
}

func lineOf(i check.Item, a check.Agreement, standing Standing) Line {
	l := Line{Item: i, Agreement: a, Standing: standing}
	if a.Answer.State() == instrument.Answered && i.Question.Scale.Kind.HasOptions() {
		l.Level = i.Question.Scale.Option(a.Answer.Option())
	}
	switch {
	case standing == Weak, standing == Middle, standing == Unrated && elsewhere(i, a) != nil:
		l.Suggestions = instrument.SuggestionsAfter(i.Question, a.Answer.Option())
	case standing == Unknown:
		l.Suggestions = instrument.SuggestionsFor(i.Question, instrument.Number{})
	}
	return l
}

// With returns the lines of all fields that ended up so, in the order asked.
func (r Report) With(standing ...Standing) []Line {
	var out []Line
	for _, f := range r.Fields {
		for _, l := range f.Lines {
			for _, s := range standing {
				if l.Standing == s {
					out = append(out, l)
				}
			}
		}
	}
	return out
}

// Undecided counts the questions and situations about which nothing is written
// down. As long as there are some, nobody can say that nothing is missing.
func (r Report) Undecided() int {
	n := 0
	for _, f := range r.Fields {
		n += undecided(f.Lines)
	}
	return n + undecided(r.Situated)
}

func undecided(lines []Line) int {
	n := 0
	for _, l := range lines {
		if !l.Written() {
			n++
		}
	}
	return n
}
