package instrument

// ScaleKind says how a question is answered (Antwortart).
type ScaleKind string

const (
	// Levels: exactly one of two or more ordered levels (Stufen).
	Levels ScaleKind = "levels"
	// Choice: exactly one option, in no order.
	Choice ScaleKind = "choice"
	// Multi: any set of options, also none.
	Multi ScaleKind = "multi"
	// Numeric: a number, within bounds if there are any.
	Numeric ScaleKind = "number"
	// FreeText: a written answer.
	FreeText ScaleKind = "text"
	// Reflection: a question to think about, with room for notes; never scored.
	Reflection ScaleKind = "reflection"
	// PDCA: four values from 0 to 100 for plan, do, check and act.
	PDCA ScaleKind = "pdca"
	// Fact: one of several levels such as yes, partly, no, with a reference
	// where it can be verified and a separate "need for action" (Handlungsbedarf).
	Fact ScaleKind = "fact"
)

// ScaleKinds lists every kind in the order of the documentation.
var ScaleKinds = []ScaleKind{Levels, Choice, Multi, Numeric, FreeText, Reflection, PDCA, Fact}

// HasOptions reports whether answers of this kind name options.
func (k ScaleKind) HasOptions() bool {
	return k == Levels || k == Choice || k == Multi || k == Fact
}

// HasText reports whether answers of this kind are written words.
func (k ScaleKind) HasText() bool { return k == FreeText || k == Reflection }

// Option is one possible answer of a scale: a level (Stufe) or a choice.
type Option struct {
	// ID is unique within its scale, for example "2" or "often_not".
	ID string
	// Label is what people read and choose.
	Label Text
	// Help explains the option further; often empty.
	Help Text
	// Points is what the option is worth; not set = the option is not scored.
	Points Number
	// Elsewhere marks "not our competence (county, state, federation), but we
	// can push": never scored, and suggestions address those above.
	Elsewhere bool
}

// Scale is a way of answering that questions share.
type Scale struct {
	// ID is unique among the instrument's scales.
	ID string
	// Kind decides which of the following fields matter.
	Kind ScaleKind
	// Options are the levels or choices, in the order shown.
	Options []Option
	// Min and Max bound a number (inclusive); unset = no bound. For PDCA they
	// default to 0 and 100.
	Min, Max Number
	// Step is the distance between admissible numbers, counted from Min (or 0).
	Step Number
	// Unit is what the number counts, for example "days".
	Unit Text
	// Clamp accepts numbers beyond the bounds and lets scoring treat them as
	// the bound; without it they are refused.
	Clamp bool
	// Whole admits whole numbers only.
	Whole bool
	// NeedForAction asks beside the answer whether something has to be done.
	NeedForAction bool
	// Reference asks where the answer can be verified.
	Reference bool
}

// Option returns the option with this id, or nil.
func (s *Scale) Option(id string) *Option {
	if i := s.Position(id); i >= 0 {
		return &s.Options[i]
	}
	return nil
}

// Position returns the place of an option in the order shown, from 0; -1 if
// the scale has no such option.
func (s *Scale) Position(id string) int {
	for i := range s.Options {
		if s.Options[i].ID == id {
			return i
		}
	}
	return -1
}

// HasPoints reports whether answers on this scale can be scored by themselves.
func (s *Scale) HasPoints() bool {
	if s.Kind == Numeric || s.Kind == PDCA {
		return true
	}
	for _, o := range s.Options {
		if o.Points.IsSet() {
			return true
		}
	}
	return false
}

// Rank returns how high an option stands on the scale: its points, or its
// position from 0 if no option has points. It is not set for an unknown option
// and for an option without points among options with points ("we don't know").
func (s *Scale) Rank(optionID string) Number {
	o := s.Option(optionID)
	switch {
	case o == nil:
		return Number{}
	case s.HasPoints():
		return o.Points
	default:
		return whole(s.Position(optionID))
	}
}

// bounds returns the admissible range; either may be unset.
func (s *Scale) bounds() (lo, hi Number) {
	if s.Kind == PDCA {
		return s.Min.Or(whole(0)), s.Max.Or(whole(100))
	}
	return s.Min, s.Max
}
