package hall_test

import (
	"bufio"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chancencheck/access"
	"chancencheck/dialogue"
	"chancencheck/internal/apptest"
)

// opened is a small town in which an event is going on.
func opened(t *testing.T) (*apptest.App, *dialogue.Event) {
	t.Helper()
	app := apptest.New(t)
	e, err := app.Scene.KickOff(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return app, e
}

// join lets a phone join and returns the path of its page.
func join(t *testing.T, c *apptest.Client, e *dialogue.Event, values url.Values) string {
	t.Helper()
	at := c.PostForm("/e/"+e.Code, values).MustStatus(http.StatusOK).Path()
	at, _, _ = strings.Cut(at[strings.Index(at, "/d/"):], "?")
	return at
}

// TestAPhoneTakesPart: from the typed code to a vote, an idea that waits, the
// reason why it is hidden, without account and without cookie.
func TestAPhoneTakesPart(t *testing.T) {
	t.Parallel()
	app, e := opened(t)
	phone := app.Visitor()
	typed := strings.ToLower(e.Code[:4] + " " + e.Code[4:])
	phone.PostForm("/join", url.Values{"code": {typed}}).MustStatus(http.StatusOK).MustContain(e.Title, "ohne Anmeldung")
	at := join(t, phone, e, nil)
	page := phone.Get(at).MustStatus(http.StatusOK)
	page.MustContain("beantwortet: 0 von 3")
	rec, err := app.Site.Store.EventRecord(t.Context(), e.Ref)
	if err != nil {
		t.Fatal(err)
	}
	id := string(rec.Statements[0].ID)
	phone.PostForm(at+"/vote", url.Values{"statement": {id}, "vote": {"agree"}}).MustContain("beantwortet: 1 von 3")
	phone.PostForm(at+"/vote", url.Values{"statement": {id}, "vote": {"perhaps"}}).MustStatus(http.StatusUnprocessableEntity)
	phone.PostForm(at+"/vote", url.Values{"statement": {"none"}, "vote": {"agree"}}).MustStatus(http.StatusConflict)
	idea := url.Values{"sort": {"idea"}, "text": {"Fragen Sie Frau Yılmaz <script>"}}
	phone.PostForm(at+"/say", idea).MustStatus(http.StatusUnprocessableEntity).MustContain("ein Name", "Frau Yılmaz")
	idea.Set("sure", "1")
	phone.PostForm(at+"/say", idea).MustContain("wartet auf Prüfung")
	mine := contribution(t, app, e)
	facilitator := app.As(access.Facilitator)
	facilitator.PostForm("/events/"+string(e.ID)+"/queue", url.Values{"id": {string(mine.ID)}, "version": {"1"}, "reason": {"personal_data"}}).MustStatus(http.StatusOK)
	facilitator.PostForm("/events/"+string(e.ID)+"/queue", url.Values{"id": {string(mine.ID)}, "version": {"1"}, "to": {"shown"}}).MustStatus(http.StatusConflict)
	phone.Get(at).MustContain("Angaben über eine Person", mine.Slip)
	app.Visitor().Get("/slip/" + mine.Slip).MustContain("Angaben über eine Person")
	if cookies := phone.Cookies(); len(cookies) != 0 {
		t.Errorf("cookies %v", cookies)
	}
}

// contribution is the one that reveals a name.
func contribution(t *testing.T, app *apptest.App, e *dialogue.Event) *dialogue.Contribution {
	t.Helper()
	all, err := app.Site.Store.Contributions(t.Context(), e.Ref)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		if strings.Contains(c.Text, "Yılmaz") {
			return c
		}
	}
	t.Fatal("nobody said it")
	return nil
}

// TestHostsDoNotVote: neither who says so nor who is signed in.
func TestHostsDoNotVote(t *testing.T) {
	t.Parallel()
	app, e := opened(t)
	rec, err := app.Site.Store.EventRecord(t.Context(), e.Ref)
	if err != nil {
		t.Fatal(err)
	}
	vote := url.Values{"statement": {string(rec.Statements[0].ID)}, "vote": {"agree"}}
	host := app.Visitor()
	host.PostForm(join(t, host, e, url.Values{"host": {"1"}})+"/vote", vote).MustStatus(http.StatusNotFound)
	staff := app.As(access.Respondent)
	staff.PostForm(join(t, staff, e, nil)+"/vote", vote).MustStatus(http.StatusForbidden)
}

