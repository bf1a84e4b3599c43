package instrument

import "slices"

// Replaces says how this version continues an earlier one of the same
// instrument, so that a unit's values can be followed over the years. Without it
// two versions cannot be compared, however alike they look.
type Replaces struct {
	// Version is the earlier version.
	Version string
	// Renamed questions have another id and ask the same.
	Renamed []Renamed
	// Changed questions kept their id and ask something else.
	Changed []string
}

// Renamed is a question that had another id before.
type Renamed struct {
	Question, Was string
}

// Continued returns the question of an earlier version that a question of this
// one continues, or nil: because nobody has said how the versions belong
// together, because the question asks something else, or because it is answered
// on other levels.
func (ins *Instrument) Continued(earlier *Instrument, id string) *Question {
	q := ins.Question(id)
	if q == nil || ins.ID != earlier.ID {
		return nil
	}
	was := id
	if ins.Version != earlier.Version {
		i := slices.IndexFunc(ins.Replaces, func(r Replaces) bool { return r.Version == earlier.Version })
		if i < 0 || slices.Contains(ins.Replaces[i].Changed, id) {
			return nil
		}
		for _, r := range ins.Replaces[i].Renamed {
			if r.Question == id {
				was = r.Was
			}
		}
	}
	if then := earlier.Question(was); then != nil && sameLevels(q, then) {
		return then
	}
	return nil
}

// sameLevels reports whether two questions are answered and counted alike.
func sameLevels(a, b *Question) bool {
	if a.Scored != b.Scored || a.Scale.Kind != b.Scale.Kind || len(a.Scale.Options) != len(b.Scale.Options) {
		return false
	}
	for i, o := range a.Scale.Options {
		if o.ID != b.Scale.Options[i].ID || a.PointsOf(o.ID) != b.PointsOf(o.ID) {
			return false
		}
	}
	return true
}

// Calibration is a case on which a team tries out the levels together before its
// talk begins. Nothing of it is kept or counted.
type Calibration struct {
	// Text tells the case; Help says what to watch.
	Text, Help Text
	// Scale has the levels that are tried out.
	Scale *Scale `hash:"id"`
	// Level is the id of the level that the authors chose, "" for none, and Why
	// says how they came to it. Both are shown after everybody has judged.
	Level string
	Why   Text
}
