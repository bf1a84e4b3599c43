package register

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// unitsView is the tree of units as it is today.
type unitsView struct {
	page.Base
	Top []node
	// Former are units that no longer exist.
	Former                 []organisation.Unit
	Units, People, Offered int
	MayImport              bool
	Planned                []planned
	MayReform              bool
}

// node is one unit in the tree with what lies below it.
type node struct {
	organisation.Unit
	// LevelName is the organisation's own word.
	LevelName string
	Services  int
	Below     []node
}

// Units shows the tree of units.
func (p *Pages) Units(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.SeeOrganisation, whole(r)); err != nil {
		return err
	}
	units, err := p.Store.Units(r.Context(), r.Org())
	if err != nil {
		return err
	}
	today := organisation.DateOf(r.Act.At)
	tree, err := organisation.NewTree(organisation.UnitsOn(units, today))
	if err != nil {
		return err
	}
	services, err := p.Store.Services(r.Context(), r.Org(), "")
	if err != nil {
		return err
	}
	v := unitsView{Base: r.Page.Named(r.Page.T("units.title")), Units: tree.Len(), MayImport: r.Page.Can(access.ImportOrganisation)}
	offered := map[organisation.UnitID]int{}
	for _, s := range organisation.OfferedOn(services, today) {
		offered[s.Unit]++
		v.Offered++
	}
	v.Top = nodes(r.Page.Org, tree, "", offered)
	tree.Walk(func(u organisation.Unit, _ int) { v.People += u.Headcount })
	for _, u := range units {
		if u.ValidUntil != "" && u.ValidUntil <= today {
			v.Former = append(v.Former, u)
		}
	}
	if v.Planned, err = p.plannedOf(r, units, ""); err != nil {
		return err
	}
	v.MayReform = r.Page.Can(access.Reorganise)
	return r.Render(w, unitsPage(v))
}

// nodes returns the units below one, in organisation order.
func nodes(o organisation.Organisation, t *organisation.Tree, below organisation.UnitID, offered map[organisation.UnitID]int) []node {
	var out []node
	for _, id := range t.Children(below) {
		u, _ := t.Unit(id)
		out = append(out, node{u, levelName(o, u.Level), offered[id], nodes(o, t, id, offered)})
	}
	return out
}

// levelName is the organisation's word for a level.
func levelName(o organisation.Organisation, level string) string {
	if i, ok := o.Depth(level); ok {
		return o.Levels[i].Name
	}
	return level
}

// whole is the reader's organisation as an object of permissions.
func whole(r *site.Request) access.Object { return access.Object{Org: r.Act.By.Org} }
