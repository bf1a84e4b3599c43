package rounds

import (
	"net/http"
	"slices"
	"strings"

	"chancencheck/check"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// orphan is what becomes of a check whose unit no longer exists.
type orphan struct {
	// Since is the first day without the unit.
	Since organisation.Date
	// Heirs are the units to choose from, those that came out of it first.
	Heirs []page.Option
	// To and Reason are what was typed.
	To, Reason string
}

// orphaned returns the choice that a person has to make; nil while the unit of
// the check exists or nothing is open any more.
func (p *Pages) orphaned(r *site.Request, c *check.Check) (*orphan, error) {
	if !c.Working() {
		return nil, nil
	}
	ended, err := p.Store.EndedUnits(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(ended, func(u organisation.Unit) bool { return u.ID == c.Unit })
	if i < 0 {
		return nil, nil
	}
	tree, err := p.Tree(r, r.Org())
	if err != nil || !c.Orphaned(tree) {
		return nil, err
	}
	lines, err := p.Store.Lineage(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	o := &orphan{Since: ended[i].ValidUntil, To: r.FormValue("to"), Reason: r.FormValue("reason")}
	heirs := organisation.Descendants(lines, c.Unit)
	for _, id := range heirs {
		if u, ok := tree.Unit(id); ok {
			o.Heirs = append(o.Heirs, page.Option{Value: string(id), Text: r.Page.T("orphan.heir", "unit", u.Name)})
		}
	}
	tree.Walk(func(u organisation.Unit, depth int) {
		if !slices.Contains(heirs, u.ID) {
			o.Heirs = append(o.Heirs, page.Option{Value: string(u.ID), Text: strings.Repeat("\u00a0\u00a0\u00a0", depth) + u.Name})
		}
	})
	return o, nil
}

// Reassign gives a check to another unit, with a reason.
func (p *Pages) Reassign(w http.ResponseWriter, r *site.Request) error {
	tree, err := p.Tree(r, r.Org())
	if err != nil {
		return err
	}
	to, ok := tree.Unit(organisation.UnitID(r.FormValue("to")))
	if !ok {
		return p.after(w, r, organisation.ErrReformUnits, "")
	}
	err = check.Reassign(r.Context(), p.Store, r.Act, r.CheckRef(), to, tree.PathString(to.ID), r.FormValue("reason"))
	return p.after(w, r, err, "check.reassigned")
}

// End takes a check out of its round for good, with a reason.
func (p *Pages) End(w http.ResponseWriter, r *site.Request) error {
	return p.after(w, r, check.End(r.Context(), p.Store, r.Act, r.CheckRef(), r.FormValue("reason")), "check.ended")
}
