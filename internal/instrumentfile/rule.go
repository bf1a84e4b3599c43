package instrumentfile

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

// ruleDecoder reads the `score` parts of an instrument.
type ruleDecoder struct{ *reporter }

// decodeScoring reads the `score` of the instrument itself.
func decodeScoring(r *reporter, n *yaml.Node) instrument.Scoring { return ruleDecoder{r}.scoring(n) }

// decodeRule reads the `score` of a node.
func decodeRule(r *reporter, n *yaml.Node) instrument.Rule { return ruleDecoder{r}.rule(n) }

// decodeQuestionRule reads the `score` of a question.
func decodeQuestionRule(r *reporter, n *yaml.Node) instrument.QuestionRule {
	return ruleDecoder{r}.questionRule(n)
}

// entries are the keys a mapping may have and what reads each.
type entries map[string]func(v *yaml.Node)

// scoring reads the `score` of the instrument itself.
func (d ruleDecoder) scoring(n *yaml.Node) instrument.Scoring {
	var s instrument.Scoring
	keys := d.inherited(&s.Defaults)
	keys["total"] = func(v *yaml.Node) {
		own := d.ruleEntries(&s.Total)
		own["id"] = func(v *yaml.Node) { s.TotalID = d.slug(v, "total") }
		d.mapping(v, "total", own)
	}
	keys["groups"] = func(v *yaml.Node) {
		d.each(v, "groups", func(item *yaml.Node) { s.Groups = append(s.Groups, d.group(item)) })
	}
	keys["rank"] = func(v *yaml.Node) { s.Rank = d.ranking(v) }
	d.mapping(n, "score", keys)
	return s
}

func (d ruleDecoder) group(n *yaml.Node) instrument.Group {
	var g instrument.Group
	keys := d.ruleEntries(&g.Rule)
	keys["id"] = func(*yaml.Node) {} // read by define, which reports it missing or taken
	keys["title"] = func(v *yaml.Node) { g.Title = d.text(v, "title") }
	g.ID = d.define(aGroup, &object{n, map[string]*yaml.Node{"id": valueOf(n, "id")}})
	d.mapping(n, "group", keys)
	return g
}

func (d ruleDecoder) ranking(n *yaml.Node) instrument.Ranking {
	var r instrument.Ranking
	d.mapping(n, "rank", entries{
		"of": func(v *yaml.Node) {
			r.Of = word(d.reporter, v, "of", []instrument.RankOf{instrument.RankRounded, instrument.RankExact})
		},
		"method": func(v *yaml.Node) {
			r.Method = word(d.reporter, v, "method", []instrument.RankMethod{instrument.Competition, instrument.Dense})
		},
		"order": func(v *yaml.Node) {
			r.LowFirst = word(d.reporter, v, "order", []string{"high_first", "low_first"}) == "low_first"
		},
	})
	return r
}

// rule reads the `score` of a node.
func (d ruleDecoder) rule(n *yaml.Node) instrument.Rule {
	var r instrument.Rule
	d.mapping(n, "score", d.ruleEntries(&r))
	return r
}

// inherited are the keys that the instrument can set for all its nodes.
func (d ruleDecoder) inherited(r *instrument.Rule) entries {
	keys := d.policies(&r.Answers)
	keys["method"] = func(v *yaml.Node) { d.method(v, r) }
	keys["over"] = func(v *yaml.Node) {
		r.Over = word(d.reporter, v, "over", []instrument.Over{instrument.Children, instrument.Questions})
	}
	keys["measure"] = func(v *yaml.Node) {
		r.Measure = word(d.reporter, v, "measure", []instrument.Measure{instrument.Share, instrument.Points})
	}
	keys["scale"] = d.toNumber(&r.Scale, "scale")
	keys["no_value"] = d.policy(&r.NoValue)
	keys["min_coverage"] = func(v *yaml.Node) { r.MinCoverage = d.share(v) }
	keys["min_answered"] = d.toNumber(&r.MinAnswered, "min_answered")
	keys["round"] = func(v *yaml.Node) { r.Round = d.rounding(v) }
	return keys
}

