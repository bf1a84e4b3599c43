// Package pgtest gives tests a real PostgreSQL.
//
// A test asks for DSN and gets a database of its own, dropped when the test
// ends. The cluster behind it is the one that TEST_POSTGRES names, or one that
// the test binary starts for itself in a temporary folder: real server, fsync
// on, a Unix socket and no network port. It goes away with the process that
// started it, even if that is killed.
//
// A machine without PostgreSQL fails the test. The product promises both
// engines, so a skipped test would promise something nobody looked at.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrMissing says that the machine has no PostgreSQL server to start.
var ErrMissing = errors.New("PostgreSQL is not installed on this machine: run `make deps`, or name a server in TEST_POSTGRES")

// Cluster is a running PostgreSQL server that belongs to this process.
type Cluster struct {
	// DSN leads to its administrative database, as a superuser.
	DSN string

	dir    string
	stdin  io.Closer
	server *exec.Cmd
}

// supervise runs the server until its standard input closes, which happens
// when the process that holds the other end stops or dies, and tidies up.
const supervise = `
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=300 -c fsync=on >"$2/log" 2>&1 &
cat >/dev/null
kill -INT $!
wait $!
rm -rf "$2"
`

// Start makes and starts a cluster. It takes about three seconds.
func Start(ctx context.Context) (*Cluster, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		return nil, fmt.Errorf("folder for the cluster: %w", err)
	}
	c := &Cluster{DSN: "postgres:///postgres?user=postgres&host=" + dir, dir: dir}
	if err := c.start(ctx, bin); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return c, nil
}

func (c *Cluster) start(ctx context.Context, bin string) error {
	as, err := serverUser(c.dir)
	if err != nil {
		return err
	}
	init := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", filepath.Join(c.dir, "data"),
		"-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
	init.Dir, init.SysProcAttr = c.dir, &syscall.SysProcAttr{Credential: as}
	if out, err := init.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	c.server = exec.Command("/bin/sh", "-c", supervise, "sh", bin, c.dir)
	c.server.Dir = c.dir
	c.server.SysProcAttr = &syscall.SysProcAttr{Credential: as, Setpgid: true}
	if c.stdin, err = c.server.StdinPipe(); err != nil {
		return fmt.Errorf("supervise the cluster: %w", err)
	}
	if err := c.server.Start(); err != nil {
		return fmt.Errorf("start the cluster: %w", err)
	}
	if err := c.await(ctx); err != nil {
		log, _ := os.ReadFile(filepath.Join(c.dir, "log")) // the log only explains err
		return errors.Join(fmt.Errorf("%w\n%s", err, log), c.Stop())
	}
	return nil
}

// await returns when the server answers.
func (c *Cluster) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, c.DSN)
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the cluster does not answer: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Stop ends the server and removes its folder.
func (c *Cluster) Stop() error {
	if err := c.stdin.Close(); err != nil {
		return fmt.Errorf("stop the cluster: %w", err)
	}
	if err := c.server.Wait(); err != nil {
		return fmt.Errorf("stop the cluster: %w", err)
	}
	return nil
}

// binaries returns the folder of the newest server installed.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", fmt.Errorf("look for PostgreSQL: %w", err)
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path)))) // a folder that is no number comes last
		return n
	}
	if len(found) > 0 {
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(path), nil
	}
	return "", ErrMissing
}

// serverUser returns who runs the server and gives them the folder: PostgreSQL
// refuses to run as root, so root starts it as the user its package created.
func serverUser(dir string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrMissing, err)
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user postgres: %w", err)
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("user postgres: %w", err)
	}
	if err := os.Chown(dir, int(uid), int(gid)); err != nil {
		return nil, fmt.Errorf("folder for the cluster: %w", err)
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}
