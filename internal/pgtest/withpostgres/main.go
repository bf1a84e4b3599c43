// Command withpostgres runs a command with a PostgreSQL cluster of its own, so
// that all packages of one test run share it:
//
//	go run ./internal/pgtest/withpostgres go test ./...
//
// It uses the server that TEST_POSTGRES names if there is one, and exits with
// the status of the command.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"

	"chancencheck/internal/pgtest"
)

func main() {
	status, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpostgres:", err)
	}
	os.Exit(status)
}

func run(args []string) (status int, err error) {
	if len(args) == 0 {
		return 2, errors.New("name the command to run")
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if os.Getenv(pgtest.Variable) == "" {
		c, err := pgtest.Start(context.Background())
		if err != nil {
			return 1, err
		}
		defer func() {
			if e := c.Stop(); e != nil {
				err = errors.Join(err, e)
			}
		}()
		cmd.Env = append(os.Environ(), pgtest.Variable+"="+c.DSN)
	}
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}
