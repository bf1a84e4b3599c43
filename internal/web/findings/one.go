package findings

import (
	"net/http"
	"slices"
	"strconv"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/measure"
	"chancencheck/organisation"
	"chancencheck/trail"
)

// oneView is a finding with where it comes from and what became of it.
type oneView struct {
	page.Base
	line
	// Parts are what it was made of, Wholes what it is part of.
	Parts, Wholes []line
	Measures      []*measure.Measure
	// Source is the page of what it was taken from, "" if the reader may not go there.
	Source               string
	By                   string
	MayGather, MayChange bool
	// Public is what the public may know of what lies behind it.
	Public   trail.Backing
	Mistakes []page.Mistake
	Typed    func(string) string
}

// load returns the finding in the path, if the reader may see it.
func (p *Pages) load(r *site.Request) (*finding.Finding, error) {
	f, err := p.Store.Finding(r.Context(), ref(r))
	if err != nil {
		return nil, err
	}
	return f, access.Require(r.Act, access.SeeFindings, f.Object())
}

func ref(r *site.Request) finding.Ref {
	return finding.Ref{Org: r.Org(), ID: finding.ID(r.PathValue("finding"))}
}

// Finding shows one finding.
func (p *Pages) Finding(w http.ResponseWriter, r *site.Request) error { return p.one(w, r, nil) }

func (p *Pages) one(w http.ResponseWriter, r *site.Request, refused error) error {
	f, err := p.load(r)
	if err != nil {
		return err
	}
	c := p.catalogue(r)
	v := oneView{Base: r.Page.Named(r.Page.T("findings.one_title"), crumb(r)), MayGather: mayGather(r), Typed: func(string) string { return "" }}
	v.MayChange = access.Can(r.Act.By, access.WriteFindings, f.Object())
	a, err := c.of(f)
	if err != nil {
		return err
	}
	v.line = line{f, a}
	if err := p.around(r, c, &v); err != nil {
		return err
	}
	v.Source = p.source(r, f)
	if who, err := p.Store.Person(r.Context(), r.Org(), f.By); f.By != "" && err == nil {
		v.By = who.Name
	} else if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	status := http.StatusOK
	if refused != nil {
		status, v.Mistakes, v.Typed = site.Status(refused), []page.Mistake{{Sentence: r.Page.P.Error(refused)}}, r.FormValue
	}
	return r.RenderStatus(w, status, onePage(v))
}

// around fills in parts, wholes and measures, as far as the reader may see them.
func (p *Pages) around(r *site.Request, c *catalogue, v *oneView) error {
	links, err := p.Store.FindingParts(r.Context(), r.Org(), v.ID)
	if err != nil {
		return err
	}
	steps := []trail.Step{{From: v.Origin, To: v.Node()}}
	units := map[trail.Node]string{v.Origin: string(v.Unit)}
	asked := []finding.ID{v.ID}
	for _, l := range links {
		other, list := l.Part, &v.Parts
		if l.Part == v.ID {
			other, list = l.Whole, &v.Wholes
			asked = append(asked, other)
		}
		o, err := p.Store.Finding(r.Context(), finding.Ref{Org: r.Org(), ID: other})
		if err != nil {
			return err
		}
		steps = append(steps, l.Step(), trail.Step{From: o.Origin, To: o.Node()})
		units[o.Origin] = string(o.Unit)
		if !access.Can(r.Act.By, access.SeeFindings, o.Object()) {
			continue
		}
		a, err := c.of(o)
		if err != nil {
			return err
		}
		*list = append(*list, line{o, a})
	}
	if v.Public, err = trail.NewGraph(steps...).Public(v.Node(), func(n trail.Node) string { return units[n] }); err != nil {
		return err
	}
	if !r.Page.Anywhere(access.SeeMeasures) {
		return nil
	}
	for _, id := range asked {
		ms, err := p.Store.Measures(r.Context(), r.Org(), measure.Filter{Finding: id})
		if err != nil {
			return err
		}
		for _, m := range ms {
			if !slices.ContainsFunc(v.Measures, func(o *measure.Measure) bool { return o.ID == m.ID }) && m.VisibleTo(r.Act.By) {
				v.Measures = append(v.Measures, m)
			}
		}
	}
	return nil
}

