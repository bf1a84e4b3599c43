package pagebench

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Limits of what a page makes a browser fetch the first time, in bytes over the
// wire. Source: the requirements on size; 100 KB with fonts is what a telephone
// on a slow line loads in a few seconds.
const (
	mostParticipant = 100_000 // with fonts
	mostStaff       = 150_000 // without fonts
)

// weigher adds up what a browser fetches for a page: the page, its style sheet,
// its script, its icon, and the fonts for the letters that stand on it.
type weigher struct {
	*testing.T
	w *world
}

var (
	linked    = regexp.MustCompile(`(?:href|src)="(/assets/[^"]+)"`)
	fontFaces = regexp.MustCompile(`@font-face\s*{[^}]*}`)
	fontURL   = regexp.MustCompile(`url\(["']?([^)"']+\.woff2)`)
	fontRange = regexp.MustCompile(`unicode-range:([^;}]+)`)
)

// fetch returns a file as it was sent and as it is.
func (t weigher) fetch(path string, cookie *http.Cookie) (sent int, text []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, t.w.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	if cookie != nil {
		req.AddCookie(cookie)
	}
	res, err := browser().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %d, %v", path, res.StatusCode, err)
	}
	if res.Header.Get("Content-Encoding") != "gzip" {
		return len(body), body
	}
	plain, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if text, err = io.ReadAll(plain); err != nil {
		t.Fatal(err)
	}
	return len(body), text
}

// weigh returns the bytes over the wire without fonts, those of the fonts, and
// the bytes of the page itself, sent and plain.
func (t weigher) weigh(v visit) (without, fonts, sent, plain int) {
	t.Helper()
	sent, page := t.fetch("/de"+v.path, v.cookie)
	without = sent
	for _, m := range linked.FindAllSubmatch(page, -1) {
		n, text := t.fetch(string(m[1]), nil)
		without += n
		for _, face := range fontFaces.FindAllString(string(text), -1) {
			if letters(string(page), fontRange.FindStringSubmatch(face)) {
				name := path.Base(fontURL.FindStringSubmatch(face)[1])
				n, _ := t.fetch("/assets/"+name, nil)
				fonts += n
			}
		}
	}
	return without, fonts, sent, len(page)
}

// letters reports whether a page has a letter in one of the ranges of a font; a
// font without ranges is for all.
func letters(page string, ranges []string) bool {
	if ranges == nil {
		return true
	}
	for one := range strings.SplitSeq(ranges[1], ",") {
		from, to, several := strings.Cut(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(one)), "U+"), "-")
		if !several {
			to = strings.ReplaceAll(from, "?", "F")
			from = strings.ReplaceAll(from, "?", "0")
		}
		low, err1 := strconv.ParseInt(from, 16, 32)
		high, err2 := strconv.ParseInt(to, 16, 32)
		if err1 != nil || err2 != nil || strings.ContainsFunc(page, func(r rune) bool { return int64(r) >= low && int64(r) <= high }) {
			return true
		}
	}
	return false
}

// TestWeightOfPages holds every page, in a city with 130 departments, to the
// weight that people on slow lines can wait for.
func TestWeightOfPages(t *testing.T) {
	t.Parallel()
	w, err := newWorld(t.Context(), filepath.Join(t.TempDir(), "city.db"), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	sheets, err := w.sheets(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	visits, err := w.allVisits(t.Context(), sheets[0])
	if err != nil {
		t.Fatal(err)
	}
	scale := weigher{t, w}
	t.Logf("| page | page sent, KB | page plain, KB | first visit without fonts, KB | fonts, KB |")
	for _, v := range visits {
		without, fonts, sent, plain := scale.weigh(v)
		t.Logf("| %s | %.1f | %.1f | %.1f | %.1f |", v.name, kb(sent), kb(plain), kb(without), kb(fonts))
		if participant(v.path) && without+fonts > mostParticipant {
			t.Errorf("%s weighs %d bytes with fonts, more than %d", v.name, without+fonts, mostParticipant)
		}
		if without > mostStaff {
			t.Errorf("%s weighs %d bytes without fonts, more than %d", v.name, without, mostStaff)
		}
	}
}

func kb(bytes int) float64 { return float64(bytes) / 1000 }

// participant reports whether a page is one of those for people without an account.
func participant(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Path == "/join" || strings.HasPrefix(u.Path, "/j/") || strings.HasPrefix(u.Path, "/s/"))
}

// TestProgram builds the program as it is handed out, holds it to its size and
// lets it be measured: how fast it starts is reported and no matter of a test.
func TestProgram(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "chancencheck")
	build := exec.CommandContext(t.Context(), "go", "build", "-ldflags", "-s -w", "-o", file, "chancencheck/cmd/chancencheck")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > MostBinary {
		t.Errorf("the program has %d bytes, more than %d", info.Size(), MostBinary)
	}
	s, out := small(t)
	s.Program = file
	if err := Start(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.Contains(text, fmt.Sprintf("| program, MB | %.1f |", mb(info.Size()))) || !strings.Contains(text, "median of 1 |") {
		t.Error(text)
	}
}

func TestLetters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		page, ranges string
		want         bool
	}{
		{"abc", "U+0000-00FF", true}, {"abc", "U+0100-02BA", false}, {"Milan Petrović", "U+0100-02BA", true},
		{"abc", "U+0600-06FF, U+62", true}, {"abc", "U+6?", true}, {"abc", "U+04??", false},
	} {
		if got := letters(c.page, []string{"", c.ranges}); got != c.want {
			t.Errorf("%q in %s: %v", c.page, c.ranges, got)
		}
	}
	if !letters("x", nil) {
		t.Error("a font without ranges is for all letters")
	}
}
