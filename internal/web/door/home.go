package door

import (
	"net/http"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// home is what a person finds when she comes in: what there is to do today.
type home struct {
	page.Base
	Tasks  []task
	Desks  []*desk
	Rounds []progress
	// MayCoordinate offers to start a round where there is none.
	MayCoordinate bool
}

// task is one thing to do.
type task struct {
	Title, Hint, Path string
	// Badge is the key of the state shown beside it.
	Badge string
}

// progress is how far a round has come: how many checks are in which state, and
// never how many people have answered.
type progress struct {
	Round  *round.Round
	Of     int
	Counts map[check.State]int
}

// Home shows what there is to do.
func (p *Pages) Home(w http.ResponseWriter, r *site.Request) error {
	rounds, err := p.Store.Rounds(r.Context(), r.Org())
	if err != nil {
		return err
	}
	h := home{Base: r.Page.Named(r.Page.T("home.title")), MayCoordinate: r.Page.Can(access.ManageRounds)}
	if h.Tasks, err = p.barriers(r, h.Base); err != nil {
		return err
	}
	org, err := p.orgTasks(r, h.Base)
	if err != nil {
		return err
	}
	h.Tasks = append(h.Tasks, org...)
	slots, err := p.Store.Slots(r.Context(), r.Org(), r.Act.At.Add(-aDay))
	if err != nil {
		return err
	}
	for _, rd := range rounds {
		if rd.State == round.Drafted && h.MayCoordinate {
			h.Tasks = append(h.Tasks, task{h.T("home.open_round", "round", rd.Title), h.T("home.open_round_hint"), "/rounds/" + string(rd.ID), "state.drafted"})
		}
		if rd.State != round.Running {
			continue
		}
		checks, err := p.Store.Checks(r.Context(), rd.Ref)
		if err != nil {
			return err
		}
		h.Tasks = append(h.Tasks, tasks(h.Base, checks)...)
		if d, err := p.desk(r, rd, checks, slots); err != nil {
			return err
		} else if d != nil {
			h.Desks = append(h.Desks, d)
		}
		if h.Can(access.SeeRounds) {
			h.Rounds = append(h.Rounds, progressOf(rd, checks))
		}
	}
	return r.Render(w, homePage(h))
}

// aDay is how far back talks of today can lie.
const aDay = 24 * time.Hour

// mostTasks keeps the list short enough to be one; the round shows the rest.
const mostTasks = 12

// tasks returns what a person has to do for the checks of a running round.
func tasks(b page.Base, checks []*check.Check) []task {
	var out []task
	add := func(c *check.Check, key, path string) {
		if len(out) < mostTasks {
			out = append(out, task{b.T("home."+key, "unit", c.UnitName), c.ServiceName, path, "state." + string(c.State)})
		}
	}
	for _, c := range checks {
		can := func(v access.Verb) bool { return access.Can(b.Actor, v, c.Object()) }
		own := func(role access.Role) bool { return holds(b.Actor, role, c) }
		at := "/checks/" + string(c.ID)
		switch {
		case c.State == check.Finished && can(access.SignOff):
			add(c, "sign", at+"/result")
		case c.State == check.Talking && own(access.Facilitator):
			add(c, "lead_talk", at+"/talk")
		case c.State == check.Preparing && own(access.UnitLead):
			add(c, "prepare", at)
		case (c.State == check.Preparing || c.State == check.Talking) && own(access.Respondent):
			add(c, "take_part", "/j/"+c.Code)
		case c.Frozen() && own(access.Respondent):
			add(c, "read_result", at+"/result")
		}
	}
	return out
}

// holds reports whether a person has a role exactly for the check's unit, or a
// facilitator's for all.
func holds(a access.Actor, role access.Role, c *check.Check) bool {
	for _, g := range a.Grants {
		if g.Role == role && (g.UnitPath == c.UnitPath || role == access.Facilitator && g.UnitPath == "") {
			return true
		}
	}
	return false
}

func progressOf(rd *round.Round, checks []*check.Check) progress {
	p := progress{Round: rd, Of: len(checks), Counts: map[check.State]int{}}
	for _, c := range checks {
		p.Counts[c.State]++
	}
	return p
}

// states are shown in the order in which a check goes through them.
var states = []check.State{check.Signed, check.Finished, check.Talking, check.Preparing, check.Postponed, check.Ended}
