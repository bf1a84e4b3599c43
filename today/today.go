// Package today says what there is to do: for the coordinator of a round, for the
// head of a unit, for a facilitator.
//
// It looks at states and days alone. It knows nothing of sheets, so that no list
// can tell who has answered. Each task has one reason and one place to go to.
package today

import (
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/facilitation"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Kind is the reason why something is to be done.
type Kind string

// The kinds of task, in the order in which they are shown: what happens today,
// then what has gone wrong, then what waits, then what comes.
const (
	// Talk: a team talk takes place today.
	Talk Kind = "talk"
	// Returned: letters did not arrive.
	Returned Kind = "returned"
	// Late: the day has passed and the team is still at work.
	Late Kind = "late"
	// Orphan: the unit no longer exists, somebody has to decide about its check.
	Orphan Kind = "orphan"
	// Unsigned: the team has finished, the head has not signed.
	Unsigned Kind = "unsigned"
	// Again: a postponed unit was to be looked at by today.
	Again Kind = "again"
	// Invite: nobody of the unit has been written to.
	Invite Kind = "invite"
	// NoDate: the team prepares, and its talk has neither a date nor a tandem.
	NoDate Kind = "no_date"
	// Soon: the day is near.
	Soon Kind = "soon"
	// Wave: a wave begins soon.
	Wave Kind = "wave"
)

// Kinds lists them in the order of pages.
var Kinds = []Kind{Talk, Returned, Orphan, Late, Unsigned, Again, Invite, NoDate, Soon, Wave}

// Thresholds, in days. Source: a working week to act before a deadline, and half
// of one for a signature.
const (
	soonWithin   = 7
	unsignedFrom = 3
	waveWithin   = 7
)

// MostOfAKind is how many tasks of one kind are named one by one; the rest is
// counted.
const MostOfAKind = 6

// Task is one thing to do.
type Task struct {
	Kind  Kind
	Check *check.Check
	// Wave is the wave that begins.
	Wave round.Wave
	// Day is the deadline, the day to look again, or the day the team finished.
	Day organisation.Date
	// At is when a talk begins.
	At time.Time
}

// Group is what is to be done for one reason.
type Group struct {
	Kind  Kind
	Tasks []Task
	// More is how many are not named.
	More int
}

// Count is how many tasks the group stands for.
func (g Group) Count() int { return len(g.Tasks) + g.More }

// Desk is what one looks at in a round.
type Desk struct {
	Now  time.Time
	Zone *time.Location
	// Round runs.
	Round   *round.Round
	Checks  []*check.Check
	Slots   []*facilitation.Slot
	Tandems []facilitation.Tandem
	Posted  []check.Posted
	// Returned is the number of letters that did not arrive.
	Returned int
	// Ended are the units that have ended.
	Ended []organisation.Unit
	// Mails: this installation sends letters at all.
	Mails bool
}

func (d Desk) today() organisation.Date { return organisation.DateOf(d.Now.In(d.Zone)) }

func (d Desk) inDays(n int) organisation.Date {
	return organisation.DateOf(d.Now.In(d.Zone).AddDate(0, 0, n))
}

// ForCoordinator returns what there is to do in a round, kinds in their order
// and units in organisation order.
func ForCoordinator(d Desk) []Group {
	tasks := map[Kind][]Task{}
	add := func(t Task) { tasks[t.Kind] = append(tasks[t.Kind], t) }
	for range d.Returned {
		add(Task{Kind: Returned})
	}
	written := map[check.ID]bool{}
	for _, l := range d.Posted {
		written[l.Check] = true
	}
	for _, c := range facilitation.Gaps(d.Checks, d.Slots, d.Tandems) {
		if _, gone := d.gone(c); gone {
			continue
		}
		add(Task{Kind: NoDate, Check: c, Day: c.DueOn(d.Round)})
	}
	for _, c := range d.Checks {
		if day, gone := d.gone(c); gone {
			add(Task{Kind: Orphan, Check: c, Day: day})
			continue
		}
		if t, ok := d.of(c); ok {
			add(t)
		}
		if s := facilitation.DateOf(d.Slots, c.ID); s != nil && organisation.DateOf(s.StartsAt.In(d.Zone)) == d.today() && !c.Frozen() {
			add(Task{Kind: Talk, Check: c, At: s.StartsAt})
		}
		if d.Mails && c.State == check.Preparing && !written[c.ID] {
			add(Task{Kind: Invite, Check: c, Day: c.DueOn(d.Round)})
		}
	}
	for _, w := range d.Round.Waves {
		if !w.Opened() && w.OpensOn <= d.inDays(waveWithin) {
			add(Task{Kind: Wave, Wave: w, Day: w.OpensOn})
		}
	}
	return grouped(tasks)
}

// gone returns since when the unit of a check that is not done no longer exists.
func (d Desk) gone(c *check.Check) (organisation.Date, bool) {
	for _, u := range d.Ended {
		if u.ID == c.Unit && c.Working() && u.ValidUntil <= d.today() {
			return u.ValidUntil, true
		}
	}
	return "", false
}

// of is what the days say of one check; one reason at most.
func (d Desk) of(c *check.Check) (Task, bool) {
	due := c.DueOn(d.Round)
	switch {
	case c.Overdue(d.Round, d.today()):
		return Task{Kind: Late, Check: c, Day: due}, true
	case c.State == check.Finished:
		since := organisation.DateOf(c.FinishedAt.In(d.Zone))
		return Task{Kind: Unsigned, Check: c, Day: since}, since <= d.inDays(-unsignedFrom)
	case c.State == check.Postponed:
		return Task{Kind: Again, Check: c, Day: c.LookAgain}, c.LookAgain <= d.today()
	case c.State == check.Preparing || c.State == check.Talking:
		return Task{Kind: Soon, Check: c, Day: due}, due <= d.inDays(soonWithin)
	}
	return Task{}, false
}

func grouped(tasks map[Kind][]Task) []Group {
	var out []Group
	for _, kind := range Kinds {
		g := Group{Kind: kind, Tasks: tasks[kind]}
		if len(g.Tasks) > MostOfAKind {
			g.Tasks, g.More = g.Tasks[:MostOfAKind], len(g.Tasks)-MostOfAKind
		}
		if len(g.Tasks) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// Next is a talk that a facilitator leads.
type Next struct {
	Slot  *facilitation.Slot
	Check *check.Check
}

// ForFacilitator returns the talks somebody leads that are not over, the next
// first, as far as their checks are among those given.
func ForFacilitator(d Desk, person organisation.PersonID) []Next {
	var out []Next
	for _, s := range d.Slots {
		if s.Facilitator != person || !s.Booked() || !s.EndsAt().After(d.Now) {
			continue
		}
		for _, c := range d.Checks {
			if c.ID == s.Check && !c.Frozen() {
				out = append(out, Next{s, c})
			}
		}
	}
	return out
}

// Mine is what a head has before her: her unit's check, the day it is due and the
// date of its talk, nil while there is none.
type Mine struct {
	Check *check.Check
	Due   organisation.Date
	Talk  *facilitation.Slot
	// Late: the day has passed.
	Late bool
}

// ForHead returns the open checks of the units that somebody heads herself.
func ForHead(d Desk, by access.Actor) []Mine {
	var out []Mine
	for _, c := range d.Checks {
		if c.Frozen() || c.State == check.Postponed || !heads(by, c) {
			continue
		}
		out = append(out, Mine{c, c.DueOn(d.Round), facilitation.DateOf(d.Slots, c.ID), c.Overdue(d.Round, d.today())})
	}
	return out
}

func heads(by access.Actor, c *check.Check) bool {
	for _, g := range by.Grants {
		if g.Role == access.UnitLead && g.Org == string(c.Org) && g.UnitPath == c.UnitPath && g.UnitPath != "" {
			return true
		}
	}
	return false
}
