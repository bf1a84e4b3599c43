package register

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// reformView is the ways in which a unit can be reorganised, or the preview of
// one.
type reformView struct {
	page.Base
	organisation.Unit
	Tree     *organisation.Tree
	Services []organisation.Service
	// In is what was typed into the form of Kind.
	In       func(string) string
	Kind     organisation.ReformKind
	Mistakes []page.Mistake
	// Preview is what would change; nil before.
	Preview *organisation.Reformed
	// Running are checks of units that would end, in rounds that are running.
	Running []string
	// Later is the day to come on which it takes effect, "" for at once.
	Later organisation.Date
	// Form is what is sent again to carry it out.
	Form map[string][]string
}

// ReformPage shows the ways in which a unit can be reorganised.
func (p *Pages) ReformPage(w http.ResponseWriter, r *site.Request) error {
	v, err := p.reforming(r)
	if err != nil {
		return err
	}
	return r.Render(w, reformPage(v))
}

// reforming loads what the page needs of a unit that exists today.
func (p *Pages) reforming(r *site.Request) (reformView, error) {
	v := reformView{In: func(string) string { return "" }}
	if err := access.Require(r.Act, access.Reorganise, whole(r)); err != nil {
		return v, err
	}
	var err error
	if v.Tree, err = p.Tree(r, r.Org()); err != nil {
		return v, err
	}
	var ok bool
	if v.Unit, ok = v.Tree.Unit(organisation.UnitID(r.PathValue("unit"))); !ok {
		return v, fault.New(fault.NotFound, "store.not_found")
	}
	v.Base = r.Page.Named(r.Page.T("reform.of", "unit", v.Unit.Name), append(crumbs(r, v.Tree, v.Unit.ID), page.Crumb{Text: v.Unit.Name, Path: unitPath(v.Unit.ID)})...)
	services, err := p.Store.Services(r.Context(), r.Org(), v.Unit.ID)
	v.Services = organisation.OfferedOn(services, organisation.DateOf(r.Act.At))
	return v, err
}

// Reform shows what a reorganisation would change and, asked a second time,
// changes it.
func (p *Pages) Reform(w http.ResponseWriter, r *site.Request) error {
	v, err := p.reforming(r)
	if err != nil {
		return err
	}
	v.In, v.Kind = r.FormValue, organisation.ReformKind(r.FormValue("kind"))
	f, err := v.reform(r)
	if err == nil && r.FormValue("sure") != "" {
		var done string
		if done, err = p.carryOut(r, f); err == nil {
			r.Redirect(w, "/units", done)
			return nil
		}
	}
	if err == nil {
		err = p.previewReform(r, &v, f)
	}
	switch kind := fault.KindOf(err); {
	case err == nil:
		return r.Render(w, reformPreview(v))
	case kind == fault.Invalid, kind == fault.Conflict:
		v.Mistakes = []page.Mistake{{Field: v.fieldOf(err), Sentence: r.Page.P.Error(err)}}
		return r.RenderStatus(w, http.StatusUnprocessableEntity, reformPage(v))
	}
	return err
}

// previewReform works the reorganisation out without changing anything.
func (p *Pages) previewReform(r *site.Request, v *reformView, f organisation.Reform) error {
	e, err := p.Store.Estate(r.Context(), r.Org())
	if err != nil {
		return err
	}
	out, err := organisation.Foresee(r.Act, e, f)
	if err != nil {
		return err
	}
	v.Preview, v.Form, v.Later = &out, r.PostForm, ""
	if f.On > organisation.DateOf(r.Act.At) {
		v.Later = f.On
	}
	rounds, err := p.Store.Rounds(r.Context(), r.Org())
	if err != nil {
		return err
	}
	for _, rd := range rounds {
		if rd.State != round.Running {
			continue
		}
		checks, err := p.Store.Checks(r.Context(), rd.Ref)
		if err != nil {
			return err
		}
		for _, c := range checks {
			if !c.Frozen() && slices.ContainsFunc(out.Ends, func(u organisation.Unit) bool { return u.ID == c.Unit }) {
				v.Running = append(v.Running, v.T("reform.running_check", "unit", c.UnitName, "round", rd.Title))
			}
		}
	}
	return nil
}

// reform reads the form.
func (v reformView) reform(r *site.Request) (organisation.Reform, error) {
	on, err := organisation.ParseDate(r.FormValue("on"))
	if err != nil {
		return organisation.Reform{}, err
	}
	f := organisation.Reform{
		Kind: v.Kind, On: on, Units: []organisation.UnitID{v.Unit.ID}, Parent: organisation.UnitID(r.FormValue("parent")),
		Into: organisation.UnitID(r.FormValue("into")), Serving: map[organisation.ServiceID]int{},
	}
	switch v.Kind {
	case organisation.RenameUnit, organisation.Merge:
		f.Names = []string{r.FormValue("name")}
	case organisation.Split:
		f.Names = strings.Split(strings.ReplaceAll(strings.TrimSpace(r.FormValue("names")), "\r", ""), "\n")
	}
	if v.Kind == organisation.Merge {
		f.Parent = v.Unit.Parent
		for _, id := range r.PostForm["unit"] {
			f.Units = append(f.Units, organisation.UnitID(id))
		}
	}
	for _, s := range v.Services {
		if r.FormValue("service-"+string(s.ID)) == "2" {
			f.Serving[s.ID] = 1
		}
	}
	return f, nil
}

// fieldOf is the place of what is refused.
func (v reformView) fieldOf(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return ""
	}
	field := map[string]string{
		"reform.date_missing": "on", "reform.date_early": "on", "date.invalid": "on", "reform.circle": "parent", "unit.level_order": "parent",
		"reform.below": "into", "organisation.name_missing": "name", "organisation.name_long": "name", "reform.name_twice": "name",
	}[f.Key]
	if v.Kind == organisation.Split && (field == "name" || f.Key == "reform.two") {
		field = "names"
	}
	if field == "" {
		return ""
	}
	return string(v.Kind) + "-" + field
}

// others are the units to choose from, without this one and what lies below it.
func (v reformView) others(first string) []page.Option {
	out := []page.Option{{Value: "", Text: v.T(first)}}
	below := v.Tree.Subtree(v.Unit.ID)
	v.Tree.Walk(func(u organisation.Unit, depth int) {
		if !slices.Contains(below, u.ID) {
			out = append(out, page.Option{Value: string(u.ID), Text: strings.Repeat("\u00a0\u00a0\u00a0", depth) + u.Name})
		}
	})
	return out
}

// typed is what was typed into the form of a kind.
func (v reformView) typed(k organisation.ReformKind, name string) string {
	if v.Kind == k {
		return v.In(name)
	}
	return ""
}
