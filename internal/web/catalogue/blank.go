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
	"chancencheck/internal/kit"
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
	d := sheet.Document()
	switch r.FormValue("as") {
	case "":
		return r.Render(w, paperPage(r.Page.Named(d.Title), report.HTMLBody(d)))
	case "pdf":
		return p.blankPDF(w, r, d, sheet.Name())
	case "odt":
		var b bytes.Buffer
		if err := report.ODT(&b, d); err != nil {
			return err
		}
		return send(w, sheet.Name()+".odt", "application/vnd.oasis.opendocument.text", &b)
	}
	return fault.New(fault.NotFound, "store.not_found")
}

// blank gathers what a sheet asks.
func (p *Pages) blank(r *site.Request, ins *instrument.Instrument) (kit.Questionnaire, error) {
	s := kit.Questionnaire{Kit: p.kitOf(r, ins, r.Page.P.Lang())}
	format, kind, err := choice(r, ins)
	if err != nil {
		return s, err
	}
	s.Format, s.Kind = ins.Format(format), kind
	s.Fields, _ = kit.Fields(ins, format, kind)
	if id := r.FormValue("field"); id != "" {
		s.Field = id
		s.Fields = slices.DeleteFunc(s.Fields, func(f kit.Field) bool { return f.ID != id })
		if len(s.Fields) == 0 {
			return s, fault.New(fault.NotFound, "store.not_found")
		}
	}
	return s, nil
}

// kitOf returns the papers of an instrument for a reader of a language.
func (p *Pages) kitOf(r *site.Request, ins *instrument.Instrument, lang i18n.Tag) kit.Kit {
	return kit.Kit{Printer: p.Catalog.Printer(kit.Language(ins, lang)), Instrument: ins, Organisation: r.Page.Org.Name, Made: r.Act.At}
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
