package people

import (
	"errors"
	"slices"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/organisation"
	"chancencheck/round"
)

// words says parts in the reader's language.
type words struct {
	page.Base
	roster *organisation.Roster
	rounds []*round.Round
}

// role is the role with what a reader reads for.
func (w words) role(m organisation.Membership) string {
	if m.Kind != "" {
		return w.T("people.reader_for", "role", w.T("role."+string(m.Role)), "kind", w.T("readerkind."+string(m.Kind)))
	}
	return w.T("role." + string(m.Role))
}

// where is the unit and the round of a part.
func (w words) where(m organisation.Membership) string {
	where := w.T("people.everywhere")
	if u, ok := w.roster.Tree.Unit(m.Unit); ok {
		where = u.Name
	} else if m.Unit != "" {
		where = w.T("people.unit_gone")
	}
	if i := slices.IndexFunc(w.rounds, func(rd *round.Round) bool { return string(rd.ID) == m.Round }); i >= 0 {
		return w.T("people.in_round", "where", where, "round", w.rounds[i].Title)
	}
	return where
}

// part is a part in one line.
func (w words) part(m organisation.Membership) string {
	text := w.role(m)
	if m.Unit != "" || m.Round != "" {
		text = w.T("people.role_in", "role", text, "unit", w.where(m))
	}
	if m.DeputyFor != "" {
		text = w.T("people.deputy_part", "part", text, "name", w.name(m.DeputyFor))
	}
	return text
}

func (w words) name(id organisation.PersonID) string {
	if p, ok := w.roster.Find(id); ok {
		return p.Name
	}
	return string(id)
}

// since says from when to when.
func (w words) since(m organisation.Membership) string {
	from, until := page.Day(w.Base, m.From), page.Day(w.Base, m.Until.Before())
	switch {
	case m.From != "" && m.Until != "":
		return w.T("people.from_until", "from", from, "until", until)
	case m.From != "":
		return w.T("people.from", "from", from)
	case m.Until != "":
		return w.T("people.until", "until", until)
	}
	return w.T("people.open_end")
}

// unit is a unit in a list to choose from, with its depth in the tree.
type unit struct {
	organisation.Unit
	Depth int
}

func (w words) units() []unit {
	var out []unit
	w.roster.Tree.Walk(func(u organisation.Unit, depth int) { out = append(out, unit{u, depth}) })
	return out
}

// given are the roles that the reader may give.
func (w words) given() []access.Role {
	var out []access.Role
	for _, r := range access.Roles {
		if access.ReachOf(r).ByHand && w.Can(access.Appointing(r)) {
			out = append(out, r)
		}
	}
	return out
}

// fields name the place of what is refused, by the key of its sentence.
var fields = map[string]string{
	"organisation.name_missing": "name", "organisation.name_long": "name", "person.email_invalid": "email", "person.email_taken": "email",
	"language.invalid": "language", "roster.no_unit": "unit", "roster.reach": "role", "roster.role_unknown": "role",
	"roster.until_missing": "until", "roster.until_past": "until", "roster.dates_reversed": "until", "roster.same_person": "other",
	"roster.no_title": "title", "date.invalid": "until",
}

func fieldOf(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		return fields[f.Key]
	}
	return ""
}
