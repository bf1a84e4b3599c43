package pagebench

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/instrument"
	"chancencheck/internal/app"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

// The size of the organisations beside the one that is looked at, and in how many
// of them a full round is over. Source: the requirements on speed ("1,000
// organisations with 200 units each, full rounds in ten of them").
const (
	unitsEach  = 200
	peopleEach = 50
	fullRounds = 10
	itemsEach  = 33
	writers    = 4
)

// Databases makes an empty database of a name and returns its address.
type Databases func(name string) string

// Crowd measures what a page costs beside 0, 99 and 999 other organisations in
// the same database, on SQLite: the worlds have their turns page by page, so that
// whatever else the machine does falls on all of them.
func Crowd(ctx context.Context, s Settings) error {
	return inDirectory(ctx, func(ctx context.Context, dir string) error {
		return CrowdIn(ctx, s, "SQLite", func(name string) string { return filepath.Join(dir, name+".db") })
	})
}

// CrowdIn is Crowd in databases of any engine.
func CrowdIn(ctx context.Context, s Settings, engine string, dsn Databases) error {
	var worlds []*crowded
	defer func() {
		for _, w := range worlds {
			w.close()
		}
	}()
	for _, n := range s.Crowds {
		s.Progress(fmt.Sprintf("building a city beside %d other organisations, %s", n-1, engine))
		w, err := newCrowded(ctx, dsn(fmt.Sprintf("crowd%d", n)), n)
		if err != nil {
			return fmt.Errorf("city among %d: %w", n, err)
		}
		worlds = append(worlds, w)
	}
	for range s.CrowdTurns {
		for _, look := range worlds[0].looks {
			for _, w := range worlds {
				if err := w.look(ctx, look.name); err != nil {
					return err
				}
			}
		}
	}
	s.printCrowd(engine, worlds)
	return nil
}

// crowded is a city among other organisations, and what is looked at in it.
type crowded struct {
	*world
	organisations int
	looks         []look
	took          map[string][]time.Duration
}

// look is one thing that is measured.
type look struct {
	name string
	do   func(context.Context) error
}

func newCrowded(ctx context.Context, dsn string, organisations int) (*crowded, error) {
	w, err := newWorld(ctx, dsn, 1)
	if err != nil {
		return nil, err
	}
	c := &crowded{world: w, organisations: organisations, took: map[string][]time.Duration{}}
	return c, errors.Join(c.others(ctx, organisations-1), c.prepare(ctx))
}

// others founds the organisations beside the city, several at a time.
func (c *crowded) others(ctx context.Context, how int) error {
	next, failed := make(chan int), make(chan error, writers)
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for n := range next {
				if err := found(ctx, c.Store, n, n < fullRounds-1); err != nil {
					failed <- err
					for range next { // the rest is not founded any more
					}
					return
				}
			}
		})
	}
	for n := range how {
		next <- n
	}
	close(next)
	all.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// found founds one organisation with units, services and people; full ones have a
// round in which everybody has signed.
func found(ctx context.Context, db *sqlstore.DB, n int, full bool) error {
	id := organisation.OrgID(fmt.Sprintf("org%d", n))
	if err := db.PutOrganisation(ctx, organisation.Organisation{ID: id, Name: fmt.Sprintf("Gemeinde %d", n), TimeZone: "Europe/Berlin"}); err != nil {
		return err
	}
	units, services := make([]organisation.Unit, unitsEach), make([]organisation.Service, unitsEach)
	for i := range units {
		unit := organisation.UnitID(fmt.Sprintf("u%d", i))
		units[i] = organisation.Unit{Org: id, ID: unit, Name: fmt.Sprintf("Abteilung %d", i), Headcount: 6, Position: i}
		if i >= 10 {
			units[i].Parent = organisation.UnitID(fmt.Sprintf("u%d", i%10))
		}
		services[i] = organisation.Service{Org: id, ID: organisation.ServiceID(fmt.Sprintf("s%d", i)), Unit: unit, Name: "Leistung"}
	}
	people, parts := make([]organisation.Person, peopleEach), make([]organisation.Membership, peopleEach)
	for i := range people {
		person := organisation.PersonID(fmt.Sprintf("p%d", i))
		people[i] = organisation.Person{Org: id, ID: person, Name: "Mensch", Email: fmt.Sprintf("%s@%s.example", person, id)}
		parts[i] = organisation.Membership{Org: id, Person: person, Unit: units[i].ID, Role: access.UnitLead}
	}
	err := errors.Join(db.PutUnits(ctx, units), db.PutServices(ctx, services), db.PutPeople(ctx, people, parts))
	if err != nil || !full {
		return err
	}
	return db.InTx(ctx, func(tx check.Tx) error { return fullRound(ctx, tx, id, units) })
}

