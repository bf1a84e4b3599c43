package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPlainNamesThePlace(t *testing.T) {
	t.Parallel()
	ins := write(t, "hard.yaml", strings.Replace(strings.Replace(small, "languages: [en]", "languages: [de]", 1), "text: One?", "text: Was wird hier (oft) geprüft?", 1))
	status, stdout, stderr := tool(t, "instrument", "plain", ins)
	want := ins + ":14:45: “wird … geprüft” does not say who acts; name the person or office.\n" +
		ins + ":14:55: “(oft)” is in brackets; make it a sentence or leave it out.\n"
	if status != 0 || stdout != want || !strings.Contains(stderr, "2 places in 1 files") {
		t.Errorf("status %d, stderr %q, stdout\n%s\nwant\n%s", status, stderr, stdout, want)
	}
	status, stdout, _ = tool(t, "instrument", "lint", "--plain", ins)
	if status != 0 || !strings.Contains(stdout, "no mistakes") || !strings.Contains(stdout, ":14:55: ") {
		t.Errorf("lint --plain: status %d, stdout\n%s", status, stdout)
	}
	status, stdout, _ = tool(t, "instrument", "plain", "--format", "csv", "--language", "de", write(t, "area.yaml", "key: Der Antrag wird geprüft.\n"))
	if status != 0 || !strings.Contains(stdout, "area.yaml,1,17,passive,") {
		t.Errorf("sentences: status %d, stdout\n%s", status, stdout)
	}
}

func TestReviewThereAndBack(t *testing.T) {
	t.Parallel()
	ins := write(t, "small.yaml", "# kept\n"+small)
	dir := t.TempDir()
	sheet, corrected := filepath.Join(dir, "review.csv"), filepath.Join(dir, "new.yaml")
	if status, _, stderr := tool(t, "instrument", "review", ins, "-o", sheet); status != 0 {
		t.Fatal(stderr)
	}
	table, err := os.ReadFile(sheet)
	if err != nil {
		t.Fatal(err)
	}
	back := strings.Replace(string(table), "One?;;", "One?;First?;", 1)
	back = strings.Replace(back, "q2;en;text;Two?;;;;\r\n", "", 1)
	back += "q9;en;text;Nine?;New?;never seen;A. B.;2027-01-01\r\n"
	returned := write(t, "back.csv", back)
	status, stdout, stderr := tool(t, "instrument", "review", ins, "--read", returned, "-o", corrected, "--format", "csv")
	for _, want := range []string{"corrected,q1,text,en,First?", "unknown_id,q9,text,en,New?,never seen,A. B.,2027-01-01", ",row_deleted,q2,text,en"} {
		if status != 0 || !strings.Contains(stdout, want) {
			t.Errorf("status %d, stderr %q: %q is not in\n%s", status, stderr, want, stdout)
		}
	}
	got, err := os.ReadFile(corrected)
	if want := strings.Replace("# kept\n"+small, "text: One?", "text: \"First?\"", 1); err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
	if status, _, stderr := tool(t, "instrument", "review", ins, "-o", sheet); status != statusFailed || !strings.Contains(stderr, "exists already") {
		t.Errorf("an existing table is written over: %d, %s", status, stderr)
	}
	broken := write(t, "broken.csv", "a;b\n1;2\n")
	status, _, stderr = tool(t, "instrument", "review", ins, "--read", broken, "-o", filepath.Join(dir, "other.yaml"))
	if status != statusFailed || !strings.Contains(stderr, "lacks columns: ") {
		t.Errorf("status %d, %s", status, stderr)
	}
}
