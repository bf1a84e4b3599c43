package finding

import (
	"context"
	"fmt"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Filter chooses findings; what is not set chooses all.
type Filter struct {
	Kind      Kind
	State     State
	Field     string
	Question  string
	Situation string
	Who       check.Who
	// WhoOpen: nobody has said yet who can change it.
	WhoOpen bool
	Round   round.ID
	// Paths are units with all below them, Own are units alone; with both nil all
	// are chosen, gathered ones too.
	Paths, Own []string
	// Words must stand in the text, in any case.
	Words string
	// Wholes chooses what was made of others, Singles what was not.
	Wholes, Singles bool
	// Skip and Most choose a page; Most 0 has no limit. Uncounted: nobody asks how
	// many there are beyond the page.
	Skip, Most int
	Uncounted  bool
}

// Count says how many findings are in each state.
type Count map[State]int

// Of returns how many are in a state, in all of them for "".
func (c Count) Of(s State) int {
	n := 0
	for state, some := range c {
		if s == "" || state == s {
			n += some
		}
	}
	return n
}

// Store keeps findings.
type Store interface {
	// Finding returns one finding, or fault.NotFound.
	Finding(ctx context.Context, ref Ref) (*Finding, error)
	// Findings returns those that a filter chooses, in the order of units and then
	// of ids, with the number of all it chooses, of those returned where it is Uncounted.
	Findings(ctx context.Context, org organisation.OrgID, f Filter) ([]*Finding, int, error)
	// CountFindings counts what a filter chooses by state, whatever its own.
	CountFindings(ctx context.Context, org organisation.OrgID, f Filter) (Count, error)
	// CreateFindings stores new findings with what they are parts of. One whose
	// origin is stored already is left out; it returns how many were stored.
	CreateFindings(ctx context.Context, org organisation.OrgID, fs []*Finding, parts []Membership, events ...audit.Event) (int, error)
	// UpdateFinding loads a finding, lets decide change it, and saves it with the
	// events decide returns, all or nothing. Decide may run twice.
	UpdateFinding(ctx context.Context, ref Ref, decide func(*Finding) ([]audit.Event, error)) error
	// TakeOutFinding ends a membership.
	TakeOutFinding(ctx context.Context, org organisation.OrgID, m Membership, events ...audit.Event) error
	// FindingParts returns the memberships in which a finding is whole or part; all
	// of the organisation's for "".
	FindingParts(ctx context.Context, org organisation.OrgID, id ID) ([]Membership, error)
}

// Type stores a finding that somebody typed in.
func Type(ctx context.Context, st Store, act access.Act, f Finding) (*Finding, error) {
	made, events, err := Typing(act, f)
	if err != nil {
		return nil, err
	}
	if _, err := st.CreateFindings(ctx, f.Org, []*Finding{made}, nil, events...); err != nil {
		return nil, fmt.Errorf("type finding: %w", err)
	}
	return made, nil
}

// Take stores what was found elsewhere, such as in signed results. What was taken
// before is left out; it returns how many are new.
func Take(ctx context.Context, st Store, act access.Act, org organisation.OrgID, found []*Finding, from string) (int, error) {
	if err := access.Require(act, access.GatherFindings, access.Object{Org: string(org)}); err != nil {
		return 0, err
	}
	for _, f := range found {
		f.ID, f.At, f.Version = ID(act.NewID()), act.At, 1
		if err := f.Validate(); err != nil {
			return 0, fmt.Errorf("take finding of %s: %w", f.Origin, err)
		}
	}
	event := audit.Event{Org: string(org), At: act.At, Person: act.By.Person, Verb: "finding.take", Object: from}
	n, err := st.CreateFindings(ctx, org, found, nil, event)
	if err != nil {
		return 0, fmt.Errorf("take findings: %w", err)
	}
	return n, nil
}

// Change is a verb on one finding.
func Change(ctx context.Context, st Store, ref Ref, decide func(*Finding) ([]audit.Event, error)) error {
	if err := st.UpdateFinding(ctx, ref, decide); err != nil {
		return fmt.Errorf("change finding %s: %w", ref.ID, err)
	}
	return nil
}

// SayWho notes who can change something, where nobody has said so yet.
func SayWho(ctx context.Context, st Store, act access.Act, ref Ref, who check.Who) error {
	return Change(ctx, st, ref, func(f *Finding) ([]audit.Event, error) {
		if f.Who != "" {
			return nil, nil
		}
		return f.Edit(act, f.Text, who, f.Version)
	})
}

// GatherInto loads and gathers findings. If one of them was gathered before, it
// takes the others in; else a new one is made, with a text of its own or that of
// the first. It returns the finding that has the others as parts.
func GatherInto(ctx context.Context, st Store, act access.Act, org organisation.OrgID, text string, ids []ID) (*Finding, error) {
	g := Gathering{Text: strings.TrimSpace(text)}
	for _, id := range ids {
		f, err := st.Finding(ctx, Ref{org, id})
		if err != nil {
			return nil, err
		}
		if f.Whole() && g.Into == nil {
			g.Into = f
		} else {
			g.Parts = append(g.Parts, f)
		}
	}
	whole, links, events, err := Gather(act, org, g)
	if err != nil {
		return nil, err
	}
	if _, err := st.CreateFindings(ctx, org, []*Finding{whole}, links, events...); err != nil {
		return nil, fmt.Errorf("gather findings: %w", err)
	}
	return whole, nil
}

// Release takes a part out again.
func Release(ctx context.Context, st Store, act access.Act, ref Ref, part ID) error {
	whole, err := st.Finding(ctx, ref)
	if err != nil {
		return err
	}
	m, events, err := whole.TakeOut(act, part)
	if err != nil {
		return err
	}
	return st.TakeOutFinding(ctx, ref.Org, m, events...)
}
