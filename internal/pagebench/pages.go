package pagebench

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"
	"time"
)

// The limits that pages are held to on two cores: half of all openings within
// median, all but one in a hundred within p99; and how much longer they may take
// with ten rounds than with one. Source: the requirements on speed.
const (
	mostMedian = 20 * time.Millisecond
	mostP99    = 60 * time.Millisecond
	mostGrowth = 1.2
)

// Pages measures the server time of every page in a city with many rounds
// behind it and in one with a single round, while people save answers. The two
// databases have their turns one after the other and again, so that whatever
// else the machine does falls on both.
func Pages(ctx context.Context, s Settings) error {
	return inDirectory(ctx, func(ctx context.Context, dir string) error {
		large, err := s.world(ctx, filepath.Join(dir, "large.db"), s.Rounds)
		if err != nil {
			return err
		}
		defer large.close()
		small, err := s.world(ctx, filepath.Join(dir, "small.db"), 1)
		if err != nil {
			return err
		}
		defer small.close()
		if err := s.profiled(func() error { return s.turns(ctx, large, small) }); err != nil {
			return err
		}
		s.printPages(large, small)
		return nil
	})
}

func (s Settings) world(ctx context.Context, dsn string, rounds int) (*world, error) {
	s.Progress(fmt.Sprintf("building a city with %d full rounds and one running", rounds))
	w, err := newWorld(ctx, dsn, rounds)
	if err != nil {
		return nil, fmt.Errorf("city with %d rounds: %w", rounds, err)
	}
	return w, nil
}

func (s Settings) turns(ctx context.Context, worlds ...*world) error {
	for _, w := range worlds {
		if err := s.invite(ctx, w); err != nil {
			return err
		}
		if err := s.turn(ctx, w, s.Slice); err != nil { // warm up
			return err
		}
		w.timing.reset()
	}
	for n := range s.Turns {
		s.Progress(fmt.Sprintf("measuring pages, turn %d of %d", n+1, s.Turns))
		for _, w := range worlds {
			if err := s.turn(ctx, w, s.Slice); err != nil {
				return err
			}
		}
		slices.Reverse(worlds) // whoever was first comes last
	}
	return nil
}

// invite opens a sheet for everybody, and one more for whoever looks around.
func (s Settings) invite(ctx context.Context, w *world) error {
	sheets, err := w.sheets(ctx, s.People+1)
	if err != nil {
		return err
	}
	w.team = sheets[:s.People]
	w.visits, err = w.allVisits(ctx, sheets[s.People])
	w.visits = slices.DeleteFunc(w.visits, func(v visit) bool { return !strings.Contains(v.name, s.Only) })
	return err
}

// turn opens page after page of one world while its people save answers.
func (s Settings) turn(ctx context.Context, w *world, slice time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, slice)
	defer cancel()
	saved := make(chan error, 1)
	go func() { saved <- w.answer(ctx, s.Think) }()
	err := w.read(ctx)
	return errors.Join(err, <-saved)
}

// read opens all pages again and again until ctx ends.
func (w *world) read(ctx context.Context) error {
	c := browser()
	defer c.CloseIdleConnections()
	for {
		for _, v := range w.visits {
			if _, err := w.open(ctx, c, v); ctx.Err() != nil {
				return nil
			} else if err != nil {
				return fmt.Errorf("page %s: %w", v.name, err)
			}
		}
	}
}

func (s Settings) profiled(f func() error) error {
	if s.Profile == "" {
		return f()
	}
	file, err := os.Create(s.Profile)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return f()
}

// printPages prints a table with a line per page, the slowest first.
func (s Settings) printPages(large, small *world) {
	fmt.Fprintf(s.Out, "%s; load %s. %d people, %s think time, save answers; one reader opens page after page.\n\n", Machine(), Load(), s.People, s.Think)
	fmt.Fprintf(s.Out, "| page | n | median ms | p99 ms | median ms, 1 round | p99 ms, 1 round | ratio of medians |\n|---|--:|--:|--:|--:|--:|--:|\n")
	names := large.timing.names()
	slices.SortFunc(names, func(a, b string) int {
		return int(quantile(large.timing.of(b), 0.5) - quantile(large.timing.of(a), 0.5))
	})
	var missed []string
	for _, name := range names {
		l, o := large.timing.of(name), small.timing.of(name)
		growth := float64(quantile(l, 0.5)) / float64(quantile(o, 0.5))
		fmt.Fprintf(s.Out, "| %s | %d | %s | %s | %s | %s | %.2f |\n", name, len(l), ms(quantile(l, 0.5)), ms(quantile(l, 0.99)),
			ms(quantile(o, 0.5)), ms(quantile(o, 0.99)), growth)
		if quantile(l, 0.5) > mostMedian || quantile(l, 0.99) > mostP99 || growth > mostGrowth {
			missed = append(missed, name)
		}
	}
	if len(missed) == 0 {
		fmt.Fprintf(s.Out, "\nEvery page is within %s ms (median), %s ms (p99) and %.1f times (rounds).\n", ms(mostMedian), ms(mostP99), mostGrowth)
		return
	}
	fmt.Fprintf(s.Out, "\nNot within %s ms (median), %s ms (p99) and %.1f times (rounds): %s.\n", ms(mostMedian), ms(mostP99), mostGrowth, strings.Join(missed, "; "))
}