// source is the page that a finding was taken from.
func (p *Pages) source(r *site.Request, f *finding.Finding) string {
	if f.Origin.Kind != trail.Answer && f.Origin.Kind != trail.Note && f.Origin.Kind != trail.Suggestion {
		return ""
	}
	c, err := p.Store.Check(r.Context(), check.Ref{Org: r.Org(), ID: check.ID(f.Origin.Part(0))})
	if err != nil || c.State != check.Signed || !access.Can(r.Act.By, access.SeeResult, c.Object()) || !access.Can(r.Act.By, access.SeeCheck, c.Object()) {
		return "" // the way is not offered; the finding says where it is from anyway
	}
	return "/checks/" + string(c.ID) + "/result"
}

// change does a verb on the finding in the path and comes back to its page.
func (p *Pages) change(w http.ResponseWriter, r *site.Request, done string, decide func(*finding.Finding) ([]audit.Event, error)) error {
	if _, err := p.load(r); err != nil {
		return err
	}
	if err := finding.Change(r.Context(), p.Store, ref(r), decide); err != nil {
		return p.refuse(p.one, w, r, err)
	}
	if r.FormValue("from") == "next" {
		r.Redirect(w, page.With("/findings/next", append(query(filterOf(r)), "skip", r.FormValue("skip"))...), done)
		return nil
	}
	r.Redirect(w, "/findings/"+r.PathValue("finding"), done)
	return nil
}

// Edit rewords a finding, or says who can change it.
func (p *Pages) Edit(w http.ResponseWriter, r *site.Request) error {
	version, err := strconv.Atoi(r.FormValue("version"))
	if err != nil {
		version = -1 // no form of ours: as if it were an old one
	}
	return p.change(w, r, "finding.changed", func(f *finding.Finding) ([]audit.Event, error) {
		text := r.FormValue("text")
		if !r.Form.Has("text") {
			text = f.Text
		}
		return f.Edit(r.Act, text, check.Who(r.FormValue("change")), version)
	})
}

// Aside sets a finding aside.
func (p *Pages) Aside(w http.ResponseWriter, r *site.Request) error {
	return p.change(w, r, "finding.aside", func(f *finding.Finding) ([]audit.Event, error) { return f.SetAside(r.Act, r.FormValue("reason")) })
}

// TakeUp takes it up again.
func (p *Pages) TakeUp(w http.ResponseWriter, r *site.Request) error {
	return p.change(w, r, "finding.taken_up", func(f *finding.Finding) ([]audit.Event, error) { return f.TakeUp(r.Act) })
}

// TakeOut takes a part out of what was gathered.
func (p *Pages) TakeOut(w http.ResponseWriter, r *site.Request) error {
	if _, err := p.load(r); err != nil {
		return err
	}
	if err := finding.Release(r.Context(), p.Store, r.Act, ref(r), finding.ID(r.FormValue("part"))); err != nil {
		return p.refuse(p.one, w, r, err)
	}
	r.Redirect(w, "/findings/"+r.PathValue("finding"), "finding.taken_out")
	return nil
}

// units are those that the reader may write findings for, in organisation order.
func (p *Pages) units(r *site.Request) (*organisation.Tree, []page.Option, error) {
	tree, err := p.Tree(r, r.Org())
	if err != nil {
		return nil, nil, err
	}
	var out []page.Option
	tree.Walk(func(u organisation.Unit, depth int) {
		if access.Can(r.Act.By, access.WriteFindings, access.Object{Org: r.Act.By.Org, UnitPath: tree.PathString(u.ID)}) {
			out = append(out, page.Option{Value: string(u.ID), Text: u.Name})
		}
	})
	return tree, out, nil
}
