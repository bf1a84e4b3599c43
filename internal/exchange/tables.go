package exchange

import (
	"io"
	"strconv"
	"strings"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/tabular"
	"chancencheck/organisation"
)

// text is a column that takes its value as it stands.
func text[T any](name string, required bool, field func(*T) *string, aliases ...string) column[T] {
	return column[T]{
		Column: tabular.Column{Name: name, Aliases: aliases, Required: required},
		set:    func(t *T, v string) *fault.Error { *field(t) = v; return nil },
		get:    func(t T) string { return *field(&t) },
	}
}

// number is a column for a whole number; German and English grouping is
// understood.
func number[T any](name string, field func(*T) *int, aliases ...string) column[T] {
	return column[T]{
		Column: tabular.Column{Name: name, Aliases: aliases},
		set: func(t *T, v string) (err *fault.Error) {
			*field(t), err = parseNumber(v)
			return err
		},
		get: func(t T) string {
			if *field(&t) == 0 {
				return ""
			}
			return strconv.Itoa(*field(&t))
		},
	}
}

// word is a column for one of a vocabulary.
func word[T any, W ~string](name string, required bool, v vocabulary[W], field func(*T) *W, aliases ...string) column[T] {
	return column[T]{
		Column: tabular.Column{Name: name, Aliases: aliases, Required: required},
		set: func(t *T, s string) (err *fault.Error) {
			*field(t), err = v.find(s)
			return err
		},
		get: func(t T) string { return string(*field(&t)) },
	}
}

// words is a column for several of a vocabulary, separated by commas.
func words[T any, W ~string](name string, v vocabulary[W], field func(*T) *[]W, aliases ...string) column[T] {
	return column[T]{
		Column: tabular.Column{Name: name, Aliases: aliases},
		set: func(t *T, s string) *fault.Error {
			for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(",;/|+\n", r) }) {
				w, err := v.find(strings.TrimSpace(part))
				if err != nil {
					return err
				}
				*field(t) = append(*field(t), w)
			}
			return nil
		},
		get: func(t T) string {
			parts := make([]string, len(*field(&t)))
			for i, w := range *field(&t) {
				parts[i] = string(w)
			}
			return strings.Join(parts, ", ")
		},
	}
}

// unitSheet is the table of units of an organisation, which may call its levels
// by name. A level is required where the organisation has levels.
func unitSheet(o organisation.Organisation) sheet[organisation.Unit] {
	type unit = organisation.Unit
	return sheet[unit]{
		text("id", true, func(u *unit) *string { return (*string)(&u.ID) }, "Kennung", "Nummer", "Nr", "Einheit", "OE", "unit"),
		text("parent", false, func(u *unit) *string { return (*string)(&u.Parent) }, "Übergeordnet", "Übergeordnete Einheit", "gehört zu", "parent unit"),
		{
			Column: tabular.Column{Name: "level", Aliases: []string{"Ebene", "Stufe"}, Required: len(o.Levels) > 0},
			set:    func(u *unit, v string) *fault.Error { u.Level = levelID(o, v); return nil },
			get:    func(u unit) string { return levelName(o, u.Level) },
		},
		text("name", true, func(u *unit) *string { return &u.Name }, "Bezeichnung"),
		text("short", false, func(u *unit) *string { return &u.Short }, "Kurzname", "Kürzel", "Abkürzung", "short name"),
		word("kind", false, unitKinds, func(u *unit) *organisation.UnitKind { return &u.Kind }, "Art", "Typ"),
		number("headcount", func(u *unit) *int { return &u.Headcount }, "Personen", "Beschäftigte", "Mitarbeitende", "Köpfe", "staff"),
		number("position", func(u *unit) *int { return &u.Position }, "Reihenfolge", "Position", "order"),
	}
}

func serviceSheet() sheet[organisation.Service] {
	type service = organisation.Service
	return sheet[service]{
		text("id", true, func(s *service) *string { return (*string)(&s.ID) }, "Kennung", "Nummer", "Nr"),
		text("unit", true, func(s *service) *string { return (*string)(&s.Unit) }, "Einheit", "Abteilung", "Organisationseinheit", "OE"),
		text("name", true, func(s *service) *string { return &s.Name }, "Bezeichnung", "Leistung", "Angebot", "Dienstleistung"),
		text("short", false, func(s *service) *string { return &s.Short }, "Kurzname", "Kürzel"),
		text("for_whom", false, func(s *service) *string { return &s.ForWhom }, "Für wen", "Menschen, die", "Zielgruppe", "audience"),
		words("channel", channels, func(s *service) *[]organisation.Channel { return &s.Channels }, "Zugang", "Zugangswege", "Kanal", "Kanäle", "channels"),
		words("languages", languages, func(s *service) *[]string { return &s.Languages }, "Sprachen", "Sprache", "language"),
		text("leika", false, func(s *service) *string { return &s.LeiKa }, "LeiKa-Schlüssel", "Leistungsschlüssel"),
		text("budget_product", false, func(s *service) *string { return &s.BudgetProduct }, "Produkt", "Produktnummer", "Haushaltsprodukt"),
		number("visits", func(s *service) *int { return &s.Visits }, "Kontakte", "Besuche", "Fälle", "Besuche pro Jahr", "Kontakte pro Jahr", "visits per year"),
	}
}

// role is one row of the table of people: a person and one part she has. A
// person with several parts has several rows.
type role struct {
	person organisation.Person
	member organisation.Membership
}

func peopleSheet() sheet[role] {
	return sheet[role]{
		text("id", true, func(r *role) *string { return (*string)(&r.person.ID) }, "Kennung", "Nummer", "Nr", "Personalnummer"),
		text("unit", false, func(r *role) *string { return (*string)(&r.member.Unit) }, "Einheit", "Abteilung", "Organisationseinheit", "OE"),
		text("name", true, func(r *role) *string { return &r.person.Name }, "Vor- und Nachname", "Person"),
		text("email", false, func(r *role) *string { return &r.person.Email }, "E-Mail", "Mail", "E-Mail-Adresse"),
		word("role", true, roles, func(r *role) *access.Role { return &r.member.Role }, "Rolle", "Funktion"),
		word("language", false, languages, func(r *role) *string { return &r.person.Language }, "Sprache"),
	}
}

// WriteUnits writes units as the table that Read reads.
func WriteUnits(w io.Writer, o organisation.Organisation, units []organisation.Unit, f tabular.Format) error {
	return unitSheet(o).write(w, units, f)
}

// WriteServices writes services as the table that Read reads.
func WriteServices(w io.Writer, services []organisation.Service, f tabular.Format) error {
	return serviceSheet().write(w, services, f)
}

// WritePeople writes one row for each membership; people without one are left
// out, because a row needs a role.
func WritePeople(w io.Writer, people []organisation.Person, members []organisation.Membership, f tabular.Format) error {
	known := make(map[organisation.PersonID]organisation.Person, len(people))
	for _, p := range people {
		known[p.ID] = p
	}
	var items []role
	for _, m := range members {
		items = append(items, role{known[m.Person], m})
	}
	return peopleSheet().write(w, items, f)
}
