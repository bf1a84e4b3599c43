package disclosure_test

import (
	"testing"

	"pgregory.net/rapid"

	"chancencheck/disclosure"
)

func TestCrowdStandsStillUntilFiveHaveMoved(t *testing.T) {
	t.Parallel()
	var c disclosure.Crowd
	for _, step := range []struct {
		agree, disagree, pass int
		shown                 float64 // voters; -1: withheld
		agreed                float64
	}{
		{9, 0, 0, -1, -1},
		{10, 0, 0, 10, 10},
		{11, 0, 0, 10, 10},
		{11, 2, 1, 10, 10},
		{12, 2, 1, 15, 12},
		{9, 5, 1, 15, 12}, // three have changed sides
		{7, 7, 1, 15, 7},  // five have
		{7, 3, 1, 15, 7},  // four have left
		{6, 3, 1, 10, 6},
		{5, 3, 1, -1, -1},
	} {
		c = c.Watch([]int{step.agree, step.disagree, step.pass})
		voters, ok := c.Voters().Value()
		agreed, also := c.Show(3)[0].Value()
		if step.shown < 0 {
			if ok || also || c.Voters().Reason() != disclosure.TooFew {
				t.Errorf("%+v: shown", step)
			}
			continue
		}
		if !ok || !also || voters != step.shown || agreed != step.agreed {
			t.Errorf("%+v: %v voters, %v agreed", step, voters, agreed)
		}
	}
}

// Between two different pictures there are always at least five people, also
// over a restart.
func TestCrowdMovesInStepsOfFive(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var c disclosure.Crowd
		now, moves := []int{0, 0, 0}, 0
		for range rapid.IntRange(1, 120).Draw(t, "votes") {
			now[rapid.IntRange(0, 2).Draw(t, "vote")]++
			if from := rapid.IntRange(0, 20).Draw(t, "taken"); from < 3 && now[from] > 0 {
				now[from]-- // the same person has changed her mind
			}
			moves++
			if rapid.Bool().Draw(t, "restart") {
				c = disclosure.CrowdSeen(c.Counts())
			}
			before := c.Counts()
			if c = c.Watch(now); len(before) > 0 && len(c.Counts()) > 0 && !equal(before, c.Counts()) {
				if moves < disclosure.CrowdStep {
					t.Fatalf("%v became %v after %d people", before, c.Counts(), moves)
				}
			}
			if !equal(before, c.Counts()) {
				moves = 0
			}
			if v, ok := c.Voters().Value(); ok && v < disclosure.CrowdFrom {
				t.Fatalf("%v voters shown", v)
			}
		}
	})
}

func equal(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
