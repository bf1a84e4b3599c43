package kit

import (
	"chancencheck/instrument"
	"chancencheck/internal/web/answerform"
)

// Field is a node of the tree with what is asked in it.
type Field struct {
	*instrument.Node
	Questions []Question
	Below     []Field
}

// Question is a question as it is asked, with its number.
type Question struct {
	*instrument.Question
	Place int
	// Formats are those that ask it.
	Formats []instrument.Format
}

// All returns the questions of the field and of all fields below it.
func (f Field) All() []Question {
	out := append([]Question(nil), f.Questions...)
	for _, b := range f.Below {
		out = append(out, b.All()...)
	}
	return out
}

// Fields arranges the questions of a format in the tree, numbers them, and
// leaves empty branches out. It returns how many there are.
func Fields(ins *instrument.Instrument, format, kind string) ([]Field, int) {
	asked := map[*instrument.Node][]Question{}
	in := formatsOf(ins, kind)
	all := ins.Questions(format, kind)
	for i, q := range all {
		parent := ins.Parent(q)
		asked[parent] = append(asked[parent], Question{q, i + 1, in[q.ID]})
	}
	return branch(ins.Fields, asked), len(all)
}

func branch(nodes []*instrument.Node, asked map[*instrument.Node][]Question) []Field {
	var out []Field
	for _, n := range nodes {
		f := Field{n, asked[n], branch(n.Nodes, asked)}
		if len(f.Questions)+len(f.Below) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// formatsOf says of every question which formats ask it.
func formatsOf(ins *instrument.Instrument, kind string) map[string][]instrument.Format {
	out := map[string][]instrument.Format{}
	for _, f := range ins.Formats {
		for _, q := range ins.Questions(f.ID, kind) {
			out[q.ID] = append(out[q.ID], f)
		}
	}
	return out
}

// LevelNumber is the number on the card of a level; "" where levels have none.
func LevelNumber(s *instrument.Scale, place int) string {
	if key := answerform.Key(s, place); key == s.Options[place].ID {
		return key
	}
	return ""
}
