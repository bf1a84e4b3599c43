package catalogue_test

import (
	"archive/zip"
	"net/url"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/apptest"
)

// whole asks for the whole kit and waits until the page offers it.
func whole(t *testing.T, who *apptest.Client, query string) *apptest.Page {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	p := who.PostForm(path+"/kit", values).MustStatus(200)
	for deadline := time.Now().Add(2 * time.Minute); !strings.Contains(p.Body, "all.zip"); {
		if time.Now().After(deadline) || !strings.Contains(p.Body, "<progress") {
			t.Fatal("the kit does not get ready")
		}
		time.Sleep(50 * time.Millisecond)
		p = who.Get(path + "/kit?" + query).MustStatus(200)
	}
	return p
}

func TestKit(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	app.Site.PDF.Close()
	app.Site.PDF = nil // what the renderer does is tested where it is
	who := app.As(access.Reader)
	p := who.Get(path + "/kit").MustStatus(200)
	p.MustContain("Mappe zum Ausdrucken", "Ablauf für die Moderation", "Fragekarten", "Auswertung als Tabelle, Format Impuls", "noch nicht erstellt", "keine PDF-Dateien")
	p = whole(t, who, "kind=facility&papers=en")
	p.MustContain("Script for the facilitator", "Mappe herunterladen", " KB").MustNotContain("noch nicht erstellt")
	all := who.Get(path + "/kit/all.zip?kind=facility&papers=en").MustStatus(200)
	z, err := zip.NewReader(strings.NewReader(all.Body), int64(len(all.Body)))
	if err != nil || len(z.File) < 12 {
		t.Fatalf("the archive: %v", err)
	}
	if d := all.Header.Get("Content-Disposition"); d != "attachment; filename=service-check-1.1-facility-en.zip" {
		t.Errorf("the archive is called %s", d)
	}
	for _, file := range []string{"heads.odt?kind=facility&papers=en", "heads.odt", "evaluation-impuls.xlsx"} {
		if one := who.Get(path + "/kit/" + file).MustStatus(200); !strings.HasPrefix(one.Body, "PK") {
			t.Errorf("%s is no package", file)
		}
	}
	who.Get(path + "/kit/questions.html").MustStatus(200).MustContain("Frage 12")
	who.Get(path + "/kit/heads.pdf").MustStatus(503)
	for _, wrong := range []string{"/kit?papers=fr", "/kit?kind=none", "/kit/none.odt", "/kit/heads.exe", "/kit/heads.xlsx", "/kit/all.zip", "/kit/evaluation-impuls.odt"} {
		who.Get(path + wrong).MustStatus(404)
	}
}

// TestKitIsForThoseWhoReadInstruments opens the kit in every role.
func TestKitIsForThoseWhoReadInstruments(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	for _, role := range access.Roles {
		who := app.As(role)
		want := who.Get(path).Status
		for _, at := range []string{"/kit", "/kit/heads.odt"} {
			if got := who.Get(path + at).Status; got != want {
				t.Errorf("%s by %s: %d, want %d", at, role, got, want)
			}
		}
	}
	visitor := app.Visitor()
	if p := visitor.Get(path + "/kit"); p.Path() == path+"/kit" {
		t.Error("a visitor sees the kit")
	}
	visitor.PostForm(path+"/kit", nil).MustNotContain("<progress")
}

func TestKitAsPDF(t *testing.T) {
	t.Parallel()
	app := apptest.New(t)
	if p := app.As(access.UnitLead).Get(path + "/kit/heads.pdf").MustStatus(200); !strings.HasPrefix(p.Body, "%PDF-") {
		t.Error("no PDF")
	}
}
