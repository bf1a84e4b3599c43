package check

import (
	"context"
	"slices"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Posted is a letter about a check that was sent to one person.
type Posted struct {
	// ID is the id of the mail; the same letter is sent once.
	ID     string
	Check  ID
	Person organisation.PersonID
	Kind   round.LetterKind
	At     time.Time
}

// Post keeps which letters were sent.
type Post interface {
	// PutPosted notes letters that are on their way; one that is known stays.
	PutPosted(ctx context.Context, rd round.Ref, letters []Posted, events ...audit.Event) error
	// PostedIn returns the letters of a round, the oldest first.
	PostedIn(ctx context.Context, rd round.Ref) ([]Posted, error)
}

// Circle returns the people to whom a letter about a check goes: its heads, its
// team, or with a reminder all of them. A reminder asks nobody whether she has
// answered, and is for teams that are still at work.
func Circle(c *Check, parts []organisation.Membership, kind round.LetterKind) []organisation.PersonID {
	if c.State != Preparing && (c.State != Talking || kind != round.Remind) {
		return nil
	}
	wanted := map[round.LetterKind][]access.Role{
		round.ToHead: {access.UnitLead}, round.ToTeam: {access.Respondent}, round.Remind: {access.UnitLead, access.Respondent},
	}[kind]
	var people []organisation.PersonID
	for _, m := range parts {
		if m.Unit == c.Unit && m.Unit != "" && slices.Contains(wanted, m.Role) && !slices.Contains(people, m.Person) {
			people = append(people, m.Person)
		}
	}
	return people
}

// LetterID names a letter: an invitation is sent once, a reminder once a day.
func LetterID(c *Check, person organisation.PersonID, kind round.LetterKind, today organisation.Date) string {
	id := "letter/" + string(c.Round) + "/" + string(c.ID) + "/" + string(person) + "/" + string(kind)
	if kind == round.Remind {
		id += "/" + string(today)
	}
	return id
}
