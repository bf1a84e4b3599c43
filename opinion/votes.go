package opinion

import (
	"cmp"
	"slices"

	"chancencheck/fault"
)

// Vote is what somebody says to a statement.
type Vote int8

const (
	// Disagree (stimme nicht zu).
	Disagree Vote = -1
	// Pass (weiß nicht): has seen the statement and takes no side.
	Pass Vote = 0
	// Agree (stimme zu).
	Agree Vote = 1
)

// Tally counts the votes on a statement: of everybody, or of one group.
type Tally struct{ Agree, Disagree, Pass int }

// Seen is the number of people behind a tally, those who passed included.
func (t Tally) Seen() int { return t.Agree + t.Disagree + t.Pass }

// count adds n votes of a kind.
func (t *Tally) count(v Vote, n int) {
	switch v {
	case Agree:
		t.Agree += n
	case Disagree:
		t.Disagree += n
	default:
		t.Pass += n
	}
}

func (t Tally) plus(o Tally) Tally {
	return Tally{t.Agree + o.Agree, t.Disagree + o.Disagree, t.Pass + o.Pass}
}

func (t Tally) minus(o Tally) Tally {
	return Tally{t.Agree - o.Agree, t.Disagree - o.Disagree, t.Pass - o.Pass}
}

// cell is one vote in a row: the number of the statement and, in the lowest two
// bits, the vote plus one.
type cell uint32

func cellOf(statement int, v Vote) cell { return cell(statement)<<2 | cell(v+1) }
func (c cell) statement() int           { return int(c >> 2) }
func (c cell) vote() Vote               { return Vote(c&3) - 1 }

// Votes are the votes of one conversation and everything that is counted from
// them. The zero Votes is empty and ready.
type Votes struct {
	people, statements numbering
	rows               [][]cell // by person, each in ascending order of statements
	all                []Tally  // by statement
	out                []bool   // by statement: taken out by moderation
	groupOf            []int8   // by person; absent or -1: in no group
	inGroup            [][]Tally
	counting           []string // what Statements returns; nil: to be made
}

// numbering gives ids numbers in the order they come.
type numbering struct {
	at  map[string]int
	ids []string
}

func (n *numbering) number(id string) (at int, isNew bool) {
	if at, ok := n.at[id]; ok {
		return at, false
	}
	if n.at == nil {
		n.at = map[string]int{}
	}
	n.at[id] = len(n.ids)
	n.ids = append(n.ids, id)
	return len(n.ids) - 1, true
}

// AddStatement makes a statement known before anybody has voted on it.
func (v *Votes) AddStatement(id string) { v.statement(id) }

func (v *Votes) statement(id string) int {
	at, isNew := v.statements.number(id)
	if isNew {
		v.counting = nil
		v.all, v.out = append(v.all, Tally{}), append(v.out, false)
		for g := range v.inGroup {
			v.inGroup[g] = append(v.inGroup[g], Tally{})
		}
	}
	return at
}

// LeaveOut takes a statement out of everything but the question who has voted
// often enough to be grouped; its votes are kept.
func (v *Votes) LeaveOut(id string) { v.moderate(id, true) }

// TakeIn is the opposite of LeaveOut.
func (v *Votes) TakeIn(id string) { v.moderate(id, false) }

func (v *Votes) moderate(id string, out bool) {
	v.out[v.statement(id)] = out
	v.counting = nil
}

// Cast records a vote. A later vote of the same person on the same statement
// replaces the earlier one. A vote that is none of the three is refused with fault.Invalid.
func (v *Votes) Cast(person, statement string, vote Vote) error {
	if vote < Disagree || vote > Agree {
		return fault.New(fault.Invalid, "opinion.vote_unknown", "vote", int(vote))
	}
	p, isNew := v.people.number(person)
	if isNew {
		v.rows = append(v.rows, nil)
	}
	s := v.statement(statement)
	at, found := v.find(p, s)
	if found {
		v.count(p, s, v.rows[p][at].vote(), -1)
		v.rows[p][at] = cellOf(s, vote)
	} else {
		v.rows[p] = slices.Insert(v.rows[p], at, cellOf(s, vote))
	}
	v.count(p, s, vote, 1)
	return nil
}

