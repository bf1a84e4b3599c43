package apptest_test

import (
	"net/http"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/internal/web/site"
)

func TestEveryRoleIsSignedIn(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, apptest.MissingTexts())
	for _, role := range access.Roles {
		if page := app.As(role).Get("/home"); page.Path() != "/home" {
			t.Errorf("%s is sent to %s", role, page.Path())
		}
	}
	if page := app.Visitor().Get("/home"); page.Path() == "/home" {
		t.Error("a visitor sees what people see who are signed in")
	}
}

func TestSessionEndsWithItsTime(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, apptest.MissingTexts())
	reader := app.As(access.Reader)
	app.Advance(site.SessionLength + time.Second)
	if page := reader.Get("/home"); page.Path() == "/home" {
		t.Error("a session outlives its time")
	}
}

func TestChecksAtEveryStep(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, apptest.MissingTexts())
	want := map[scene.Step]check.State{
		scene.Preparing: check.Preparing, scene.Noted: check.Preparing, scene.Talking: check.Talking,
		scene.Agreed: check.Talking, scene.Finished: check.Finished, scene.Signed: check.Signed,
	}
	for step := scene.Preparing; step <= scene.Signed; step++ {
		if c := app.Bring(scene.Counter, step); c.State != want[step] {
			t.Errorf("step %d: the check is %s, want %s", step, c.State, want[step])
		}
	}
	if n := len(app.WithSheets(scene.Library, 2)); n != 2 {
		t.Errorf("%d sheets, want 2", n)
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	app := apptest.New(t, apptest.Empty(), apptest.MissingTexts())
	app.Visitor().Get("/healthz").MustStatus(http.StatusOK).MustContain("ok")
}
