package instrumentfile

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"chancencheck/instrument"
)

func (d *decoder) question(n *yaml.Node) *instrument.Question {
	o := d.object(n, "questions", "id", "text", "help", "example", "scale", "scored", "weight", "points", "tags",
		"desk", "about", "special", "justification", "when", "suggestions", "score")
	q := &instrument.Question{
		ID:      d.define(aQuestion, o),
		Text:    d.text(d.need(o, "text", "questions"), "text"),
		Help:    d.text(o.get("help"), "help"),
		Example: d.text(o.get("example"), "example"),
		Scored:  d.bool(o.get("scored"), "scored"),
		Weight:  d.positive(o.get("weight"), "weight"),
		Points:  d.points(o.get("points")),
		Tags:    d.words(o.get("tags"), "tags"),
		Desk:    d.str(o.get("desk"), "desk"),
		About:   word(d.reporter, o.get("about"), "about", []instrument.About{instrument.AboutRespondent}),
		Special: d.specials(o.get("special")), Justification: d.text(o.get("justification"), "justification"),
		When:  d.conditions(o.get("when")),
		Score: decodeQuestionRule(d.reporter, o.get("score")),
	}
	d.referAll(o.get("tags"), aSituation)
	d.refer(o.get("desk"), q.Desk, aDesk)
	d.each(o.get("suggestions"), "suggestions", func(n *yaml.Node) { q.Suggestions = append(q.Suggestions, d.suggestion(n)) })
	if d.questionAt[q.ID] == nil {
		d.questionAt[q.ID] = n
	}
	d.useScale(d.need(o, "scale", "questions"), func(s *instrument.Scale) {
		q.Scale = s
		if o.get("scored") == nil {
			q.Scored = scoredByDefault(q)
		}
	})
	d.check = append(d.check, func() { d.checkAnswers(q, o); d.checkObjection(q, n) })
	return q
}

// specials reads the special categories a question asks for.
func (d *decoder) specials(n *yaml.Node) []instrument.Special {
	if n == nil {
		return nil
	}
	var out []instrument.Special
	for _, item := range oneOrMore(n) {
		out = append(out, word(d.reporter, item, "special", instrument.Specials))
	}
	return out
}

// checkObjection refuses a question about whoever answers that asks for what
// only a good reason allows to ask (Art. 9 GDPR).
func (d *decoder) checkObjection(q *instrument.Question, n *yaml.Node) {
	switch q.Objection() {
	case instrument.Unjustified:
		d.error(n, specialUnjustified, q.ID)
	case instrument.Undeclared:
		d.error(n, specialUndeclared, q.ID)
	}
}

var (
	specialUnjustified = sentence{
		en: "The question %q asks respondents for a special category of personal data (Art. 9 GDPR); say why in “justification”, or ask about the service.",
		de: "Die Frage %q fragt Antwortende nach einer besonderen Kategorie personenbezogener Daten (Art. 9 DSGVO); begründen Sie das in „justification“, oder fragen Sie nach der Leistung.",
	}
	specialUndeclared = sentence{
		en: "The question %q is about respondents and seems to touch a special category of personal data (Art. 9 GDPR); say which in “special”, or “special: none”.",
		de: "Die Frage %q richtet sich an Antwortende und berührt vielleicht eine besondere Kategorie personenbezogener Daten (Art. 9 DSGVO); nennen Sie sie in „special“, oder schreiben Sie „special: none“.",
	}
)

// scoredByDefault: a question counts if there are points for its answers.
func scoredByDefault(q *instrument.Question) bool {
	return q.Scale.HasPoints() || len(q.Points) > 0 || q.Score.Lookup != nil
}

// points reads the question's own points by option id; null = not scored.
func (d *decoder) points(n *yaml.Node) map[string]instrument.Number {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		d.error(n, notAMapping, "points", "yes, no, …")
		return nil
	}
	out := map[string]instrument.Number{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if _, twice := out[k.Value]; twice {
			d.error(k, keyTwice, excerpt(k.Value), "points")
		}
		out[k.Value] = d.number(v, "points")
	}
	return out
}

// conditions reads one condition or a list of conditions that must all hold.
func (d *decoder) conditions(n *yaml.Node) []instrument.Condition {
	var out []instrument.Condition
	if n == nil {
		return nil
	}
	for _, e := range oneOrMore(n) {
		o := d.object(e, "when", "question", "is", "not", "at_least")
		at := d.need(o, "question", "when")
		c := instrument.Condition{
			Question: d.str(at, "question"),
			Is:       d.words(o.get("is"), "is"),
			Not:      d.words(o.get("not"), "not"),
			AtLeast:  d.number(o.get("at_least"), "at_least"),
		}
		d.refer(at, c.Question, aQuestion)
		if e.Kind == yaml.MappingNode && len(c.Is)+len(c.Not) == 0 && !c.AtLeast.IsSet() {
			d.error(e, conditionEmpty)
		}
		d.check = append(d.check, func() { d.checkCondition(c, o) })
		out = append(out, c)
	}
	return out
}

func (d *decoder) suggestion(n *yaml.Node) instrument.Suggestion {
	o := d.object(n, "suggestions", "kind", "up_to", "text")
	return instrument.Suggestion{
		Kind: word(d.reporter, d.need(o, "kind", "suggestions"), "kind", instrument.SuggestionKinds),
		UpTo: d.number(o.get("up_to"), "up_to"),
		Text: d.text(d.need(o, "text", "suggestions"), "text"),
	}
}

// checkAnswers checks what a question says about its answers against its scale.
func (d *decoder) checkAnswers(q *instrument.Question, o *object) {
	if q.Scale == nil {
		return
	}
	if n := o.get("points"); n != nil && n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			d.checkOption(n.Content[i], "points", q.Scale)
		}
	}
	if q.Scored && !scoredByDefault(q) {
		d.error(o.get("scored"), cannotScore, q.ID, q.Scale.ID)
	}
	for i, s := range q.Suggestions {
		if s.UpTo.IsSet() && !hasHeight(q.Scale) {
			d.error(o.get("suggestions").Content[i], noHeight, "up_to", q.Scale.ID)
		}
	}
}

// checkCondition checks that a condition asks for answers the question can have.
func (d *decoder) checkCondition(c instrument.Condition, o *object) {
	on := d.ins.Question(c.Question)
	if on == nil || on.Scale == nil {
		return
	}
	for _, key := range []string{"is", "not"} {
		if n := o.get(key); n != nil && n.Kind == yaml.SequenceNode {
			for _, e := range n.Content {
				d.checkOption(e, key, on.Scale)
			}
		}
	}
	if c.AtLeast.IsSet() && !hasHeight(on.Scale) {
		d.error(o.get("at_least"), noHeight, "at_least", on.Scale.ID)
	}
}

// checkOption checks that a node names an option of a scale.
func (d *decoder) checkOption(n *yaml.Node, thing string, s *instrument.Scale) {
	switch {
	case !s.Kind.HasOptions():
		d.error(n, scaleHasNoOptions, thing, s.ID)
	case s.Option(n.Value) == nil:
		var ids []string
		for _, o := range s.Options {
			ids = append(ids, o.ID)
		}
		d.error(n, optionUnknown, excerpt(n.Value), s.ID, strings.Join(ids, ", "))
	}
}

// hasHeight reports whether answers on a scale stand higher or lower.
func hasHeight(s *instrument.Scale) bool {
	return s.Kind == instrument.Numeric || s.Kind.HasOptions() && s.Kind != instrument.Multi
}
