package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancencheck/internal/idptest"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

func TestSetUpAnIssuer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file, secret := filepath.Join(dir, "a.db"), filepath.Join(dir, "secret")
	db, err := sqlstore.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []organisation.OrgID{"o", "p"} {
		if err := db.PutOrganisation(t.Context(), organisation.Organisation{ID: id, Name: "Stadt"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.PutUnits(t.Context(), []organisation.Unit{{Org: "o", ID: "12", Name: "Amt"}}); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(secret, []byte("geheim123\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	idp := idptest.New(t, time.Now)
	with := func(more ...string) []string {
		return append([]string{"issuer", "add", "stadt", "--db", file, "--name", "Stadt", "--client-id", "cc"}, more...)
	}
	claim := func(role string) []string {
		return with("--org", "o", "--url", idp.URL, "--roles-claim", "groups", "--role", role)
	}
	good := with("--org", "o", "--url", idp.URL, "--secret-file", secret, "--roles-claim", "groups", "--role", "a=b,c=unit_lead@12", "--role", "leser=reader:council")
	for _, c := range []struct {
		want int
		args []string
	}{
		{statusUsage, with()}, {statusUsage, with("--url", idp.URL)},
		{statusFailed, with("--org", "o", "--url", "http://login.stadt.example")}, {statusFailed, with("--org", "o", "--url", idp.URL+"/not-there")},
		{statusFailed, with("--org", "o", "--url", idp.URL, "--secret-file", secret+"x")}, {statusFailed, with("--org", "x", "--url", idp.URL)},
		{statusFailed, claim("v=admin")}, {statusFailed, claim("v=unit_lead@13")}, {statusFailed, claim("v=chief")},
		{statusFailed, []string{"issuer", "remove", "stadt", "--db", file}}, {statusFailed, []string{"issuer", "unlink", "nobody", "--db", file, "--org", "o"}},
		{0, good}, {0, good},
		{0, []string{"issuer", "add", "amt", "--db", file, "--name", "Amt", "--client-id", "cc", "--org", "p", "--url", "https://login.example", "--unchecked"}},
		{statusFailed, with("--org", "p", "--url", idp.URL)}, {statusFailed, with("--org", "o", "--url", "https://other.example", "--unchecked")},
	} {
		if status, stdout, stderr := tool(t, c.args...); status != c.want {
			t.Errorf("%v: status %d, %q %q", c.args, status, stdout, stderr)
		}
	}
	status, stdout, _ := tool(t, "issuer", "list", "--db", file, "--format", "csv")
	if status != 0 || !strings.Contains(stdout, "o,stadt,Stadt,"+idp.URL+",cc,"+secret) || !strings.Contains(stdout, "a=b,c=unit_lead@12") || strings.Contains(stdout, "geheim123") {
		t.Errorf("status %d: %s", status, stdout)
	}
	if status, _, _ := tool(t, "issuer", "remove", "stadt", "--db", file); status != 0 {
		t.Errorf("status %d", status)
	}
	if status, stdout, _ := tool(t, "issuer", "list", "--db", file, "--format", "csv"); status != 0 || strings.Contains(stdout, "stadt,") {
		t.Errorf("status %d: %s", status, stdout)
	}
}
