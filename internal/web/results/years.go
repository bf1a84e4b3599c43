package results

import (
	"net/http"
	"slices"

	"chancencheck/check"
	"chancencheck/internal/chart"
	"chancencheck/internal/documents"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/result"
	"chancencheck/round"
)

// yearsView is a unit from round to round.
type yearsView struct {
	page.Base
	R documents.Result
}

// Years shows each field of a unit over the rounds.
func (p *Pages) Years(w http.ResponseWriter, r *site.Request) error {
	res, err := p.load(r)
	if err != nil {
		return err
	}
	at := append(crumbs(r, res), page.Crumb{Text: r.Page.T("years.to_result"), Path: "/checks/" + r.PathValue("check") + "/result"})
	return r.Render(w, yearsPage(yearsView{r.Page.Named(r.Page.T("years.title"), at...), res}))
}

// timeline draws one field for narrow and wide screens.
func (v yearsView) timeline(f result.FieldSeries) chart.Figure {
	return both("f-"+f.Node.ID, func(o chart.Options) chart.Figure { return v.R.Timeline(f, o) })
}

// series are the signed checks of the unit and of those it came out of, the
// oldest first, and the one on the page. Those that the reader may not see are
// left out.
func (p *Pages) series(r *site.Request, c *check.Check) ([]result.FieldSeries, error) {
	if c.State != check.Signed || c.Rehearsal {
		return nil, nil
	}
	rounds, err := p.Store.Rounds(r.Context(), c.Org)
	if err != nil {
		return nil, err
	}
	lines, err := p.Store.Lineage(r.Context(), c.Org)
	if err != nil {
		return nil, err
	}
	signed, err := p.signedOf(r, c.Org, result.Followed(lines, c.Unit))
	if err != nil {
		return nil, err
	}
	unit := organisation.Unit{Org: c.Org, ID: c.Unit, Name: c.UnitName}
	var occasions []result.Occasion
	for _, rd := range slices.Backward(rounds) { // the youngest comes first
		if rd.OpenedAt.After(openedAt(rounds, c.Round).OpenedAt) {
			continue
		}
		for _, then := range result.OfRound(signed[rd.ID], c) {
			o, ok, err := p.occasion(r, rd, then, c.UnitPath)
			if err != nil {
				return nil, err
			}
			if o.Lineage = result.LineageOf(before(lines, c), unit, then); ok {
				occasions = append(occasions, o)
			}
		}
	}
	return result.Series(occasions)
}

// before are the reorganisations that had taken place when a check was signed.
func before(lines []organisation.Lineage, c *check.Check) []organisation.Lineage {
	var out []organisation.Lineage
	for _, l := range lines {
		if l.On <= organisation.DateOf(c.SignedAt) {
			out = append(out, l)
		}
	}
	return out
}

// signedOf are the signed checks of units by round, in the order of the units.
func (p *Pages) signedOf(r *site.Request, org organisation.OrgID, units []organisation.UnitID) (map[round.ID][]*check.Check, error) {
	out := map[round.ID][]*check.Check{}
	for _, unit := range units {
		checks, err := p.Store.ChecksOfUnit(r.Context(), org, unit)
		if err != nil {
			return nil, err
		}
		for _, c := range checks {
			if c.State == check.Signed {
				out[c.Round] = append(out[c.Round], c)
			}
		}
	}
	return out, nil
}

func openedAt(rounds []*round.Round, id round.ID) *round.Round {
	for _, rd := range rounds {
		if rd.ID == id {
			return rd
		}
	}
	return &round.Round{}
}

// occasion is one point of a unit that hangs at a path; whether it may be seen.
func (p *Pages) occasion(r *site.Request, rd *round.Round, c *check.Check, path string) (result.Occasion, bool, error) {
	o := result.Occasion{Round: rd, Check: c, Viewing: result.ViewingAfter(r.Act.By, c, path)}
	outcome, err := p.outcome(r, c)
	if err != nil || outcome == nil || !o.Viewing.Entitled {
		return o, false, err
	}
	o.Outcome = *outcome
	o.Instrument, err = p.Instruments.Get(r.Context(), c.Org, rd.Instrument)
	return o, err == nil, err
}

// history are the corrections of a check, the oldest first, each compared with
// what was said next.
func (p *Pages) history(r *site.Request, res documents.Result, rec *check.Record) ([]documents.Revision, error) {
	versions, err := p.Store.Versions(r.Context(), rec.Check.Ref)
	if err != nil || len(versions) == 0 {
		return nil, err
	}
	var order []check.ItemID
	for _, i := range check.Items(res.Instrument, res.Round.Format, rec.Check.UnitKind, rec.Check.Situations) {
		order = append(order, i.ID)
	}
	var out []documents.Revision
	for n, v := range versions {
		next := check.Version{Agreements: rec.Agreements, Notes: rec.Notes}
		if n+1 < len(versions) {
			next = versions[n+1]
		}
		one := documents.Revision{Version: v, ReopenedOn: local(r, v.ReopenedAt), Changes: check.Corrected(order, v, next)}
		if one.SignedName, err = p.nameOf(r, v.SignedBy); err != nil {
			return nil, err
		}
		if one.ReopenedName, err = p.nameOf(r, v.ReopenedBy); err != nil {
			return nil, err
		}
		if one.ReopenedName == "" {
			one.ReopenedName = r.Page.T("name.erased")
		}
		out = append(out, one)
	}
	return out, nil
}
