package measures

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/measure"
	"chancencheck/organisation"
)

// formView is the form of a measure, new or there.
type formView struct {
	page.Base
	// Measure is nil for a new one.
	Measure  *measure.Measure
	Draft    measure.Draft
	Euros    string
	Findings []*finding.Finding
	Units    []page.Option
	Posts    []page.Option
	Mistakes []page.Mistake
	Version  int
	// Conflict: somebody else was faster; what stands there now is shown beside.
	Conflict bool
}

// someIndicators is how many lines for indicators a form has.
const someIndicators = 3

// typed is what a form says.
type typed struct {
	draft    measure.Draft
	euros    string
	findings []finding.ID
	// err is what could not even be read.
	err error
}

// read takes a draft out of a form.
func read(r *site.Request) typed {
	t := typed{euros: strings.TrimSpace(r.FormValue("euros"))}
	day := func(name string) organisation.Date {
		d, err := organisation.ParseDate(strings.TrimSpace(r.FormValue(name)))
		t.keep(err)
		return d
	}
	scale := func(name string) int {
		n, err := strconv.Atoi(r.FormValue(name))
		if err != nil && r.FormValue(name) != "" {
			t.keep(measure.ErrScale)
		}
		return n
	}
	t.draft = measure.Draft{
		Title: r.FormValue("title"), Goal: r.FormValue("goal"), Text: r.FormValue("text"), Cause: r.FormValue("cause"),
		Unit: organisation.UnitID(r.FormValue("unit")), Post: organisation.PostID(r.FormValue("post")), Partners: r.FormValue("partners"),
		Who: check.Who(r.FormValue("change")), From: day("from"), Until: day("until"), Ongoing: r.FormValue("ongoing") != "",
		Impact: scale("impact"), Effort: scale("effort"),
		Resources: measure.Resources{Staff: strings.TrimSpace(r.FormValue("staff")), Euros: -1, Unfunded: r.FormValue("unfunded") != ""},
	}
	if t.euros != "" {
		amount, err := measure.Decimal(strings.TrimSpace(strings.TrimSuffix(t.euros, "€")))
		n, whole := strconv.Atoi(amount)
		if err != nil || whole != nil || n < 0 {
			t.keep(measure.ErrMoney)
		}
		t.draft.Resources.Euros = n
	}
	for i := range measure.MostIndicators {
		t.indicator(r, i)
	}
	for _, id := range r.Form["finding"] {
		t.findings = append(t.findings, finding.ID(id))
	}
	return t
}

// keep remembers the first thing that is wrong.
func (t *typed) keep(err error) {
	if t.err == nil {
		t.err = err
	}
}

// indicator reads one line; an empty one is none.
func (t *typed) indicator(r *site.Request, n int) {
	value := func(part string) string {
		return strings.TrimSpace(r.FormValue("i" + strconv.Itoa(n) + "-" + part))
	}
	i := measure.Indicator{ID: value("id"), Name: value("name"), Unit: value("unit"), Baseline: value("base"), Target: value("target")}
	if i.Name == "" && i.Baseline == "" && i.Target == "" {
		return
	}
	for _, v := range []*string{&i.Baseline, &i.Target} {
		amount, err := i.Amount(*v)
		if err != nil {
			t.keep(err)
			continue
		}
		*v = amount
	}
	t.draft.Indicators = append(t.draft.Indicators, i)
}

// NewPage shows the form for a measure, perhaps of findings.
func (p *Pages) NewPage(w http.ResponseWriter, r *site.Request) error {
	var ids []finding.ID
	for _, id := range r.URL.Query()["finding"] {
		ids = append(ids, finding.ID(id))
	}
	found, err := p.answered(r, ids)
	if err != nil {
		return err
	}
	return p.form(w, r, nil, typed{draft: suggested(found), findings: ids}, nil)
}

// answered loads findings that the reader may see.
func (p *Pages) answered(r *site.Request, ids []finding.ID) ([]*finding.Finding, error) {
	var out []*finding.Finding
	for _, id := range ids {
		f, err := p.Store.Finding(r.Context(), finding.Ref{Org: r.Org(), ID: id})
		if err != nil {
			return nil, err
		}
		if access.Can(r.Act.By, access.SeeFindings, f.Object()) {
			out = append(out, f)
		}
	}
	return out, nil
}

// suggested is what findings say about a measure already.
func suggested(found []*finding.Finding) measure.Draft {
	d := measure.Draft{Resources: measure.Resources{Euros: -1}}
	for i, f := range found {
		if i == 0 {
			d.Unit, d.Who, d.Field = f.Unit, f.Who, f.Field
			if f.Kind == finding.Idea {
				letters := []rune(f.Text)
				d.Title = string(letters[:min(len(letters), measure.MostTitle)])
			}
		}
		if f.Kind == finding.Need && d.Cause == "" {
			d.Cause = f.Text
		}
	}
	return d
}

