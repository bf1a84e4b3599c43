package protection

import (
	"io"
	"net/http"
	"strings"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/documents"
	"chancencheck/internal/i18n"
	"chancencheck/internal/pdf"
	"chancencheck/internal/report"
	"chancencheck/internal/web/site"
)

// papers are offered on the page.
var papers = documents.PaperNames

// errNoPaper: there is no paper of that name.
var errNoPaper = fault.New(fault.NotFound, "problem.no_such_page")

// Paper shows a paper, or hands it out as ODT or PDF. Papers are written in
// German or English: others would need somebody who answers for their words.
func (p *Pages) Paper(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.SeeProtection, whole(r)); err != nil {
		return err
	}
	if lang := r.Page.P.Lang(); lang != "en" && lang != "de" {
		r.Page.P = p.Catalog.Printer(i18n.Tag("de"))
	}
	name, kind, _ := strings.Cut(r.PathValue("file"), ".")
	d, err := p.paper(r, name)
	if err != nil {
		return err
	}
	file := site.Attachment{Name: "chancencheck-" + name + "." + kind, Of: string(r.Org())}
	switch kind {
	case "":
		return r.Render(w, paperPage(r.Page.Named(d.Title), report.HTMLBody(d)))
	case "odt":
		file.MediaType = "application/vnd.oasis.opendocument.text"
		file.Write = func(to io.Writer) error { return report.ODT(to, d) }
		return r.Attach(w, file)
	case "pdf":
		if p.PDF == nil {
			return pdf.ErrNoRenderer
		}
		made, err := p.PDF.Render(r.Context(), []byte(report.HTMLPage(d)), pdf.Options{Title: d.Title, Lang: d.Lang, Made: d.Made})
		if err != nil {
			return err
		}
		file.MediaType = "application/pdf"
		file.Write = func(to io.Writer) error { _, err := to.Write(made); return err }
		return r.Attach(w, file)
	}
	return errNoPaper
}

func (p *Pages) paper(r *site.Request, name string) (*report.Document, error) {
	legal, err := p.Store.Legal(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	rounds, err := p.Store.Rounds(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	people, err := p.Store.People(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	d := documents.Papers{Words: documents.Words{Printer: r.Page.P}, Organisation: r.Page.Org, Legal: legal, Rounds: rounds, People: len(people), Made: r.Act.At}.Paper(name)
	if d == nil {
		return nil, errNoPaper
	}
	return d, nil
}
