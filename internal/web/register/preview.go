package register

import (
	"net/http"
	"slices"

	"chancencheck/internal/intake"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// mostChanges is how many changes of one table the preview lists; the counts
// are of all.
const mostChanges = 200

// previewView is what an import would change.
type previewView struct {
	importView
	Sections []section
	Files    []packedFile
	Plan     string
	// Take are parts that the table no longer names; they go only with a tick.
	Take []string
	// Otherwise says that something has changed since the first preview.
	Otherwise bool
}

// packedFile is a file as the form carries it on.
type packedFile struct{ Table, Name, Packed string }

// section is what happens to one table.
type section struct {
	Table  string
	Counts []count
	Rows   []changeRow
	// More are the changes beyond those listed.
	More int
	// Ending is set if at least half of what there is would end: perhaps the
	// table is not whole.
	Ending int
}

type count struct {
	Kind organisation.ChangeKind
	N    int
}

// changeRow is one change in words.
type changeRow struct {
	Kind             organisation.ChangeKind
	ID, Name, Detail string
}

// kinds is the order in which changes are counted.
var kinds = []organisation.ChangeKind{
	organisation.Add, organisation.Rename, organisation.Move, organisation.Update, organisation.Reopen, organisation.Close, organisation.Unchanged,
}

func (p *Pages) preview(w http.ResponseWriter, r *site.Request, form importView, uploads []upload, plan *intake.Plan, otherwise bool) error {
	v := previewView{importView: form, Plan: fingerprint(plan), Otherwise: otherwise}
	for _, u := range uploads {
		packed, err := u.packed()
		if err != nil {
			return err
		}
		v.Files = append(v.Files, packedFile{u.Table, u.Name, packed})
	}
	units, err := p.Store.Units(r.Context(), r.Org())
	if err != nil {
		return err
	}
	names := unitNames(units, plan.Units)
	v.Sections = sections(v.Base, plan, names)
	people := map[organisation.PersonID]string{}
	for _, c := range plan.People {
		people[c.Before.ID] = c.Before.Name
	}
	for _, m := range plan.Take {
		text := v.T("role." + string(m.Role))
		if m.Unit != "" {
			text = v.T("people.role_in", "role", text, "unit", names[m.Unit])
		}
		v.Take = append(v.Take, people[m.Person]+": "+text)
	}
	status := http.StatusOK
	if otherwise {
		status = http.StatusConflict
	}
	return r.RenderStatus(w, status, previewPage(v))
}

// unitNames names the units there are and those that would be.
func unitNames(units []organisation.Unit, changes []organisation.Change[organisation.Unit]) map[organisation.UnitID]string {
	names := map[organisation.UnitID]string{"": ""}
	for _, u := range units {
		names[u.ID] = u.Name
	}
	for _, c := range changes {
		names[c.After.ID] = c.After.Name
	}
	return names
}

func sections(b page.Base, plan *intake.Plan, names map[organisation.UnitID]string) []section {
	var out []section
	if plan.Units != nil {
		out = append(out, sectionOf(b, unitsTable, plan.Units, func(u organisation.Unit) (string, string, string) {
			return string(u.ID), u.Name, names[u.Parent]
		}))
	}
	if plan.Services != nil {
		out = append(out, sectionOf(b, servicesTable, plan.Services, func(s organisation.Service) (string, string, string) {
			return string(s.ID), s.Name, names[s.Unit]
		}))
	}
	if plan.People != nil {
		people := sectionOf(b, peopleTable, plan.People, func(p organisation.Person) (string, string, string) {
			return string(p.ID), p.Name, ""
		})
		out = append(out, people, partsSection(b, plan, names))
	}
	return out
}

// sectionOf puts the changes of one table into words; say returns an element's
// id, its name and where it belongs.
func sectionOf[T any](b page.Base, table string, changes []organisation.Change[T], say func(T) (id, name, parent string)) section {
	s := section{Table: table}
	n := map[organisation.ChangeKind]int{}
	for _, c := range changes {
		n[c.Kind]++
	}
	for _, k := range kinds {
		if n[k] > 0 {
			s.Counts = append(s.Counts, count{k, n[k]})
		}
	}
	if there := len(changes) - n[organisation.Add] - n[organisation.Reopen]; 2*n[organisation.Close] >= there {
		s.Ending = n[organisation.Close]
	}
	for _, c := range changes {
		if c.Kind == organisation.Unchanged {
			continue
		}
		id, name, parent := say(c.After)
		_, before, former := say(c.Before)
		row := changeRow{Kind: c.Kind, ID: id, Name: name}
		switch c.Kind {
		case organisation.Add:
			row.Detail = parent
		case organisation.Move:
			row.Detail = b.T("import.moved", "from", orDash(former), "to", orDash(parent))
		case organisation.Rename:
			row.Detail = b.T("import.renamed", "before", before)
		case organisation.Update:
			row.Detail = fieldNames(b, c.Fields)
		}
		s.add(row)
	}
	return s
}

// add lists a change, or counts it beyond those listed.
func (s *section) add(row changeRow) {
	if len(s.Rows) == mostChanges {
		s.More++
		return
	}
	s.Rows = append(s.Rows, row)
}

// partsSection lists the parts people would get.
func partsSection(b page.Base, plan *intake.Plan, names map[organisation.UnitID]string) section {
	s := section{Table: "parts"}
	if len(plan.Give) > 0 {
		s.Counts = []count{{organisation.Add, len(plan.Give)}}
	}
	for _, m := range plan.Give {
		at := slices.IndexFunc(plan.People, func(c organisation.Change[organisation.Person]) bool { return c.After.ID == m.Person })
		row := changeRow{Kind: organisation.Add, ID: string(m.Person), Detail: b.T("role." + string(m.Role))}
		if at >= 0 {
			row.Name = plan.People[at].After.Name
		}
		if m.Unit != "" {
			row.Detail += ", " + names[m.Unit]
		}
		s.add(row)
	}
	return s
}

func fieldNames(b page.Base, fields []string) string {
	var words []string
	for _, f := range fields {
		words = append(words, b.T("import.field_"+f))
	}
	return b.P.Join(words)
}
