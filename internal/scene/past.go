package scene

import (
	"context"
	"fmt"

	"chancencheck/check"
	"chancencheck/round"
)

// Running opens the round that is going on, with checks at every step.
func (s *Scene) Running(ctx context.Context) error {
	return s.hold(ctx, s.occasions()[0])
}

// Past adds rounds of the years before that are over and in which every
// department has signed its result: as full as rounds can be, for measurements.
// The round of the scene stays the one that runs.
func (s *Scene) Past(ctx context.Context, rounds int) ([]*round.Round, error) {
	running := s.Round
	defer func() { s.Round = running }()
	var past []*round.Round
	for years := 1; years <= rounds; years++ {
		o := occasion{opened: s.Now.AddDate(-years, 0, -21), days: 70, closed: true, fate: signedByAll}
		if err := s.hold(ctx, o); err != nil {
			return nil, fmt.Errorf("full round of %d: %w", o.opened.Year(), err)
		}
		past = append(past, s.Round)
	}
	return past, nil
}

func signedByAll(*check.Check) (Step, bool) { return Signed, true }