// form shows the form of a measure, m is nil for a new one.
func (p *Pages) form(w http.ResponseWriter, r *site.Request, m *measure.Measure, t typed, refused error) error {
	if !r.Page.Anywhere(access.PlanMeasures) {
		return access.Require(r.Act, access.PlanMeasures, access.Object{Org: r.Act.By.Org})
	}
	pl, err := p.plan(r)
	if err != nil {
		return err
	}
	v := formView{Base: r.Page.Named(r.Page.T("measures.new_title"), crumb(r)), Measure: m, Draft: t.draft, Euros: t.euros}
	if m != nil {
		v.Base = r.Page.Named(r.Page.T("measures.edit_title"), crumb(r), page.Crumb{Text: m.Title, Path: "/measures/" + string(m.ID)})
		v.Version = m.Version
	}
	for _, u := range units(pl.Units) {
		if access.Can(r.Act.By, access.PlanMeasures, access.Object{Org: r.Act.By.Org, UnitPath: pl.Units.PathString(organisation.UnitID(u.Value))}) {
			v.Units = append(v.Units, u)
		}
	}
	v.Posts = []page.Option{{Text: r.Page.T("measures.no_post")}}
	for _, one := range pl.posts {
		v.Posts = append(v.Posts, page.Option{Value: string(one.ID), Text: pl.post(r.Page, one.ID)})
	}
	if v.Findings, err = p.answered(r, t.findings); err != nil {
		return err
	}
	for len(v.Draft.Indicators) < someIndicators {
		v.Draft.Indicators = append(v.Draft.Indicators, measure.Indicator{})
	}
	status := http.StatusOK
	if refused != nil {
		status, v.Conflict = site.Status(refused), m != nil && errors.Is(refused, measure.ErrChanged)
		v.Mistakes = []page.Mistake{{Field: fieldOf[fault.KeyOf(refused)], Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, formPage(v))
}

// fieldOf says at which field of the form a fault is mended.
var fieldOf = map[string]string{
	"measure.title": "title", "measure.unit": "unit", "measure.post": "post", "measure.dates_reversed": "until", "measure.ongoing": "until", "date.invalid": "from",
	"measure.money": "euros", "measure.indicator": "i0-name", "measure.number": "i0-base", "measure.other_unit": "i0-base", "measure.scale": "impact",
}

// Create stores a new measure.
func (p *Pages) Create(w http.ResponseWriter, r *site.Request) error {
	t := read(r)
	pl, err := p.plan(r)
	if err != nil {
		return err
	}
	found, err := p.answered(r, t.findings)
	if err != nil {
		return err
	}
	if len(found) < len(t.findings) {
		return fault.New(fault.Denied, "access.denied")
	}
	if len(found) > 0 {
		t.draft.Field = found[0].Field
	}
	if t.err != nil {
		return p.form(w, r, nil, t, t.err)
	}
	m, err := measure.Create(r.Context(), p.Store, r.Act, r.Org(), t.draft, pl.place(t.draft), t.findings)
	if acceptable(err) {
		return p.form(w, r, nil, t, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/measures/"+string(m.ID), "measure.proposed")
	return nil
}

// EditPage shows the form of a measure that is there.
func (p *Pages) EditPage(w http.ResponseWriter, r *site.Request) error {
	m, err := p.load(r)
	if err != nil {
		return err
	}
	if err := access.Require(r.Act, access.PlanMeasures, m.Object()); err != nil {
		return err
	}
	return p.form(w, r, m, typed{draft: m.Draft, euros: euros(m), findings: m.Findings}, nil)
}

func euros(m *measure.Measure) string {
	if m.Resources.Euros < 0 {
		return ""
	}
	return strconv.Itoa(m.Resources.Euros)
}

// Edit stores what was changed. If somebody else was faster, both texts are shown.
func (p *Pages) Edit(w http.ResponseWriter, r *site.Request) error {
	m, err := p.load(r)
	if err != nil {
		return err
	}
	t := read(r)
	pl, err := p.plan(r)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(r.FormValue("version"))
	if err != nil {
		version = -1 // no form of ours: as if it were an old one
	}
	t.draft.Field, t.draft.Goals = m.Field, slices.Clone(m.Goals)
	if t.err != nil {
		return p.form(w, r, m, t, t.err)
	}
	err = measure.Update(r.Context(), p.Store, m.Ref, func(m *measure.Measure) ([]audit.Event, error) {
		return m.Edit(r.Act, t.draft, pl.place(t.draft), version)
	})
	if acceptable(err) {
		if m, err2 := p.load(r); err2 == nil { // as it stands there now
			return p.form(w, r, m, t, err)
		}
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/measures/"+string(m.ID), "measure.edited")
	return nil
}
