package catalogue

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"

	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/i18n"
	"chancencheck/internal/kit"
	"chancencheck/internal/pdf"
	"chancencheck/internal/report"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// kitView is the page of the print kit.
type kitView struct {
	page.Base
	*instrument.Instrument
	// Kind is the chosen kind of unit, Papers the language of the papers.
	Kind, Papers string
	Parts        []kit.Part
	// Made is how far the whole kit is; Begun that somebody has asked for it.
	Made  kit.Making
	Begun bool
	// PDF says that this server can make one.
	PDF bool
}

// KitPage lists the parts of the print kit.
func (p *Pages) KitPage(w http.ResponseWriter, r *site.Request) error {
	ins, k, err := p.kit(r)
	if err != nil {
		return err
	}
	v := kitView{Instrument: ins, Kind: k.Kind, Papers: string(k.Lang()), Parts: k.Parts(), PDF: p.PDF != nil}
	key := shelfKey(r, k)
	v.Made, v.Begun = p.shelf.Look(key)
	title, _ := ins.Title.In(string(r.Page.P.Lang()))
	v.Base = r.Page.Named(r.Page.T("kit.title"), page.Crumb{Text: r.Page.T("questions.title"), Path: "/instruments"}, page.Crumb{Text: title, Path: at(ins, "")})
	if v.Begun && v.Made.Running() {
		v.Base = v.Base.Following(key)
	}
	return r.Render(w, kitPage(v))
}

// MakeKit begins to make all files of the kit.
func (p *Pages) MakeKit(w http.ResponseWriter, r *site.Request) error {
	ins, k, err := p.kit(r)
	if err != nil {
		return err
	}
	var printer kit.Printer
	if p.PDF != nil {
		printer = p.PDF
	}
	key := shelfKey(r, k)
	p.shelf.Start(key, k, printer, func() { p.Live.Changed(key) })
	r.Redirect(w, page.With(at(ins, "/kit"), "kind", k.Kind, "papers", string(k.Lang())), "")
	return nil
}

// KitFile hands out one part as one kind of file, or all of them as an archive.
func (p *Pages) KitFile(w http.ResponseWriter, r *site.Request) error {
	_, k, err := p.kit(r)
	if err != nil {
		return err
	}
	made, _ := p.shelf.Look(shelfKey(r, k))
	id, kind, _ := strings.Cut(r.PathValue("file"), ".")
	if id == "all" && kind == "zip" && made.Ready() {
		var b bytes.Buffer
		if err := kit.Zip(&b, k.Made, made.Files); err != nil {
			return err
		}
		return send(w, k.Archive(), kit.MediaTypes["zip"], &b)
	}
	part, ok := k.Part(id)
	switch {
	case !ok:
		return fault.New(fault.NotFound, "store.not_found")
	case kind == "html" && part.Document != nil:
		return r.Render(w, paperPage(r.Page.Named(part.Title), report.HTMLBody(part.Document)))
	case kind == "pdf" && part.Document != nil && p.PDF == nil:
		return pdf.ErrNoRenderer
	case !slices.Contains(part.Kinds(p.PDF != nil), kind):
		return fault.New(fault.NotFound, "store.not_found")
	}
	f, ok := fileOf(made, id, kind)
	if !ok {
		if f, err = k.Write(r.Context(), part, kind, p.PDF); err != nil {
			return err
		}
	}
	return send(w, f.Name, f.MediaType(), bytes.NewReader(f.Data))
}

// kit reads which papers are asked for: the wording for a kind of unit, and a
// language the instrument speaks.
func (p *Pages) kit(r *site.Request) (*instrument.Instrument, kit.Kit, error) {
	ins, err := p.load(r)
	if err != nil {
		return nil, kit.Kit{}, err
	}
	_, kind, err := choice(r, ins)
	if err != nil {
		return nil, kit.Kit{}, err
	}
	lang := r.Page.P.Lang()
	if papers := r.FormValue("papers"); papers != "" {
		if !slices.Contains(ins.Languages, papers) {
			return nil, kit.Kit{}, fault.New(fault.NotFound, "store.not_found")
		}
		lang = i18n.Tag(papers)
	}
	k := p.kitOf(r, ins, lang)
	k.Kind = kind
	return ins, k, nil
}

// shelfKey names a kit: whose, of what, in which wording and language. It is
// also the topic of its progress.
func shelfKey(r *site.Request, k kit.Kit) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{string(r.Org()), k.Organisation, k.Instrument.Hash(), k.Instrument.Version, k.Kind, string(k.Lang())}, "\x00")))
	return "kit-" + hex.EncodeToString(sum[:16])
}

// fileOf returns a file of a kit that is ready.
func fileOf(m kit.Making, id, kind string) (kit.File, bool) {
	i := slices.IndexFunc(m.Files, func(f kit.File) bool { return f.Part.ID == id && f.Kind == kind })
	if i < 0 {
		return kit.File{}, false
	}
	return m.Files[i], true
}

// size is how large a part is: its pages and the size of a file, or that it has
// not been made yet.
func (v kitView) size(part kit.Part) string {
	var parts []string
	for _, kind := range part.Kinds(v.PDF) {
		f, ok := fileOf(v.Made, part.ID, kind)
		if !ok {
			return v.T("kit.page_not_made")
		}
		if f.Pages > 0 {
			parts = append(parts, v.T("kit.page_pages", "count", f.Pages))
		}
		parts = append(parts, strings.ToUpper(kind)+" "+v.bytes(len(f.Data)))
	}
	return strings.Join(parts, " · ")
}

// bytes writes a size for people.
func (v kitView) bytes(n int) string { return v.T("kit.kilobytes", "size", max(1, (n+512)/1024)) }

// archive is the size of all files together.
func (v kitView) archive() string {
	n := 0
	for _, f := range v.Made.Files {
		n += len(f.Data)
	}
	return v.bytes(n)
}

// file is the address of a part as a kind of file.
func (v kitView) file(id, kind string) string {
	return v.URL(page.With(at(v.Instrument, "/kit/"+id+"."+kind), "kind", v.Kind, "papers", v.Papers))
}
