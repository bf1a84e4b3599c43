package assets_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// TestContrast checks the pairs of colours that our parts put on each other: text 4.5:1 (WCAG 1.4.3), lines that carry
// meaning 3:1 (WCAG 1.4.11), in both themes.
func TestContrast(t *testing.T) {
	t.Parallel()
	light := colours(t, "src/css/tokens.css", nil)
	dark := colours(t, "src/css/dark.css", light)
	grounds := []string{"page", "surface", "sunken"}
	for theme, c := range map[string]map[string]string{"light": light, "dark": dark} {
		at := func(fore, ground string, least float64) {
			if got := contrast(t, c[fore], c[ground]); got < least {
				t.Errorf("%s: %s on %s has %.2f:1, want %.1f:1", theme, fore, ground, got, least)
			}
		}
		for _, g := range grounds {
			for _, text := range []string{"ink", "muted", "action", "stop", "ok"} {
				at(text, g, 4.5)
			}
			at("edge", g, 3)
			at("accent", g, 3)
			at("focus", g, 3)
		}
		for _, state := range []string{"info", "ok", "warn", "stop"} {
			at(state, state+"-soft", 4.5)
			at("ink", state+"-soft", 4.5)
		}
		at("ink", "accent-soft", 4.5)
		at("ink", "action-soft", 4.5)
		at("muted", "action-soft", 4.5)
		at("action", "action-soft", 4.5)
		at("on-action", "action", 4.5)
		at("on-action", "action-strong", 4.5)
		for _, level := range []string{"0", "1", "2", "3", "4"} {
			at("on-l"+level, "l"+level, 4.5)
		}
		// The charts write with the text colours of 1 and 4 on the lighter and the darker levels.
		at("on-l1", "l0", 4.5)
		at("on-l1", "l2", 4.5)
		at("on-l4", "l3", 4.5)
	}
}

var token = regexp.MustCompile(`--cc-([a-z0-9-]+): (#[0-9a-f]{6});`)

// colours reads the tokens of a file on top of others.
func colours(t *testing.T, file string, base map[string]string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for k, v := range base {
		all[k] = v
	}
	for _, m := range token.FindAllStringSubmatch(string(text), -1) {
		all[m[1]] = m[2]
	}
	return all
}

// contrast is the ratio of WCAG 2.2.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if len(colour) != 7 {
		t.Fatalf("no such colour: %q", colour)
	}
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
