package result

import (
	"fmt"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/instrument"
	"chancencheck/round"
	"chancencheck/trail"
)

// errUnsigned: nothing is taken from what nobody has put a name under.
var errUnsigned = fault.New(fault.Conflict, "finding.unsigned")

// Findings returns what a signed check says, to be taken by somebody: needs from
// what is weak or not known, for a question or a situation; strengths and ideas
// from the notes of the talk. A level alone is no strength worth a line: only
// strengths that the team gave a reason for are. Ids are given when it is taken.
func Findings(ins *instrument.Instrument, rd *round.Round, rec *check.Record) ([]*finding.Finding, error) {
	c := rec.Check
	if c.State != check.Signed {
		return nil, fmt.Errorf("findings of check %s: %w", c.ID, errUnsigned)
	}
	base := finding.Finding{
		Ref: finding.Ref{Org: c.Org}, Round: c.Round, Unit: c.Unit, UnitPath: c.UnitPath, UnitName: c.UnitName, Service: c.Service, ServiceName: c.ServiceName,
		Instrument: round.InstrumentKey{ID: ins.ID, Version: ins.Version},
	}
	var out []*finding.Finding
	items := map[check.ItemID]check.Item{}
	for _, i := range check.Items(ins, rd.Format, c.UnitKind, c.Situations) {
		items[i.ID] = i
		if f := found(base, c.ID, i, rec.Agreements[i.ID]); f != nil {
			out = append(out, f)
		}
	}
	for _, n := range rec.Notes {
		f := base
		f.Kind, f.Text, f.Who, f.Origin = noted[n.Kind], n.Text, n.Who, trail.Of(trail.Note, string(c.ID), n.ID)
		if i, known := items[n.Item]; known {
			about(&f, i)
		}
		out = append(out, &f)
	}
	return out, nil
}

// noted is what a note of a talk is as a finding.
var noted = map[check.NoteKind]finding.Kind{check.Worked: finding.Strength, check.Measure: finding.Idea, check.Upward: finding.Need}

// about says what a finding answers.
func about(f *finding.Finding, i check.Item) {
	if s, is := i.ID.Situation(); is {
		f.Situation = s
		return
	}
	f.Question = string(i.ID)
	if i.Field != nil {
		f.Field = i.Field.ID
	}
}

// found makes a finding of an agreed answer, nil if it says none.
func found(base finding.Finding, c check.ID, i check.Item, a check.Agreement) *finding.Finding {
	f := base
	standing := StandingOf(i, a)
	switch {
	case standing == Weak, standing == Unknown, standing == Differing:
		f.Kind = finding.Need
	case standing == Strong && a.Reason != "":
		f.Kind = finding.Strength
	default:
		return nil
	}
	about(&f, i)
	f.Text = wording(i, a)
	f.Origin = trail.Of(trail.Answer, string(c), string(i.ID))
	return &f
}

// wording is what the team wrote for an item, both sides where it saw it
// differently; where it wrote nothing, the question with the agreed level.
func wording(i check.Item, a check.Agreement) string {
	text := a.Reason
	if a.Differing && a.OtherReason != "" {
		text = strings.TrimSpace(text + "\n" + a.OtherReason)
	}
	if text != "" {
		return text
	}
	text, _ = i.Question.Text.In("")
	if o := i.Question.Scale.Option(a.Answer.Option()); o != nil && a.Answer.State() == instrument.Answered {
		label, _ := o.Label.In("")
		text += " – " + label
	}
	return text
}
