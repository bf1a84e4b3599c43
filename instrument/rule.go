package instrument

// This file holds the rules that turn answers into values. A rule is data: the
// score package applies it, docs/instrument-scoring.md explains each with
// numbers, and a published index is reproduced by writing its handbook down in
// these words, not by new code.
//
// Where the rules sit: Instrument.Score (Scoring), Node.Score (Rule),
// Question.Score (QuestionRule).

// Scoring is the `score` part of an instrument: what holds everywhere, what
// makes the total, the extra groupings and how subjects are ranked.
type Scoring struct {
	// Defaults holds for every node, group and the total wherever they do not
	// say otherwise themselves (see Rule.Under).
	Defaults Rule
	// TotalID is the name of the total in results; empty means "total".
	TotalID string
	// Total makes the overall value; by default over the fields.
	Total Rule
	// Groups are extra, possibly overlapping groupings that get a value too.
	Groups []Group
	// Rank says how subjects are ranked where a ranking is asked for at all.
	// (Published indices rank economies; ChancenCheck never ranks departments.)
	Rank Ranking
}

// Group is a named grouping of questions, nodes or other groups from anywhere
// in the tree (Rule.Members). It has a value and a coverage of its own and
// changes no other value unless a rule names it as a member.
type Group struct {
	ID    string
	Title Text
	Rule  Rule
}

// Rule says how one value is made from its members. The steps, in this order:
//
//  1. combine the members' measures by Method (with their weights)
//  2. divide by Divisor, multiply by Factor
//  3. Bounds: the position between two bounds, times Scale
//  4. Invert: Scale minus the value
//  5. Cap, Deductions, then Floor and Cap
//  6. Gates have the last word
//  7. Round
//
// The zero Rule is the ordinary one: the mean of the members, every question
// on 0 to 100 of its own range, what is not answered left out.
type Rule struct {
	// Method combines the members; empty means Mean.
	Method Method
	// Over says what the members are when Members is empty: the direct children
	// (a mean of means), or all questions below, each counted once.
	Over Over
	// Members lists the members by id instead: questions, nodes or groups.
	Members []Member
	// Measure says whether a question counts with its share of the range (0 to
	// Scale) or with its points as they are. Nodes always count with their value.
	Measure Measure
	// Scale is the upper end of the values: 100 by default, 1 for indices
	// that run from 0 to 1.
	Scale Number
	// Divisor divides the combined value, for example a sum by a fixed 13.
	Divisor Number
	// Factor multiplies the combined value.
	Factor Number
	// Bounds turns the value into its position between two bounds.
	Bounds *Bounds
	// Invert turns the value round: Scale minus value (less is better).
	Invert bool
	// Cap is the most the value can be, Floor the least.
	Cap, Floor Number
	// Deductions are subtracted when their conditions hold.
	Deductions []Deduction
	// Gates limit or set the value when their conditions hold.
	Gates []Gate
	// Lookup is the table of Method Lookup.
	Lookup *Lookup
	// Answers says what counts when there is no ordinary answer.
	Answers Policies
	// NoValue says what a member node without value counts; empty means: void
	// where the member is void, otherwise exclude.
	NoValue Policy
	// MinCoverage is the least share of applicable questions (0 to 1) that must
	// be answered for a value to exist; 0 or not given: one answer is enough.
	MinCoverage Number
	// MinAnswered is the same as a number of questions.
	MinAnswered Number
	// Round says how the value is rounded.
	Round Rounding
}

// Under returns r with its unset parts taken from the instrument-wide
// defaults. What belongs to one particular value is never inherited: members,
// divisor, factor, bounds, invert, cap, floor, deductions, gates, lookup.
func (r Rule) Under(defaults Rule) Rule {
	r.Method = or(r.Method, defaults.Method)
	r.Over = or(r.Over, defaults.Over)
	r.Measure = or(r.Measure, defaults.Measure)
	r.Scale = r.Scale.Or(defaults.Scale)
	r.Answers = r.Answers.Under(defaults.Answers)
	r.NoValue = or(r.NoValue, defaults.NoValue)
	r.MinCoverage = r.MinCoverage.Or(defaults.MinCoverage)
	r.MinAnswered = r.MinAnswered.Or(defaults.MinAnswered)
	r.Round = r.Round.Under(defaults.Round)
	return r
}

func or[T comparable](own, inherited T) T {
	var unset T
	if own != unset {
		return own
	}
	return inherited
}

// Method is how members are combined. Weights count wherever they have a
// meaning (not in min, max, ratio and lookup).
type Method string

