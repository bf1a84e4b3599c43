package results

import (
	"net/http"
	"strings"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/documents"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/result"
	"chancencheck/round"
)

// needsView is what recurs in many departments.
type needsView struct {
	page.Base
	N documents.Needs
	// Parts can be chosen: those whose single results the reader may see.
	Parts []organisation.Unit
	Part  organisation.UnitID
	// MayExport: files are for whoever sees the whole organisation.
	MayExport   bool
	MayOverview bool
}

// Needs shows what recurs in a round.
func (p *Pages) Needs(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.SeeNeeds)
	if err != nil {
		return err
	}
	v, err := p.needs(r, rd)
	if err != nil {
		return err
	}
	at := []page.Crumb{{Text: r.Page.T("result.rounds"), Path: "/rounds"}, {Text: rd.Title, Path: "/rounds/" + string(rd.ID)}}
	v.Base = r.Page.Named(r.Page.T("needs.title"), at...)
	return r.Render(w, needsPage(v))
}

// needs puts together what the reader may see of a round, in the part chosen.
func (p *Pages) needs(r *site.Request, rd *round.Round) (needsView, error) {
	v := needsView{Part: organisation.UnitID(r.URL.Query().Get("unit"))}
	tree, err := p.tree(r, rd)
	if err != nil {
		return v, err
	}
	v.Parts = parts(r, rd, tree)
	path := ""
	if v.Part != "" {
		if path = tree.PathString(v.Part); path == "" {
			return v, fault.New(fault.NotFound, "store.not_found")
		}
		if !seesUnits(r, rd, path) {
			return v, fault.New(fault.Denied, "access.denied")
		}
		u, _ := tree.Unit(v.Part)
		v.N.Part = u.Name
	}
	v.MayExport = seesUnits(r, rd, "")
	v.MayOverview = v.MayExport || len(v.Parts) > 0
	audience := result.Audience{Whole: seesUnits(r, rd, path), Knows: func(c *check.Check) bool { return result.ViewingOf(r.Act.By, c).Entitled }}
	return v, p.recurring(r, rd, path, audience, &v.N)
}

// recurring fills in what recurs below a path, as the audience may see it.
func (p *Pages) recurring(r *site.Request, rd *round.Round, path string, a result.Audience, n *documents.Needs) error {
	n.Words, n.Organisation, n.Round, n.Whole, n.Made = words(r), r.Page.Org.Name, rd, a.Whole, local(r, r.Act.At)
	var err error
	if n.Instrument, err = p.Instruments.Get(r.Context(), rd.Org, rd.Instrument); err != nil {
		return err
	}
	checks, signed, err := p.signed(r, rd)
	if err != nil {
		return err
	}
	n.Of = len(below(checks, path))
	signed = a.InBatches(signedBelow(signed, path))
	n.Counted = len(signed)
	items := result.AskedAnywhere(n.Instrument, rd.Format)
	questions, situations := split(items)
	asked := map[check.ItemID]check.Item{}
	for _, i := range items {
		asked[i.ID] = i
	}
	rows, withheld := result.Recurring(signed, questions, a)
	n.Withheld = withheld
	for _, row := range rows {
		n.Rows = append(n.Rows, documents.Need{Recurrence: row, Asked: asked[row.Item]})
	}
	n.Situations = result.SituationCounts(signed, situations, a)
	n.Upward = result.Upward(signed, a)
	return nil
}

// split tells questions from situations.
func split(items []check.Item) (questions, situations []check.ItemID) {
	for _, i := range items {
		if _, is := i.ID.Situation(); is {
			situations = append(situations, i.ID)
		} else {
			questions = append(questions, i.ID)
		}
	}
	return questions, situations
}

// seesUnits reports whether the reader may see every single result below a
// path; "" stands for the whole organisation.
func seesUnits(r *site.Request, rd *round.Round, path string) bool {
	return access.Can(r.Act.By, access.SeeOverview, access.Object{Org: string(rd.Org), UnitPath: path, Round: string(rd.ID)})
}

// parts returns the highest units whose single results the reader may see.
func parts(r *site.Request, rd *round.Round, tree *organisation.Tree) []organisation.Unit {
	var out []organisation.Unit
	inside := ""
	tree.Walk(func(u organisation.Unit, _ int) {
		path := tree.PathString(u.ID)
		if inside != "" && strings.HasPrefix(path, inside+"/") || !seesUnits(r, rd, path) {
			return
		}
		inside = path
		out = append(out, u)
	})
	return out
}

func isBelow(c *check.Check, path string) bool {
	return path == "" || c.UnitPath == path || strings.HasPrefix(c.UnitPath, path+"/")
}

func below(checks []*check.Check, path string) []*check.Check {
	var out []*check.Check
	for _, c := range checks {
		if isBelow(c, path) {
			out = append(out, c)
		}
	}
	return out
}

func signedBelow(signed []result.Signed, path string) []result.Signed {
	var out []result.Signed
	for _, s := range signed {
		if isBelow(s.Check, path) {
			out = append(out, s)
		}
	}
	return out
}
