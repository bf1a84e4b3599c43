// Package disclosure decides what may be shown. It is the only maker of Shown
// values, and pages, documents and exports accept nothing else.
//
// # What it protects
//
// A team of six must not be able to infer who said what. That takes more than
// a threshold, so the package works in four steps:
//
//  1. Policy.Show answers for one figure: entitled, closed or signed, enough
//     people, enough coverage. A private sheet is never shown.
//  2. Policy.Distribution and Policy.Median answer for one question: no
//     minimum, no maximum, and where nearly all agree only that.
//  3. Compute answers for a whole report, once, at close: it hides what is too
//     small and then as much beside it as is needed so that nothing small can
//     be found by subtraction. The Pattern is stored and is the same for
//     everybody; access only removes more.
//  4. A withheld Shown does not contain the figure. There is nothing to leak by
//     logging, formatting, encoding or reflection.
//
// # Where the numbers come from
//
//   - Threshold 7, floor 5, changed only upwards: 3 is the least in official
//     labour statistics, 5 is usual with survey houses; staff surveys here
//     start above both because colleagues know each other.
//   - Nearly unanimous from 90 %: if all say the same, everybody's answer is
//     known however many they are (attribute disclosure). We add "all but one",
//     because the one knows the others.
//   - No percentages under 20 people, one decimal for means: a percentage of a
//     small number pretends precision and gives the number away.
//   - Hiding the smallest neighbour too: primary and secondary suppression as
//     statistical offices do it.
//
// # What it refuses
//
// Thresholds below the floor, figures outside the frozen tree, reading a Shown
// back from a file: whoever wants a Shown has to ask a Policy.
package disclosure