// TestAScribeWrites: the page of a table works without a script, saves one point
// with it, and what is saved twice is one point.
func TestAScribeWrites(t *testing.T) {
	t.Parallel()
	app, e := opened(t)
	scribe, at := app.Visitor(), "/t/"+e.Tables[2].Code
	if got := scribe.Get(at).MustContain("Tisch 3").Form(at).Get("text-1"); got != "Unterlagen werden mehrmals verlangt" {
		t.Errorf("the first point says %q", got)
	}
	values := url.Values{"round": {"1"}, "text-2": {"Gebühr vorher sagen"}, "more-2": {"Auf der Einladung."}, "sort-2": {"idea"}}
	for range 2 {
		if got := scribe.PostForm(at, values).MustStatus(http.StatusOK).Form(at).Get("text-2"); got != "Gebühr vorher sagen" {
			t.Errorf("the second point says %q", got)
		}
	}
	c, err := app.Site.Store.Contribution(t.Context(), e.Ref, dialogue.PointID(e.Tables[2].ID, 1, 2))
	if err != nil || c.Version != 1 || c.Sort != dialogue.Idea {
		t.Errorf("%+v, %v", c, err)
	}
	values.Set("text-2", "!!!")
	if got := scribe.PostForm(at, values).MustStatus(http.StatusUnprocessableEntity).Form(at).Get("text-2"); got != "!!!" {
		t.Errorf("a refused form comes back with %q", got)
	}
	app.As(access.Facilitator).Get("/events/" + string(e.ID) + "/wall").MustContain("Auftakt").MustContain(e.Code[:4])
}

// TestWrongCodesTellNothing: however a code is wrong the answer is the same, and
// however many wrong ones come, a right one opens.
func TestWrongCodesTellNothing(t *testing.T) {
	t.Parallel()
	app, e := opened(t)
	guesser := app.Visitor()
	want := guesser.Get("/e/AAAAAAAA").MustStatus(http.StatusNotFound).Main()
	for _, at := range []string{"/e/BBBBBBBB", "/t/AAAAAAAAAAAAAAAA", "/d/AAAAAAAAAAAAAAAA", "/slip/AAAAAAAA", "/e/" + e.Tables[0].Code} {
		if got := guesser.Get(at).MustStatus(http.StatusNotFound).Main(); got != want {
			t.Errorf("%s answers %q", at, got)
		}
	}
	for range 310 {
		guesser.Get("/e/CCCCCCCC")
	}
	guesser.Get("/e/CCCCCCCC").MustStatus(http.StatusServiceUnavailable)
	app.Visitor().Get("/e/" + e.Code).MustStatus(http.StatusOK)
	join(t, app.Visitor(), e, nil)
}

// TestOneDeviceDoesNotDrownTheOthers: ten thousand ideas from one phone are
// twenty, and a device that is stopped sends none.
func TestOneDeviceDoesNotDrownTheOthers(t *testing.T) {
	t.Parallel()
	app, e := opened(t)
	phone := app.Visitor()
	at := join(t, phone, e, nil)
	idea := url.Values{"sort": {"idea"}, "text": {"Noch eine Idee"}}
	for range dialogue.MostOfDevice {
		phone.PostForm(at+"/say", idea).MustStatus(http.StatusOK)
	}
	phone.PostForm(at+"/say", idea).MustStatus(http.StatusConflict)
}

// TestAPhoneHearsOfTheNextStep: the stream of a device opens, also through what
// compresses pages, and says that something has changed and nothing else.
func TestAPhoneHearsOfTheNextStep(t *testing.T) {
	t.Parallel()
	app, e := opened(t)
	at := join(t, app.Visitor(), e, nil)
	res, err := http.Get(app.URL + "/de" + at + "/live")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	if !lines.Scan() || lines.Text() != ": open" {
		t.Fatalf("status %d: %q", res.StatusCode, lines.Text())
	}
	app.As(access.Facilitator).PostForm("/events/"+string(e.ID)+"/turn",
		url.Values{"do": {"turn"}, "from": {string(e.Now)}, "to": {string(e.Agenda[1].ID)}}).MustStatus(http.StatusOK)
	for lines.Scan() {
		if lines.Text() == "data: changed" {
			return
		}
	}
	t.Errorf("nothing came: %v", lines.Err())
}
