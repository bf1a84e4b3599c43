package main

import (
	"context"
	"fmt"

	"chancencheck/internal/pagebench"
)

type bench struct {
	What    string `arg:"" optional:"" enum:"all,pages,responses,start,crowd" default:"all" help:"crowd: pages of one organisation beside 0, 99 and 999 others. pages: server time of every page with ten rounds and with one. responses: whole responses per second. start: size, first page, memory."`
	Quick   bool   `help:"Measure for seconds instead of minutes; figures vary more."`
	Only    string `placeholder:"TEXT" help:"Measure only pages whose name contains this text."`
	Profile string `placeholder:"FILE" help:"Write a CPU profile of the pages, for go tool pprof."`
}

// Run measures and prints tables in Markdown.
func (b *bench) Run(p *program) error {
	if child, err := pagebench.Child(p.ctx); child {
		return err
	}
	s := pagebench.Usual()
	if b.Quick {
		s = pagebench.Quick()
	}
	s.Out, s.Only, s.Profile = p.stdout, b.Only, b.Profile
	s.Progress = func(what string) { say(p.stderr, "%s", what) }
	for _, part := range []struct {
		name    string
		measure func(context.Context, pagebench.Settings) error
	}{{"start", pagebench.Start}, {"responses", pagebench.Responses}, {"pages", pagebench.Pages}, {"crowd", pagebench.Crowd}} {
		if b.What != "all" && b.What != part.name {
			continue
		}
		say(p.stdout, "## %s\n", part.name)
		if err := part.measure(p.ctx, s); err != nil {
			return fmt.Errorf("bench %s: %w", part.name, err)
		}
		say(p.stdout, "")
	}
	return nil
}
