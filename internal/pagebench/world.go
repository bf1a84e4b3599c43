package pagebench

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/app"
	"chancencheck/internal/scene"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
	"chancencheck/signin"
)

// world is a city with full rounds behind it and one running, and the program
// that serves it.
type world struct {
	*scene.Scene
	name   string
	past   []*round.Round
	checks []*check.Check
	app    *app.App
	server *http.Server
	url    string
	timing *timing
	// team are those who save answers, visits what the reader opens.
	team   []sheet
	visits []visit
}

// newWorld builds the city in a database and starts serving it.
func newWorld(ctx context.Context, dsn string, rounds int) (*world, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	w := &world{name: fmt.Sprintf("%d rounds", rounds), url: "http://" + ln.Addr().String(), timing: newTiming()}
	w.app, err = app.Open(ctx, app.Settings{DSN: dsn, BaseURL: w.url, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	if err := w.build(ctx, rounds); err != nil {
		return nil, err
	}
	w.server = &http.Server{Handler: w.timing.measure(w.app.Handler()), ReadHeaderTimeout: time.Minute}
	go func() { _ = w.server.Serve(ln) }()
	return w, nil
}

func (w *world) build(ctx context.Context, rounds int) error {
	s := w.app.Site
	var err error
	stage := scene.Stage{Store: s.Store, Instruments: s.Instruments, NewID: scene.Seeded(w.name), Now: s.Now()}
	if w.Scene, err = scene.City(ctx, stage); err != nil {
		return err
	}
	if err := w.Running(ctx); err != nil {
		return err
	}
	if w.past, err = w.Past(ctx, rounds); err != nil {
		return err
	}
	w.checks, err = w.Store.Checks(ctx, w.Round.Ref)
	return err
}

func (w *world) close() {
	_ = w.server.Close()
	_ = w.app.Close()
}

// session signs a person in and returns her cookie.
func (w *world) session(ctx context.Context, who organisation.Ref) (*http.Cookie, error) {
	token := w.NewID() + w.NewID()
	err := w.Store.PutSession(ctx, signin.Begin(site.HashToken(token), token, who, signin.ByLink, w.app.Site.Now()))
	return &http.Cookie{Name: "chancencheck", Value: token, Path: "/"}, err
}

// at returns the first check of the running round in a state, of the city's
// many units with the largest team.
func (w *world) at(state check.State) (*check.Check, error) {
	var best *check.Check
	for _, c := range w.checks {
		if c.State == state && (best == nil || c.Headcount > best.Headcount) {
			best = c
		}
	}
	if best == nil {
		return nil, fmt.Errorf("no check is %s", state)
	}
	return best, nil
}

// seat makes room for sheets beyond what a team of that size begins.
func (w *world) seat(ctx context.Context, c *check.Check, more int) error {
	return w.Store.UpdateCheck(ctx, c.Ref, func(c *check.Check) ([]audit.Event, error) {
		c.Seats = c.MostSheets() + more
		return nil, nil
	})
}

// sheets begins sheets of checks that are being prepared, one after the other
// in turn, so that private and anonymous ones are among them.
func (w *world) sheets(ctx context.Context, how int) ([]sheet, error) {
	var open []*check.Check
	for _, c := range w.checks {
		if c.State == check.Preparing {
			open = append(open, c)
		}
	}
	if len(open) == 0 {
		return nil, fmt.Errorf("no check is being prepared")
	}
	box, act := sheetbox.New(w.Store), access.Act{At: w.Now, NewID: w.NewID}
	out := make([]sheet, how)
	for i := range out {
		c := open[i%len(open)]
		if i < len(open) {
			if err := w.seat(ctx, c, how); err != nil {
				return nil, err
			}
		}
		secret, err := box.Begin(ctx, act, c, "")
		if err != nil {
			return nil, err
		}
		out[i] = sheet{secret: secret.Path(), check: c, items: w.rated(c)}
	}
	return out, nil
}

// sheet is what one person answers: the items that ask for a level.
type sheet struct {
	secret string
	check  *check.Check
	items  []check.Item
}

func (w *world) rated(c *check.Check) []check.Item {
	return slices.DeleteFunc(w.Items(c), func(i check.Item) bool { return i.Question.Scale.Kind != instrument.Levels })
}
