package findings

import (
	"net/http"
	"strconv"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// How many findings are looked through for alike ones, and how many are shown.
const (
	mostLooked = 400
	mostShown  = 12
)

// nextView is one open finding with what may say the same.
type nextView struct {
	page.Base
	Filter   finding.Filter
	Line     *line
	Similar  []similar
	Skip     int
	Left     int
	Mistakes []page.Mistake
}

// similar is a finding that may say the same, and why.
type similar struct {
	line
	Reasons []finding.Reason
}

// Next shows the next open finding: gather it, make a measure of it, set it aside,
// or leave it for later.
func (p *Pages) Next(w http.ResponseWriter, r *site.Request) error { return p.next(w, r, nil) }

func (p *Pages) next(w http.ResponseWriter, r *site.Request, refused error) error {
	if err := access.Require(r.Act, access.GatherFindings, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	v := nextView{Base: r.Page.Named(r.Page.T("findings.next_title"), crumb(r)), Filter: filterOf(r)}
	v.Filter.State, v.Filter.Singles, v.Filter.Wholes = finding.Open, true, false
	if v.Filter.Kind == "" {
		v.Filter.Kind = finding.Need
	}
	v.Skip, _ = strconv.Atoi(r.FormValue("skip"))
	v.Skip = max(v.Skip, 0)
	v.Filter.Skip, v.Filter.Most = v.Skip, 1
	open, left, err := p.Store.Findings(r.Context(), r.Org(), v.Filter)
	if err != nil {
		return err
	}
	v.Left = max(left-v.Skip, 0)
	if len(open) > 0 {
		c := p.catalogue(r)
		a, err := c.of(open[0])
		if err != nil {
			return err
		}
		v.Line = &line{open[0], a}
		if v.Similar, err = p.similar(r, c, open[0]); err != nil {
			return err
		}
	}
	status := http.StatusOK
	if refused != nil {
		status, v.Mistakes = site.Status(refused), []page.Mistake{{Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, nextPage(v))
}

// similar looks for what may say the same: among what was gathered, and among what
// is open and answers the same question, the same situation or the same field.
func (p *Pages) similar(r *site.Request, c *catalogue, f *finding.Finding) ([]similar, error) {
	near := []finding.Filter{{Wholes: true, Kind: f.Kind, Most: mostLooked, Uncounted: true}}
	switch {
	case f.Situation != "":
		near = append(near, finding.Filter{State: finding.Open, Situation: f.Situation, Most: mostLooked, Uncounted: true})
	case f.Question != "":
		near = append(near, finding.Filter{State: finding.Open, Question: f.Question, Most: mostLooked, Uncounted: true})
	}
	if f.Field != "" {
		near = append(near, finding.Filter{State: finding.Open, Field: f.Field, Most: mostLooked, Uncounted: true})
	} else {
		near = append(near, finding.Filter{State: finding.Open, Kind: f.Kind, Most: mostLooked, Uncounted: true})
	}
	seen := map[finding.ID]bool{}
	var all []*finding.Finding
	for _, n := range near {
		some, _, err := p.Store.Findings(r.Context(), r.Org(), n)
		if err != nil {
			return nil, err
		}
		for _, o := range some {
			if !seen[o.ID] {
				seen[o.ID], all = true, append(all, o)
			}
		}
	}
	var out []similar
	for _, l := range finding.Similar(f, all, mostShown) {
		a, err := c.of(l.Finding)
		if err != nil {
			return nil, err
		}
		out = append(out, similar{line{l.Finding, a}, l.Reasons})
	}
	return out, nil
}

// Gather puts findings together, or goes on to a measure with them, as the button
// that was pressed says.
func (p *Pages) Gather(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.GatherFindings, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "finding.two")
	}
	var ids []finding.ID
	for _, id := range r.Form["finding"] {
		ids = append(ids, finding.ID(id))
	}
	again := p.list
	back := "/findings"
	if r.FormValue("from") == "next" {
		again, back = p.next, page.With("/findings/next", append(query(filterOf(r)), "skip", r.FormValue("skip"))...)
	}
	if err := p.say(r, ids); err != nil {
		return p.refuse(again, w, r, err)
	}
	if r.FormValue("do") == "measure" {
		if len(ids) == 0 {
			return again(w, r, finding.ErrTwo)
		}
		path := "/measures/new"
		for _, id := range ids {
			path += map[bool]string{true: "?", false: "&"}[path == "/measures/new"] + "finding=" + string(id)
		}
		r.Redirect(w, path, "")
		return nil
	}
	whole, err := finding.GatherInto(r.Context(), p.Store, r.Act, r.Org(), r.FormValue("text"), ids)
	if err != nil {
		return p.refuse(again, w, r, err)
	}
	if back == "/findings" {
		back = "/findings/" + string(whole.ID)
	}
	r.Redirect(w, back, "finding.gathered")
	return nil
}

// say notes who can change what is on the table, where the reader has said it and
// nobody else has.
func (p *Pages) say(r *site.Request, ids []finding.ID) error {
	who := check.Who(r.FormValue("change"))
	if who == "" {
		return nil
	}
	for _, id := range ids {
		err := finding.SayWho(r.Context(), p.Store, r.Act, finding.Ref{Org: r.Org(), ID: id}, who)
		if err != nil {
			return err
		}
	}
	return nil
}

// refuse shows the page again that a form came from.
func (p *Pages) refuse(again func(http.ResponseWriter, *site.Request, error) error, w http.ResponseWriter, r *site.Request, err error) error {
	if k := fault.KindOf(err); k == fault.Invalid || k == fault.Conflict {
		return again(w, r, err)
	}
	return err
}

func crumb(r *site.Request) page.Crumb {
	return page.Crumb{Text: r.Page.T("findings.title"), Path: "/findings"}
}