func fullRound(ctx context.Context, tx check.Tx, org organisation.OrgID, units []organisation.Unit) error {
	rd := &round.Round{Ref: round.Ref{Org: org, ID: "r"}, Title: "ChancenCheck", State: round.Closed}
	if err := tx.CreateRound(ctx, rd); err != nil {
		return err
	}
	var checks []*check.Check
	for _, u := range units {
		checks = append(checks, &check.Check{Ref: check.Ref{Org: org, ID: check.ID("c" + u.ID)}, Round: rd.ID, Unit: u.ID, UnitPath: "/" + string(u.ID),
			UnitName: u.Name, Code: string(org) + string(u.ID), State: check.Signed})
	}
	if err := tx.CreateChecks(ctx, checks); err != nil {
		return err
	}
	nobody, err := instrument.NewAnswerState(instrument.NobodyKnows)
	if err != nil {
		return err
	}
	reason := strings.Repeat("Wir haben darüber gesprochen. ", 5)
	for _, c := range checks {
		for i := range itemsEach {
			if err := tx.PutAgreement(ctx, c.Ref, check.Agreement{Item: check.ItemID(fmt.Sprint("q", i)), Answer: nobody, Reason: reason}); err != nil {
				return err
			}
		}
		if err := tx.Freeze(ctx, c, []byte(strings.Repeat(`{"x":1}`, 300))); err != nil {
			return err
		}
	}
	return nil
}

// prepare chooses what is looked at: signing in, what people see first, and the
// pages of a check.
func (c *crowded) prepare(ctx context.Context) error {
	sheets, err := c.sheets(ctx, 1)
	if err != nil {
		return err
	}
	visits, err := c.allVisits(ctx, sheets[0])
	if err != nil {
		return err
	}
	lead := c.People[access.UnitLead]
	link, err := c.app.SignInLink(ctx, lead.Ref(), true, app.DemoLinkLasts)
	if err != nil {
		return err
	}
	c.looks = []look{
		{"sign in by link", c.opening(visit{path: strings.TrimPrefix(link, c.url)}, http.StatusSeeOther)},
		{"people of a mail address", func(ctx context.Context) error { _, err := c.Store.PeopleByEmail(ctx, lead.Email); return err }},
	}
	for _, name := range []string{"home", "home, unit lead", "check, preparing", "check, signed", "result", "round, running", "units", "invitation", "sheet, field"} {
		i := slices.IndexFunc(visits, func(v visit) bool { return v.name == name })
		c.looks = append(c.looks, look{name, c.opening(visits[i], http.StatusOK)})
	}
	return nil
}

// opening opens a page in this process, without network.
func (c *crowded) opening(v visit, want int) func(context.Context) error {
	return func(ctx context.Context) error {
		req := httptest.NewRequestWithContext(ctx, http.MethodGet, "/de"+v.path, nil)
		if v.cookie != nil {
			req.AddCookie(v.cookie)
		}
		rec := httptest.NewRecorder()
		c.app.Handler().ServeHTTP(rec, req)
		if rec.Code != want {
			return fmt.Errorf("%s answers %d", v.path, rec.Code)
		}
		return nil
	}
}

// look does one of the looks and notes how long it took.
func (c *crowded) look(ctx context.Context, name string) error {
	i := slices.IndexFunc(c.looks, func(l look) bool { return l.name == name })
	begun := time.Now()
	if err := c.looks[i].do(ctx); err != nil {
		return fmt.Errorf("%s among %d: %w", name, c.organisations, err)
	}
	c.took[name] = append(c.took[name], time.Since(begun))
	return nil
}

func (s Settings) printCrowd(engine string, worlds []*crowded) {
	head, line := "| page |", "|---|"
	for _, w := range worlds {
		head += fmt.Sprintf(" median ms, %d |", w.organisations)
		line += "--:|"
	}
	fmt.Fprintf(s.Out, "%s, %d turns\n\n%s ratio |\n%s--:|\n", engine, s.CrowdTurns, head, line)
	last := worlds[len(worlds)-1]
	for _, l := range last.looks {
		fmt.Fprintf(s.Out, "| %s |", l.name)
		for _, w := range worlds {
			fmt.Fprintf(s.Out, " %s |", ms(quantile(sortedCopy(w.took[l.name]), 0.5)))
		}
		one, many := quantile(sortedCopy(worlds[0].took[l.name]), 0.5), quantile(sortedCopy(last.took[l.name]), 0.5)
		fmt.Fprintf(s.Out, " %.2f |\n", many.Seconds()/max(one.Seconds(), 1e-9))
	}
	fmt.Fprintln(s.Out)
}
