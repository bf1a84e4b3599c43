// Package score makes values from answers: pure functions, every rule set by
// the instrument (instrument.Rule, explained in docs/instrument-scoring.md).
//
// Compile an instrument once, for a format and a kind of unit; the Evaluator
// then evaluates any number of Sheets of answers, also at the same time, each
// into its own Result. A Result has one Value per node, grouping and for the
// total, each with its Coverage, or with the Reason why there is no value.
//
// Arithmetic is exact: values are fractions, so 26.25 is a tie and not nearly
// one, and no order of additions matters. Two rules leave the fractions:
//   - a root (geometric mean) that is no fraction is cut off after 30 digits,
//     which rounds like the true root; weights whose common multiple exceeds 64
//     make it use float64 instead;
//   - logarithmic bounds use float64, taken over with 15 significant digits.
//
// The package knows nothing of people, thresholds or files: what may be shown
// is decided by package disclosure.
package score
