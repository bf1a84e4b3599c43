package register

import (
	"slices"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"

	"net/http"
)

// carryOut reorganises, or plans to do so on a day to come, and returns what was
// done.
func (p *Pages) carryOut(r *site.Request, f organisation.Reform) (string, error) {
	if f.On > organisation.DateOf(r.Act.At) {
		return "reform_planned", p.planReform(r, f)
	}
	err := p.Store.UpdateEstate(r.Context(), r.Org(), func(e organisation.Estate) (organisation.Reformed, error) {
		return organisation.Reorganise(r.Act, e, f)
	})
	if err != nil {
		return "", err
	}
	tree, err := p.Tree(r, r.Org())
	if err != nil {
		return "", err
	}
	return "reform", check.Follow(r.Context(), p.Store, r.Org(), tree)
}

func (p *Pages) planReform(r *site.Request, f organisation.Reform) error {
	e, err := p.Store.Estate(r.Context(), r.Org())
	if err != nil {
		return err
	}
	others, err := p.Store.PlannedReforms(r.Context(), r.Org())
	if err != nil {
		return err
	}
	plan, events, err := organisation.PlanReform(r.Act, e, others, f)
	if err != nil {
		return err
	}
	return p.Store.PutPlannedReform(r.Context(), plan, events...)
}

// planned is a planned reorganisation as pages tell it.
type planned struct {
	ID, Sentence string
	// Stuck says why it could not be carried out on its day, "" otherwise.
	Stuck string
}

// plannedOf returns what is planned, of one unit or, with "", of all.
func (p *Pages) plannedOf(r *site.Request, units []organisation.Unit, unit organisation.UnitID) ([]planned, error) {
	plans, err := p.Store.PlannedReforms(r.Context(), r.Org())
	if err != nil || len(plans) == 0 {
		return nil, err
	}
	names := map[organisation.UnitID]string{"": r.Page.Org.Name}
	for _, u := range units {
		names[u.ID] = u.Name
	}
	var out []planned
	for _, one := range plans {
		if unit != "" && !slices.Contains(one.Units, unit) {
			continue
		}
		v := planned{ID: one.ID, Sentence: sentenceOf(r.Page, one, names)}
		if one.Due(r.Today()) {
			e, err := p.Store.Estate(r.Context(), r.Org())
			if err != nil {
				return nil, err
			}
			if _, err = organisation.Foresee(access.Act{By: administration(r), At: r.Act.At, NewID: r.Act.NewID}, e, one.Reform); err != nil {
				v.Stuck = r.Page.P.Error(err)
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// administration may work out what a plan would do, whoever reads about it.
func administration(r *site.Request) access.Actor {
	return access.Actor{Org: r.Act.By.Org, Grants: []access.Grant{{Role: access.Admin, Org: r.Act.By.Org}}}
}

func sentenceOf(b page.Base, p organisation.PlannedReform, names map[organisation.UnitID]string) string {
	var units []string
	for _, id := range p.Units {
		units = append(units, names[id])
	}
	key := "reform.plan_" + string(p.Kind)
	if p.Kind == organisation.Dissolve && p.Into != "" {
		key += "_into"
	}
	return b.T(key, "unit", b.P.Join(units), "name", b.P.Join(p.Names), "parent", names[p.Parent], "into", names[p.Into], "date", page.Day(b, p.On))
}

// Unplan takes a planned reorganisation back.
func (p *Pages) Unplan(w http.ResponseWriter, r *site.Request) error {
	plans, err := p.Store.PlannedReforms(r.Context(), r.Org())
	if err != nil {
		return err
	}
	i := slices.IndexFunc(plans, func(one organisation.PlannedReform) bool { return one.ID == r.PathValue("reform") })
	if i < 0 {
		return fault.New(fault.NotFound, "store.not_found")
	}
	events, err := plans[i].Withdraw(r.Act)
	if err != nil {
		return err
	}
	if err := p.Store.DropPlannedReform(r.Context(), r.Org(), plans[i].ID, events...); err != nil {
		return err
	}
	r.Redirect(w, "/units", "reform_unplanned")
	return nil
}
