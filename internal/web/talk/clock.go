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

// clockOf reads the session's clock. Beyond the length of a session there is none.
func clockOf(r *site.Request, asked site.Asked) clock {
	k := clock{Phases: check.Script(asked.Round.TalkMinutes), Now: -1}
	if asked.Check.State != check.Talking {
		return k
	}
	if at, left, ok := check.PhaseAt(k.Phases, r.Act.At.Sub(asked.Check.TalkAt)); ok {
		k.Now, k.End = at, r.Act.At.Add(left).In(zone(r))
	}
	return k
}

// zone is the organisation's time zone.
func zone(r *site.Request) *time.Location {
	if z, err := time.LoadLocation(r.Page.Org.TimeZone); err == nil {
		return z
	}
	return time.UTC
}
