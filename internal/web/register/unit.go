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
	// Past says what became of the unit and where it came from.
	Past []string
	// Planned is what is planned to become of it.
	Planned []planned
	// MayReform: the unit is there and the reader may reorganise.
	MayReform bool
}

// pastCheck is a check of the unit in one round.
type pastCheck struct {
	*check.Check
	Round *round.Round
	// From says that another unit gave the result, out of which this one came.
	From string
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
	v.Services = organisation.OfferedOn(services, today)
	lines, err := p.Store.Lineage(r.Context(), r.Org())
	if err != nil {
		return err
	}
	_, exists := tree.Unit(v.Unit.ID)
	v.MayReform = exists && r.Page.Can(access.Reorganise)
	v.Past = past(v.Base, v.Unit, units, lines)
	if v.Planned, err = p.plannedOf(r, units, v.Unit.ID); err != nil {
		return err
	}
	if v.MayFollow = access.Can(r.Act.By, access.SeeRounds, whole(r)); v.MayFollow {
		v.Checks, err = p.checksOf(r, v.Base, v.Unit, lines)
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

// checksOf returns the checks of a unit over all rounds, and those of units it
// came out of, each of which says so: what a unit was is not what it is.
func (p *Pages) checksOf(r *site.Request, b page.Base, unit organisation.Unit, lines []organisation.Lineage) ([]pastCheck, error) {
	rounds, err := p.Store.Rounds(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	var checks []*check.Check
	for _, id := range append([]organisation.UnitID{unit.ID}, organisation.Ancestors(lines, unit.ID)...) {
		more, err := p.Store.ChecksOfUnit(r.Context(), r.Org(), id)
		if err != nil {
			return nil, err
		}
		checks = append(checks, more...)
	}
	var out []pastCheck
	for _, rd := range rounds {
		for _, c := range checks {
			if c.Round != rd.ID {
				continue
			}
			one := pastCheck{Check: c, Round: rd, MayOpen: access.Can(r.Act.By, access.SeeCheck, c.Object())}
			if rel := organisation.RelationOf(lines, unit, c.Unit, c.UnitName); rel != organisation.SameUnit {
				one.From = b.T("lineage."+string(rel), "unit", c.UnitName)
			}
			out = append(out, one)
		}
	}
	return out, nil
}

// past says in order what a unit was called, where it hung, where it came from
// and what became of it.
func past(b page.Base, u organisation.Unit, units []organisation.Unit, lines []organisation.Lineage) []string {
	names := map[organisation.UnitID]string{"": b.Org.Name}
	for _, v := range units {
		names[v.ID] = v.Name
	}
	var out []string
	for _, l := range lines {
		if l.To == u.ID {
			out = append(out, b.T("unit.from_"+string(l.Kind), "unit", names[l.From], "date", page.Day(b, l.On)))
		}
	}
	for _, w := range u.Was {
		out = append(out, b.T("unit.was", "name", w.Name, "above", names[w.Parent], "date", page.Day(b, w.Until)))
	}
	for _, l := range lines {
		if l.From == u.ID {
			out = append(out, b.T("unit.to_"+string(l.Kind), "unit", names[l.To], "date", page.Day(b, l.On)))
		}
	}
	return out
}

// channels names the ways to a service.
func channels(b page.Base, s organisation.Service) string {
	var words []string
	for _, c := range s.Channels {
		words = append(words, b.T("channel."+string(c)))
	}
	return b.P.Join(words)
}