// ruleEntries are the keys of one value's rule.
func (d ruleDecoder) ruleEntries(r *instrument.Rule) entries {
	keys := d.inherited(r)
	keys["over"] = func(v *yaml.Node) { d.over(v, r) }
	keys["divisor"] = d.toNumber(&r.Divisor, "divisor")
	keys["factor"] = d.toNumber(&r.Factor, "factor")
	keys["bounds"] = func(v *yaml.Node) { r.Bounds = d.bounds(v) }
	keys["invert"] = d.toBool(&r.Invert, "invert")
	keys["cap"] = d.toNumber(&r.Cap, "cap")
	keys["floor"] = d.toNumber(&r.Floor, "floor")
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
		r.Combine = word(d.reporter, v, "combine", []instrument.Method{instrument.Sum, instrument.Mean, instrument.Min, instrument.Max})
	}
	keys["states"] = func(v *yaml.Node) { r.StatePoints = d.statePoints(v) }
	keys["lookup"] = func(v *yaml.Node) { r.Lookup = d.lookup(v) }
	keys["bounds"] = func(v *yaml.Node) { r.Bounds = d.bounds(v) }
	keys["invert"] = d.toBool(&r.Invert, "invert")
	keys["cap"] = d.toNumber(&r.Cap, "cap")
	keys["floor"] = d.toNumber(&r.Floor, "floor")
	keys["gates"] = func(v *yaml.Node) { r.Gates = d.gates(v) }
	keys["round"] = func(v *yaml.Node) { r.Round = d.rounding(v) }
	d.mapping(n, "score", keys)
	return r
}

// statePoints reads points by state.
func (d ruleDecoder) statePoints(n *yaml.Node) map[string]instrument.Number {
	out, keys := map[string]instrument.Number{}, entries{}
	for _, state := range []string{"missing", "skipped", "cannot_judge", "nobody_knows", "not_applicable"} {
		keys[state] = func(v *yaml.Node) { out[state] = d.number(v, state) }
	}
	d.mapping(n, "states", keys)
	return out
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
		r.Method = word(d.reporter, v, "method", methods)
	}
}

var methods = []instrument.Method{
	instrument.Mean, instrument.GeometricMean, instrument.HarmonicMean, instrument.Median, instrument.Sum,
	instrument.Min, instrument.Max, instrument.Product, instrument.Ratio, instrument.ByLookup,
}

// over reads "children", "questions" or a list of members.
func (d ruleDecoder) over(v *yaml.Node, r *instrument.Rule) {
	if v.Kind != yaml.SequenceNode {
		r.Over = word(d.reporter, v, "over", []instrument.Over{instrument.Children, instrument.Questions})
		return
	}
	for _, item := range v.Content {
		m := instrument.Member{}
		if item.Kind == yaml.ScalarNode {
			m.ID = d.member(item)
		} else {
			d.mapping(item, "member", entries{
				"id":     func(v *yaml.Node) { m.ID = d.member(v) },
				"weight": d.toNumber(&m.Weight, "weight"),
			})
		}
		r.Members = append(r.Members, m)
	}
}

// member reads the id of one question, node or group.
func (d ruleDecoder) member(n *yaml.Node) string {
	id := d.str(n, "member")
	d.refer(n, id, aQuestion, aNode, aGroup)
	return id
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
		*into = word(d.reporter, v, "policy", []instrument.Policy{instrument.Exclude, instrument.Zero, instrument.Full, instrument.Void})
	}
}

func (d ruleDecoder) bounds(n *yaml.Node) *instrument.Bounds {
	b := &instrument.Bounds{}
	d.mapping(n, "bounds", entries{
		"min": d.toNumber(&b.Min, "min"), "max": d.toNumber(&b.Max, "max"),
		"clamp": d.toBool(&b.Clamp, "clamp"), "log": d.toBool(&b.Log, "log"),
	})
	return b
}

func (d ruleDecoder) rounding(n *yaml.Node) instrument.Rounding {
	var r instrument.Rounding
	d.mapping(n, "round", entries{
		"digits": d.toNumber(&r.Digits, "digits"),
		"mode": func(v *yaml.Node) {
			r.Mode = word(d.reporter, v, "mode", []instrument.RoundMode{instrument.HalfUp, instrument.HalfEven, instrument.Down, instrument.Up})
		},
		"at": func(v *yaml.Node) {
			r.At = word(d.reporter, v, "at", []instrument.RoundAt{instrument.AtShown, instrument.AtEvery, instrument.AtTotal})
		},
	})
	return r
}

func (d ruleDecoder) gates(n *yaml.Node) []instrument.Gate {
	var out []instrument.Gate
	d.each(n, "gates", func(item *yaml.Node) {
		var g instrument.Gate
		d.mapping(item, "gate", entries{
			"when": func(v *yaml.Node) { g.When = d.tests(v) },
			"cap":  d.toNumber(&g.Cap, "cap"), "floor": d.toNumber(&g.Floor, "floor"), "set": d.toNumber(&g.Set, "set"),
			"factor": d.toNumber(&g.Factor, "factor"), "void": d.toBool(&g.Void, "void"),
		})
		out = append(out, g)
	})
	return out
}

func (d ruleDecoder) deductions(n *yaml.Node) []instrument.Deduction {
	var out []instrument.Deduction
	d.each(n, "deductions", func(item *yaml.Node) {
		var x instrument.Deduction
		d.mapping(item, "deduction", entries{
			"when":     func(v *yaml.Node) { x.When = d.tests(v) },
			"subtract": d.toNumber(&x.Subtract, "subtract"),
			"each":     d.toBool(&x.Each, "each"),
		})
		out = append(out, x)
	})
	return out
}

