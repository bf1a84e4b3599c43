package orgchecks

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/chart"
	"chancencheck/internal/documents"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/orgcheck"
)

// resultView is the evaluation of an organisation check.
type resultView struct {
	*desk
	R documents.OrgCheck
	// MayAppraise: the reader writes an appraisal from outside.
	MayAppraise bool
	// MayLook: the reader may also look into the single answers of offices.
	MayLook bool
	// Typed is a refused appraisal.
	Typed    orgcheck.Words
	Mistakes []page.Mistake
}

// mostOpen is how many needs of a field are shown unfolded.
const mostOpen = 3

// errNotYet: the evaluation is for most readers once the check is closed.
var errNotYet = fault.New(fault.Conflict, "orgcheck.not_evaluated")

// Result shows what an organisation check has come to. While it runs, only
// those who lead it see where it is going.
func (p *Pages) Result(w http.ResponseWriter, r *site.Request) error {
	v, err := p.resultView(r)
	if err != nil {
		return err
	}
	return r.Render(w, resultPage(*v))
}

func (p *Pages) resultView(r *site.Request) (*resultView, error) {
	d, err := p.load(r, access.SeeOrgResult)
	if err != nil {
		return nil, err
	}
	if d.Check.State == orgcheck.Drafted || d.Check.State == orgcheck.Running && !d.can(access.ManageOrgCheck) {
		return nil, errNotYet
	}
	v := &resultView{desk: d, MayLook: d.can(access.SeeOrgCheck)}
	v.MayAppraise = d.Check.State == orgcheck.Closed && d.can(access.AppraiseOrgCheck)
	d.named(d.T("ocr.title"))
	v.R, err = p.compose(r, d)
	return v, err
}

// compose gathers the evaluation: the one way to it for page, print view and files.
func (p *Pages) compose(r *site.Request, d *desk) (documents.OrgCheck, error) {
	out := documents.OrgCheck{Words: documents.Words{Printer: r.Page.P}, Organisation: r.Page.Org.Name, Instrument: d.Ins, Made: local(r, r.Act.At)}
	o, err := p.outcome(r, d)
	if err != nil {
		return out, err
	}
	last, err := p.last(r, d.Check)
	if err != nil {
		return out, err
	}
	out.Report, err = orgcheck.ReportOf(d.Ins, d.Record, d.Merged, o, last, true)
	return out, err
}

// outcome is what was stored at close, or where things stand now.
func (p *Pages) outcome(r *site.Request, d *desk) (orgcheck.Outcome, error) {
	doc, err := p.Store.OrgOutcome(r.Context(), d.Check.Ref)
	if err != nil {
		return orgcheck.Outcome{}, err
	}
	if doc != nil {
		return orgcheck.Decode(doc)
	}
	return d.Compute(d.Ins, d.At, nil)
}

// last finds the organisation check before this one.
func (p *Pages) last(r *site.Request, c *orgcheck.Check) (*orgcheck.Last, error) {
	all, err := p.Store.OrgChecks(r.Context(), c.Org)
	if err != nil {
		return nil, err
	}
	before := orgcheck.LastOf(c, all)
	if before == nil {
		return nil, nil
	}
	doc, err := p.Store.OrgOutcome(r.Context(), before.Ref)
	if err != nil {
		return nil, err
	}
	o, err := orgcheck.Decode(doc)
	return &orgcheck.Last{Check: before, Outcome: o}, err
}

// local is an instant on the organisation's clocks.
func local(r *site.Request, t time.Time) time.Time {
	if z, err := time.LoadLocation(r.Page.Org.TimeZone); err == nil {
		return t.In(z)
	}
	return t
}

// Appraise writes an appraisal from outside about a field.
func (p *Pages) Appraise(w http.ResponseWriter, r *site.Request) error {
	ins, err := p.ins(r)
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(r.FormValue("version"))
	words := orgcheck.Words{Field: r.PathValue("field"), Text: r.FormValue("appraisal"), By: p.signature(r), Version: version}
	err = orgcheck.Appraise(r.Context(), p.Store, r.Act, refOf(r), ins, words)
	var rewritten *orgcheck.Rewritten
	if errors.As(err, &rewritten) || fault.KindOf(err) == fault.Invalid {
		v, loadErr := p.resultView(r)
		if loadErr != nil {
			return loadErr
		}
		v.Typed = words
		v.Mistakes = []page.Mistake{{Field: "a-" + words.Field, Sentence: r.Page.P.Error(err)}}
		return r.RenderStatus(w, site.Status(err), resultPage(*v))
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/orgchecks/"+r.PathValue("orgcheck")+"/result", "oc.saved")
	return nil
}

// appraisal is the text on a field, as typed if the form was refused.
func (v resultView) appraisal(f orgcheck.Field) string {
	if v.Typed.Field == f.Node.ID {
		return v.Typed.Text
	}
	return f.Appraisal.Text
}

// picture draws in both layouts.
func picture(id string, draw func(chart.Options) chart.Figure) chart.Figure {
	return chart.Responsive(chart.Options{ID: id}, draw)
}
