package opinion

// Relation says how the groups stand to each other on a statement.
type Relation string

const (
	// SameSide: a clear majority of every group takes the same side.
	SameSide Relation = "same_side"
	// NoneAgainst: some groups take a side and none takes the other.
	NoneAgainst Relation = "none_against"
	// Opposite: two groups take opposite sides.
	Opposite Relation = "opposite"
	// Undecided: no group takes a side, or there are no groups.
	Undecided Relation = "undecided"
)

// Relations lists every relation, for tables and translations.
var Relations = []Relation{SameSide, NoneAgainst, Opposite, Undecided}

// Cell is a field of the matrix: what the majority of all does, and how the
// groups stand to each other.
type Cell struct {
	// Majority is the side of a clear majority of everybody; Pass: none.
	Majority Vote
	Groups   Relation
}

// Matrix sorts the statements by majority and by groups: a majority of all can
// hide that one group is against, and a tie can hide two clear groups.
func (v *Votes) Matrix() map[Cell][]string {
	matrix := map[Cell][]string{}
	for _, id := range v.Statements() {
		relation, _ := v.agreement(id)
		cell := Cell{v.Tally(id).Side(), relation}
		matrix[cell] = append(matrix[cell], id)
	}
	return matrix
}

// agreement looks at the sides of all groups; the side is that of those who take one.
func (v *Votes) agreement(statement string) (Relation, Vote) {
	var sides [3]int // groups by vote plus one
	for g := range v.inGroup {
		sides[v.GroupTally(g, statement).Side()+1]++
	}
	against, open, in := sides[Disagree+1], sides[Pass+1], sides[Agree+1]
	side := Agree
	if against > in {
		side = Disagree
	}
	switch {
	case against+in == 0:
		return Undecided, Pass
	case against > 0 && in > 0:
		return Opposite, Pass
	case open > 0:
		return NoneAgainst, side
	}
	return SameSide, side
}
