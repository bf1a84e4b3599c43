package results

import (
	"net/http"
	"strconv"
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

// overviewView is units by fields.
type overviewView struct {
	page.Base
	O         documents.Overview
	MayExport bool
}

// Overview shows the signed results the reader answers for, in organisation order.
func (p *Pages) Overview(w http.ResponseWriter, r *site.Request) error {
	rd, err := p.Store.Round(r.Context(), r.RoundRef())
	if err != nil {
		return err
	}
	if rd.Rehearsal {
		return fault.New(fault.NotFound, "store.not_found")
	}
	o, err := p.overview(r, rd)
	if err != nil {
		return err
	}
	at := []page.Crumb{{Text: r.Page.T("result.rounds"), Path: "/rounds"}, {Text: rd.Title, Path: "/rounds/" + string(rd.ID)}}
	return r.Render(w, overviewPage(overviewView{Base: r.Page.Named(r.Page.T("overview.title"), at...), O: o, MayExport: seesUnits(r, rd, "")}))
}

// overview puts together the reader's own line of command.
func (p *Pages) overview(r *site.Request, rd *round.Round) (documents.Overview, error) {
	o := documents.Overview{Words: words(r), Organisation: r.Page.Org.Name, Round: rd, Made: local(r, r.Act.At)}
	checks, signed, err := p.signed(r, rd)
	if err != nil {
		return o, err
	}
	mine := func(c *check.Check) bool { return access.Can(r.Act.By, access.SeeOverview, c.Object()) }
	for _, c := range checks {
		if mine(c) {
			o.Of++
		}
	}
	if o.Of == 0 && !seesUnits(r, rd, "") {
		return o, fault.New(fault.Denied, "access.denied")
	}
	if o.Instrument, err = p.Instruments.Get(r.Context(), rd.Org, rd.Instrument); err != nil {
		return o, err
	}
	rows, err := result.Overview(signed, mine)
	if err != nil {
		return o, err
	}
	o.Signed = len(rows)
	tree, err := p.tree(r, rd)
	if err != nil {
		return o, err
	}
	o.Groups = grouped(rows, tree)
	return o, nil
}

// grouped puts rows below their top unit without changing their order.
func grouped(rows []result.Row, tree *organisation.Tree) []documents.Group {
	var out []documents.Group
	last := ""
	for _, row := range rows {
		top, _, _ := strings.Cut(strings.TrimPrefix(row.UnitPath, "/"), "/")
		if len(out) == 0 || top != last {
			name := ""
			if u, ok := tree.Unit(organisation.UnitID(top)); ok && u.ID != row.Unit {
				name = u.Name
			}
			out, last = append(out, documents.Group{Name: name}), top
		}
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, row)
	}
	return out
}

// RoundFile sends what a round has come to as a document.
func (p *Pages) RoundFile(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.SeeNeeds)
	if err != nil {
		return err
	}
	if !seesUnits(r, rd, "") {
		return fault.New(fault.Denied, "access.denied")
	}
	at := "/rounds/" + string(rd.ID)
	back := []page.Crumb{{Text: rd.Title, Path: at}}
	day := local(r, r.Act.At).Format("2006-01-02")
	file := r.PathValue("file")
	if strings.HasPrefix(file, "overview.") {
		o, err := p.overview(r, rd)
		if err != nil {
			return err
		}
		return p.send(w, r, file, papers{Of: string(rd.ID), Stem: "overview", Name: fileName(r.Page.T("overview.file_name"), rd.Title, day), Dataset: o.Dataset, Workbook: o.Workbook, Crumbs: back})
	}
	v, err := p.needs(r, rd)
	if err != nil {
		return err
	}
	return p.send(w, r, file, papers{
		Of:   string(rd.ID),
		Stem: "needs", Name: fileName(r.Page.T("needs.file_name"), v.N.Part, rd.Title, day),
		Document: v.N.Document, Dataset: v.N.Dataset, Workbook: v.N.Workbook,
		Print: page.With(at+"/report/needs.print", "unit", string(v.Part)), Crumbs: back,
	})
}

// columns is how many columns the table has, for headings across all of them.
func (v overviewView) columns() string { return strconv.Itoa(1 + len(v.O.Instrument.Fields)) }

func (v overviewView) at(path string) string { return v.URL("/rounds/" + string(v.O.Round.ID) + path) }
