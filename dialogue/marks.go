package dialogue

import (
	"cmp"
	"context"
	"slices"
)

// MarkKind is what participants mark things with.
type MarkKind string

// The kinds of mark.
const (
	// VoteMark is -1, 0 or 1 on a statement.
	VoteMark MarkKind = "vote"
	// DotMark is a number of dots on an idea.
	DotMark MarkKind = "dot"
	// ImpactMark and EffortMark are 1 to 5 on an idea.
	ImpactMark MarkKind = "impact"
	EffortMark MarkKind = "effort"
	// FeedbackMark is 1 to 4 on a question about the event.
	FeedbackMark MarkKind = "feedback"
)

// needs says at which activity a kind of mark is taken.
var needs = map[MarkKind]What{VoteMark: Voting, DotMark: Dots, ImpactMark: Grid, EffortMark: Grid, FeedbackMark: Feedback}

// Questions of the feedback, at most four: it is answered while people get up (F57).
var Questions = []string{"heard", "understood", "again"}

// highest value of each kind of mark.
var highest = map[MarkKind]int{DotMark: MostDots, ImpactMark: 5, EffortMark: 5, FeedbackMark: 4}

// Vote is what one device thinks of one statement.
type Vote struct {
	Participant Author
	Statement   StatementID
	// Value is 1 for agree, -1 for disagree, 0 for pass.
	Value int
}

// ParseVote reads a vote as forms send it.
func ParseVote(s string) (int, error) {
	switch s {
	case "agree":
		return 1, nil
	case "disagree":
		return -1, nil
	case "pass":
		return 0, nil
	}
	return 0, ErrVoteUnknown
}

// Mark replaces what a device has marked of one kind. On is what may be marked:
// the ids of ideas that are shown, or the questions of the feedback.
func Mark(ctx context.Context, h Hall, e *Event, p *Participant, kind MarkKind, marks map[string]int, on []string) error {
	if err := e.takes(); err != nil {
		return err
	}
	switch {
	case p.Blocked:
		return ErrBlocked
	case !e.Takes(needs[kind]):
		return ErrNotPhoned
	case p.Host && kind != FeedbackMark:
		return ErrStaffVote
	}
	sum, kept := 0, map[string]int{}
	for id, n := range marks {
		if n < 0 || n > highest[kind] || !slices.Contains(on, id) {
			return ErrForm
		}
		if n > 0 {
			kept[id] = n
			sum += n
		}
	}
	if kind == DotMark && sum > e.DotsEach() {
		return ErrTooMany
	}
	return h.PutMarks(ctx, p, kind, kept)
}

// Score is how much people have marked a thing.
type Score struct {
	ID string
	// People who marked it, and the sum of their marks.
	People, Sum int
}

// Mean of the marks; 0 if nobody marked it.
func (s Score) Mean() float64 {
	if s.People == 0 {
		return 0
	}
	return float64(s.Sum) / float64(s.People)
}

// Ranked orders scores by their sum, then by id, so that the same marks give the
// same order.
func Ranked(scores []Score) []Score {
	out := slices.Clone(scores)
	slices.SortFunc(out, func(a, b Score) int {
		return cmp.Or(cmp.Compare(b.Sum, a.Sum), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// Quadrant says where an idea stands between impact and effort. The middle of
// five steps counts as high: what helps and is little work comes first.
func Quadrant(impact, effort float64) string {
	high, costly := impact >= 3, effort >= 3
	switch {
	case high && !costly:
		return "soon"
	case high:
		return "plan"
	case !costly:
		return "beside"
	}
	return "leave"
}
