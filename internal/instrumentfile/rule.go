package instrumentfile

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// ruleDecoder reads the `score` parts of an instrument. It never stops at a
// mistake: each is reported with its place, and reading goes on.
type ruleDecoder struct {
	// report takes one mistake; the format and its arguments make a sentence.
	report func(at *yaml.Node, format string, args ...any)
	// text reads a title, plain or by language.
	text func(n *yaml.Node) instrument.Text
}

// entries are the keys a mapping may have and what reads each.
type entries map[string]func(v *yaml.Node)

// scoring reads the `score` of the instrument itself.
func (d ruleDecoder) scoring(n *yaml.Node) instrument.Scoring {
	var s instrument.Scoring
	keys := d.inherited(&s.Defaults)
	keys["total"] = func(v *yaml.Node) {
		own := d.ruleEntries(&s.Total)
		own["id"] = func(v *yaml.Node) { s.TotalID = d.word(v) }
		d.mapping(v, own)
	}
	keys["groups"] = func(v *yaml.Node) {
		for _, item := range d.list(v) {
			s.Groups = append(s.Groups, d.group(item))
		}
	}
	keys["rank"] = func(v *yaml.Node) { s.Rank = d.ranking(v) }
	d.mapping(n, keys)
	return s
}

func (d ruleDecoder) group(n *yaml.Node) instrument.Group {
	var g instrument.Group
	keys := d.ruleEntries(&g.Rule)
	keys["id"] = func(v *yaml.Node) { g.ID = d.word(v) }
	keys["title"] = func(v *yaml.Node) { g.Title = d.text(v) }
	d.mapping(n, keys)
	if g.ID == "" {
		d.report(n, "a group needs an id")
	}
	return g
}

func (d ruleDecoder) ranking(n *yaml.Node) instrument.Ranking {
	var r instrument.Ranking
	d.mapping(n, entries{
		"of":     func(v *yaml.Node) { r.Of = oneOf(d, v, instrument.RankRounded, instrument.RankExact) },
		"method": func(v *yaml.Node) { r.Method = oneOf(d, v, instrument.Competition, instrument.Dense) },
		"order":  func(v *yaml.Node) { r.LowFirst = oneOf(d, v, "high_first", "low_first") == "low_first" },
	})
	return r
}

// rule reads the `score` of a node.
func (d ruleDecoder) rule(n *yaml.Node) instrument.Rule {
	var r instrument.Rule
	d.mapping(n, d.ruleEntries(&r))
	return r
}

// inherited are the keys that the instrument can set for all its nodes.
func (d ruleDecoder) inherited(r *instrument.Rule) entries {
	keys := d.policies(&r.Answers)
	keys["method"] = func(v *yaml.Node) { d.method(v, r) }
	keys["over"] = func(v *yaml.Node) { r.Over = oneOf(d, v, instrument.Children, instrument.Questions) }
	keys["measure"] = func(v *yaml.Node) { r.Measure = oneOf(d, v, instrument.Share, instrument.Points) }
	keys["scale"] = d.toNumber(&r.Scale)
	keys["no_value"] = d.policy(&r.NoValue)
	keys["min_coverage"] = func(v *yaml.Node) { r.MinCoverage = d.share(v) }
	keys["min_answered"] = d.toNumber(&r.MinAnswered)
	keys["round"] = func(v *yaml.Node) { r.Round = d.rounding(v) }
	return keys
}

// ruleEntries are the keys of one value's rule.
func (d ruleDecoder) ruleEntries(r *instrument.Rule) entries {
	keys := d.inherited(r)
	keys["over"] = func(v *yaml.Node) { d.over(v, r) }
	keys["divisor"] = d.toNumber(&r.Divisor)
	keys["factor"] = d.toNumber(&r.Factor)
	keys["bounds"] = func(v *yaml.Node) { r.Bounds = d.bounds(v) }
	keys["invert"] = d.toBool(&r.Invert)
	keys["cap"] = d.toNumber(&r.Cap)
	keys["floor"] = d.toNumber(&r.Floor)
	keys["gates"] = func(v *yaml.Node) { r.Gates = d.gates(v) }
	keys["deductions"] = func(v *yaml.Node) { r.Deductions = d.deductions(v) }
	keys["lookup"] = func(v *yaml.Node) {
		r.Lookup = d.lookup(v)
		r.Method = instrument.ByLookup
	}
	return keys
}

