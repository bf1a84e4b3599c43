package orgchecks

import (
	"io"
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/pdf"
	"chancencheck/internal/report"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/orgcheck"
)

// File sends the two pages for the council, or shows their print view.
func (p *Pages) File(w http.ResponseWriter, r *site.Request) error {
	v, err := p.resultView(r)
	if err != nil {
		return err
	}
	if v.Check.State != orgcheck.Closed {
		return errNotYet
	}
	d := v.R.Summary()
	switch r.PathValue("file") {
	case "print":
		return r.Render(w, paperPage(v.Base.Named(d.Title), report.HTMLBody(d)))
	case "summary.odt":
		return r.Attach(w, site.Attachment{Name: r.Page.T("ocr.file_name") + ".odt", MediaType: "application/vnd.oasis.opendocument.text", Of: string(v.Check.ID),
			Write: func(to io.Writer) error { return report.ODT(to, d) }})
	case "summary.pdf":
		return p.sendPDF(w, r, v, d)
	}
	return fault.New(fault.NotFound, "problem.no_such_page")
}

func (p *Pages) sendPDF(w http.ResponseWriter, r *site.Request, v *resultView, d *report.Document) error {
	err := error(pdf.ErrNoRenderer)
	var made []byte
	if p.PDF != nil {
		made, err = p.PDF.Render(r.Context(), []byte(report.HTMLPage(d)), pdf.Options{Title: d.Title, Lang: d.Lang, Made: d.Made})
	}
	if fault.KindOf(err) == fault.Unavailable {
		p.Log.Error("print a document", "error", err)
		v.named(v.T("pdf.title"), page.Crumb{Text: v.T("ocr.title"), Path: v.path("/result")})
		return r.RenderStatus(w, http.StatusServiceUnavailable, noPDF(*v, v.P.Error(err)))
	}
	if err != nil {
		return err
	}
	return r.Attach(w, site.Attachment{Name: r.Page.T("ocr.file_name") + ".pdf", MediaType: "application/pdf", Of: string(v.Check.ID),
		Write: func(to io.Writer) error {
			_, err := to.Write(made)
			return err
		}})
}
