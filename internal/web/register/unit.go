package register

import (
	"net/http"
	"slices"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// unitView is one unit with what it offers and what it has looked at.
type unitView struct {
	page.Base
	organisation.Unit
	LevelName string
	Below     []organisation.Unit
	Services  []organisation.Service
	// Checks are shown to whoever may see rounds, the youngest round first.
	Checks    []pastCheck
	MayFollow bool
}

// pastCheck is a check of the unit in one round.
type pastCheck struct {
	*check.Check
	Round *round.Round
	// MayOpen: the check's own page is for this reader.
	MayOpen bool
}

// Unit shows one unit; also one that no longer exists, because results stay
// with the unit that gave them.
func (p *Pages) Unit(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.SeeOrganisation, whole(r)); err != nil {
		return err
	}
	units, err := p.Store.Units(r.Context(), r.Org())
	if err != nil {
		return err
	}
	at := slices.IndexFunc(units, func(u organisation.Unit) bool { return string(u.ID) == r.PathValue("unit") })
	if at < 0 {
		return fault.New(fault.NotFound, "store.not_found")
	}
	v := unitView{Unit: units[at], LevelName: levelName(r.Page.Org, units[at].Level)}
	today := organisation.DateOf(r.Act.At)
	tree, err := organisation.NewTree(organisation.UnitsOn(units, today))
	if err != nil {
		return err
	}
	v.Base = r.Page.Named(v.Unit.Name, crumbs(r, tree, v.Unit.ID)...)
	for _, id := range tree.Children(v.Unit.ID) {
		u, _ := tree.Unit(id)
		v.Below = append(v.Below, u)
	}
	services, err := p.Store.Services(r.Context(), r.Org(), v.Unit.ID)
	if err != nil {
		return err
	}
	v.Services = offeredOn(services, today)
	if v.MayFollow = access.Can(r.Act.By, access.SeeRounds, whole(r)); v.MayFollow {
		v.Checks, err = p.checksOf(r, v.Unit.ID)
	}
	if err != nil {
		return err
	}
	return r.Render(w, unitPage(v))
}

// crumbs lead from the tree down to a unit.
func crumbs(r *site.Request, tree *organisation.Tree, id organisation.UnitID) []page.Crumb {
	out := []page.Crumb{{Text: r.Page.T("units.title"), Path: "/units"}}
	for _, above := range tree.Path(id) {
		if u, _ := tree.Unit(above); above != id {
			out = append(out, page.Crumb{Text: u.Name, Path: unitPath(above)})
		}
	}
	return out
}

// checksOf returns the checks of a unit over all rounds.
func (p *Pages) checksOf(r *site.Request, unit organisation.UnitID) ([]pastCheck, error) {
	rounds, err := p.Store.Rounds(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	checks, err := p.Store.ChecksOfUnit(r.Context(), r.Org(), unit)
	if err != nil {
		return nil, err
	}
	var out []pastCheck
	for _, rd := range rounds {
		for _, c := range checks {
			if c.Round == rd.ID {
				out = append(out, pastCheck{c, rd, access.Can(r.Act.By, access.SeeCheck, c.Object())})
			}
		}
	}
	return out, nil
}

// channels names the ways to a service.
func channels(b page.Base, s organisation.Service) string {
	var words []string
	for _, c := range s.Channels {
		words = append(words, b.T("channel."+string(c)))
	}
	return b.P.Join(words)
}
