package results

import (
	"io"
	"net/http"
	"strings"

	"chancencheck/fault"
	"chancencheck/internal/pdf"
	"chancencheck/internal/report"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// papers are the documents of one thing.
type papers struct {
	// Stem is the first part of the file names in addresses.
	Stem string
	// Name is what the file is called where it is saved, without its ending.
	Name string
	// Document is nil where there are figures only.
	Document func() *report.Document
	Dataset  func() *report.Dataset
	Workbook func() *report.Workbook
	// Print is the path of the print view.
	Print string
	// Crumbs lead back.
	Crumbs []page.Crumb
	// Of is the id of the thing.
	Of string
}

// errNoFile: nobody offers this file.
var errNoFile = fault.New(fault.NotFound, "problem.no_such_page")

// File sends a result as a document, or shows its print view.
func (p *Pages) File(w http.ResponseWriter, r *site.Request) error {
	res, err := p.load(r)
	if err != nil {
		return err
	}
	at := "/checks/" + r.PathValue("check") + "/result"
	c := res.Report.Check
	return p.send(w, r, r.PathValue("file"), papers{
		Stem: "result", Name: fileName(r.Page.T("result.file_name"), c.UnitName, res.Made.Format("2006-01-02")),
		Document: res.Document, Dataset: res.Dataset, Workbook: res.Workbook, Print: at + "/print",
		Of: string(c.ID), Crumbs: append(crumbs(r, res), page.Crumb{Text: r.Page.T("result.heading"), Path: at}),
	})
}

// send writes the file that an address asks for.
func (p *Pages) send(w http.ResponseWriter, r *site.Request, file string, s papers) error {
	if s.Document != nil && (file == "print" || file == s.Stem+".print") {
		return r.Render(w, paperPage(r.Page.Named(s.Document().Title), report.HTMLBody(s.Document())))
	}
	name, kind, _ := strings.Cut(file, ".")
	if name != s.Stem {
		return errNoFile
	}
	switch {
	case kind == "pdf" && s.Document != nil:
		return p.sendPDF(w, r, s)
	case kind == "odt" && s.Document != nil:
		return s.attach(w, r, s.Name+".odt", "application/vnd.oasis.opendocument.text", func(to io.Writer) error { return report.ODT(to, s.Document()) })
	case kind == "xlsx":
		return s.attach(w, r, s.Name+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", func(to io.Writer) error { return report.XLSX(to, s.Workbook()) })
	case kind == "csv":
		return s.attach(w, r, s.Name+".csv", "text/csv; charset=utf-8", func(to io.Writer) error { return report.CSV(to, s.Dataset(), separated(r)) })
	case kind == "json":
		return s.attach(w, r, s.Name+".json", "application/json", func(to io.Writer) error { return report.JSON(to, s.Dataset()) })
	}
	return errNoFile
}

func (s papers) attach(w http.ResponseWriter, r *site.Request, name, mediaType string, write func(io.Writer) error) error {
	return r.Attach(w, site.Attachment{Name: name, MediaType: mediaType, Of: s.Of, Write: write})
}

// separated is how a CSV is written for a reader: German spreadsheets expect
// semicolons and commas.
func separated(r *site.Request) report.CSVOptions {
	if r.Page.P.Lang() == "de" {
		return report.CSVGerman
	}
	return report.CSVPlain
}

// sendPDF prints the document, or says that it cannot and offers the print view.
func (p *Pages) sendPDF(w http.ResponseWriter, r *site.Request, s papers) error {
	if p.PDF == nil {
		return p.noPDF(w, r, s, pdf.ErrNoRenderer)
	}
	d := s.Document()
	made, err := p.PDF.Render(r.Context(), []byte(report.HTMLPage(d)), pdf.Options{Title: d.Title, Lang: d.Lang, Made: d.Made})
	if fault.KindOf(err) == fault.Unavailable {
		p.Log.Error("print a document", "error", err)
		return p.noPDF(w, r, s, err)
	}
	if err != nil {
		return err
	}
	return s.attach(w, r, s.Name+".pdf", "application/pdf", func(to io.Writer) error {
		_, err := to.Write(made)
		return err
	})
}

func (p *Pages) noPDF(w http.ResponseWriter, r *site.Request, s papers, why error) error {
	b := r.Page.Named(r.Page.T("pdf.title"), s.Crumbs...)
	return r.RenderStatus(w, http.StatusServiceUnavailable, noPDFPage(b, b.P.Error(why), s.Print))
}

// spelled writes letters that not every system takes in a file name.
var spelled = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// fileName joins parts to a name every system takes: letters, digits, hyphens.
func fileName(parts ...string) string {
	var kept []string
	for _, part := range parts {
		words := strings.FieldsFunc(spelled.Replace(part), func(c rune) bool {
			return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9')
		})
		if len(words) > 0 {
			kept = append(kept, strings.Join(words, "-"))
		}
	}
	return strings.Join(kept, "-")
}

// ending stands for the ending of a file in the address of several.
const ending = "{ending}"

// offered are the files of a thing, in the order of its page.
var offered = []string{"pdf", "odt", "xlsx", "csv", "json"}
