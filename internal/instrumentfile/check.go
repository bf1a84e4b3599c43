package instrumentfile

import (
	"strings"

	"go.yaml.in/yaml/v4"
)

// checkTree checks what only the whole tree can show.
func (d *decoder) checkTree() {
	if d.fields != nil && d.fields.Kind == yaml.SequenceNode && len(d.ins.Questions("", "")) == 0 {
		d.error(d.fields, treeEmpty)
	}
	usedIn := map[string]string{}
	for _, v := range d.ins.Variants {
		for _, r := range v.Replace {
			field := d.fieldOf(r.Question)
			if before := usedIn[r.By]; before != "" && field != "" && before != field {
				d.error(d.questionAt[r.By], extraTwoFields, r.By, before, field)
			}
			usedIn[r.By] = field
		}
	}
	for _, q := range d.ins.ExtraQuestions {
		if _, used := usedIn[q.ID]; !used && q.ID != "" {
			d.warn(d.questionAt[q.ID], extraUnused, q.ID)
		}
	}
}

func (d *decoder) fieldOf(question string) string {
	if q := d.ins.Question(question); q != nil {
		if f := d.ins.Field(q); f != nil {
			return f.ID
		}
	}
	return ""
}

// checkDesks advises on questions without a desk and desks without a question,
// in an instrument that proposes who answers.
func (d *decoder) checkDesks(list *yaml.Node) {
	if len(d.ins.Desks) == 0 {
		return
	}
	used := map[string]bool{}
	for _, q := range append(d.ins.Questions("", ""), d.ins.ExtraQuestions...) {
		if used[q.Desk] = true; q.Desk == "" {
			d.warn(d.questionAt[q.ID], deskMissing, q.ID)
		}
	}
	for i, desk := range d.ins.Desks {
		if !used[desk.ID] {
			d.warn(list.Content[i], deskUnused, desk.ID)
		}
	}
}

// checkCycles refuses questions that wait for themselves.
func (d *decoder) checkCycles() {
	for _, q := range append(d.ins.Questions("", ""), d.ins.ExtraQuestions...) {
		if path := d.cycle(q.ID); path != nil {
			d.error(d.questionAt[q.ID], conditionCycle, q.ID, strings.Join(path, " → "))
		}
	}
}

// checkDependencies refuses questions that depend on one that is not asked, in
// any format of any variant. Each such pair is reported where it shows first.
func (d *decoder) checkDependencies() {
	reported := map[[2]string]bool{}
	check := func(formatID, unitKind, where string) {
		asked := d.ins.Questions(formatID, unitKind)
		ids := map[string]bool{}
		for _, q := range asked {
			ids[q.ID] = true
		}
		for _, q := range asked {
			for _, c := range q.When {
				pair := [2]string{q.ID, c.Question}
				if d.ins.Question(c.Question) != nil && !ids[c.Question] && !reported[pair] {
					reported[pair] = true
					d.error(d.questionAt[q.ID], conditionNotAsked, q.ID, c.Question, "“"+where+"”")
				}
			}
		}
	}
	kinds := []string{""}
	check("", "", "fields")
	for _, v := range d.ins.Variants {
		kinds = append(kinds, v.UnitKind)
		check("", v.UnitKind, "variants: "+v.UnitKind)
	}
	for _, f := range d.ins.Formats {
		for _, kind := range kinds {
			check(f.ID, kind, "formats: "+f.ID)
		}
	}
}

// cycle returns the questions from id back to id along conditions, or nil.
func (d *decoder) cycle(id string) []string {
	seen := map[string]bool{}
	var walk func(at string, path []string) []string
	walk = func(at string, path []string) []string {
		q := d.ins.Question(at)
		if q == nil {
			return nil
		}
		for _, c := range q.When {
			if c.Question == id {
				return append(path, id)
			}
			if !seen[c.Question] {
				seen[c.Question] = true
				if found := walk(c.Question, append(path, c.Question)); found != nil {
					return found
				}
			}
		}
		return nil
	}
	return walk(id, []string{id})
}

// checkSituations counts the situations each kind of unit starts with.
func (d *decoder) checkSituations(list *yaml.Node) {
	count := map[string]int{}
	for _, s := range d.ins.Situations.List {
		for _, kind := range s.DefaultFor {
			count[kind]++
		}
	}
	for _, kind := range d.ins.UnitKinds {
		if c := count[kind.ID]; c > d.ins.Situations.Most {
			d.error(list, situationsMany, c, kind.ID, d.ins.Situations.Most)
		}
	}
}
