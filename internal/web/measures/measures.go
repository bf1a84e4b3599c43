// Package measures shows the plan of measures, who answers for what, how it is
// getting on, and whether it has helped.
//
// The rules are those of package measure. Who holds a post is looked up when a page
// is shown: nothing here stores a name.
package measures

import (
	"net/http"
	"slices"
	"strings"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/measure"
	"chancencheck/organisation"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// plan is the organisation of today, as measures need it.
type plan struct {
	measure.Today
	// names are the people who hold posts.
	names map[organisation.PersonID]string
	posts []organisation.Post
}

// plan loads units, posts and who holds them.
func (p *Pages) plan(r *site.Request) (*plan, error) {
	tree, err := p.Tree(r, r.Org())
	if err != nil {
		return nil, err
	}
	posts, err := p.Store.Posts(r.Context(), r.Org(), "")
	if err != nil {
		return nil, err
	}
	pl := &plan{Today: measure.Today{Day: r.Today(), Units: tree, Posts: map[organisation.PostID]organisation.Post{}}, names: map[organisation.PersonID]string{}, posts: posts}
	for _, one := range posts {
		if one.Holder != "" {
			who, err := p.Store.Person(r.Context(), r.Org(), one.Holder)
			switch {
			case fault.KindOf(err) == fault.NotFound, err == nil && who.Left(pl.Day):
				one.Holder = "" // she has left, the post stays
			case err != nil:
				return nil, err
			default:
				pl.names[who.ID] = who.Name
			}
		}
		pl.Posts[one.ID] = one
	}
	return pl, nil
}

// post says which post answers for a measure, and who holds it.
func (pl *plan) post(b page.Base, id organisation.PostID) string {
	post, known := pl.Posts[id]
	switch {
	case !known:
		return b.T("measures.no_post")
	case post.Holder == "":
		return b.T("measures.post_vacant", "post", post.Title)
	}
	return b.T("measures.post_held", "post", post.Title, "name", pl.names[post.Holder])
}

// place is where a measure with this draft belongs.
func (pl *plan) place(d measure.Draft) measure.Place {
	u, _ := pl.Units.Unit(d.Unit)
	_, post := pl.Posts[d.Post]
	return measure.Place{Path: pl.Units.PathString(d.Unit), Name: u.Name, Post: post}
}

// row is a measure in a list.
type row struct {
	*measure.Measure
	Gaps []measure.Gap
	Post string
}

// list is the plan as a table, a board or a time line.
type list struct {
	page.Base
	View    string
	Filter  measure.Filter
	Gap     measure.Gap
	Rows    []row
	Gaps    map[measure.Gap]int
	Units   []page.Option
	Unit    organisation.UnitID
	MayPlan bool
	MayAsk  bool
	Spans   []span
	today   organisation.Date
}

// views are the ways to look at the plan.
var views = []string{"table", "board", "time"}

// List shows the plan.
func (p *Pages) List(w http.ResponseWriter, r *site.Request) error {
	if err := reader(r); err != nil {
		return err
	}
	pl, err := p.plan(r)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	v := list{
		Base: r.Page.Named(r.Page.T("measures.title")), View: q.Get("view"), Gap: measure.Gap(q.Get("gap")), Gaps: map[measure.Gap]int{},
		MayPlan: r.Page.Anywhere(access.PlanMeasures), MayAsk: r.Page.Can(access.AskMeasures), Unit: organisation.UnitID(q.Get("unit")),
		Filter: measure.Filter{Status: measure.Status(q.Get("status")), Verdict: measure.Verdict(q.Get("verdict")), Words: q.Get("q"), Post: organisation.PostID(q.Get("post"))},
	}
	if v.Filter.Verdict == "open" {
		v.Filter.Verdict, v.Filter.Open = "", true
	}
	if !slices.Contains(views, v.View) {
		v.View = views[0]
	}
	v.Filter.Path = pl.Units.PathString(v.Unit)
	v.Units = units(pl.Units)
	if v.Rows, err = p.rows(r, pl, v.Filter); err != nil {
		return err
	}
	for _, one := range v.Rows {
		for _, g := range one.Gaps {
			v.Gaps[g]++
		}
	}
	if v.Gap != "" {
		v.Rows = slices.DeleteFunc(v.Rows, func(one row) bool { return !slices.Contains(one.Gaps, v.Gap) })
	}
	if v.View == "time" {
		v.Spans, v.today = spans(v.Rows), pl.Day
	}
	return r.Render(w, listPage(v))
}

// rows are the measures that a filter chooses and the reader may see.
func (p *Pages) rows(r *site.Request, pl *plan, f measure.Filter) ([]row, error) {
	all, err := p.Store.Measures(r.Context(), r.Org(), f)
	if err != nil {
		return nil, err
	}
	var out []row
	for _, m := range all {
		if m.VisibleTo(r.Act.By) {
			out = append(out, row{m, pl.GapsOf(m), pl.post(r.Page, m.Post)})
		}
	}
	return out, nil
}

// reader refuses those who see no plan at all.
func reader(r *site.Request) error {
	if r.Page.Anywhere(access.SeeMeasures) {
		return nil
	}
	return access.Require(r.Act, access.SeeMeasures, access.Object{Org: r.Act.By.Org})
}

// units are all units in organisation order, those below others set in.
func units(tree *organisation.Tree) []page.Option {
	var out []page.Option
	tree.Walk(func(u organisation.Unit, depth int) {
		out = append(out, page.Option{Value: string(u.ID), Text: strings.Repeat("– ", depth) + u.Name})
	})
	return out
}

// in returns the rows of one column of the board.
func (v list) in(s measure.Status) []row {
	return slices.DeleteFunc(slices.Clone(v.Rows), func(one row) bool { return one.Status != s })
}

// at is the address of the list, seen in another way.
func (v list) at(view string) string {
	verdict := string(v.Filter.Verdict)
	if v.Filter.Open {
		verdict = "open"
	}
	return v.URL(page.With("/measures", "view", view, "status", string(v.Filter.Status), "verdict", verdict, "q", v.Filter.Words,
		"unit", string(v.Unit), "gap", string(v.Gap), "post", string(v.Filter.Post)))
}

// load returns the measure in the path, if the reader may see it.
func (p *Pages) load(r *site.Request) (*measure.Measure, error) {
	m, err := p.Store.Measure(r.Context(), ref(r))
	if err != nil {
		return nil, err
	}
	if !m.VisibleTo(r.Act.By) {
		return nil, fault.New(fault.Denied, "access.denied")
	}
	return m, nil
}

func ref(r *site.Request) measure.Ref {
	return measure.Ref{Org: r.Org(), ID: measure.ID(r.PathValue("measure"))}
}

func crumb(r *site.Request) page.Crumb {
	return page.Crumb{Text: r.Page.T("measures.title"), Path: "/measures"}
}

// acceptable reports whether a fault is one that a form says again.
func acceptable(err error) bool {
	k := fault.KindOf(err)
	return k == fault.Invalid || k == fault.Conflict
}
