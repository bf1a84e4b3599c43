package votefile_test

import (
	"fmt"
	"runtime"
	"syscall"
	"testing"
	"time"

	"chancencheck/opinion"
)

// BenchmarkMap draws real conversations cold, all starts included, and reports
// processor time (cpu-ms), which hardly depends on what else runs.
//
//	go test ./internal/votefile -run '^$' -bench Map
func BenchmarkMap(b *testing.B) {
	for _, conv := range conversations {
		votes := conversation(b, conv.name, "participants-votes.csv").Votes
		b.Run(conv.name, func(b *testing.B) { draw(b, votes) })
	}
}

// BenchmarkGrowth draws made-up conversations of 783 statements; the largest has
// the shape of the largest one ever held with Polis. ns/vote stays equal when growth is
// linear, and MB is the largest heap while drawing beyond the votes.
//
//	go test ./internal/votefile -run '^$' -bench Growth -benchtime 3x
func BenchmarkGrowth(b *testing.B) {
	for _, people := range []int{4_178, 8_355, 16_711, 33_422} {
		votes, n := invented(people, 783, 63)
		b.Run(fmt.Sprintf("%dx783", people), func(b *testing.B) {
			cpu := draw(b, votes)
			b.ReportMetric(float64(cpu.Nanoseconds())/float64(b.N*n), "cpu-ns/vote")
			b.ReportMetric(largestHeap(votes), "MB")
			b.ReportMetric(float64(n), "votes")
		})
	}
}

func draw(b *testing.B, votes *opinion.Votes) time.Duration {
	b.ReportAllocs()
	begun := processor(b)
	for b.Loop() {
		if m := opinion.Draw(votes); len(m.Groups) < 2 {
			b.Fatal("no groups")
		}
	}
	cpu := processor(b) - begun
	b.ReportMetric(cpu.Seconds()*1000/float64(b.N), "cpu-ms")
	return cpu
}

func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// largestHeap draws once more while looking at the heap, in MB beyond the votes.
func largestHeap(votes *opinion.Votes) float64 {
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	done := make(chan struct{})
	go func() { opinion.Draw(votes); close(done) }()
	most := uint64(0)
	for {
		runtime.ReadMemStats(&now)
		most = max(most, now.HeapInuse)
		select {
		case <-done:
			return float64(most-before.HeapInuse) / 1e6
		case <-time.After(2 * time.Millisecond):
		}
	}
}

// invented makes a conversation of four camps that see some of the statements
// each, from fixed numbers.
func invented(people, statements, each int) (*opinion.Votes, int) {
	v, n := &opinion.Votes{}, 0
	state := uint64(1)
	next := func(below int) int {
		state = state*6364136223846793005 + 1442695040888963407
		return int((state >> 33) % uint64(below))
	}
	for p := range people {
		camp := []int{0, 0, 0, 1, 1, 2, 2, 3}[next(8)]
		for range each/2 + next(each) {
			s := next(statements)
			vote := opinion.Vote(next(3) - 1)
			if next(10) < 6 { // as the camp does
				vote = opinion.Vote((s*7+s/13*camp+camp*camp)%3 - 1)
			}
			if _, there := v.Vote(fmt.Sprint(p), fmt.Sprint(s)); !there {
				n++
			}
			if err := v.Cast(fmt.Sprint(p), fmt.Sprint(s), vote); err != nil {
				panic(err) // one of three
			}
		}
	}
	return v, n
}