// questionRule reads the `score` of a question.
func (d ruleDecoder) questionRule(n *yaml.Node) instrument.QuestionRule {
	var r instrument.QuestionRule
	keys := d.policies(&r.Answers)
	keys["combine"] = func(v *yaml.Node) {
		r.Combine = oneOf(d, v, instrument.Sum, instrument.Mean, instrument.Min, instrument.Max)
	}
	keys["lookup"] = func(v *yaml.Node) { r.Lookup = d.lookup(v) }
	keys["bounds"] = func(v *yaml.Node) { r.Bounds = d.bounds(v) }
	keys["invert"] = d.toBool(&r.Invert)
	keys["cap"] = d.toNumber(&r.Cap)
	keys["floor"] = d.toNumber(&r.Floor)
	keys["gates"] = func(v *yaml.Node) { r.Gates = d.gates(v) }
	keys["round"] = func(v *yaml.Node) { r.Round = d.rounding(v) }
	d.mapping(n, keys)
	return r
}

// method reads a method; weighted_mean and mean_of_means are other names for a
// mean, which always is both unless `over` says otherwise.
func (d ruleDecoder) method(v *yaml.Node, r *instrument.Rule) {
	switch v.Value {
	case "weighted_mean":
		r.Method = instrument.Mean
	case "mean_of_means":
		r.Method, r.Over = instrument.Mean, instrument.Children
	default:
		r.Method = oneOf(d, v, instrument.Mean, instrument.GeometricMean, instrument.HarmonicMean, instrument.Median,
			instrument.Sum, instrument.Min, instrument.Max, instrument.Product, instrument.Ratio, instrument.ByLookup)
	}
}

// over reads "children", "questions" or a list of members.
func (d ruleDecoder) over(v *yaml.Node, r *instrument.Rule) {
	if v.Kind != yaml.SequenceNode {
		r.Over = oneOf(d, v, instrument.Children, instrument.Questions)
		return
	}
	for _, item := range v.Content {
		m := instrument.Member{}
		if item.Kind == yaml.ScalarNode {
			m.ID = d.word(item)
		} else {
			d.mapping(item, entries{
				"id":     func(v *yaml.Node) { m.ID = d.word(v) },
				"weight": d.toNumber(&m.Weight),
			})
		}
		r.Members = append(r.Members, m)
	}
}

func (d ruleDecoder) policies(p *instrument.Policies) entries {
	return entries{
		"missing":        d.policy(&p.Missing),
		"skipped":        d.policy(&p.Skipped),
		"cannot_judge":   d.policy(&p.CannotJudge),
		"nobody_knows":   d.policy(&p.NobodyKnows),
		"not_applicable": d.policy(&p.NotApplicable),
		"not_asked":      d.policy(&p.NotAsked),
		"unscored":       d.policy(&p.Unscored),
	}
}

func (d ruleDecoder) policy(into *instrument.Policy) func(*yaml.Node) {
	return func(v *yaml.Node) {
		*into = oneOf(d, v, instrument.Exclude, instrument.Zero, instrument.Full, instrument.Void)
	}
}

func (d ruleDecoder) bounds(n *yaml.Node) *instrument.Bounds {
	b := &instrument.Bounds{}
	d.mapping(n, entries{
		"min": d.toNumber(&b.Min), "max": d.toNumber(&b.Max),
		"clamp": d.toBool(&b.Clamp), "log": d.toBool(&b.Log),
	})
	return b
}

func (d ruleDecoder) rounding(n *yaml.Node) instrument.Rounding {
	var r instrument.Rounding
	d.mapping(n, entries{
		"digits": d.toNumber(&r.Digits),
		"mode": func(v *yaml.Node) {
			r.Mode = oneOf(d, v, instrument.HalfUp, instrument.HalfEven, instrument.Down, instrument.Up)
		},
		"at": func(v *yaml.Node) {
			r.At = oneOf(d, v, instrument.AtShown, instrument.AtEvery, instrument.AtTotal)
		},
	})
	return r
}

func (d ruleDecoder) gates(n *yaml.Node) []instrument.Gate {
	var out []instrument.Gate
	for _, item := range d.list(n) {
		var g instrument.Gate
		d.mapping(item, entries{
			"when": func(v *yaml.Node) { g.When = d.tests(v) },
			"cap":  d.toNumber(&g.Cap), "floor": d.toNumber(&g.Floor), "set": d.toNumber(&g.Set),
			"factor": d.toNumber(&g.Factor), "void": d.toBool(&g.Void),
		})
		out = append(out, g)
	}
	return out
}

func (d ruleDecoder) deductions(n *yaml.Node) []instrument.Deduction {
	var out []instrument.Deduction
	for _, item := range d.list(n) {
		var x instrument.Deduction
		d.mapping(item, entries{
			"when":     func(v *yaml.Node) { x.When = d.tests(v) },
			"subtract": d.toNumber(&x.Subtract),
			"each":     d.toBool(&x.Each),
		})
		out = append(out, x)
	}
	return out
}

