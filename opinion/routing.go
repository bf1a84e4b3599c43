package opinion

import "math"

// Priority is the weight with which a statement is shown next: much for those
// few have seen, few pass and many agree to, and that tell people apart (Polis).
func Priority(t Tally, extremity float64) float64 {
	seen := float64(t.Seen())
	pass := (float64(t.Pass) + 1) / (seen + 2)
	agree := (float64(t.Agree) + 1) / (seen + 2)
	importance := (1 - pass) * (extremity + 1) * agree
	weight := importance * (1 + 8*math.Exp2(-seen/5))
	return weight * weight
}

// Priority is the weight with which a statement is shown next, by its tally of
// now and its extremity on the last map; m may be nil, and a statement that is
// not on the map yet has extremity 0.
func (v *Votes) Priority(statement string, m *Map) float64 {
	return Priority(v.Tally(statement), m.extremity(statement))
}

// extremity of a statement on the map.
func (m *Map) extremity(statement string) float64 {
	if m == nil {
		return 0
	}
	if s, ok := m.Statement(statement); ok {
		return s.Extremity
	}
	return 0
}

// Next chooses the statement that a person sees next: among those she has not
// voted on and that the caller admits, with a probability proportional to
// Priority. chance is a number from 0 to just below 1. "" if there is none left. m may be nil.
func (v *Votes) Next(person string, m *Map, admitted func(statement string) bool, chance float64) string {
	var ids []string
	var weights []float64
	total := 0.0
	for _, id := range v.Statements() {
		if _, voted := v.Vote(person, id); voted || admitted != nil && !admitted(id) {
			continue
		}
		weight := v.Priority(id, m)
		ids, weights, total = append(ids, id), append(weights, weight), total+weight
	}
	at := chance * total
	for i, weight := range weights {
		if at -= weight; at < 0 || i == len(ids)-1 {
			return ids[i]
		}
	}
	return ""
}
