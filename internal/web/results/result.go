package results

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/chart"
	"chancencheck/internal/documents"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/result"
)

// resultView is the two pages of a department.
type resultView struct {
	page.Base
	R documents.Result
	// MaySign: the reader can put her name under it now.
	MaySign   bool
	MayReopen bool
	// Comment is what she was about to write beside her name.
	Comment  string
	Mistakes []page.Mistake
}

// Result shows what a check has come to.
func (p *Pages) Result(w http.ResponseWriter, r *site.Request) error {
	return p.resultPage(w, r, http.StatusOK, nil)
}

// resultPage shows the result, with what has to be changed if a comment was refused.
func (p *Pages) resultPage(w http.ResponseWriter, r *site.Request, status int, refused error) error {
	res, err := p.load(r)
	if err != nil {
		return err
	}
	c := res.Report.Check
	v := resultView{
		Base:      r.Page.Named(r.Page.T("result.title", "unit", c.UnitName), crumbs(r, res)...),
		R:         res,
		MaySign:   c.State == check.Finished && access.Can(r.Act.By, access.SignOff, c.Object()),
		MayReopen: c.Frozen() && access.Can(r.Act.By, access.Reopen, c.Object()),
	}
	if refused != nil {
		v.Comment = r.FormValue("comment")
		v.Mistakes = []page.Mistake{{Field: "comment", Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, resultPage(v))
}

func crumbs(r *site.Request, res documents.Result) []page.Crumb {
	out := []page.Crumb{{Text: res.Round.Title, Path: "/rounds/" + string(res.Round.ID)}}
	if !access.Can(r.Act.By, access.SeeRounds, res.Round.Object()) {
		out = nil
	}
	return append(out, page.Crumb{Text: res.Report.Check.UnitName, Path: "/checks/" + string(res.Report.Check.ID)})
}

// Sign puts the reader's name under the result.
func (p *Pages) Sign(w http.ResponseWriter, r *site.Request) error {
	err := check.Sign(r.Context(), p.Store, r.Act, r.CheckRef(), r.FormValue("comment"))
	if fault.KindOf(err) == fault.Invalid {
		return p.resultPage(w, r, http.StatusUnprocessableEntity, err)
	}
	if err != nil {
		return err
	}
	p.Changed(r.CheckRef().ID)
	r.Redirect(w, "/checks/"+r.PathValue("check")+"/result", "result.signed")
	return nil
}

// reopenView asks why a check is opened again.
type reopenView struct {
	page.Base
	Check    *check.Check
	Reason   string
	Mistakes []page.Mistake
}

// ReopenPage asks before what was signed is opened again.
func (p *Pages) ReopenPage(w http.ResponseWriter, r *site.Request) error {
	return p.reopenPage(w, r, nil)
}

func (p *Pages) reopenPage(w http.ResponseWriter, r *site.Request, refused error) error {
	c, err := r.Check(access.Reopen)
	if err != nil {
		return err
	}
	if !c.Frozen() {
		return check.ErrNotFinished
	}
	at := page.Crumb{Text: c.UnitName, Path: "/checks/" + string(c.ID)}
	v := reopenView{Base: r.Page.Named(r.Page.T("reopen.title"), at), Check: c}
	status := http.StatusOK
	if refused != nil {
		status, v.Reason = site.Status(refused), r.FormValue("reason")
		v.Mistakes = []page.Mistake{{Field: "reason", Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, reopenPage(v))
}

// Reopen lets the team change what it had finished, with the reason on record.
func (p *Pages) Reopen(w http.ResponseWriter, r *site.Request) error {
	err := check.Reopen(r.Context(), p.Store, r.Act, r.CheckRef(), r.FormValue("reason"))
	if fault.KindOf(err) == fault.Invalid {
		return p.reopenPage(w, r, err)
	}
	if err != nil {
		return err
	}
	p.Changed(r.CheckRef().ID)
	r.Redirect(w, "/checks/"+r.PathValue("check"), "result.reopened")
	return nil
}

// both draws a chart for narrow and wide screens.
func both(id string, draw func(chart.Options) chart.Figure) chart.Figure {
	return chart.Responsive(chart.Options{ID: id}, draw)
}

// situated are the situations about which the team wrote something.
func (v resultView) situated() []result.Line {
	var out []result.Line
	for _, l := range v.R.Report.Situated {
		if l.Reason != "" || l.Differing {
			out = append(out, l)
		}
	}
	return out
}
