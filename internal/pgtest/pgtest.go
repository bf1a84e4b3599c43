package pgtest

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Variable is the environment variable that names a server to use instead of
// starting one: postgres://…, as a user who may create databases.
const Variable = "TEST_POSTGRES"

// server finds or starts the cluster once per test binary. It holds on to the
// whole Cluster: with it the collector would take the pipe on whose end the
// server waits, and the server would stop in the middle of a test.
var server = sync.OnceValues(func() (*Cluster, error) {
	if dsn := os.Getenv(Variable); dsn != "" {
		return &Cluster{DSN: dsn}, nil
	}
	return Start(context.Background())
})

// DSN creates an empty database for a test and returns the way to it. The
// database is dropped at the end of the test, open connections or not.
func DSN(t testing.TB) string {
	t.Helper()
	cluster, err := server()
	if err != nil {
		t.Fatalf("no PostgreSQL to test against: %v", err)
	}
	admin := cluster.DSN
	u, err := url.Parse(admin)
	if err != nil {
		t.Fatalf("%s: %v", Variable, err)
	}
	name := "test_" + strings.ToLower(rand.Text())
	run(t, admin, "CREATE DATABASE "+name)
	t.Cleanup(func() { run(t, admin, "DROP DATABASE "+name+" WITH (FORCE)") })
	u.Path = "/" + name
	return u.String()
}

// run executes one administrative statement.
func run(t testing.TB, dsn, statement string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, dsn)
	if err != nil {
		t.Fatalf("PostgreSQL does not answer: %v", err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}
