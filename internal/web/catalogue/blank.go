package catalogue

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"slices"

	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/i18n"
	"chancencheck/internal/pdf"
	"chancencheck/internal/report"
	"chancencheck/internal/web/site"
)

// Blank is an empty questionnaire for paper: a whole format or one field, as a
// print view, a PDF or a text to edit.
func (p *Pages) Blank(w http.ResponseWriter, r *site.Request) error {
	ins, err := p.load(r)
	if err != nil {
		return err
	}
	sheet, err := p.blank(r, ins)
	if err != nil {
		return err
	}
	d := sheet.document()
	switch r.FormValue("as") {
	case "":
		return r.Render(w, paperPage(r.Page.Named(d.Title), report.HTMLBody(d)))
	case "pdf":
		return p.blankPDF(w, r, d, sheet.name())
	case "odt":
		var b bytes.Buffer
		if err := report.ODT(&b, d); err != nil {
			return err
		}
		return send(w, sheet.name()+".odt", "application/vnd.oasis.opendocument.text", &b)
	}
	return fault.New(fault.NotFound, "store.not_found")
}

// blank gathers what a sheet asks. It is in the page's language if the
// instrument speaks it, else in the instrument's first: a sheet in two
// languages helps nobody.
func (p *Pages) blank(r *site.Request, ins *instrument.Instrument) (blank, error) {
	s := blank{Printer: r.Page.P, Instrument: ins, Organisation: r.Page.Org.Name, Made: r.Act.At}
	if lang := string(r.Page.P.Lang()); !slices.Contains(ins.Languages, lang) && len(ins.Languages) > 0 {
		s.Printer = p.Catalog.Printer(i18n.Tag(ins.Languages[0]))
	}
	format, kind, err := choice(r, ins)
	if err != nil {
		return s, err
	}
	s.Format, s.Kind = ins.Format(format), kind
	s.Fields, _ = fieldsOf(ins, format, kind)
	if id := r.FormValue("field"); id != "" {
		s.Field = id
		s.Fields = slices.DeleteFunc(s.Fields, func(f field) bool { return f.ID != id })
		if len(s.Fields) == 0 {
			return s, fault.New(fault.NotFound, "store.not_found")
		}
	}
	return s, nil
}

func (p *Pages) blankPDF(w http.ResponseWriter, r *site.Request, d *report.Document, name string) error {
	if p.PDF == nil {
		return pdf.ErrNoRenderer
	}
	made, err := p.PDF.Render(r.Context(), []byte(report.HTMLPage(d)), pdf.Options{Title: d.Title, Lang: d.Lang, Made: d.Made})
	if err != nil {
		return err
	}
	return send(w, name+".pdf", "application/pdf", bytes.NewReader(made))
}

// send hands out a file to be saved.
func send(w http.ResponseWriter, name, mediaType string, from io.Reader) error {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, err := io.Copy(w, from)
	return err
}
