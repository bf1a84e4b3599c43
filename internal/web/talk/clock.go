package talk

import (
	"time"

	"chancencheck/check"
	"chancencheck/internal/web/site"
)

// clock is where a session stands.
type clock struct {
	Phases []check.Phase
	// Now is the place of the part that runs, -1 if none does.
	Now int
	// End is when the part ends, in the organisation's zone.
	End time.Time
}

// manyEvents is how far back the record is read for the beginning of a talk: a
// day of a city in which all departments talk at once.
const manyEvents = 500

// clock reads the session's clock. A talk begins when its start was recorded;
// beyond the length of a session there is no clock.
func (p *Pages) clock(r *site.Request, asked site.Asked) (clock, error) {
	k := clock{Phases: check.Script(asked.Round.TalkMinutes), Now: -1}
	if asked.Check.State != check.Talking {
		return k, nil
	}
	events, err := p.Store.Events(r.Context(), asked.Check.Org, manyEvents)
	if err != nil {
		return k, err
	}
	for _, e := range events { // the youngest first
		if e.Object != string(asked.Check.ID) || e.Verb != "check.talk" {
			continue
		}
		if at, left, ok := check.PhaseAt(k.Phases, r.Act.At.Sub(e.At)); ok {
			k.Now, k.End = at, r.Act.At.Add(left).In(zone(r))
		}
		break
	}
	return k, nil
}

// zone is the organisation's time zone.
func zone(r *site.Request) *time.Location {
	if z, err := time.LoadLocation(r.Page.Org.TimeZone); err == nil {
		return z
	}
	return time.UTC
}
