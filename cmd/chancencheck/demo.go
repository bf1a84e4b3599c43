package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"sync"
	"time"

	"chancencheck/access"
	"chancencheck/internal/app"
	"chancencheck/internal/scene"
)

type demo struct {
	Addr  string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where to listen, on this machine only; ${default} unless named, port 0 takes any free one."`
	Links string `enum:"text,json" default:"text" help:"How to print the sign-in links: text or json."`
}

// patience is how long the links wait for the rounds of the past; they are
// built on while people already look around.
const patience = 6 * time.Second

// Run shows the city until it is told to stop. Nothing of it is kept.
func (d *demo) Run(p *program) error {
	if !loopback(d.Addr) {
		return usageError(fmt.Sprintf("The demo signs everybody in who has a link, so it listens on this machine only: --addr 127.0.0.1:8080, not %s.", d.Addr))
	}
	ln, err := listen(p.ctx, d.Addr)
	if err != nil {
		return err
	}
	defer ln.Close()
	dir, err := os.MkdirTemp("", "chancencheck-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	a, err := app.Open(p.ctx, app.Settings{
		DSN: filepath.Join(dir, "demo.db"), BaseURL: baseURL(d.Addr, ln, false), Drafts: true, Demo: true, Log: p.log(),
	})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(p.ctx)
	served := make(chan error, 1)
	go func() { served <- a.Serve(ctx, ln, nil) }()
	err = d.show(ctx, p, a)
	if err == nil {
		select {
		case <-ctx.Done():
		case err = <-served:
			served <- nil
		}
	}
	stop()
	if p.ctx.Err() != nil {
		err = nil // whoever ends the demo while it is being built has seen enough
	}
	return errors.Join(err, <-served, a.Close())
}

// show builds the city and prints the links: when all of it is there, or when
// the running round is there and people have waited long enough.
func (d *demo) show(ctx context.Context, p *program, a *app.App) error {
	start := time.Now()
	progress := func(what string) { say(p.stderr, "%s: there after %.1f s", what, time.Since(start).Seconds()) }
	stage := scene.Stage{Store: a.Site.Store, Instruments: a.Site.Instruments, NewID: scene.Seeded("musterhafen"), Now: start}
	city, err := scene.City(ctx, stage)
	if err != nil {
		return err
	}
	progress(city.Org.Name)
	stage.NewID = scene.Seeded("neighbours")
	neighbours, err := scene.Neighbours(ctx, stage)
	if err != nil {
		return err
	}
	progress("Its neighbours")
	running, built := make(chan struct{}), make(chan error, 1)
	go func() {
		once := sync.OnceFunc(func() { close(running) })
		built <- city.Years(ctx, func(title string) { progress(title); once() })
	}()
	enough := time.After(patience)
	select {
	case <-running:
	case err := <-built:
		return err
	}
	select {
	case err := <-built:
		if err != nil {
			return err
		}
		built <- nil
	case <-enough:
	}
	return errors.Join(d.links(ctx, p, a, append([]*scene.Scene{city}, neighbours...)), <-built)
}

// link lets people look through one pair of eyes.
type link struct {
	Organisation string      `json:"organisation"`
	Role         access.Role `json:"role"`
	URL          string      `json:"url"`
}

// shown are the roles in the order of the links.
var shown = []access.Role{access.Coordinator, access.UnitLead, access.Respondent, access.Facilitator, access.Reader, access.Admin, access.Approver,
	access.MeasureOwner, access.Evaluator, access.Operator}

func (d *demo) links(ctx context.Context, p *program, a *app.App, worlds []*scene.Scene) error {
	var links []link
	names := map[string]string{}
	for _, world := range worlds {
		for _, role := range shown {
			who, cast := world.People[role]
			if !cast {
				continue
			}
			url, err := a.SignInLink(ctx, who.Ref(), true, app.DemoLinkLasts)
			if err != nil {
				return err
			}
			names[url] = who.Name
			links = append(links, link{world.Org.Name, role, url})
		}
	}
	if d.Links == "json" {
		e := json.NewEncoder(p.stdout)
		e.SetEscapeHTML(false)
		return e.Encode(links)
	}
	say(p.stdout, "%s is ready at %s, with %d organisations beside it. Sign in as:", worlds[0].Org.Name, a.Site.BaseURL, len(worlds)-1)
	for i, l := range links {
		if i == 0 || links[i-1].Organisation != l.Organisation {
			say(p.stdout, "\n%s", l.Organisation)
		}
		say(p.stdout, "  %-13s %-22s %s", l.Role, names[l.URL], l.URL)
	}
	say(p.stdout, "\nEverybody and everything in it is made up. Ctrl+C ends the demo; nothing is kept.")
	return nil
}

// loopback reports whether an address can be reached from this machine only.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
