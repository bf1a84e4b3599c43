package measures

import (
	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/finding"
	"chancencheck/internal/web/site"
	"chancencheck/result"
	"chancencheck/round"
)

// rating is how a unit has judged one question over the rounds. It is no effect of
// a measure: values fall, too, when people look more closely.
type rating struct {
	Unit, Question string
	Points         []judged
}

// judged is how it was in one round.
type judged struct {
	Round    string
	Standing result.Standing
	// Other: another version of the questions; it cannot be compared.
	Other bool
}

// mostRatings keeps the page of a measure with hundreds of findings short.
const mostRatings = 10

// ratings follows the questions that the measure's findings come from, as far as
// the reader may see the units' results.
func (p *Pages) ratings(r *site.Request, found []*finding.Finding) ([]rating, error) {
	singles, err := p.single(r, found)
	if err != nil {
		return nil, err
	}
	var out []rating
	for _, f := range singles {
		if len(out) == mostRatings {
			break
		}
		item := check.ItemID(f.Question)
		if f.Situation != "" {
			item = check.SituationItem(f.Situation)
		}
		if item == "" || f.Unit == "" {
			continue
		}
		one := rating{Unit: f.UnitName}
		checks, err := p.Store.ChecksOfUnit(r.Context(), r.Org(), f.Unit)
		if err != nil {
			return nil, err
		}
		for _, c := range checks {
			if c.State != check.Signed || c.Service != f.Service || !access.Can(r.Act.By, access.SeeResult, c.Object()) {
				continue
			}
			if err := p.judge(r, &one, f, c, item); err != nil {
				return nil, err
			}
		}
		if len(one.Points) > 0 {
			out = append(out, one)
		}
	}
	return out, nil
}

// single are the findings that units gave, those behind gathered ones included.
func (p *Pages) single(r *site.Request, found []*finding.Finding) ([]*finding.Finding, error) {
	var out []*finding.Finding
	for _, f := range found {
		if !f.Whole() {
			out = append(out, f)
			continue
		}
		links, err := p.Store.FindingParts(r.Context(), r.Org(), f.ID)
		if err != nil {
			return nil, err
		}
		for _, l := range links {
			if l.Whole != f.ID {
				continue
			}
			part, err := p.Store.Finding(r.Context(), finding.Ref{Org: r.Org(), ID: l.Part})
			if err != nil {
				return nil, err
			}
			out = append(out, part)
		}
	}
	return out, nil
}

// judge adds what one signed check says about an item.
func (p *Pages) judge(r *site.Request, one *rating, f *finding.Finding, c *check.Check, item check.ItemID) error {
	rd, err := p.Store.Round(r.Context(), round.Ref{Org: c.Org, ID: c.Round})
	if err != nil {
		return err
	}
	doc, err := p.Store.FrozenOf(r.Context(), c.Ref)
	if err != nil || doc == nil {
		return err
	}
	o, err := result.Decode(doc)
	if err != nil {
		return err
	}
	standing, asked := o.Items[item]
	if !asked || rd.Instrument.ID != f.Instrument.ID {
		return nil
	}
	if one.Question == "" {
		ins, err := p.Instruments.Get(r.Context(), c.Org, rd.Instrument)
		if err != nil {
			return err
		}
		if q := ins.Question(string(item)); q != nil {
			one.Question, _ = q.Text.In(string(r.Page.P.Lang()))
		}
	}
	one.Points = append(one.Points, judged{rd.Title, standing, rd.Instrument != f.Instrument})
	return nil
}
