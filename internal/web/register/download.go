package register

import (
	"io"
	"slices"

	"chancencheck/fault"
	"chancencheck/internal/exchange"
	"chancencheck/internal/tabular"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// writer writes a table.
type writer func(w io.Writer, f tabular.Format) error

// table loads what exists today of one table.
func (p *Pages) table(r *site.Request, table string) (writer, error) {
	today := organisation.DateOf(r.Act.At)
	switch table {
	case unitsTable:
		units, err := p.Store.Units(r.Context(), r.Org())
		return func(w io.Writer, f tabular.Format) error {
			return exchange.WriteUnits(w, r.Page.Org, organisation.UnitsOn(units, today), f)
		}, err
	case servicesTable:
		services, err := p.Store.Services(r.Context(), r.Org(), "")
		return func(w io.Writer, f tabular.Format) error {
			return exchange.WriteServices(w, organisation.OfferedOn(services, today), f)
		}, err
	case peopleTable:
		return p.peopleTable(r, today)
	}
	return nil, fault.New(fault.NotFound, "store.not_found")
}

// peopleTable leaves out who has gone, and parts that no table gives.
func (p *Pages) peopleTable(r *site.Request, today organisation.Date) (writer, error) {
	people, err := p.Store.People(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	parts, err := p.Store.Memberships(r.Context(), r.Org(), "")
	if err != nil {
		return nil, err
	}
	gone := map[organisation.PersonID]bool{}
	for _, one := range people {
		gone[one.ID] = one.ValidUntil != "" && one.ValidUntil <= today
	}
	parts = slices.DeleteFunc(parts, func(m organisation.Membership) bool { return !m.Tabled() || !m.ValidOn(today) || gone[m.Person] })
	return func(w io.Writer, f tabular.Format) error { return exchange.WritePeople(w, people, parts, f) }, nil
}
