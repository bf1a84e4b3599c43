package dialogue

import (
	"slices"
	"strconv"
)

// TableID names a table of an event.
type TableID string

// Table is where a group talks: in the room, or in a video room of its own.
type Table struct {
	ID    TableID
	Name  string
	Topic string
	// Moderator and Interpreter are people and languages as the host writes them.
	Moderator   string
	Interpreter string
	Link        string
	// Code opens the page of whoever writes at this table.
	Code string
}

// MostTables is how many tables an event has at most.
const MostTables = 40

// PointsEach is how many points a table can write down in one round.
const PointsEach = 12

// table returns a table by its id.
func (e *Event) table(id TableID) (*Table, error) {
	at := slices.IndexFunc(e.Tables, func(t Table) bool { return t.ID == id })
	if at < 0 {
		return nil, ErrNoTable
	}
	return &e.Tables[at], nil
}

// TableWith returns the table whose scribe has this code, nil for none.
func (e *Event) TableWith(code string) *Table {
	at := slices.IndexFunc(e.Tables, func(t Table) bool { return t.Code == code && code != "" })
	if at < 0 {
		return nil
	}
	return &e.Tables[at]
}

// Rounds is how often groups sit down: at least once, and never more often than
// there are tables, so that nobody sits at one twice.
func (e *Event) Rounds() int {
	n := 1
	if a := e.of(AtTables); a != nil {
		n = max(1, a.Rounds)
	}
	return min(n, max(1, len(e.Tables)))
}

// Seat is the place of the table at which a group sits in a round, all counted
// from 0. Groups move on by one: no two meet at a table, and nobody sits at one
// twice in as many rounds as there are tables. Moderator and scribe stay.
func Seat(group, round, tables int) int {
	if tables <= 0 {
		return 0
	}
	return (group + round) % tables
}

// Group is who sits at a table in a round: the inverse of Seat.
func Group(table, round, tables int) int {
	if tables <= 0 {
		return 0
	}
	return ((table-round)%tables + tables) % tables
}

// PointID names the point that stands at a place of a table's page in a round,
// both from 1. It is the same however often the page is saved or taken over.
func PointID(t TableID, round, place int) ContributionID {
	return ContributionID(string(t) + "-" + strconv.Itoa(round) + "-" + strconv.Itoa(place))
}
