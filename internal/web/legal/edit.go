package legal

import (
	"net/http"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/golive"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// Checklist shows what is still missing.
func (p *Pages) Checklist(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.AnswerBarriers, whole(r)); err != nil {
		return err
	}
	v, err := p.about(r, "golive.title")
	if err != nil {
		return err
	}
	c := checklist{view: v, Lines: golive.Checklist(v.Legal, v.Today), MayManage: v.Can(access.ManageLegal)}
	c.Missing = golive.Missing(c.Lines)
	return r.Render(w, checklistPage(c))
}

// editor is the form of everything the law asks for.
type editor struct {
	view
	Mistakes []page.Mistake
}

// EditPage shows the form.
func (p *Pages) EditPage(w http.ResponseWriter, r *site.Request) error {
	v, err := p.editing(r)
	if err != nil {
		return err
	}
	return r.Render(w, editPage(editor{view: v}))
}

func (p *Pages) editing(r *site.Request) (view, error) {
	if err := access.Require(r.Act, access.ManageLegal, whole(r)); err != nil {
		return view{}, err
	}
	v, err := p.about(r, "golive.edit")
	v.Base = r.Page.Named(r.Page.T("golive.edit"), crumbs(r.Page))
	return v, err
}

// Edit stores the form.
func (p *Pages) Edit(w http.ResponseWriter, r *site.Request) error {
	v, err := p.editing(r)
	if err != nil {
		return err
	}
	stored := v.Legal.Version
	e := editor{view: v}
	e.Legal = entered(r, v.Org.Languages)
	for _, m := range e.Legal.Check() {
		e.Mistakes = append(e.Mistakes, page.Mistake{Field: m.Field, Sentence: r.Page.P.Error(m.Err)})
	}
	if len(e.Mistakes) > 0 {
		return r.RenderStatus(w, http.StatusUnprocessableEntity, editPage(e))
	}
	event := audit.Event{Org: r.Act.By.Org, At: r.Act.At, Person: r.Act.By.Person, Verb: "legal.change", Object: r.Act.By.Org}
	err = p.Store.PutLegal(r.Context(), r.Org(), e.Legal, event)
	if fault.KindOf(err) == fault.Conflict {
		e.Mistakes = []page.Mistake{{Sentence: r.Page.P.Error(err)}}
		e.Legal.Version = stored
		return r.RenderStatus(w, http.StatusConflict, editPage(e))
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/golive", "legal")
	return nil
}

// entered reads the form.
func entered(r *site.Request, languages []string) golive.Legal {
	text := func(field string) string {
		return strings.TrimSpace(strings.ReplaceAll(r.FormValue(field), "\r\n", "\n"))
	}
	day := func(field string) organisation.Date { return organisation.Date(text(field)) }
	l := golive.Legal{
		Address: text("address"), Represented: text("represented"), Email: text("email"), Phone: text("phone"), Officer: text("officer"),
		Authority: text("authority"), Basis: text("basis"), Land: text("land"), LandChecked: day("land_checked"), Evaluated: day("evaluated"),
		EvaluatedBy: text("evaluated_by"), Reviewed: day("reviewed"), Barriers: text("barriers"), Easy: text("easy"), EasyUntil: day("easy_until"),
		Sign: text("sign"), SignBy: day("sign_by"), Council: day("council"), Consulted: day("consulted"), Deletion: day("deletion"),
		Privacy: map[string]string{},
	}
	for _, lang := range languages {
		if own := text("privacy_" + lang); own != "" {
			l.Privacy[lang] = own
		}
	}
	l.Version = numberIn(r.FormValue("version"))
	return l
}

func numberIn(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' || n > 1<<20 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return n
}
