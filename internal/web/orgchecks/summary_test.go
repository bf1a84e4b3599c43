package orgchecks_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/scene"
	"chancencheck/orgcheck"
)

var pdfPage = regexp.MustCompile(`/Type /Page\b[^s]`)

// TestTwoPagesAreTwoPages: also when an outside evaluator has written as much as
// fits, the council reads two pages.
func TestTwoPagesAreTwoPages(t *testing.T) {
	t.Parallel()
	app, c := town(t, scene.OrgClosed)
	ins, err := app.Site.Instruments.Get(t.Context(), c.Org, c.Instrument)
	if err != nil {
		t.Fatal(err)
	}
	act := app.Scene.Act(access.Evaluator)
	for _, f := range ins.Fields {
		w := orgcheck.Words{Field: f.ID, Text: strings.Repeat("Vieles ist begonnen, manches hängt an Einzelnen. ", 40), By: orgcheck.Sign(act, "Marta Lindqvist", "Programm"), Version: 1}
		if err := orgcheck.Appraise(t.Context(), app.Site.Store, act, c.Ref, ins, w); err != nil {
			t.Fatal(err)
		}
	}
	file := app.As(access.Coordinator).Get(at(c, "/result/summary.pdf")).MustStatus(http.StatusOK)
	if n := len(pdfPage.FindAllString(file.Body, -1)); n != 2 {
		t.Errorf("%d pages", n)
	}
}
