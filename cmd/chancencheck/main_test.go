package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

// tool runs a command to its end.
func tool(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	status = run(t.Context(), args, func(string) string { return "" }, strings.NewReader(""), &out, &problems)
	return status, out.String(), problems.String()
}

// running is a command that goes on until it is stopped.
type running struct {
	stop   context.CancelFunc
	status chan int
	stdout *output
	stderr *output
}

// start starts a command that goes on; it is stopped with the test.
func start(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	r := &running{stop: stop, status: make(chan int, 1), stdout: newOutput(), stderr: newOutput()}
	go func() {
		r.status <- run(ctx, args, func(string) string { return "" }, strings.NewReader(""), r.stdout, r.stderr)
		r.stdout.end()
	}()
	t.Cleanup(func() {
		stop()
		r.stdout.until(t, "", time.Minute)
	})
	return r
}

// output is what a running program prints.
type output struct {
	mu      sync.Mutex
	changed *sync.Cond
	text    strings.Builder
	ended   bool
}

func newOutput() *output {
	o := &output{}
	o.changed = sync.NewCond(&o.mu)
	return o
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text.Write(b)
	o.changed.Broadcast()
	return len(b), nil
}

func (o *output) end() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.ended = true
	o.changed.Broadcast()
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// until waits until the program has printed something that matches, and returns
// the match. An empty pattern waits for the end of the program.
func (o *output) until(t *testing.T, pattern string, patience time.Duration) string {
	t.Helper()
	late := false
	timer := time.AfterFunc(patience, func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		late = true
		o.changed.Broadcast()
	})
	defer timer.Stop()
	re := regexp.MustCompile(pattern)
	o.mu.Lock()
	defer o.mu.Unlock()
	for {
		if found := re.FindString(o.text.String()); pattern != "" && found != "" {
			return found
		}
		if o.ended || late {
			if pattern != "" {
				t.Fatalf("waited for %s, got %q", pattern, o.text.String())
			} else if late {
				t.Error("the program does not end")
			}
			return ""
		}
		o.changed.Wait()
	}
}

// browser keeps cookies and follows redirects.
func browser(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, Timeout: 30 * time.Second}
}

func get(t *testing.T, c *http.Client, url string) (status int, path, body string) {
	t.Helper()
	res, err := c.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Request.URL.Path, string(b)
}

func TestUsage(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"nothing"}, {"serve", "--nothing"}, {"score"}, {}, {"demo", "--links", "xml"}, {"version", "--format", "xml"},
		{"demo", "--addr", "0.0.0.0:8080"}, {"demo", "--addr", ":8080"}, {"demo", "--addr", "192.168.1.5:80"},
		{"serve", "--tls-cert", "a.pem"}, {"serve", "--trusted-proxy", "x"}} {
		status, stdout, stderr := tool(t, args...)
		if status != statusUsage || stdout != "" || stderr == "" {
			t.Errorf("%v: status %d, stdout %q, stderr %q", args, status, stdout, stderr)
		}
	}
	if status, stdout, _ := tool(t, "--help"); status != 0 || !strings.Contains(stdout, "serve") {
		t.Errorf("--help: status %d, %q", status, stdout)
	}
}

func TestServeOnAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "new.db")
	r := start(t, "serve", "--db", db, "--addr", "127.0.0.1:0")
	link := r.stdout.until(t, `http://\S+/setup/[A-Z2-7]{26}\n`, 20*time.Second)
	if status, _, body := get(t, browser(t), strings.TrimSpace(link)); status != http.StatusOK || !strings.Contains(body, "<form") {
		t.Errorf("the set-up link answers %d", status)
	}
	r.stop()
	if status := <-r.status; status != 0 {
		t.Errorf("stopping ends with status %d: %s", status, r.stderr)
	}
	for line := range strings.Lines(r.stderr.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("the log has a line that is no JSON: %s", line)
		}
		if strings.Contains(line, "/setup/") {
			t.Error("the log tells the set-up link")
		}
	}
	if _, err := os.Stat(db + "-wal"); err == nil {
		t.Error("the database was not closed: its log is still there")
	}
}

func TestServeWithAnOrganisationPrintsNoLink(t *testing.T) {
	t.Parallel()
	db := town(t)
	r := start(t, "serve", "--db", db, "--addr", "127.0.0.1:0")
	r.stdout.until(t, `answers at http://`, 20*time.Second)
	r.stop()
	<-r.status
	if strings.Contains(r.stdout.String(), "/setup/") {
		t.Error("a set-up link for a database that is set up")
	}
}

// town makes a database with one organisation and returns its file.
func town(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "town.db")
	db, err := sqlstore.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	org := organisation.Organisation{ID: "town", Name: "Beispielstadt", Levels: []organisation.Level{{ID: "department", Name: "Abteilung"}}}
	if err := db.PutOrganisation(t.Context(), org); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestDemo(t *testing.T) {
	t.Parallel()
	r := start(t, "demo", "--addr", "127.0.0.1:0", "--links", "json")
	var links []link
	if err := json.Unmarshal([]byte(r.stdout.until(t, `(?s)\[.*\]\n`, 3*time.Minute)), &links); err != nil {
		t.Fatal(err)
	}
	var roles []access.Role
	named := map[string]int{}
	for _, l := range links {
		roles = append(roles, l.Role)
		named[l.Organisation]++
		for range 2 { // links of the demo can be used again
			c := browser(t)
			status, path, body := get(t, c, l.URL)
			if status != http.StatusOK || path != "/de/home" || !strings.Contains(body, l.Organisation) {
				t.Errorf("%s: status %d at %s", l.Role, status, path)
			}
		}
	}
	if len(roles) < len(access.Roles) || links[0].Organisation != "Stadt Musterhafen am Rhein" {
		t.Errorf("links for %v", roles)
	}
	if len(named) != 4 || named["Landkreis Rheinauen"] < 5 || named["Gemeinde Auental"] < 5 || named["Kulturverein Hafenlicht e. V."] < 5 {
		t.Errorf("links by organisation: %v", named)
	}
	r.stop()
	if status := <-r.status; status != 0 {
		t.Errorf("stopping ends with status %d: %s", status, r.stderr)
	}
	if !strings.HasSuffix(r.stdout.String(), "]\n") || strings.Count(r.stdout.String(), "\n") != 1 {
		t.Errorf("there is more on stdout than the links: %s", r.stdout)
	}
}

func TestPortInUse(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "a.db")
	r := start(t, "serve", "--db", db, "--addr", "127.0.0.1:0")
	addr := strings.TrimPrefix(r.stdout.until(t, `http://127\.0\.0\.1:\d+`, 20*time.Second), "http://")
	status, _, stderr := tool(t, "serve", "--db", db, "--addr", addr)
	if status != statusFailed || !strings.Contains(stderr, "uses "+addr+" already") {
		t.Errorf("status %d: %s", status, stderr)
	}
}
