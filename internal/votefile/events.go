package votefile

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"chancencheck/opinion"
)

// event is one vote as it was cast.
type event struct {
	when              int64
	person, statement int32
	vote              opinion.Vote
}

// names keeps every id once.
type names struct {
	at  map[string]int32
	ids []string
}

func (n *names) number(id string) int32 {
	at, ok := n.at[id]
	if !ok {
		at = int32(len(n.ids))
		n.at[id] = at
		n.ids = append(n.ids, id)
	}
	return at
}

// events reads the list of votes and casts them in the order of time.
func (f *file) events(c *Conversation) error {
	people, statements := names{at: map[string]int32{}}, names{at: map[string]int32{}}
	var list []event
	for {
		row, err := f.next()
		if err != nil {
			return err
		}
		if row == nil {
			break
		}
		e, err := f.event(row, &people, &statements)
		if err != nil {
			return err
		}
		list = append(list, e)
	}
	slices.SortStableFunc(list, func(a, b event) int { return cmp.Compare(a.when, b.when) })
	for _, e := range list {
		if err := c.Votes.Cast(people.ids[e.person], statements.ids[e.statement], e.vote); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	return nil
}

// event reads one row of the list.
func (f *file) event(row []string, people, statements *names) (event, error) {
	var e event
	var err error
	if at, ok := f.at["timestamp"]; ok {
		if e.when, err = strconv.ParseInt(number(row[at]), 10, 64); err != nil {
			return e, f.wrong("votes.timestamp", "cell", shorten(row[at]))
		}
	}
	person, err := f.id(row[f.at["voter-id"]])
	if err != nil {
		return e, err
	}
	statement, err := f.id(row[f.at["comment-id"]])
	if err != nil {
		return e, err
	}
	if e.vote, err = f.vote(row[f.at["vote"]]); err != nil {
		return e, err
	}
	e.person, e.statement = people.number(person), statements.number(statement)
	if len(people.ids) > mostPeople || len(statements.ids) > mostStatements {
		return e, f.wrong("votes.too_many", "most", mostPeople)
	}
	return e, nil
}
