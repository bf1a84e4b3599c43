// Package apptest starts the whole program for a test: the real pages, on a
// real port, with a fresh database and a small town in it.
//
//	app := apptest.New(t)
//	page := app.As(access.Coordinator).Get("/rounds")
//	page.MustContain("ChancenCheck Frühjahr")
//
// The clock stands still until the test moves it, ids are the same every time,
// and a text that is missing in a language fails the test.
package apptest

import (
	"context"
	"io"
	"log/slog"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/app"
	"chancencheck/internal/i18n"
	"chancencheck/internal/mail"
	"chancencheck/internal/pgtest"
	"chancencheck/internal/scene"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/signin"

	"net/http"
)

// Engine is the environment variable that chooses the database: "postgres", or
// anything else for SQLite.
const Engine = "CHANCENCHECK_TEST_ENGINE"

// Moment is when tests take place unless they say otherwise: a Tuesday morning.
var Moment = time.Date(2026, time.March, 17, 9, 30, 0, 0, time.UTC)

// App is the running program.
type App struct {
	Site *site.Site
	// URL is where it answers, without a slash at the end.
	URL string
	// Scene is the small town; nil with Empty.
	Scene *scene.Scene
	// DSN is the database, for tests that look into its file.
	DSN string
	// Outbox remembers the mails; nil with NoMail.
	Outbox *mail.Memory

	t     testing.TB
	mu    sync.Mutex
	clock time.Time
}

type settings struct {
	moment  time.Time
	seed    string
	empty   bool
	missing bool
	noMail  bool
}

// Option changes how the program is started.
type Option func(*settings)

// At starts the clock at another moment.
func At(moment time.Time) Option { return func(s *settings) { s.moment = moment } }

// Seed gives other ids.
func Seed(seed string) Option { return func(s *settings) { s.seed = seed } }

// Empty starts without any organisation.
func Empty() Option { return func(s *settings) { s.empty = true } }

// NoMail starts an installation that sends no mail.
func NoMail() Option { return func(s *settings) { s.noMail = true } }

// MissingTexts lets pages ask for texts that are not there yet.
func MissingTexts() Option { return func(s *settings) { s.missing = true } }

// New starts the program and ends it with the test.
func New(t testing.TB, options ...Option) *App {
	t.Helper()
	s := settings{moment: Moment, seed: "apptest"}
	for _, o := range options {
		o(&s)
	}
	a := &App{t: t, clock: s.moment, DSN: dsn(t)}
	server := httptest.NewUnstartedServer(nil)
	a.URL = "http://" + server.Listener.Addr().String()
	outbox := mail.Off
	if !s.noMail {
		a.Outbox = &mail.Memory{}
		outbox = a.Outbox
	}
	opened, err := app.Open(t.Context(), app.Settings{
		DSN: a.DSN, BaseURL: a.URL, Drafts: true, Outbox: outbox, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Now: a.Now, NewID: scene.Seeded(s.seed), OnMissing: a.missing(s.missing),
	})
	if err != nil {
		t.Fatalf("start the program: %v", err)
	}
	a.Site = opened.Site
	if !s.empty {
		stage := scene.Stage{Store: a.Site.Store, Instruments: a.Site.Instruments, NewID: a.Site.NewID, Now: s.moment}
		if a.Scene, err = scene.Small(t.Context(), stage); err != nil {
			t.Fatal(err)
		}
	}
	server.Config.Handler = opened.Handler()
	server.Start()
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		if err := opened.Close(); err != nil {
			t.Errorf("close the program: %v", err)
		}
	})
	return a
}

func dsn(t testing.TB) string {
	if os.Getenv(Engine) == "postgres" {
		return pgtest.DSN(t)
	}
	return filepath.Join(t.TempDir(), "chancencheck.db")
}

// missing reports texts that are not there.
func (a *App) missing(allowed bool) func(i18n.Tag, string) {
	return func(lang i18n.Tag, key string) {
		if !allowed {
			a.t.Errorf("the text %s is missing in %s", key, lang)
		}
	}
}

// Now is what the program's clock shows.
func (a *App) Now() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.clock
}

// Advance moves the program's clock.
func (a *App) Advance(d time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.clock = a.clock.Add(d)
}

// Bring moves the check of a unit of the scene on to a step; see scene.Bring.
func (a *App) Bring(unit organisation.UnitID, to scene.Step) *check.Check {
	a.t.Helper()
	c, err := a.Scene.Bring(a.t.Context(), unit, to)
	if err != nil {
		a.t.Fatal(err)
	}
	return c
}

// WithSheets fills in sheets for a unit of the scene and returns their secrets.
func (a *App) WithSheets(unit organisation.UnitID, sheets int) []sheetbox.Secret {
	a.t.Helper()
	secrets, err := a.Scene.WithSheets(a.t.Context(), unit, sheets)
	if err != nil {
		a.t.Fatal(err)
	}
	return secrets
}

// Check returns the check of a unit of the scene as it is now.
func (a *App) Check(unit organisation.UnitID) *check.Check {
	a.t.Helper()
	c, err := a.Scene.Check(a.t.Context(), unit)
	if err != nil {
		a.t.Fatal(err)
	}
	return c
}

// Visitor is somebody who is not signed in.
func (a *App) Visitor() *Client {
	jar, err := cookiejar.New(nil)
	if err != nil {
		a.t.Fatal(err)
	}
	return &Client{app: a, http: &http.Client{Jar: jar, Timeout: time.Minute}}
}

// As is the person of the scene with a role, signed in.
func (a *App) As(role access.Role) *Client {
	a.t.Helper()
	p, ok := a.Scene.People[role]
	if !ok {
		a.t.Fatalf("nobody in the scene is %s", role)
	}
	return a.AsPerson(p.Ref())
}

// AsPerson is any person, signed in.
func (a *App) AsPerson(who organisation.Ref) *Client {
	a.t.Helper()
	c := a.Visitor()
	token := a.Site.NewID() + a.Site.NewID()
	if err := a.Site.Store.PutSession(context.Background(), signin.Begin(site.HashToken(token), a.Site.NewID(), who, signin.ByLink, a.Now())); err != nil {
		a.t.Fatal(err)
	}
	home, err := url.Parse(a.URL)
	if err != nil {
		a.t.Fatal(err)
	}
	c.http.Jar.SetCookies(home, []*http.Cookie{{Name: "chancencheck", Value: token, Path: "/"}})
	return c
}

// SignInURL is a link that signs the person with a role in, for browsers.
func (a *App) SignInURL(role access.Role) string {
	a.t.Helper()
	token := a.Site.NewID()
	who := a.Scene.People[role].Ref()
	if err := a.Site.Store.PutLink(context.Background(), site.HashToken(token), who, true, a.Now().Add(time.Hour)); err != nil {
		a.t.Fatal(err)
	}
	return a.URL + "/in/" + token
}

// drain reads a body to its end.
func drain(r io.ReadCloser) (string, error) {
	defer r.Close()
	b, err := io.ReadAll(r)
	return string(b), err
}
