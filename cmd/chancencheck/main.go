// Command chancencheck is the whole product: server, demo and tools.
//
// Usage errors end with status 2, everything else that goes wrong with 1 and a
// plain sentence on stderr that names file, row and column where there are some.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// version is set when the program is built.
var version = "unknown"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// Exit statuses.
const (
	statusFailed = 1
	statusUsage  = 2
)

// commands are what the program can be asked to do.
type commands struct {
	Demo       demo       `cmd:"" help:"Start a made-up city to click through, on this machine only."`
	Serve      serve      `cmd:"" help:"Start the product. An empty database prints one set-up link."`
	Instrument instrument `cmd:"" help:"Check, show and convert instruments."`
	Score      scoring    `cmd:"" help:"Compute values from a file of answers: subject, node, value, coverage[, rank]."`
	Opinions   opinions   `cmd:"" help:"Draw the opinion map of a file of votes: groups, what is typical of each, common ground."`
	Kit        papers     `cmd:"" help:"Write the print kit of an instrument: papers as PDF and ODT, and a table that computes."`
	Import     importing  `cmd:"" help:"Take over units.csv, services.csv and people.csv of a folder."`
	Retention  keeping    `cmd:"" help:"Delete what has been kept for its whole period; serve does so every day."`
	Audit      auditing   `cmd:"" help:"Verify the record of who did what."`
	Issuer     issuers    `cmd:"" help:"Set up the identity providers (OIDC) through which people sign in."`
	Admin      admin      `cmd:"" help:"Let an administrator in when nobody else can."`
	Migrate    migrate    `cmd:"" help:"Bring a database to the version of this program."`
	Doctor     doctor     `cmd:"" help:"Say whether everything the program needs is there."`
	Backup     backup     `cmd:"" help:"Write a copy of a SQLite database to a new file; it may be in use."`
	Restore    restore    `cmd:"" help:"Make a SQLite database from a backup."`
	Bench      bench      `cmd:"" help:"Measure this machine: pages, whole responses, start, size, as ratios to a named reference."`
	Version    showing    `cmd:"" help:"Print the version."`
}

// program is what a command works with.
type program struct {
	ctx            context.Context
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
}

// log is where long-running commands tell how they are.
func (p *program) log() *slog.Logger { return slog.New(slog.NewJSONHandler(p.stderr, nil)) }

// run is the whole program with everything it touches handed in.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) (status int) {
	p := &program{ctx, getenv, stdin, stdout, stderr}
	var c commands
	ended := -1
	parser, err := kong.New(&c, kong.Name("chancencheck"), kong.Description(description), kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { ended = code }), kong.Resolvers(environment(getenv)), kong.Bind(p))
	if err != nil {
		return p.failed(err)
	}
	chosen, err := parser.Parse(args)
	switch {
	case ended >= 0: // --help has been answered
		return ended
	case err != nil:
		fmt.Fprintf(stderr, "%s\nTry chancencheck --help.\n", sentence(err))
		return statusUsage
	}
	return p.failed(chosen.Run())
}

const description = "Looks at whether services fit the people they are for: self-checks of teams, from the question to the signed result."

// failed says what went wrong and returns the status.
func (p *program) failed(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errSaid):
		return statusFailed
	case errors.As(err, &usage):
		fmt.Fprintln(p.stderr, sentence(err))
		return statusUsage
	}
	fmt.Fprintln(p.stderr, sentence(err))
	return statusFailed
}

// errSaid ends a command that has already said what is wrong.
var errSaid = errors.New("already said")

// usageError is a mistake in how the program was called.
type usageError string

func (u usageError) Error() string { return string(u) }

// environment gives flags their value from the environment where the command
// line says nothing: a flag marked setting:"NAME" reads NAME.
func environment(getenv func(string) string) kong.Resolver {
	return kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		if flag.Tag.Has("setting") {
			if value := getenv(flag.Tag.Get("setting")); value != "" {
				return value, nil
			}
		}
		return nil, nil
	})
}
