package kit

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"time"

	"chancencheck/internal/pdf"
	"chancencheck/internal/report"
)

// Printer makes a PDF of a page; *pdf.Renderer is one.
type Printer interface {
	Render(ctx context.Context, html []byte, o pdf.Options) ([]byte, error)
}

// File is a part written in one of the kinds "pdf", "odt" and "xlsx".
type File struct {
	Part Part
	Kind string
	Name string
	Data []byte
	// Pages is the number of pages of a PDF, else 0.
	Pages int
}

// MediaType is what the file is served as.
func (f File) MediaType() string { return MediaTypes[f.Kind] }

// MediaTypes says what each kind of file is served as.
var MediaTypes = map[string]string{
	"pdf":  "application/pdf",
	"odt":  "application/vnd.oasis.opendocument.text",
	"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"zip":  "application/zip",
}

// Kinds are the kinds of file a part is written in, given whether PDFs can be made.
func (p Part) Kinds(printer bool) []string {
	switch {
	case p.Table != nil:
		return []string{"xlsx"}
	case printer:
		return []string{"pdf", "odt"}
	}
	return []string{"odt"}
}

// Write writes one part as one kind of file.
func (k Kit) Write(ctx context.Context, p Part, kind string, printer Printer) (File, error) {
	f := File{Part: p, Kind: kind, Name: k.File(p, kind)}
	var b bytes.Buffer
	var err error
	switch {
	case kind == "xlsx" && p.Table != nil:
		err = p.Table.Write(&b)
	case kind == "odt" && p.Document != nil:
		err = report.ODT(&b, p.Document)
	case kind == "pdf" && p.Document != nil && printer != nil:
		d := p.Document
		var made []byte
		made, err = printer.Render(ctx, []byte(report.HTMLPage(d)), pdf.Options{Title: d.Title, Lang: d.Lang, Made: d.Made})
		b.Write(made)
		f.Pages = pagesOf(made)
	default:
		return f, fmt.Errorf("part %s as %s: %w", p.ID, kind, errKind)
	}
	if err != nil {
		return f, fmt.Errorf("write part %s as %s: %w", p.ID, kind, err)
	}
	f.Data = b.Bytes()
	return f, nil
}

var pageObject = regexp.MustCompile(`/Type /Page\b[^s]`)

// pagesOf counts the pages of a PDF as our renderer writes them.
func pagesOf(file []byte) int { return len(pageObject.FindAllIndex(file, -1)) }

// atOnce is how many files are made at the same time: as many as the printer
// prints at once.
const atOnce = 2

// Make writes all parts, and tells after each file how many of all are done. A
// nil printer leaves out the PDFs. The files are in the order of the parts,
// whichever was ready first.
func (k Kit) Make(ctx context.Context, printer Printer, progress func(done, of int)) ([]File, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var jobs []File
	for _, p := range k.Parts() {
		for _, kind := range p.Kinds(printer != nil) {
			jobs = append(jobs, File{Part: p, Kind: kind})
		}
	}
	next, done := make(chan int), make(chan struct{})
	for range atOnce {
		go func() {
			for i := range next {
				f, err := k.Write(ctx, jobs[i].Part, jobs[i].Kind, printer)
				if jobs[i] = f; err != nil {
					cancel(err)
				}
				done <- struct{}{}
			}
		}()
	}
	go func() {
		defer close(next)
		for i := range jobs {
			next <- i
		}
	}()
	for i := range jobs {
		<-done
		progress(i+1, len(jobs))
	}
	return jobs, context.Cause(ctx)
}

// Zip puts files into one archive, documents to print before those to edit.
func Zip(w io.Writer, made time.Time, files []File) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		part, err := z.CreateHeader(&zip.FileHeader{Name: f.Kind + "/" + f.Name, Method: zip.Deflate, Modified: made})
		if err == nil {
			_, err = part.Write(f.Data)
		}
		if err != nil {
			return fmt.Errorf("put %s into the archive: %w", f.Name, err)
		}
	}
	return z.Close()
}
