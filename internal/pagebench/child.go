package pagebench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"chancencheck/internal/app"
	"chancencheck/internal/sqlstore/bare"
)

// Servers that measure whole responses run in processes of their own, so that
// their use of the processor can be told from that of the senders: the same
// program, started again with these settings in its environment.
const (
	childKind = "CHANCENCHECK_BENCH_CHILD"
	childFile = "CHANCENCHECK_BENCH_FILE"
	childPage = "CHANCENCHECK_BENCH_PAGE"
)

// Kinds of servers.
const (
	product = "product"
	naked   = "bare handler"
)

// Child serves, if this process was started for that, until its standard input
// ends, and reports whether it was.
func Child(ctx context.Context) (bool, error) {
	kind := os.Getenv(childKind)
	if kind == "" {
		return false, nil
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // ends with the process that started this one
		cancel()
	}()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return true, err
	}
	fmt.Printf("%s\n", ln.Addr())
	if kind == product {
		return true, serveProduct(ctx, ln, os.Getenv(childFile))
	}
	return true, serveNaked(ctx, ln, os.Getenv(childFile), os.Getenv(childPage))
}

func serveProduct(ctx context.Context, ln net.Listener, dsn string) error {
	a, err := app.Open(ctx, app.Settings{DSN: dsn, BaseURL: "http://" + ln.Addr().String(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	return errors.Join(a.Serve(ctx, ln, nil), a.Close())
}

// serveNaked serves a page that is ready, compressed and all, and stores what
// forms say without asking who says it.
func serveNaked(ctx context.Context, ln net.Listener, file, page string) error {
	ready, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	db, err := bare.Open(ctx, file)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /de/s/{secret}/{step}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(ready)
	})
	mux.HandleFunc("POST /de/s/{secret}/answer", func(w http.ResponseWriter, r *http.Request) {
		item := r.FormValue("field")
		if err := db.Save(r.Context(), r.PathValue("secret"), item, padded(r.FormValue(item))); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, "{}\n")
	})
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: time.Minute}
	context.AfterFunc(ctx, func() { _ = srv.Close() })
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return db.Close()
}

// entrySize is the size of a stored answer of a private sheet, which is padded
// so that its length tells nothing.
const entrySize = 540

func padded(value string) []byte { return fmt.Appendf(nil, "%-*s", entrySize, value) }

// child is a server in a process of its own.
type child struct {
	cmd   *exec.Cmd
	stdin io.Closer
	url   string
}

// start starts this program again as a server of a kind.
func start(ctx context.Context, kind, file, page string) (*child, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, self, os.Args[1:]...)
	cmd.Env = append(os.Environ(), childKind+"="+kind, childFile+"="+file, childPage+"="+page)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	addr, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		_ = cmd.Process.Kill()
		return nil, errors.Join(fmt.Errorf("server for %s: %w", kind, err), cmd.Wait())
	}
	return &child{cmd, stdin, "http://" + strings.TrimSpace(addr)}, nil
}

// stop ends the server and waits for it.
func (c *child) stop() error { return errors.Join(c.stdin.Close(), c.cmd.Wait()) }

// cpu is the processor time a process has used so far, and whether it is known.
// Source: proc_pid_stat(5), fields utime and stime, in hundredths of a second.
func cpu(pid int) (time.Duration, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, false
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, false
	}
	user, err1 := strconv.Atoi(fields[11])
	system, err2 := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond, err1 == nil && err2 == nil
}
