package sqlstore_test

import (
	"testing"

	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/round"
)

// The length of what is stored must not tell the answer: neither the level, nor
// "cannot judge", nor a raised hand.
func TestLengthOfASealedEntryDoesNotTellTheAnswer(t *testing.T) {
	t.Parallel()
	attacks(t, round.Private, func(s *stage) {
		scale := &instrument.Scale{ID: "s", Kind: instrument.Levels,
			Options: []instrument.Option{{ID: "0"}, {ID: "works"}, {ID: "often_not"}, {ID: "with_detours"}}}
		q := &instrument.Question{ID: "q", Scale: scale}
		entries := map[string]check.Entry{}
		for _, o := range scale.Options {
			a, err := instrument.NewAnswerOptions(q, o.ID)
			s.must(err)
			entries[o.ID], entries[o.ID+" hand"] = check.Entry{Answer: a}, check.Entry{Answer: a, Hand: true}
			entries[o.ID+" note"] = check.Entry{Answer: a, Note: "fragen"}
		}
		for _, state := range []instrument.AnswerState{instrument.Unanswered, instrument.Skipped, instrument.CannotJudge, instrument.NotApplicable} {
			a, err := instrument.NewAnswerState(state)
			s.must(err)
			entries[state.String()] = check.Entry{Answer: a}
		}
		lengths := map[int][]string{}
		for name, e := range entries {
			o := s.begin(s.c, "")
			e.Item = "q00"
			s.must(s.box.Save(s.Context(), o, e))
			stored, err := s.db.Entries(s.Context(), o.Sheet.Key)
			s.must(err)
			lengths[len(stored["q00"])] = append(lengths[len(stored["q00"])], name)
		}
		if len(lengths) != 1 {
			s.Errorf("lengths tell answers apart: %v", lengths)
		}
	})
}
