package register

import (
	"net/http"
	"strings"
	"time"
	_ "time/tzdata" // the record shows the organisation's time, also on a bare machine

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// mostEvents is how many events the page shows, the youngest first.
const mostEvents = 200

// auditView is the record of who did what.
type auditView struct {
	page.Base
	Events []eventRow
	// Verified is whether the record is what was recorded.
	Verified audit.Finding
}

// eventRow is one event in words.
type eventRow struct {
	At        time.Time
	Who, What string
	On        string
	// Path leads to what it was done to, "" for nowhere.
	Path   string
	Detail string
}

// named is something an event can be about.
type named struct{ title, path string }

// Audit shows the record.
func (p *Pages) Audit(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.SeeAudit, whole(r)); err != nil {
		return err
	}
	events, err := p.Store.Events(r.Context(), r.Org(), mostEvents)
	if err != nil {
		return err
	}
	people, err := p.Store.People(r.Context(), r.Org())
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, one := range people {
		names[string(one.ID)] = one.Name
	}
	things, err := p.things(r, events)
	if err != nil {
		return err
	}
	units, err := p.Store.Units(r.Context(), r.Org())
	if err != nil {
		return err
	}
	for _, one := range people {
		path := ""
		if r.Page.Can(access.ManagePeople) {
			path = "/people/" + string(one.ID)
		}
		things[string(one.ID)] = named{one.Name, path}
	}
	for _, u := range units {
		if things[string(u.ID)].title == "" {
			things[string(u.ID)] = named{u.Name, unitPath(u.ID)}
		}
	}
	chain, err := p.Store.Chain(r.Context(), r.Org())
	if err != nil {
		return err
	}
	v := auditView{Base: r.Page.Named(r.Page.T("audit.title")), Verified: audit.Verify(chain)}
	for _, e := range events {
		v.Events = append(v.Events, rowOf(r, e, names, things))
	}
	return r.Render(w, auditPage(v))
}

// things names what events are about: rounds, checks, the organisation. Checks
// are looked up one by one, because there are many and few of them are named.
func (p *Pages) things(r *site.Request, events []audit.Event) (map[string]named, error) {
	out := map[string]named{string(r.Org()): {r.Page.Org.Name, ""}}
	rounds, err := p.Store.Rounds(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	titles := map[round.ID]string{}
	for _, rd := range rounds {
		titles[rd.ID] = rd.Title
		path := ""
		if access.Can(r.Act.By, access.SeeRounds, rd.Object()) {
			path = "/rounds/" + string(rd.ID)
		}
		out[string(rd.ID)] = named{rd.Title, path}
	}
	for _, e := range events {
		if _, known := out[e.Object]; known || e.Object == "" {
			continue
		}
		out[e.Object], err = p.checkNamed(r, check.ID(e.Object), titles)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// checkNamed names a check; what is none has no name.
func (p *Pages) checkNamed(r *site.Request, id check.ID, titles map[round.ID]string) (named, error) {
	c, err := p.Store.Check(r.Context(), check.Ref{Org: r.Org(), ID: id})
	if fault.KindOf(err) == fault.NotFound {
		return named{}, nil
	}
	if err != nil {
		return named{}, err
	}
	path := ""
	if access.Can(r.Act.By, access.SeeCheck, c.Object()) {
		path = "/checks/" + string(c.ID)
	}
	return named{r.Page.T("audit.check_of", "unit", c.UnitName, "round", titles[c.Round]), path}, nil
}

func rowOf(r *site.Request, e audit.Event, names map[string]string, things map[string]named) eventRow {
	on := things[e.Object]
	row := eventRow{At: e.At.In(zone(r.Page.Org)), Who: names[e.Person], On: on.title, Path: on.path, What: e.Verb, Detail: e.Detail}
	if r.Page.P.Has("audit." + e.Verb) {
		row.What = r.Page.T("audit." + e.Verb)
	}
	if row.Who == "" {
		row.Who = e.Person
	}
	switch {
	case e.Detail == on.title:
		row.Detail = ""
	case e.Verb == "signin.in":
		row.Detail = r.Page.T("session.way_" + e.Detail)
	case strings.HasPrefix(e.Verb, "part."):
		row.Detail = partOf(r.Page, e.Detail, things)
	case e.Verb == "person.hand_over":
		to, _, _ := strings.Cut(e.Detail, "|")
		row.Detail = r.Page.T("audit.handed", "name", names[to])
	case e.Verb == "person.leave":
		row.Detail = page.Day(r.Page, organisation.Date(e.Detail))
	case e.Verb == "round.extend":
		row.Detail = page.Day(r.Page, organisation.Date(e.Detail))
	}
	return row
}

// partOf says which part an event is about: its role, its unit and its last day.
func partOf(b page.Base, detail string, things map[string]named) string {
	part := strings.Split(detail, "|")
	if len(part) < 4 {
		return detail
	}
	text := b.T("role." + part[0])
	if unit := things[part[1]].title; unit != "" {
		text = b.T("people.role_in", "role", text, "unit", unit)
	}
	if part[3] != "" {
		text += ", " + b.T("people.until", "until", page.Day(b, organisation.Date(part[3]).Before()))
	}
	return text
}

// zone is where the organisation's clocks tick.
func zone(o organisation.Organisation) *time.Location {
	if z, err := time.LoadLocation(o.TimeZone); err == nil {
		return z
	}
	return time.UTC
}