// tests reads one test or a list of tests that must all be met.
func (d ruleDecoder) tests(n *yaml.Node) []instrument.Test {
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	var out []instrument.Test
	for _, item := range items {
		var t instrument.Test
		of := func(v *yaml.Node) { t.Of = append(t.Of, d.words(v)...) }
		d.mapping(item, entries{
			"question": of, "node": of, "of": of,
			"is":       func(v *yaml.Node) { t.Is = d.words(v) },
			"not":      func(v *yaml.Node) { t.Not = d.words(v) },
			"at_least": d.toNumber(&t.AtLeast), "at_most": d.toNumber(&t.AtMost),
			"above": d.toNumber(&t.Above), "below": d.toNumber(&t.Below),
			"count": func(v *yaml.Node) { t.Count = d.count(v) },
		})
		out = append(out, t)
	}
	return out
}

func (d ruleDecoder) lookup(n *yaml.Node) *instrument.Lookup {
	l := &instrument.Lookup{}
	d.mapping(n, entries{
		"of":        func(v *yaml.Node) { l.Of = d.words(v) },
		"otherwise": d.toNumber(&l.Otherwise),
		"rows": func(v *yaml.Node) {
			for _, item := range d.list(v) {
				var row instrument.LookupRow
				d.mapping(item, entries{
					"if":     func(v *yaml.Node) { row.Cells = d.words(v) },
					"points": d.toNumber(&row.Points),
				})
				l.Rows = append(l.Rows, row)
			}
		},
	})
	for i, row := range l.Rows {
		if len(row.Cells) != len(l.Of) {
			d.report(n, "row %d of the table has %d entries, the table has %d columns", i+1, len(row.Cells), len(l.Of))
		}
	}
	return l
}

// mapping reads a mapping; a key nobody reads is a mistake.
func (d ruleDecoder) mapping(n *yaml.Node, keys entries) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind != yaml.MappingNode {
		d.report(n, "this must be a mapping with %s", names(keys))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		read, known := keys[key.Value]
		switch {
		case !known:
			d.report(key, "%q is not known here; possible are %s", key.Value, names(keys))
		case seen[key.Value]:
			d.report(key, "%q is given twice", key.Value)
		default:
			read(n.Content[i+1])
		}
		seen[key.Value] = true
	}
}

func names(keys entries) string {
	var out []string
	for k := range keys {
		out = append(out, k)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func (d ruleDecoder) list(n *yaml.Node) []*yaml.Node {
	if n.Kind != yaml.SequenceNode {
		d.report(n, "this must be a list")
		return nil
	}
	return n.Content
}

// words reads one word or a list of words. Words are taken as written: yes and
// 1 are option ids here.
func (d ruleDecoder) words(n *yaml.Node) []string {
	if n.Kind != yaml.SequenceNode {
		return []string{d.word(n)}
	}
	var out []string
	for _, item := range n.Content {
		out = append(out, d.word(item))
	}
	return out
}

func (d ruleDecoder) word(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || n.Value == "" {
		d.report(n, "this must be a single word")
		return ""
	}
	return n.Value
}

func (d ruleDecoder) toNumber(into *instrument.Number) func(*yaml.Node) {
	return func(v *yaml.Node) {
		if v.Kind == yaml.ScalarNode && v.Tag == "!!null" {
			return
		}
		n, err := instrument.ParseNumber(v.Value)
		if err != nil || v.Kind != yaml.ScalarNode {
			d.report(v, "%q is not a number such as 3, 0.25 or 1/3", v.Value)
		}
		*into = n
	}
}

// share reads 0.6 or 60%.
func (d ruleDecoder) share(v *yaml.Node) instrument.Number {
	text, percent := strings.CutSuffix(v.Value, "%")
	n, err := instrument.ParseNumber(strings.TrimSpace(text))
	r := n.Rat()
	if percent {
		r.Quo(r, instrument.MustNumber("100").Rat())
	}
	if n = instrument.NumberOf(r); err != nil || r.Sign() < 0 || n.Cmp(instrument.One) > 0 {
		d.report(v, "%q is not a share such as 0.6 or 60%%", v.Value)
		return instrument.Number{}
	}
	return n
}

func (d ruleDecoder) count(v *yaml.Node) int {
	n, err := strconv.Atoi(v.Value)
	if err != nil || n < 1 {
		d.report(v, "%q is not a whole number from 1", v.Value)
	}
	return n
}

func (d ruleDecoder) toBool(into *bool) func(*yaml.Node) {
	return func(v *yaml.Node) { *into = oneOf(d, v, "true", "false") == "true" }
}

// oneOf reads one of the words allowed; anything else is a mistake and "".
func oneOf[T ~string](d ruleDecoder, v *yaml.Node, allowed ...T) T {
	if v.Kind == yaml.ScalarNode && slices.Contains(allowed, T(v.Value)) {
		return T(v.Value)
	}
	list := make([]string, len(allowed))
	for i, a := range allowed {
		list[i] = string(a)
	}
	d.report(v, "%q is not known here; possible are %s", v.Value, strings.Join(list, ", "))
	return ""
}
