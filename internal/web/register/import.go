package register

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/exchange"
	"chancencheck/internal/intake"
	"chancencheck/internal/tabular"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// importView is the form that takes tables in.
type importView struct {
	page.Base
	Mistakes []page.Mistake
	// Report is what is wrong with the tables handed in; nil before.
	Report *exchange.Report
	// Same says that the tables change nothing.
	Same bool
}

// ImportPage shows the form, or hands out a table as it is now.
func (p *Pages) ImportPage(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.ImportOrganisation, whole(r)); err != nil {
		return err
	}
	if table := r.FormValue("as"); table != "" {
		return p.download(w, r, table)
	}
	return r.Render(w, importPage(importView{Base: importBase(r)}))
}

func importBase(r *site.Request) page.Base {
	return r.Page.Named(r.Page.T("import.title"), page.Crumb{Text: r.Page.T("units.title"), Path: "/units"})
}

// Import shows what the tables would change and, asked a second time with the
// same result, changes it.
func (p *Pages) Import(w http.ResponseWriter, r *site.Request) (err error) {
	if err := access.Require(r.Act, access.ImportOrganisation, whole(r)); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, forget(r.MultipartForm)) }()
	v := importView{Base: importBase(r)}
	uploads, err := readUploads(r)
	if fault.KindOf(err) == fault.Invalid {
		v.Mistakes = []page.Mistake{{Field: unitsTable, Sentence: r.Page.P.Error(err)}}
		return r.RenderStatus(w, http.StatusUnprocessableEntity, importPage(v))
	}
	if err != nil {
		return err
	}
	plan, report, err := intake.ReadFiles(r.Context(), p.Store, r.Page.Org, files(uploads), organisation.DateOf(r.Act.At))
	if err != nil {
		return err
	}
	v.Report = report
	if plan != nil {
		plan.Refuse(r.Act, report)
	}
	switch {
	case !report.OK():
		return r.RenderStatus(w, http.StatusUnprocessableEntity, importPage(v))
	case !plan.Changes() && len(plan.Take) == 0:
		v.Same = true
		return r.Render(w, importPage(v))
	}
	seen, now := r.FormValue("plan"), fingerprint(plan)
	if seen != now {
		return p.preview(w, r, v, uploads, plan, seen != "")
	}
	plan.Taking = r.FormValue("take") != ""
	err = plan.Carry(r.Context(), p.Store, r.Act)
	if errors.Is(err, intake.ErrStale) {
		v.Mistakes = []page.Mistake{{Field: unitsTable, Sentence: r.Page.P.Error(err)}}
		return r.RenderStatus(w, http.StatusConflict, importPage(v))
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/units", "organisation.import")
	return nil
}

// fingerprint tells whether a plan is the one that was shown.
func fingerprint(plan *intake.Plan) string {
	b, err := json.Marshal(plan)
	if err != nil {
		return "" // equals no fingerprint that was shown
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// download hands out a table as it is now, to be changed and imported again.
func (p *Pages) download(w http.ResponseWriter, r *site.Request, table string) error {
	write, err := p.table(r, table)
	if err != nil {
		return err
	}
	return r.Attach(w, site.Attachment{Name: table + ".csv", MediaType: "text/csv; charset=utf-8", Of: string(r.Org()),
		Write: func(to io.Writer) error { return write(to, tabular.Format{BOM: true}) }})
}
