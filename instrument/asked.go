package instrument

// Questions returns what is asked in a format by a kind of unit, in the order
// of the tree, with the variant applied: left out, replaced, re-worded. The
// empty format id asks everything; an unknown one asks nothing. A unit kind
// without variant asks the plain questions.
//
// Re-worded questions are copies with the same id.
func (ins *Instrument) Questions(formatID, unitKind string) []*Question {
	x := ins.lookup()
	wanted := func(string) bool { return true }
	if formatID != "" {
		f := x.formats[formatID]
		if f == nil {
			return nil
		}
		if !f.All {
			wanted = memberOf(f.Questions)
		}
	}
	apply := ins.adapter(unitKind)
	var out []*Question
	for _, q := range x.inTree {
		if wanted(q.ID) {
			if q = apply(q); q != nil {
				out = append(out, q)
			}
		}
	}
	return out
}

// memberOf returns a function that reports membership in ids.
func memberOf(ids []string) func(string) bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return func(id string) bool { return set[id] }
}

// adapter returns what a variant makes of each question; nil = not asked.
func (ins *Instrument) adapter(unitKind string) func(*Question) *Question {
	x := ins.lookup()
	v := x.variants[unitKind]
	if v == nil {
		return func(q *Question) *Question { return q }
	}
	omitted := memberOf(v.Omit)
	by := map[string]*Question{}
	for _, r := range v.Replace {
		by[r.Question] = x.questions[r.By]
	}
	return func(q *Question) *Question {
		if omitted(q.ID) {
			return nil
		}
		if r, replaced := by[q.ID]; replaced {
			q = r
		}
		return v.reworded(q)
	}
}

// reworded returns q, or a copy of it with the variant's texts.
func (v *Variant) reworded(q *Question) *Question {
	if q == nil {
		return nil
	}
	for _, t := range v.Texts {
		if t.Question == q.ID {
			c := *q
			c.Text, c.Help, c.Example = t.Text.or(q.Text), t.Help.or(q.Help), t.Example.or(q.Example)
			return &c
		}
	}
	return q
}

// Visible reports whether a question is to be asked, given the answers so far:
// all its conditions hold, and the questions they depend on are visible too.
func (ins *Instrument) Visible(q *Question, answers map[string]Answer) bool {
	return ins.visible(q, answers, 0)
}

// maxConditionDepth stops at cycles, which the linter refuses.
const maxConditionDepth = 100

func (ins *Instrument) visible(q *Question, answers map[string]Answer, depth int) bool {
	if depth > maxConditionDepth {
		return false
	}
	for _, c := range q.When {
		on := ins.Question(c.Question)
		if on == nil || !c.holds(on, answers[c.Question]) || !ins.visible(on, answers, depth+1) {
			return false
		}
	}
	return true
}
