package site_test

import (
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/organisation"
)

func TestWhoHasLeftIsAVisitor(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	reader := app.As(access.Reader)
	reader.Get("/home").MustContain("Guten Tag")
	p := app.Scene.People[access.Reader]
	p.ValidUntil = organisation.DateOf(app.Now())
	if err := app.Site.Store.PutPeople(t.Context(), []organisation.Person{p}, nil); err != nil {
		t.Fatal(err)
	}
	app.Advance(time.Minute)
	if at := reader.Get("/home").Path(); !strings.HasPrefix(at, "/?done=signin.first") {
		t.Errorf("somebody who has left opens %s", at)
	}
}
