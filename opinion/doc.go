// Package opinion turns votes on statements into a picture of who agrees with
// whom: a map of the participants, groups, what is typical of each group, what
// all agree on, what divides them, and which statement to show next.
//
// # The life of a map
//
// Votes keeps the votes of one conversation, sparse, with the tallies of every
// statement as integers. Draw makes a Map of them, always cold: the same votes
// give the same map bit for bit, in whatever order they came (on amd64). Votes.Divide
// then fixes the groups of a map, and from there on the tallies per group are
// kept with every vote as well, so that Representative, Consensus, Dividing,
// Matrix and Next never wait for the next map.
//
// # Where the numbers come from
//
// The formulas are those of Polis (Small et al. 2021, "Polis: Scaling
// deliberation by mapping high dimensional opinion spaces"), written anew:
// principal components of the votes with the missing ones at their statement's
// mean, projections corrected for few votes, k-means in two steps, silhouettes;
// proportions with one success and one failure added, their z tests at 90 %
// (1.2816). Starts, the choice of the number of groups and the least size of
// five are ours and stand in docs/adr/0014-opinion-map.md.
//
// # What it refuses
//
// Groups of fewer than five people. Statements that moderation took out count
// nowhere. Nothing here knows who somebody is: participants are ids that the
// caller makes up for one conversation. Nothing decides what may be
// shown: counts go through disclosure, which has rules for watching crowds.
//
// A vote is stored in four bytes. Nothing here is safe for use by several
// goroutines at once; a conversation has one that owns it.
package opinion
