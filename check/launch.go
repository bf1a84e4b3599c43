package check

import (
	"context"
	"errors"

	"chancencheck/access"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Launch opens a drafted round and starts its checks with one action: those of
// the waves whose day has come, or of all chosen units if it has no waves.
func Launch(ctx context.Context, st Stores, act access.Act, s Starting, today organisation.Date) error {
	if len(s.Round.Waves) == 0 {
		return OpenRound(ctx, st, act, s.Round.Ref, Start(act, s))
	}
	return st.InTx(ctx, func(tx Tx) error {
		if err := round.Open(ctx, tx, act, s.Round.Ref); err != nil {
			return err
		}
		return startWaves(ctx, tx, act, s, s.Round.Due(today))
	})
}

// StartDue starts the checks of the waves whose day has come. Somebody else may
// have started one at the same moment: that is no mistake.
func StartDue(ctx context.Context, st Stores, act access.Act, s Starting, today organisation.Date) error {
	for _, w := range s.Round.Due(today) {
		if err := StartWave(ctx, st, act, s, w); err != nil && !errors.Is(err, round.ErrWaveOpened) {
			return err
		}
	}
	return nil
}

// StartWave starts the checks of one wave, also before its day.
func StartWave(ctx context.Context, st Stores, act access.Act, s Starting, w round.Wave) error {
	return st.InTx(ctx, func(tx Tx) error { return startWaves(ctx, tx, act, s, []round.Wave{w}) })
}

func startWaves(ctx context.Context, tx Tx, act access.Act, s Starting, waves []round.Wave) error {
	for _, w := range waves {
		if err := round.OpenWave(ctx, tx, act, s.Round.Ref, w.ID); err != nil {
			return err
		}
		if err := tx.CreateChecks(ctx, Start(act, s.InWave(w))); err != nil {
			return err
		}
	}
	return nil
}
