package measure

import (
	"context"
	"fmt"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/organisation"
)

// Filter chooses measures; what is not set chooses all.
type Filter struct {
	Status  Status
	Verdict Verdict
	// Open: nobody has decided yet.
	Open bool
	// Unit with all below it, as a path.
	Path    string
	Post    organisation.PostID
	Finding finding.ID
	Words   string
}

// Store keeps measures.
type Store interface {
	// Measure returns one measure, or fault.NotFound.
	Measure(ctx context.Context, ref Ref) (*Measure, error)
	// Measures returns those that a filter chooses, in the order of units, then of
	// titles.
	Measures(ctx context.Context, org organisation.OrgID, f Filter) ([]*Measure, error)
	// CreateMeasures stores new measures with what they answer. One whose row of a
	// file is stored already is left out; it returns how many were stored.
	CreateMeasures(ctx context.Context, org organisation.OrgID, ms []*Measure, events ...audit.Event) (int, error)
	// UpdateMeasure loads a measure, lets decide change it, and saves it with the
	// events decide returns, all or nothing. Decide may run twice.
	UpdateMeasure(ctx context.Context, ref Ref, decide func(*Measure) ([]audit.Event, error)) error
	// PutRequests stores status requests; one of the same post and period is
	// replaced, as long as it is not answered.
	PutRequests(ctx context.Context, rs []Request, events ...audit.Event) error
	// Request returns a status request by the hash of its secret, or fault.NotFound.
	Request(ctx context.Context, hash string) (Request, error)
	// Requests returns the status requests of a period, in the order of posts.
	Requests(ctx context.Context, org organisation.OrgID, period string) ([]Request, error)
	// AnswerRequest notes that a request was answered.
	AnswerRequest(ctx context.Context, hash string, at time.Time) error
}

// Create stores a proposed measure.
func Create(ctx context.Context, st Store, act access.Act, org organisation.OrgID, d Draft, at Place, findings []finding.ID) (*Measure, error) {
	m, events, err := Propose(act, org, d, at, findings)
	if err != nil {
		return nil, err
	}
	if _, err := st.CreateMeasures(ctx, org, []*Measure{m}, events...); err != nil {
		return nil, fmt.Errorf("propose measure: %w", err)
	}
	return m, nil
}

// Update is a verb on one measure.
func Update(ctx context.Context, st Store, ref Ref, decide func(*Measure) ([]audit.Event, error)) error {
	if err := st.UpdateMeasure(ctx, ref, decide); err != nil {
		return fmt.Errorf("change measure %s: %w", ref.ID, err)
	}
	return nil
}

// Request (Abfrage zum Stand) asks a post how its measures are getting on. Whoever
// has the link in the mail may answer, without signing in and without training.
type Request struct {
	Org    organisation.OrgID
	Period string
	Post   organisation.PostID
	// Hash is of the secret in the link.
	Hash   string
	SentAt time.Time
	// Until is when the link opens nothing any more.
	Until      time.Time
	AnsweredAt time.Time
}

// RequestLasts is how long the link of a request opens its page: the autumn
// holidays and the reminder after them fit in.
const RequestLasts = 60 * 24 * time.Hour

// ErrRequest says that a link opens nothing any more, or never did.
var ErrRequest = fault.New(fault.NotFound, "measure.request")

// PeriodOf is the half-year that a day belongs to: 2026-1 or 2026-2.
func PeriodOf(day organisation.Date) string {
	if len(day) < 7 {
		return ""
	}
	if day[5:7] <= "06" {
		return string(day[:4]) + "-1"
	}
	return string(day[:4]) + "-2"
}

// Ask makes the requests of a period: one for each post that has measures which
// are accepted and not over. HashOf makes the hash of a secret; the secrets are
// returned by post and stored nowhere.
func Ask(act access.Act, org organisation.OrgID, ms []*Measure, today organisation.Date, hashOf func(string) string) ([]Request, map[organisation.PostID]string, []audit.Event, error) {
	if err := access.Require(act, access.AskMeasures, access.Object{Org: string(org)}); err != nil {
		return nil, nil, nil, err
	}
	secrets := map[organisation.PostID]string{}
	var out []Request
	for _, m := range ms {
		if !m.Asked() || secrets[m.Post] != "" {
			continue
		}
		secret := act.NewID()
		secrets[m.Post] = secret
		out = append(out, Request{Org: org, Period: PeriodOf(today), Post: m.Post, Hash: hashOf(secret), SentAt: act.At, Until: act.At.Add(RequestLasts)})
	}
	event := audit.Event{Org: string(org), At: act.At, Person: act.By.Person, Verb: "measure.ask", Object: PeriodOf(today)}
	return out, secrets, []audit.Event{event}, nil
}

// Asked reports whether a status request asks about the measure.
func (m *Measure) Asked() bool {
	return m.Post != "" && m.Decision.Verdict == Accepted && m.Status != Done && m.Status != Stopped
}

// Answering is the act of whoever answers a request: the post's holder of today,
// with what a holder may do and nothing else.
func (r Request) Answering(act access.Act, post organisation.Post, path string) (access.Act, error) {
	if !act.At.Before(r.Until) || post.ID != r.Post || path == "" {
		return act, ErrRequest
	}
	act.By = access.Actor{Person: string(post.Holder), Org: string(r.Org),
		Grants: []access.Grant{{Role: access.MeasureOwner, Org: string(r.Org), UnitPath: path}}}
	return act, nil
}