const (
	// Mean is the weighted arithmetic mean.
	Mean Method = "mean"
	// GeometricMean is the weighted geometric mean, as in the Human Development
	// Index since 2010 (UNDP, technical note 1); 0 when a member is 0.
	GeometricMean Method = "geometric_mean"
	// HarmonicMean is the weighted harmonic mean, as in the Gender Inequality
	// Index (UNDP, technical note 4); 0 when a member is 0.
	HarmonicMean Method = "harmonic_mean"
	// Median is the middle value, or the mean of the two middle ones.
	Median Method = "median"
	// Sum adds the members, each times its weight.
	Sum Method = "sum"
	// Min is the lowest member: a chain is as strong as its weakest link.
	Min Method = "min"
	// Max is the highest member.
	Max Method = "max"
	// Product multiplies the members.
	Product Method = "product"
	// Ratio divides the first of exactly two members by the second.
	Ratio Method = "ratio"
	// ByLookup takes the value from a table over answers and values.
	ByLookup Method = "lookup"
)

// Over is the set of members of a node that lists none.
type Over string

const (
	// Children are the direct child nodes and direct questions.
	Children Over = "children"
	// Questions are all questions below, each counted once, as if the nodes in
	// between were not there.
	Questions Over = "questions"
)

// Measure is what a question counts with.
type Measure string

const (
	// Share is the position of the points in the question's range, times Scale:
	// a yes/no question and one of five levels then weigh the same.
	Share Measure = "share"
	// Points are the points as they are.
	Points Measure = "points"
)

// Member is one member of a Rule.
type Member struct {
	// ID is a question, node or group.
	ID string
	// Weight replaces the weight the member has of its own.
	Weight Number
}

// Bounds is the goalpost method: (value - Min) / (Max - Min), as the Human
// Development Index does it (UNDP, technical note 1).
type Bounds struct {
	// Min becomes 0 and Max becomes 1 (times Scale). Min may be above Max where
	// less is better.
	Min, Max Number
	// Clamp brings values outside the bounds to the nearer bound; without it
	// they stay outside.
	Clamp bool
	// Log uses natural logarithms of value and bounds (income in the HDI). It is
	// the one place besides roots where a value is not exact: 15 significant digits.
	Log bool
}

// Test is met when enough of its questions or nodes are as described.
// A question without an answer meets no condition, unless Is names its state.
// Every description that is given must hold.
type Test struct {
	// Of are questions, nodes or groups.
	Of []string
	// Is lists option ids or states (missing, skipped, cannot_judge,
	// not_applicable, nobody_knows), one of which must be the answer; of
	// several choices one is enough.
	Is []string
	// Not lists option ids, none of which may be the answer; it must be answered.
	Not []string
	// AtLeast, AtMost, Above and Below compare points of a question, the
	// number of a number question, or the value of a node before its rounding.
	AtLeast, AtMost, Above, Below Number
	// Count is how many of Of must be so; 0 means all.
	Count int
}

// Gate limits or sets a value when all its tests are met: "if question X is
// no, the section is capped at 50". A node a test names must not depend on the
// gated value itself.
type Gate struct {
	When []Test
	// Cap is the most, Floor the least, Set the value itself; Factor multiplies.
	Cap, Floor, Set, Factor Number
	// Void takes the value away.
	Void bool
}

// Deduction subtracts points when all its tests are met.
type Deduction struct {
	When []Test
	// Subtract is what is subtracted; below 0 it is a bonus.
	Subtract Number
	// Each subtracts once for every one of the first test's Of that is so,
	// instead of once.
	Each bool
}

// Lookup is a table: the first row that fits gives the points.
type Lookup struct {
	// Of are the columns: questions, nodes or groups.
	Of []string
	// Rows are tried from the top.
	Rows []LookupRow
	// Otherwise holds when no row fits and every column has an answer or value.
	Otherwise Number
}

// LookupRow is one row of a Lookup.
type LookupRow struct {
	// Cells has one entry per column: an option id or state, alternatives
	// "yes|partly", a comparison "<20", "<=20", ">3", ">=3" of number, points or
	// value, or "*" for anything, even no answer.
	Cells []string
	// Points are the row's points; not given: the row has no value (excluded).
	Points Number
}

// Policy says what counts in place of an ordinary answer.
type Policy string

const (
	// Exclude leaves the question out of its value.
	Exclude Policy = "exclude"
	// Zero counts as 0 points, and as share 0.
	Zero Policy = "zero"
	// Full counts as the question's highest points, and as share 1.
	Full Policy = "full"
	// Void takes the value of the node away.
	Void Policy = "void"
)

