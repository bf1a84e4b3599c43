package measure

import "chancencheck/organisation"

// Gap is something that a measure lacks or that somebody has to look at.
type Gap string

// The gaps, the weightiest first.
const (
	NoUnit      Gap = "no_unit"   // its unit no longer exists
	NoPost      Gap = "no_post"   // no post answers for it
	Vacant      Gap = "vacant"    // nobody holds the post
	Overdue     Gap = "overdue"   // its last day is over
	AgainDue    Gap = "again_due" // deferred until a day that has come
	Unfunded    Gap = "unfunded"  // the money is not there
	NoIndicator Gap = "no_indicator"
	CheckInNow  Gap = "check_in" // half a year is over
)

// Gaps lists them in that order.
var Gaps = []Gap{NoUnit, NoPost, Vacant, Overdue, AgainDue, Unfunded, NoIndicator, CheckInNow}

// Today is what the organisation looks like when gaps are looked for.
type Today struct {
	Day   organisation.Date
	Units *organisation.Tree
	Posts map[organisation.PostID]organisation.Post
}

// Holder is who holds the post of a measure today, "" for nobody.
func (t Today) Holder(m *Measure) organisation.PersonID { return t.Posts[m.Post].Holder }

// GapsOf returns what a measure lacks today. One that is done, stopped or rejected
// lacks nothing any more, except its check-in.
func (t Today) GapsOf(m *Measure) []Gap {
	var out []Gap
	add := func(is bool, g Gap) {
		if is {
			out = append(out, g)
		}
	}
	if m.Status != Done && m.Status != Stopped && m.Decision.Verdict != Rejected {
		_, there := t.Units.Unit(m.Unit)
		post, known := t.Posts[m.Post]
		add(!there, NoUnit)
		add(!known, NoPost)
		add(known && post.Holder == "", Vacant)
		add(m.Until != "" && m.Until < t.Day && m.Decision.Verdict == Accepted, Overdue)
		add(m.Decision.Verdict == Deferred && m.Decision.Again != "" && m.Decision.Again <= t.Day, AgainDue)
		add(m.Resources.Unfunded, Unfunded)
		add(len(m.Indicators) == 0, NoIndicator)
	}
	due := m.CheckInDue()
	add(due != "" && due <= t.Day && m.Decision.Verdict == Accepted, CheckInNow)
	return out
}
