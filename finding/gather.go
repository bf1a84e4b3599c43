package finding

import (
	"slices"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/organisation"
	"chancencheck/round"
	"chancencheck/trail"
)

// Membership says that a finding is part of one that was gathered.
type Membership struct{ Whole, Part ID }

// Step is the membership's step in the trail.
func (m Membership) Step() trail.Step {
	return trail.Step{From: trail.Of(trail.Finding, string(m.Part)), To: trail.Of(trail.Finding, string(m.Whole))}
}

// Gathering is what somebody wants to gather.
type Gathering struct {
	// Into is the finding that takes the others in; nil makes a new one.
	Into *Finding
	// Text is the new finding's; "" takes that of the first part.
	Text  string
	Parts []*Finding
}

// Gather puts findings together. Only a person does that, and what she put
// together keeps its text and its origin. It returns the finding that has the
// others as parts (with version 1 if it is new) and what is to be stored.
func Gather(act access.Act, org organisation.OrgID, g Gathering) (*Finding, []Membership, []audit.Event, error) {
	if err := access.Require(act, access.GatherFindings, access.Object{Org: string(org)}); err != nil {
		return nil, nil, nil, err
	}
	whole := g.Into
	switch {
	case len(g.Parts) == 0, whole == nil && len(g.Parts) < 2:
		return nil, nil, nil, ErrTwo
	case whole != nil && !whole.Whole():
		return nil, nil, nil, ErrInItself
	case whole == nil:
		whole = wholeOf(act, org, g)
	}
	var links []Membership
	for _, p := range g.Parts {
		switch {
		case p.Org != org || p.ID == whole.ID || p.Whole():
			return nil, nil, nil, ErrInItself
		case (p.Kind == Strength) != (whole.Kind == Strength):
			return nil, nil, nil, ErrMixed
		}
		links = append(links, Membership{whole.ID, p.ID})
	}
	if err := whole.Validate(); err != nil {
		return nil, nil, nil, err
	}
	return whole, links, whole.event(act, "finding.gather", ""), nil
}

// wholeOf makes the finding that has others as parts: what they have in common
// stays said.
func wholeOf(act access.Act, org organisation.OrgID, g Gathering) *Finding {
	id := ID(act.NewID())
	w := &Finding{
		Ref: Ref{org, id}, Kind: g.Parts[0].Kind, Text: g.Text, Origin: trail.Of(trail.Gathered, string(id)),
		At: act.At, By: organisation.PersonID(act.By.Person), Version: 1,
		Instrument: g.Parts[0].Instrument, Round: common(g.Parts, func(f *Finding) round.ID { return f.Round }),
	}
	if w.Text == "" {
		w.Text = g.Parts[0].Text
	}
	pick := func(get func(*Finding) string) string { return common(g.Parts, get) }
	w.Field = pick(func(f *Finding) string { return f.Field })
	w.Question = pick(func(f *Finding) string { return f.Question })
	w.Situation = pick(func(f *Finding) string { return f.Situation })
	if i := slices.IndexFunc(g.Parts, func(f *Finding) bool { return f.Who != "" }); i >= 0 {
		w.Who = g.Parts[i].Who
	}
	return w
}

// common returns what all say alike, or the zero value.
func common[T ~string](parts []*Finding, get func(*Finding) T) (out T) {
	for i, p := range parts {
		if i > 0 && get(p) != out {
			return ""
		}
		out = get(p)
	}
	return out
}

// TakeOut undoes a gathering for one part.
func (f *Finding) TakeOut(act access.Act, part ID) (Membership, []audit.Event, error) {
	if err := access.Require(act, access.GatherFindings, access.Object{Org: string(f.Org)}); err != nil {
		return Membership{}, nil, err
	}
	if !f.Whole() {
		return Membership{}, nil, ErrInItself
	}
	return Membership{f.ID, part}, f.event(act, "finding.take_out", string(part)), nil
}
