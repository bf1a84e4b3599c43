package instrument

// Question is one thing people are asked (Frage, Reflexionsfrage).
type Question struct {
	// ID is unique among all nodes and questions of the instrument.
	ID string
	// Text is the question; Help says how to read it; Example shows a case.
	Text, Help, Example Text
	// Scale is how the question is answered; never nil in a loaded instrument.
	Scale *Scale `hash:"id"`
	// Scored says whether the answer counts towards values.
	Scored bool
	// Weight among its siblings; unset = 1.
	Weight Number
	// Points override the scale's points by option id, for this question only; a
	// Number that is not set makes the option unscored.
	Points map[string]Number
	// Tags name situations that suggestions are about. They only choose
	// suggestions; they never score.
	Tags []string
	// Desk is the id of the Desk that usually answers; empty if the instrument
	// proposes none.
	Desk string
	// About is AboutRespondent for a question about whoever answers; Special are
	// the special categories it asks for, or NotSpecial; Justification says why it
	// has to. See Objection.
	About         About
	Special       []Special
	Justification Text
	// When lists conditions that must all hold for the question to be asked.
	When []Condition
	// Suggestions (Anregungen) are offered with the result.
	Suggestions []Suggestion
	// Score says how the answer becomes points, where the scale is not enough.
	Score QuestionRule
}

// Condition makes a question depend on the answer to another one. All parts
// that are set must hold; a question that is not answered fulfils none.
type Condition struct {
	// Question is the id of the question depended on.
	Question string
	// Is: at least one chosen option is among these.
	Is []string
	// Not: no chosen option is among these.
	Not []string
	// AtLeast: the number, or the rank of the chosen level, is not below this.
	AtLeast Number
}

// SuggestionKind says who can act on a suggestion, and with what.
type SuggestionKind string

const (
	// Now can be started this month without money.
	Now SuggestionKind = "now"
	// WithMoney needs a budget.
	WithMoney SuggestionKind = "money"
	// Above is for those above the unit: the board, another office, the law.
	Above SuggestionKind = "above"
)

// SuggestionKinds lists every kind in the order shown.
var SuggestionKinds = []SuggestionKind{Now, WithMoney, Above}

// Suggestion is one idea what to do after a low level (Anregung).
type Suggestion struct {
	Kind SuggestionKind
	// UpTo is the highest rank (see Scale.Rank) at which the suggestion is
	// shown; unset = at every level.
	UpTo Number
	Text Text
}

// PointsOf returns what an option is worth in this question: the question's
// own points, else the scale's; unset if it is not scored.
func (q *Question) PointsOf(optionID string) Number {
	if p, ok := q.Points[optionID]; ok {
		return p
	}
	if o := q.Scale.Option(optionID); o != nil {
		return o.Points
	}
	return Number{}
}

// SuggestionsFor returns the suggestions for an agreed level, in the order of
// the file. The level is Scale.Rank of the agreed option; an unset level
// ("nobody here knows") gets every suggestion.
func SuggestionsFor(q *Question, level Number) []Suggestion {
	var out []Suggestion
	for _, s := range q.Suggestions {
		if !s.UpTo.IsSet() || !level.IsSet() || level.Cmp(s.UpTo) <= 0 {
			out = append(out, s)
		}
	}
	return out
}

// SuggestionsAfter returns the suggestions for an agreed option. If the matter
// is decided elsewhere, only what those above can do is left to suggest.
func SuggestionsAfter(q *Question, optionID string) []Suggestion {
	all := SuggestionsFor(q, q.Scale.Rank(optionID))
	if o := q.Scale.Option(optionID); o == nil || !o.Elsewhere {
		return all
	}
	var out []Suggestion
	for _, s := range all {
		if s.Kind == Above {
			out = append(out, s)
		}
	}
	return out
}

// holds reports whether the condition is met by the answer to its question.
func (c Condition) holds(q *Question, a Answer) bool {
	if a.State() != Answered {
		return false
	}
	if len(c.Is) > 0 && !anyIn(a.options, c.Is) {
		return false
	}
	if anyIn(a.options, c.Not) {
		return false
	}
	return !c.AtLeast.IsSet() || c.reached(q, a)
}

// reached reports whether the answer stands at AtLeast or above.
func (c Condition) reached(q *Question, a Answer) bool {
	height := a.number
	if len(a.options) == 1 {
		height = q.Scale.Rank(a.options[0])
	}
	return height.IsSet() && height.Cmp(c.AtLeast) >= 0
}

// anyIn reports whether a and b have an element in common.
func anyIn(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}
