package legal

import (
	"errors"
	"net/http"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/golive"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// barrierForm is the form for whoever has met a barrier.
type barrierForm struct {
	view
	Report   golive.Report
	Mistakes []page.Mistake
}

// errNoOrganisation: nobody is addressed.
var errNoOrganisation = fault.New(fault.NotFound, "barrier.no_org")

// BarrierPage asks what the barrier is. No name is needed.
func (p *Pages) BarrierPage(w http.ResponseWriter, r *site.Request) error {
	v, err := p.about(r, "barrier.title")
	if err != nil {
		return err
	}
	return r.Render(w, barrierPage(barrierForm{view: v, Report: golive.Report{Page: golive.WithoutSecret(r.FormValue("page"))}}))
}

// Report takes a report and leads to its receipt.
func (p *Pages) Report(w http.ResponseWriter, r *site.Request) error {
	v, err := p.about(r, "barrier.title")
	if err != nil {
		return err
	}
	if v.Org.ID == "" {
		return errNoOrganisation
	}
	before, err := p.Store.Barriers(r.Context(), v.Org.ID)
	if err != nil {
		return err
	}
	given := golive.Report{Org: v.Org.ID, Page: r.FormValue("page"), Text: r.FormValue("text"), Contact: r.FormValue("contact")}
	report, err := golive.NewReport(r.Act, given, v.Legal, before, v.Today)
	var f *fault.Error
	if errors.As(err, &f) {
		field := "text"
		if errors.Is(f, golive.ErrContact) {
			field = "contact"
		}
		form := barrierForm{v, given, []page.Mistake{{Field: field, Sentence: r.Page.P.Error(f)}}}
		return r.RenderStatus(w, site.Status(err), barrierPage(form))
	}
	if err := p.Store.AddBarrier(r.Context(), report); err != nil {
		return err
	}
	r.Redirect(w, "/barrier/"+report.ID, "barrier")
	return nil
}

// receipt is what the person who has reported sees, now and later.
type receipt struct {
	view
	Report golive.Report
}

// Receipt shows a report with its answer to whoever has its address.
func (p *Pages) Receipt(w http.ResponseWriter, r *site.Request) error {
	report, err := p.Store.Barrier(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	r.Page.Org, err = p.Store.Organisation(r.Context(), report.Org)
	if err != nil {
		return err
	}
	v := view{Base: r.Page.Named(r.Page.T("barrier.receipt")), Today: organisation.DateOf(r.Act.At)}
	return r.Render(w, receiptPage(receipt{v, report}))
}

// desk is where reports are answered.
type desk struct {
	view
	Open, Answered []golive.Report
	// At is the report whose answer was refused.
	At       string
	Text     string
	Mistakes []page.Mistake
}

// Barriers shows the reports, the most urgent first.
func (p *Pages) Barriers(w http.ResponseWriter, r *site.Request) error {
	d, err := p.desk(r)
	if err != nil {
		return err
	}
	return r.Render(w, deskPage(d))
}

func (p *Pages) desk(r *site.Request) (desk, error) {
	if err := access.Require(r.Act, access.AnswerBarriers, whole(r)); err != nil {
		return desk{}, err
	}
	v, err := p.about(r, "barriers.title")
	if err != nil {
		return desk{}, err
	}
	v.Base = v.Base.Named(v.T("barriers.title"), crumbs(v.Base))
	all, err := p.Store.Barriers(r.Context(), r.Org())
	d := desk{view: v, Open: golive.Open(all)}
	for _, one := range all {
		if one.AnsweredOn != "" {
			d.Answered = append(d.Answered, one)
		}
	}
	return d, err
}

// Answer answers a report.
func (p *Pages) Answer(w http.ResponseWriter, r *site.Request) error {
	ref := organisation.Ref{Org: r.Org(), ID: r.PathValue("id")}
	d, err := p.desk(r)
	if err != nil {
		return err
	}
	err = p.Store.UpdateBarrier(r.Context(), ref, func(b *golive.Report) ([]audit.Event, error) {
		return b.Reply(r.Act, r.FormValue("text"), d.Today)
	})
	var f *fault.Error
	if errors.As(err, &f) && (f.Kind == fault.Invalid || f.Kind == fault.Conflict) {
		d.At, d.Text = ref.ID, r.FormValue("text")
		d.Mistakes = []page.Mistake{{Field: "text-" + ref.ID, Sentence: r.Page.P.Error(f)}}
		return r.RenderStatus(w, site.Status(err), deskPage(d))
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/barriers", "answered")
	return nil
}