// Policies says what each kind of "no ordinary answer" counts. What is left
// empty excludes the question; Skipped follows Missing.
type Policies struct {
	// Missing: nobody answered.
	Missing Policy
	// Skipped: passed over on purpose.
	Skipped Policy
	// CannotJudge: the person cannot judge it.
	CannotJudge Policy
	// NobodyKnows: the team does not know.
	NobodyKnows Policy
	// NotApplicable: does not apply here; excluded questions of this kind do
	// not count in the coverage either.
	NotApplicable Policy
	// NotAsked: the condition under which it is asked is not met.
	NotAsked Policy
	// Unscored: an option without points was chosen.
	Unscored Policy
}

// Under returns p with its empty entries taken from the defaults.
func (p Policies) Under(defaults Policies) Policies {
	p.Skipped = or(or(p.Skipped, p.Missing), or(defaults.Skipped, defaults.Missing))
	p.Missing = or(p.Missing, defaults.Missing)
	p.CannotJudge = or(p.CannotJudge, defaults.CannotJudge)
	p.NobodyKnows = or(p.NobodyKnows, defaults.NobodyKnows)
	p.NotApplicable = or(p.NotApplicable, defaults.NotApplicable)
	p.NotAsked = or(p.NotAsked, defaults.NotAsked)
	p.Unscored = or(p.Unscored, defaults.Unscored)
	return p
}

// Rounding says how a value is rounded.
type Rounding struct {
	// Digits after the decimal point; not given: no rounding. -1 rounds to tens.
	Digits Number
	// Mode is what happens to the rest; empty means HalfUp.
	Mode RoundMode
	// At says which values are rounded; empty means AtShown.
	At RoundAt
}

// Under returns r with its unset parts taken from the defaults.
func (r Rounding) Under(defaults Rounding) Rounding {
	r.Digits = r.Digits.Or(defaults.Digits)
	r.Mode = or(r.Mode, defaults.Mode)
	r.At = or(r.At, defaults.At)
	return r
}

// RoundMode is a way of rounding; below zero each mirrors what it does above.
type RoundMode string

const (
	// HalfUp rounds to the nearest, ties away from zero: 26.25 -> 26.3.
	HalfUp RoundMode = "half_up"
	// HalfEven rounds to the nearest, ties to the even digit: 26.25 -> 26.2.
	HalfEven RoundMode = "half_even"
	// Down cuts the rest off.
	Down RoundMode = "down"
	// Up rounds every rest away from zero.
	Up RoundMode = "up"
)

// RoundAt is the place where rounding happens.
type RoundAt string

const (
	// AtShown rounds every value that is shown; the calculation goes on with
	// the exact one.
	AtShown RoundAt = "shown"
	// AtEvery rounds every value, and values above are made of the rounded ones.
	AtEvery RoundAt = "every"
	// AtTotal rounds the total only.
	AtTotal RoundAt = "total"
)

// Ranking says how subjects are ranked by a value.
type Ranking struct {
	// Of: rank by the rounded or by the exact value; empty means RankRounded.
	Of RankOf
	// Method: places after a tie are left out (1 1 3, Competition) or not
	// (1 1 2, Dense); empty means Competition.
	Method RankMethod
	// LowFirst gives the lowest value rank 1.
	LowFirst bool
}

// RankOf is the value a ranking compares.
type RankOf string

const (
	// RankRounded makes subjects with the same published value equal.
	RankRounded RankOf = "rounded"
	// RankExact separates them by digits that are not published.
	RankExact RankOf = "exact"
)

// RankMethod is the way ties are numbered.
type RankMethod string

const (
	// Competition ranks 1 1 3.
	Competition RankMethod = "competition"
	// Dense ranks 1 1 2.
	Dense RankMethod = "dense"
)

// QuestionRule says how one question gets its points. The zero QuestionRule
// takes them from Question.Points and the scale. The steps: points of the
// answer (or Lookup), Bounds, Invert, Cap and Floor, Gates, Round.
type QuestionRule struct {
	// StatePoints gives points to states: missing, skipped, cannot_judge,
	// nobody_knows, not_applicable. They go the way of ordinary points.
	StatePoints map[string]Number
	// Combine says how several choices or the four PDCA values make one; empty
	// means Sum for several choices and Mean for PDCA. Also Min and Max.
	Combine Method
	// Lookup takes the points from a table over this and other questions.
	Lookup *Lookup
	// Bounds turns the number (or points) into 0 to 1.
	Bounds *Bounds
	// Invert turns the points round in their range: high becomes low.
	Invert bool
	// Cap is the most and Floor the least points; they limit the range as well.
	Cap, Floor Number
	// Gates limit or set the points.
	Gates []Gate
	// Answers replaces the policies of the node for this question.
	Answers Policies
	// Round rounds the points before they are used; Rounding.At has no meaning.
	Round Rounding
}
