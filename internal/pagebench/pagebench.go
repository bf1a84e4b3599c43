// Package pagebench measures what people wait for: how long the server takes
// for every page while others save answers, how many whole responses it takes
// in, how fast it starts, and how much the program and its pages weigh.
//
// Everything runs over HTTP on this machine's loopback, ends by itself, and is
// a measurement and no test: what a machine takes depends on the machine. What
// we hold ourselves to are ratios to a reference measured in the same run, and
// sizes, which are ordinary tests of this package.
package pagebench

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// Settings say how long and how hard is measured.
type Settings struct {
	// Out gets the figures, as Markdown.
	Out io.Writer
	// Progress is told what is being done.
	Progress func(what string)
	// Program is the file whose size and start are measured: this program if "".
	Program string
	// Rounds are full rounds in the large database; the small one has one.
	Rounds int
	// People save answers while pages are measured, each after thinking.
	People int
	Think  time.Duration
	// Slice is how long one database is measured before the other has its turn,
	// Turns how often each has.
	Slice time.Duration
	Turns int
	// Connections send whole responses at the same time, Answers in each, for
	// the time Flood per turn.
	Connections, Answers int
	Flood                time.Duration
	// Idle is how long the program rests before its memory is looked at.
	Idle time.Duration
	// Starts is how often the program is started; the median counts.
	Starts int
	// Crowds are how many organisations share a database, the smallest first, and
	// CrowdTurns how often each page is opened in each.
	Crowds     []int
	CrowdTurns int
	// Only is a part of the names of the pages to measure, "" for all.
	Only string
	// Profile is a file for the CPU profile of the pages, "" for none.
	Profile string
}

// Usual are the settings that documented figures were measured with.
func Usual() Settings {
	return Settings{
		Out: os.Stdout, Progress: func(string) {}, Rounds: 10, People: 50, Think: 2 * time.Second, Slice: 6 * time.Second, Turns: 12,
		Connections: 16, Answers: 15, Flood: 5 * time.Second, Idle: 2 * time.Second, Starts: 9,
		Crowds: []int{1, 100, 1000}, CrowdTurns: 200,
	}
}

// Quick are settings for a first look.
func Quick() Settings {
	s := Usual()
	s.Crowds, s.CrowdTurns = []int{1, 100}, 60
	s.Slice, s.Turns, s.Flood, s.Idle = 3*time.Second, 2, 2*time.Second, time.Second
	return s
}

// Machine describes where it runs: without it milliseconds say nothing.
func Machine() string {
	return fmt.Sprintf("%s, %d cores, %s, %s/%s", processor(), runtime.GOMAXPROCS(0), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func processor() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown processor"
	}
	for line := range strings.Lines(string(info)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}

// Load is how many programs wanted a core of this machine in the last minute,
// "" where that is not known. Above the number of cores, others were in the way.
func Load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// quantile returns the value below which a share q of the sorted values lies,
// by nearest rank; 0 for none.
func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// sortedCopy sorts without touching what is still being collected.
func sortedCopy(d []time.Duration) []time.Duration {
	out := slices.Clone(d)
	slices.Sort(out)
	return out
}

// ms prints a time in milliseconds with one decimal, small ones with two.
func ms(d time.Duration) string {
	x := float64(d) / float64(time.Millisecond)
	if x < 1 {
		return fmt.Sprintf("%.2f", x)
	}
	return fmt.Sprintf("%.1f", x)
}

// inDirectory runs f with a directory that is gone afterwards.
func inDirectory(ctx context.Context, f func(ctx context.Context, dir string) error) error {
	dir, err := os.MkdirTemp("", "chancencheck-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return f(ctx, filepath.Clean(dir))
}