// find looks for the vote of a person on a statement.
func (v *Votes) find(p, s int) (at int, found bool) {
	return slices.BinarySearchFunc(v.rows[p], s, func(c cell, s int) int { return cmp.Compare(c.statement(), s) })
}

// count adds n votes to the tallies they belong to.
func (v *Votes) count(p, s int, vote Vote, n int) {
	v.all[s].count(vote, n)
	if g := v.group(p); g >= 0 {
		v.inGroup[g][s].count(vote, n)
	}
}

func (v *Votes) group(p int) int {
	if p >= len(v.groupOf) {
		return -1
	}
	return int(v.groupOf[p])
}

// Vote returns the vote of a person on a statement, and whether there is one.
func (v *Votes) Vote(person, statement string) (Vote, bool) {
	p, known := v.people.at[person]
	s, there := v.statements.at[statement]
	if !known || !there {
		return Pass, false
	}
	at, found := v.find(p, s)
	if !found {
		return Pass, false
	}
	return v.rows[p][at].vote(), true
}

// Erase takes away all votes of a person, as if they had never been cast.
func (v *Votes) Erase(person string) {
	p, known := v.people.at[person]
	if !known {
		return
	}
	for _, c := range v.rows[p] {
		v.count(p, c.statement(), c.vote(), -1)
	}
	v.rows[p] = nil
}

// Divide fixes the groups of a map: from now on the tallies of its groups are
// kept with every vote. Whoever is not on the map yet belongs to no group until
// the next one.
func (v *Votes) Divide(m *Map) {
	v.groupOf = make([]int8, len(v.rows))
	v.inGroup = make([][]Tally, len(m.Groups))
	for p := range v.groupOf {
		v.groupOf[p] = -1
	}
	for g := range v.inGroup {
		v.inGroup[g] = make([]Tally, len(v.all))
	}
	for _, place := range m.People {
		p, known := v.people.at[place.ID]
		if !known || place.Group < 0 {
			continue
		}
		v.groupOf[p] = int8(place.Group)
		for _, c := range v.rows[p] {
			v.inGroup[place.Group][c.statement()].count(c.vote(), 1)
		}
	}
}

// Groups returns the number of groups that Divide has fixed.
func (v *Votes) Groups() int { return len(v.inGroup) }

// Voters returns the number of people with at least one vote.
func (v *Votes) Voters() int {
	n := 0
	for _, row := range v.rows {
		if len(row) > 0 {
			n++
		}
	}
	return n
}

// Statements returns the ids of the statements that count, in the order of ids.
// The list belongs to v.
func (v *Votes) Statements() []string {
	if v.counting == nil {
		v.counting = make([]string, 0, len(v.all))
		for s, id := range v.statements.ids {
			if !v.out[s] {
				v.counting = append(v.counting, id)
			}
		}
		slices.SortFunc(v.counting, CompareIDs)
	}
	return v.counting
}

// Tally returns the votes of everybody on a statement.
func (v *Votes) Tally(statement string) Tally {
	if s, ok := v.statements.at[statement]; ok {
		return v.all[s]
	}
	return Tally{}
}

// GroupTally returns the votes of a group (0 to Groups-1) on a statement.
func (v *Votes) GroupTally(group int, statement string) Tally {
	s, ok := v.statements.at[statement]
	if !ok || group < 0 || group >= len(v.inGroup) {
		return Tally{}
	}
	return v.inGroup[group][s]
}

// CompareIDs is the order of ids on maps and in lists: numbers first and by
// size ("9" before "10"), then texts.
func CompareIDs(a, b string) int {
	switch na, nb := isNumber(a), isNumber(b); {
	case na != nb:
		if na {
			return -1
		}
		return 1
	case na && len(a) != len(b):
		return cmp.Compare(len(a), len(b))
	}
	return cmp.Compare(a, b)
}

func isNumber(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
