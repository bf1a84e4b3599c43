package signin_test

import (
	"errors"
	"testing"
	"time"

	"chancencheck/organisation"
	"chancencheck/signin"

	"pgregory.net/rapid"
)

var now = time.Date(2026, 3, 17, 9, 0, 0, 0, time.UTC)

func TestASessionIsAnnouncedAndMadeLonger(t *testing.T) {
	t.Parallel()
	s := signin.Begin("h", "id", organisation.Ref{Org: "o", ID: "p"}, signin.ByMail, now)
	end := s.ExpiresAt
	for at, want := range map[time.Duration]bool{-signin.WarnBefore - 1: false, -signin.WarnBefore: true, -1: true, 0: false} {
		if got := s.Ends(end.Add(at)); got != want {
			t.Errorf("%v before the end it says %v", -at, got)
		}
	}
	if _, err := s.Extend(end); !errors.Is(err, signin.ErrOver) {
		t.Errorf("a session that is over is made longer: %v", err)
	}
	early, err := s.Extend(now)
	if err != nil || early != s {
		t.Errorf("asking early costs something: %+v, %v", early, err)
	}
	at := now
	for s.MayExtend() {
		at = s.ExpiresAt.Add(-time.Second)
		if s, err = s.Extend(at); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Extend(at); !errors.Is(err, signin.ErrOver) {
		t.Errorf("a session never ends: %v", err)
	}
	if day := s.ExpiresAt.Sub(now); s.Extended < 10 || day > 24*time.Hour {
		t.Errorf("%d times, %v in all", s.Extended, day)
	}
}

func TestATryEnds(t *testing.T) {
	t.Parallel()
	one := signin.Try{ExpiresAt: now, Wrong: signin.MostWrong - 1}
	if one.Open(now) || !one.Open(now.Add(-1)) {
		t.Error("it ends at another time")
	}
	one.Wrong++
	if one.Open(now.Add(-1)) {
		t.Error("it goes on after too many wrong codes")
	}
	if signin.MayMail(signin.MostMails-1) != nil || !errors.Is(signin.MayMail(signin.MostMails), signin.ErrManyMails) {
		t.Error("mails are counted wrongly")
	}
}

func TestSharedAddresses(t *testing.T) {
	t.Parallel()
	a, b, elsewhere := organisation.Ref{Org: "o", ID: "a"}, organisation.Ref{Org: "o", ID: "b"}, organisation.Ref{Org: "p", ID: "a"}
	for _, c := range []struct {
		people []organisation.Ref
		want   bool
	}{{nil, false}, {[]organisation.Ref{a}, false}, {[]organisation.Ref{a, elsewhere}, false}, {[]organisation.Ref{a, elsewhere, b}, true}} {
		if got := signin.Shared(c.people); got != c.want {
			t.Errorf("%v: %v", c.people, got)
		}
	}
}

// TestOnlyOurPathsAreSafe goes through the known ways to lead somebody away
// (OWASP, unvalidated redirects; CWE-601).
func TestOnlyOurPathsAreSafe(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{
		"", "rounds", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "/\\/evil.example", "https://evil.example",
		"https:evil.example", "http:/evil.example", "javascript:alert(1)", "data:text/html,x", "/\tevil.example", "/\n/evil.example", "/%09/evil.example",
		"/%2F/evil.example", "/%2f%2fevil.example", "/%5cevil.example", "/..//evil.example", "/../x", "/./x", "/.evil.example", "/@evil.example",
		"/a//b", "/rounds#x", "//user@evil.example", "/rounds\x00", "/ümlaut", "/%0d%0aSet-Cookie:x", " /rounds", "?to=/x", "/" + string(make([]byte, 600)),
	} {
		if got := signin.SafePath(bad); got != "" {
			t.Errorf("%q leads to %q", bad, got)
		}
	}
	for _, good := range []string{"/", "/rounds", "/rounds/ABC/needs?level=2&as=x", "/checks/A-1_b"} {
		if got := signin.SafePath(good); got != good {
			t.Errorf("%q leads to %q", good, got)
		}
	}
}

func TestASafePathStaysOnThisHost(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		path := signin.SafePath(rapid.StringMatching(`[/\\.%?#@:a-z0-9 \t]{0,12}`).Draw(t, "path"))
		if path != "" && (path[0] != '/' || len(path) > 1 && (path[1] == '/' || path[1] == '\\')) {
			t.Errorf("%q", path)
		}
	})
}
