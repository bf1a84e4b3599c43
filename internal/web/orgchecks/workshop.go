package orgchecks

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/orgcheck"
)

// criterion is what a workshop talks about at a time: a theme, or a field
// without themes.
type criterion struct {
	Field *instrument.Node
	Node  *instrument.Node
	// View is the criterion from both sides, nil without partners.
	View *orgcheck.Side
	All  []orgcheck.Merged
}

// workshopView is the set of pages for the workshop.
type workshopView struct {
	*resultView
	Criteria []criterion
	// At is the page shown, from 0; -1 for the list.
	At int
}

// Workshop lists the pages to discuss, one per criterion.
func (p *Pages) Workshop(w http.ResponseWriter, r *site.Request) error {
	v, err := p.workshop(r)
	if err != nil {
		return err
	}
	v.named(v.T("ocr.to_workshop"), page.Crumb{Text: v.T("ocr.title"), Path: v.path("/result")})
	return r.Render(w, workshopPage(*v))
}

func (p *Pages) workshop(r *site.Request) (*workshopView, error) {
	res, err := p.resultView(r)
	if err != nil {
		return nil, err
	}
	v := &workshopView{resultView: res, At: -1}
	for _, f := range res.R.Report.Fields {
		v.criteria(f)
	}
	return v, nil
}

// criteria cuts a field into what a workshop talks about at a time.
func (v *workshopView) criteria(f orgcheck.Field) {
	for _, n := range append([]*instrument.Node{f.Node}, f.Node.Nodes...) {
		c := criterion{Field: f.Node, Node: n}
		for _, m := range f.All {
			if m.Node == n {
				c.All = append(c.All, m)
			}
		}
		if len(c.All) == 0 {
			continue
		}
		for i := range f.Views {
			if f.Views[i].Node == n {
				c.View = &f.Views[i]
			}
		}
		v.Criteria = append(v.Criteria, c)
	}
}

// Criterion is one page of the workshop on the wall of a room.
func (p *Pages) Criterion(w http.ResponseWriter, r *site.Request) error {
	v, err := p.workshop(r)
	if err != nil {
		return err
	}
	for i, c := range v.Criteria {
		if c.Node.ID == r.PathValue("node") {
			v.At = i
			v.named(v.R.Text(c.Node.Title))
			return r.Render(w, wallPage(*v))
		}
	}
	return fault.New(fault.NotFound, "problem.no_such_page")
}

// now is the criterion on the wall.
func (v workshopView) now() criterion { return v.Criteria[v.At] }

// wallAt is the address of a page of the workshop.
func (v workshopView) wallAt(i int) string { return v.at("/workshop/" + v.Criteria[i].Node.ID) }

// most is how many questions a wall shows of a kind; a room reads no more.
const mostOnWall = 2

// part returns the questions of a criterion that stand so, cut to what a wall shows.
func (c criterion) part(of []orgcheck.Merged) []orgcheck.Merged {
	var out []orgcheck.Merged
	for _, m := range of {
		if m.Node == c.Node && len(out) < mostOnWall {
			out = append(out, m)
		}
	}
	return out
}

// fieldReport is the field of the criterion on the wall.
func (v workshopView) fieldReport() orgcheck.Field {
	for _, f := range v.R.Report.Fields {
		if f.Node == v.now().Field {
			return f
		}
	}
	return orgcheck.Field{}
}
