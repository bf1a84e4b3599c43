package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

func TestRecoverAnAdministrator(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "a.db")
	db, err := sqlstore.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	left := organisation.Person{Org: "o", ID: "left", Name: "Fort", ValidUntil: "2020-01-01"}
	if err := db.PutOrganisation(t.Context(), organisation.Organisation{ID: "o", Name: "Stadt"}); err != nil {
		t.Fatal(err)
	}
	if err := db.PutPeople(t.Context(), []organisation.Person{left}, nil); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	base := []string{"admin", "recover", "--db", file, "--base-url", "https://chancen.example/"}
	for want, args := range map[int][][]string{
		statusUsage:  {nil, {"--name", "Ada"}, {"--person", "left", "--name", "Ada", "--email", "ada@stadt.example"}},
		statusFailed: {{"--person", "left"}, {"--person", "nobody"}, {"--name", "Ada", "--email", "keine Adresse"}, {"--org", "x", "--name", "Ada", "--email", "ada@stadt.example"}},
	} {
		for _, more := range args {
			if status, stdout, _ := tool(t, append(base, more...)...); status != want || stdout != "" {
				t.Errorf("%v: status %d, %q", more, status, stdout)
			}
		}
	}
	status, stdout, stderr := tool(t, append(base, "--name", "Ada Berg", "--email", "ada@stadt.example")...)
	token, ok := strings.CutPrefix(strings.TrimSpace(stdout), "https://chancen.example/in/")
	if status != 0 || !ok || len(token) < 50 || strings.Contains(stderr, token) {
		t.Fatalf("status %d: %q, %q", status, stdout, stderr)
	}
	if db, err = sqlstore.Open(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	who, err := db.UseLink(t.Context(), site.HashToken(token), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	parts, err := db.Memberships(t.Context(), "o", organisation.PersonID(who.ID))
	if err != nil || len(parts) != 1 || parts[0].Role != access.Admin {
		t.Errorf("she is %v, %v", parts, err)
	}
	events, err := db.Events(t.Context(), "o", 1)
	if err != nil || len(events) != 1 || events[0].Verb != "signin.recover" || events[0].Object != who.ID {
		t.Errorf("the record says %+v, %v", events, err)
	}
}
