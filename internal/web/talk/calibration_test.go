package talk_test

import (
	"net/http"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
)

// TestATeamTriesOutTheLevels: the reasoning is hidden until the room has judged,
// and nothing of it is kept.
func TestATeamTriesOutTheLevels(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	at := "/checks/" + string(app.Check(scene.Counter).ID)
	c := app.As(access.Facilitator)
	c.Get(at).MustContain("Stufen gemeinsam ausprobieren")
	c.Get(at+"/calibration").MustContain("Ein Bürgerbüro, frei erfunden", "Wie viele Karten").MustNotContain("Wir kamen auf Stufe 2")
	c.Get(at+"/calibration?n0=&n1=2&n2=3&n3=1").MustContain("insgesamt 6", "Wir kamen auf Stufe 2", "Wer am weitesten auseinanderliegt")
	c.Get(at + "/calibration?n1=100").MustStatus(http.StatusUnprocessableEntity).MustContain("von 0 bis 99")
	c.Get(at + "/calibration?n1=viele").MustStatus(http.StatusUnprocessableEntity).MustNotContain("Wir kamen auf Stufe 2")
	c.In("en").Get(at + "/calibration?n2=1").MustContain("A citizens' office, entirely made up")
	app.As(access.Reader).Get(at + "/calibration").MustStatus(http.StatusForbidden)
}
