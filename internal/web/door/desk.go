package door

import (
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/facilitation"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
	"chancencheck/today"
)

// desk is what lies before somebody in one running round.
type desk struct {
	Round  *round.Round
	Groups []today.Group
	Mine   []today.Mine
	Next   []today.Next
}

// mostFailed is how many mails that did not arrive are looked through.
const mostFailed = 500

// desk puts together what a round asks of the reader; nil for nothing.
func (p *Pages) desk(r *site.Request, rd *round.Round, checks []*check.Check, slots []*facilitation.Slot) (*desk, error) {
	d := today.Desk{Now: r.Act.At, Zone: zone(r), Round: rd, Checks: checks, Slots: slots, Mails: p.Mail.On()}
	out := &desk{Round: rd, Mine: today.ForHead(d, r.Act.By), Next: today.ForFacilitator(d, organisation.PersonID(r.Act.By.Person))}
	if access.Can(r.Act.By, access.ManageRounds, rd.Object()) {
		var err error
		if d.Tandems, err = p.Store.Tandems(r.Context(), rd.Ref); err != nil {
			return nil, err
		}
		if d.Posted, err = p.Store.PostedIn(r.Context(), rd.Ref); err != nil {
			return nil, err
		}
		if d.Ended, err = p.Store.EndedUnits(r.Context(), r.Org()); err != nil {
			return nil, err
		}
		failed, err := p.Store.FailedMails(r.Context(), r.Org(), mostFailed)
		if err != nil {
			return nil, err
		}
		ours := map[string]bool{}
		for _, l := range d.Posted {
			ours[l.ID] = true
		}
		for _, m := range failed {
			if ours[m.ID] {
				d.Returned++
			}
		}
		out.Groups = today.ForCoordinator(d)
	}
	if len(out.Groups)+len(out.Mine)+len(out.Next) == 0 {
		return nil, nil
	}
	return out, nil
}

// zone is where the organisation's clocks are.
func zone(r *site.Request) *time.Location {
	if z, err := time.LoadLocation(r.Page.Org.TimeZone); err == nil {
		return z
	}
	return time.UTC
}

// together are the kinds that are done in one go, whatever their number.
var together = map[today.Kind]string{today.Returned: "/letters", today.Invite: "/letters"}

// place is where a task is done.
func (d *desk) place(t today.Task) string {
	at := "/rounds/" + string(d.Round.ID)
	switch t.Kind {
	case today.Returned, today.Invite:
		return at + together[t.Kind]
	case today.Wave:
		return at + "/waves"
	case today.NoDate:
		return "/checks/" + string(t.Check.ID) + "/date"
	}
	return "/checks/" + string(t.Check.ID)
}

// rest is where the tasks are that are not named.
func (d *desk) rest(kind today.Kind) string {
	if kind == today.NoDate {
		return "/dates"
	}
	return "/rounds/" + string(d.Round.ID)
}

// why says in a few words why something is to be done.
func why(b page.Base, t today.Task) string {
	switch t.Kind {
	case today.Talk:
		return b.T("today.why_talk", "time", page.Moment(b, t.At, 0))
	case today.Again:
		if t.Day == "" {
			return b.T("today.why_again_open", "reason", t.Check.Reason)
		}
		return b.T("today.why_again", "date", page.Day(b, t.Day), "reason", t.Check.Reason)
	}
	return b.T("today.why_"+string(t.Kind), "date", page.Day(b, t.Day))
}

// mine says what a head's own check waits for.
func mine(b page.Base, m today.Mine) string {
	if m.Talk != nil {
		return b.T("today.mine_talk", "date", page.Day(b, m.Due), "time", page.Moment(b, m.Talk.StartsAt, m.Talk.Minutes), "place", m.Talk.Place)
	}
	return b.T("today.mine_open", "date", page.Day(b, m.Due))
}
