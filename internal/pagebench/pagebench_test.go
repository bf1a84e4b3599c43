package pagebench

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test program be the server that Responses starts.
func TestMain(m *testing.M) {
	if child, err := Child(context.Background()); child {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// small are settings that only show that measuring works.
func small(t *testing.T) (Settings, *strings.Builder) {
	t.Helper()
	var out strings.Builder
	s := Usual()
	s.Out, s.Progress = &out, func(what string) { t.Log(what) }
	s.Rounds, s.People, s.Think, s.Slice, s.Turns, s.Starts, s.Idle = 1, 3, 50*time.Millisecond, time.Second, 1, 1, 0
	s.Connections, s.Flood = 2, 300*time.Millisecond
	return s, &out
}

// TestPages measures for a moment: every page opens, answers are saved, and
// both databases are in the table.
func TestPages(t *testing.T) {
	t.Parallel()
	s, out := small(t)
	s.Only = "sheet"
	if err := Pages(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| save an answer |", "| sheet |", "| sheet, end |", "within 20.0 ms"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}

// TestCrowd measures for a moment: a page is opened in a city by itself and in
// one among others.
func TestCrowd(t *testing.T) {
	t.Parallel()
	s, out := small(t)
	s.Crowds, s.CrowdTurns = []int{1, 3}, 1
	if err := Crowd(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| page | median ms, 1 | median ms, 3 | ratio |", "| sign in by link |", "| check, preparing |"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}

// TestResponses measures for a moment, with servers in processes of their own.
func TestResponses(t *testing.T) {
	t.Parallel()
	s, out := small(t)
	if err := Responses(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"| product |", "| bare handler |", "product : bare handler = "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}

func TestQuantile(t *testing.T) {
	t.Parallel()
	d := make([]time.Duration, 100)
	for i := range d {
		d[99-i] = time.Duration(i + 1)
	}
	sorted := sortedCopy(d)
	for q, want := range map[float64]time.Duration{0: 1, 0.5: 51, 0.99: 100, 1: 100} {
		if got := quantile(sorted, q); got != want {
			t.Errorf("quantile %v is %d, want %d", q, got, want)
		}
	}
	if quantile(nil, 0.5) != 0 {
		t.Error("nothing has no quantile")
	}
	if d[0] != 100 {
		t.Error("what is still being collected was sorted")
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	url, err := addressIn(bufio.NewScanner(strings.NewReader("starting\nChancenCheck 1 answers at http://127.0.0.1:4711\n")))
	if err != nil || url != "http://127.0.0.1:4711" {
		t.Errorf("%q, %v", url, err)
	}
	if _, err := addressIn(bufio.NewScanner(strings.NewReader("no\n"))); err == nil {
		t.Error("found an address where there is none")
	}
}

func TestProcessFigures(t *testing.T) {
	t.Parallel()
	if _, ok := cpu(os.Getpid()); !ok {
		t.Error("the processor time of this process is not known")
	}
	if m := resident(os.Getpid()); m < 1<<20 {
		t.Errorf("this process needs %d bytes", m)
	}
	if resident(-1) != 0 {
		t.Error("a process that does not exist has memory")
	}
}
