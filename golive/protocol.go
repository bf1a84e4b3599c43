package golive

import (
	"cmp"
	"slices"
)

// Conformity is what a statement may say about itself.
type Conformity string

// The three degrees of the model statement. Source: Commission Implementing
// Decision (EU) 2018/1523.
const (
	Full   Conformity = "full"
	Partly Conformity = "partly"
	None   Conformity = "none"
)

// The results of a step of the protocol in docs/accessibility.
const (
	Met        = "erfüllt"
	PartlyMet  = "teilweise erfüllt"
	NotMet     = "nicht erfüllt"
	NotNeeded  = "nicht anwendbar"
	NotChecked = "noch nicht geprüft"
)

// Step is a line of the protocol.
type Step struct {
	ID, Title, Result string
	// Automatic is the test that covers part of it, "" for none.
	Automatic string
}

// Progress counts the steps by result.
type Progress struct {
	Of, Met, Failing, NotNeeded, Open, Automatic int
}

// Count counts.
func Count(steps []Step) Progress {
	p := Progress{Of: len(steps)}
	for _, s := range steps {
		switch s.Result {
		case Met:
			p.Met++
		case NotNeeded:
			p.NotNeeded++
		case PartlyMet, NotMet:
			p.Failing++
		default:
			p.Open++
		}
		if s.Automatic != "" {
			p.Automatic++
		}
	}
	return p
}

// Conformity says what the steps allow to claim: full only when every step that
// applies was checked and met. What was not checked is not met.
func (p Progress) Conformity() Conformity {
	switch {
	case p.Of > 0 && p.Open == 0 && p.Failing == 0:
		return Full
	case p.Of > 0 && p.Met+p.NotNeeded+p.Open > 0:
		return Partly
	}
	return None
}

func sortByDue(reports []Report) {
	slices.SortStableFunc(reports, func(a, b Report) int { return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Number, b.Number)) })
}