// tests reads one test or a list of tests that must all be met.
func (d ruleDecoder) tests(n *yaml.Node) []instrument.Test {
	var out []instrument.Test
	for _, item := range oneOrMore(n) {
		var t instrument.Test
		of := func(v *yaml.Node) { t.Of = append(t.Of, d.refs(v, "of")...) }
		d.mapping(item, "when", entries{
			"question": of, "node": of, "of": of,
			"is":       func(v *yaml.Node) { t.Is = d.plain(v, "is") },
			"not":      func(v *yaml.Node) { t.Not = d.plain(v, "not") },
			"at_least": d.toNumber(&t.AtLeast, "at_least"), "at_most": d.toNumber(&t.AtMost, "at_most"),
			"above": d.toNumber(&t.Above, "above"), "below": d.toNumber(&t.Below, "below"),
			"count": func(v *yaml.Node) { t.Count = d.count(v, "count", 1000) },
		})
		out = append(out, t)
	}
	return out
}

func (d ruleDecoder) lookup(n *yaml.Node) *instrument.Lookup {
	l := &instrument.Lookup{}
	d.mapping(n, "lookup", entries{
		"of":        func(v *yaml.Node) { l.Of = d.refs(v, "of") },
		"otherwise": d.toNumber(&l.Otherwise, "otherwise"),
		"rows": func(v *yaml.Node) {
			d.each(v, "rows", func(item *yaml.Node) {
				var row instrument.LookupRow
				d.mapping(item, "row", entries{
					"if":     func(v *yaml.Node) { row.Cells = d.plain(v, "if") },
					"points": d.toNumber(&row.Points, "points"),
				})
				l.Rows = append(l.Rows, row)
			})
		},
	})
	for i, row := range l.Rows {
		if len(row.Cells) != len(l.Of) {
			d.error(n, rowLength, i+1, len(row.Cells), len(l.Of))
		}
	}
	return l
}

// mapping reads a mapping, key by key in the order of the file. Keys without a
// value count as absent.
func (d ruleDecoder) mapping(n *yaml.Node, thing string, keys entries) {
	if n == nil || isNull(n) {
		return
	}
	o := d.object(n, thing, slices.Sorted(maps.Keys(keys))...)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i].Value
		if v := o.get(key); v != nil && keys[key] != nil {
			keys[key](v)
			o.values[key] = nil
		}
	}
}

// refs reads one id or a list of ids that questions, nodes or groups have.
func (d ruleDecoder) refs(n *yaml.Node, thing string) []string {
	var out []string
	for _, item := range oneOrMore(n) {
		id := d.str(item, thing)
		d.refer(item, id, aQuestion, aNode, aGroup)
		out = append(out, id)
	}
	return out
}

// plain reads one word or a list of words, as they are written: yes and 1 are
// option ids here.
func (d ruleDecoder) plain(n *yaml.Node, thing string) []string {
	var out []string
	for _, item := range oneOrMore(n) {
		word := d.str(item, thing)
		if word == "" {
			d.error(item, emptyEntry, thing)
		}
		out = append(out, word)
	}
	return out
}

// valueOf returns the value of a key of a mapping, or nil.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func oneOrMore(n *yaml.Node) []*yaml.Node {
	if n.Kind == yaml.SequenceNode {
		return n.Content
	}
	return []*yaml.Node{n}
}

func (d ruleDecoder) toNumber(into *instrument.Number, thing string) func(*yaml.Node) {
	return func(v *yaml.Node) { *into = d.number(v, thing) }
}

func (d ruleDecoder) toBool(into *bool, thing string) func(*yaml.Node) {
	return func(v *yaml.Node) { *into = d.bool(v, thing) }
}

// share reads 0.6 or 60%.
func (d ruleDecoder) share(v *yaml.Node) instrument.Number {
	text, percent := strings.CutSuffix(v.Value, "%")
	n, err := instrument.ParseNumber(strings.TrimSpace(text))
	share := n.Rat()
	if percent {
		share.Quo(share, instrument.MustNumber("100").Rat())
	}
	if n = instrument.NumberOf(share); err != nil || share.Sign() < 0 || n.Cmp(instrument.One) > 0 {
		d.error(v, notAShare, excerpt(v.Value))
		return instrument.Number{}
	}
	return n
}

var (
	notAShare = sentence{
		en: "%q is not a share such as 0.6 or 60%%",
		de: "%q ist kein Anteil wie 0.6 oder 60%%",
	}
	rowLength = sentence{
		en: "row %d of the table has %d entries, but the table has %d columns (`of`)",
		de: "Zeile %d der Tabelle hat %d Einträge, die Tabelle hat aber %d Spalten (`of`)",
	}
)
