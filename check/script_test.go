package check

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestScriptsOfTheGuide(t *testing.T) {
	t.Parallel()
	cases := map[int][]Phase{
		45: {{Purpose, 5}, {WhatWorks, 5}, {AllCards, 10}, {OnItems, 15}, {Steps, 7}, {Closing, 3}},
		90: {{Purpose, 5}, {WhatWorks, 10}, {OnItems, 40}, {Steps, 20}, {Needs, 10}, {Closing, 5}},
	}
	for minutes, want := range cases {
		if diff := cmp.Diff(want, Script(minutes)); diff != "" {
			t.Errorf("%d minutes: %s", minutes, diff)
		}
	}
}

func TestSlots(t *testing.T) {
	t.Parallel()
	for minutes, want := range map[int]int{20: 1, 45: 3, 60: 5, 90: 8, 120: 10, 240: 28} {
		if got := Slots(minutes); got != want {
			t.Errorf("%d minutes: %d items, want %d", minutes, got, want)
		}
	}
}

func TestScriptsFillTheSession(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		minutes := rapid.IntRange(20, 480).Draw(t, "minutes")
		sum := 0
		for _, p := range Script(minutes) {
			if p.Minutes < 1 {
				t.Fatalf("%s has %d minutes", p.Name, p.Minutes)
			}
			sum += p.Minutes
		}
		if sum != minutes || Slots(minutes) < 1 {
			t.Fatalf("%d minutes of %d, %d items", sum, minutes, Slots(minutes))
		}
	})
}

func TestPhaseAt(t *testing.T) {
	t.Parallel()
	script := Script(90)
	cases := []struct {
		since time.Duration
		place int
		left  time.Duration
		ok    bool
	}{
		{-time.Second, 0, 0, false},
		{0, 0, 5 * time.Minute, true},
		{5 * time.Minute, 1, 10 * time.Minute, true},
		{54*time.Minute + 30*time.Second, 2, 30 * time.Second, true},
		{89 * time.Minute, 5, time.Minute, true},
		{90 * time.Minute, 0, 0, false},
	}
	for _, c := range cases {
		place, left, ok := PhaseAt(script, c.since)
		if place != c.place || left != c.left || ok != c.ok {
			t.Errorf("after %v: %d %v %v", c.since, place, left, ok)
		}
	}
}
