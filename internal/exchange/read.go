package exchange

import (
	"chancencheck/fault"
	"chancencheck/organisation"
)

// readUnits reads the table of units, and reports whether it was one.
func readUnits(o organisation.Organisation, f File, report *Report) ([]organisation.Unit, bool, error) {
	s := unitSheet(o)
	r, err := s.read(f, report)
	if r == nil {
		return nil, false, err
	}
	_, ordered := r.header["position"]
	for i := range r.items {
		u := &r.items[i]
		u.Org = o.ID
		if !ordered {
			u.Position = i + 1
		}
	}
	r.mistakes(organisation.CheckUnits(r.items), s)
	r.mistakes(organisation.CheckLevels(o, r.items), s)
	return r.items, true, nil
}

func readServices(o organisation.Organisation, f File, has func(organisation.UnitID) bool, report *Report) ([]organisation.Service, error) {
	s := serviceSheet()
	r, err := s.read(f, report)
	if r == nil {
		return nil, err
	}
	for i := range r.items {
		r.items[i].Org = o.ID
	}
	r.mistakes(organisation.CheckServices(r.items, has), s)
	return r.items, nil
}

func mistake(index int, field, key string, args ...any) organisation.Mistake {
	return organisation.Mistake{Index: index, Field: field, Err: fault.New(fault.Invalid, key, args...)}
}
