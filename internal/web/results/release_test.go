package results_test

import (
	"net/http"
	"net/url"
	"testing"

	"chancencheck/access"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
)

// TestACountySeesWhatIsReleasedAndNothingElse: before, during and after.
func TestACountySeesWhatIsReleasedAndNothingElse(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	all, err := scene.Neighbours(t.Context(), scene.Stage{Store: app.Site.Store, Instruments: app.Site.Instruments, NewID: scene.Seeded("n"), Now: app.Now()})
	if err != nil {
		t.Fatal(err)
	}
	county, town := all[0], all[1]
	at := func(s *scene.Scene, role access.Role) *apptest.Client {
		return app.AsPerson(organisation.Ref{Org: s.Org.ID, ID: string(s.People[role].ID)})
	}
	release := "/rounds/" + string(town.Round.ID)
	joint := "/released/auental/" + string(town.Round.ID)
	reader, coordinator := at(county, access.Reader), at(town, access.Coordinator)
	reader.Get("/released").MustStatus(http.StatusOK).MustContain("Gemeinde Auental", "ChancenCheck Auental")
	reader.Get(joint).MustStatus(http.StatusOK).MustContain("Gemeinde Auental").MustNotContain("Bürgerbüro", "Ruth Ehlers", "Bauamt")
	at(county, access.Facilitator).Get("/released").MustStatus(http.StatusForbidden)
	at(county, access.Coordinator).Get("/rounds/" + string(town.Round.ID) + "/needs").MustStatus(http.StatusNotFound)
	at(all[2], access.Coordinator).Get(joint).MustStatus(http.StatusNotFound)
	app.As(access.Coordinator).Get(joint).MustStatus(http.StatusNotFound)

	at(town, access.UnitLead).PostForm(release+"/withdraw", url.Values{}).MustStatus(http.StatusForbidden)
	coordinator.Get(release+"/release").MustContain("Landkreis Rheinauen sieht das seit", "Freigabe zurücknehmen")
	coordinator.PostForm(release+"/withdraw", url.Values{}).MustContain("zurückgenommen", "Für Landkreis Rheinauen freigeben")
	reader.Get(joint).MustStatus(http.StatusNotFound)
	reader.Get("/released").MustContain("Noch nichts freigegeben")
	coordinator.PostForm(release+"/release", url.Values{}).MustContain("Die Runde ist freigegeben")
	reader.Get(joint).MustStatus(http.StatusOK)
	at(town, access.Admin).Get("/audit").MustContain("Runde freigegeben", "Freigabe zurückgenommen")

	mine := "/rounds/" + string(app.Scene.Round.ID) + "/release"
	app.As(access.Coordinator).PostForm(mine, url.Values{}).MustStatus(http.StatusConflict).MustContain("keine andere")
}
