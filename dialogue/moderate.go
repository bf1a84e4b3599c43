package dialogue

import (
	"context"
	"fmt"
	"slices"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
)

// Reason is why a contribution was hidden. Deletion by an authority can be
// contested, so every one is on record.
type Reason string

// The reasons.
const (
	Duplicate    Reason = "duplicate"
	OffTopic     Reason = "off_topic"
	PersonalData Reason = "personal_data"
	Insult       Reason = "insult"
	Threat       Reason = "threat"
	Hatred       Reason = "hatred"
	Advert       Reason = "advert"
	Unreadable   Reason = "unreadable"
	Campaign     Reason = "campaign" // for a party or candidate before an election
)

// Reasons lists the reasons in the order of pages; their place is their key on
// the keyboard.
var Reasons = []Reason{OffTopic, PersonalData, Insult, Threat, Hatred, Advert, Unreadable, Campaign, Duplicate}

// Decision is what a facilitator decides about a contribution she has before her.
type Decision struct {
	// Version is the one she saw: two people do not decide about one card.
	Version int
	To      Look
	Reason  Reason
	// Words are for the author, besides the reason.
	Words string
	// Into is the contribution that says the same (Laid).
	Into ContributionID
}

// MostReasonWords is how long the words to an author may be.
const MostReasonWords = 500

// decide applies a decision. A threat is kept word for word, and its record says
// that it has to be passed on.
func (c *Contribution) decide(act access.Act, e *Event, d Decision) ([]audit.Event, error) {
	if err := e.lead(act); err != nil {
		return nil, err
	}
	d.Words = Clean(d.Words)
	switch {
	case e.State == Closed:
		return nil, ErrOver
	case c.Version != d.Version:
		return nil, ErrMoved
	case d.To == Hidden && !slices.Contains(Reasons, d.Reason), utf8.RuneCountInString(d.Words) > MostReasonWords:
		return nil, ErrReason
	case d.To == Laid && (d.Into == c.ID || d.Into == ""):
		return nil, ErrItself
	case d.To != Shown && d.To != Hidden && d.To != Laid:
		return nil, ErrForm
	}
	c.State, c.By, c.Reason, c.Words, c.Into, c.Escalated = d.To, act.By.Person, "", "", "", false
	detail := string(d.To)
	switch d.To {
	case Hidden:
		c.Reason, c.Words, c.Escalated = d.Reason, d.Words, d.Reason == Threat
		detail += " " + string(d.Reason)
	case Laid:
		c.Into = d.Into
		detail += " " + string(d.Into)
	}
	ev := e.event(act, "contribution.decide", detail)
	ev[0].Object = string(e.ID) + "/" + string(c.ID)
	return ev, nil
}

// Decide shows, hides or lays a contribution.
func Decide(ctx context.Context, st Store, act access.Act, ref Ref, id ContributionID, d Decision) error {
	e, err := st.Event(ctx, ref)
	if err != nil {
		return err
	}
	if d.To == Laid {
		into, err := st.Contribution(ctx, ref, d.Into)
		if err != nil {
			return err
		}
		if into.State == Laid || into.State == Hidden {
			return ErrItself // it would lie in something that nobody sees
		}
	}
	err = st.UpdateContribution(ctx, ref, id, func(c *Contribution) ([]audit.Event, error) { return c.decide(act, e, d) })
	if err != nil {
		return fmt.Errorf("decide about contribution %s: %w", id, err)
	}
	return nil
}

// PutUnder lays a contribution under a heading of the plenary; "" takes it out.
func PutUnder(ctx context.Context, st Store, act access.Act, ref Ref, id ContributionID, heading string) error {
	e, err := st.Event(ctx, ref)
	if err != nil {
		return err
	}
	heading = Clean(heading)
	if utf8.RuneCountInString(heading) > MostTitle {
		return ErrTitle
	}
	return st.UpdateContribution(ctx, ref, id, func(c *Contribution) ([]audit.Event, error) {
		if e.State == Closed {
			return nil, ErrOver
		}
		c.Cluster = heading
		return nil, e.lead(act)
	})
}

// Cluster is a heading of the plenary with what lies under it.
type Cluster struct {
	Heading string
	Of      []*Contribution
}

// Clusters orders what is shown by heading, largest first, what has none last.
// Each keeps the order of ids, which says nothing about who came first.
func Clusters(all []*Contribution, sorts ...Sort) []Cluster {
	var out []Cluster
	for _, c := range all {
		if c.State != Shown || len(sorts) > 0 && !slices.Contains(sorts, c.Sort) {
			continue
		}
		at := slices.IndexFunc(out, func(k Cluster) bool { return k.Heading == c.Cluster })
		if at < 0 {
			out, at = append(out, Cluster{Heading: c.Cluster}), len(out)
		}
		out[at].Of = append(out[at].Of, c)
	}
	slices.SortStableFunc(out, func(a, b Cluster) int {
		switch {
		case a.Heading == "" && b.Heading != "":
			return 1
		case b.Heading == "" && a.Heading != "":
			return -1
		}
		return len(b.Of) - len(a.Of)
	})
	return out
}

// LaidIn counts what says the same as each contribution, itself included.
func LaidIn(all []*Contribution) map[ContributionID]int {
	n := map[ContributionID]int{}
	for _, c := range all {
		switch c.State {
		case Shown:
			n[c.ID]++
		case Laid:
			n[c.Into]++
		}
	}
	return n
}
