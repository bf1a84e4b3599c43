package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// Holdings is everything that is stored of one person (Art. 15 GDPR).
type Holdings struct {
	Person      organisation.Person
	Memberships []organisation.Membership
	// Posts she holds; Tandems are the units whose talk she leads; Dates those she
	// has offered or booked; Letters the kind and time of those sent to her.
	Posts, Tandems, Dates, Letters []string
	// Released are the rounds she has released, Versions the checks of which an
	// earlier version names her, Statements the organisation's checks in which her
	// name stands, Findings those she has written down.
	Released, Versions, Statements, Findings []string
	// Sessions and Links are when sign-ins and sign-in links end; their secrets
	// are stored as hashes and say nothing.
	Sessions, Links []string
	Passkeys        []string
	Identities      []string
	// Mails are those on their way to her or kept until their period is over.
	Mails []string
	// Signed are the checks whose result carries her name.
	Signed []string
	Events []audit.Event
	// ErasureRequested is the day on which she asked for erasure, "" for never.
	ErasureRequested organisation.Date
}

// holdingsOf are the lists of Holdings, one column each.
var holdingsOf = []struct {
	query string
	into  func(*Holdings) *[]string
}{
	{`SELECT title FROM post WHERE org = $1 AND holder = $2 ORDER BY title`, func(h *Holdings) *[]string { return &h.Posts }},
	{`SELECT unit FROM tandem WHERE org = $1 AND person = $2 ORDER BY unit`, func(h *Holdings) *[]string { return &h.Tandems }},
	{`SELECT starts_at || ' ' || place FROM talk_date WHERE org = $1 AND (facilitator = $2 OR booked_by = $2) ORDER BY starts_at, id`, func(h *Holdings) *[]string { return &h.Dates }},
	{`SELECT kind || ' ' || sent_at FROM letter WHERE org = $1 AND person = $2 ORDER BY sent_at, id`, func(h *Holdings) *[]string { return &h.Letters }},
	{`SELECT round || ' ' || released_at FROM release WHERE org = $1 AND released_by = $2 ORDER BY round`, func(h *Holdings) *[]string { return &h.Released }},
	{`SELECT text FROM finding WHERE org = $1 AND by_person = $2 ORDER BY id`, func(h *Holdings) *[]string { return &h.Findings }},
	{`SELECT way || ' ' || begun_at || ' ' || expires_at FROM session WHERE org = $1 AND person = $2 ORDER BY expires_at`, func(h *Holdings) *[]string { return &h.Sessions }},
	{`SELECT expires_at FROM signin_link WHERE org = $1 AND person = $2 ORDER BY expires_at`, func(h *Holdings) *[]string { return &h.Links }},
	{`SELECT name FROM passkey WHERE org = $1 AND person = $2 ORDER BY name`, func(h *Holdings) *[]string { return &h.Passkeys }},
	{`SELECT issuer || ' ' || subject FROM identity WHERE org = $1 AND person = $2 ORDER BY issuer, subject`, func(h *Holdings) *[]string { return &h.Identities }},
	{`SELECT subject || ' (' || state || ', ' || changed_at || ')' FROM outbox WHERE org = $1
		AND recipient IN (SELECT email FROM person WHERE org = $1 AND id = $2 AND email <> '') ORDER BY changed_at`, func(h *Holdings) *[]string { return &h.Mails }},
	{`SELECT id FROM unit_check WHERE org = $1 AND signed_by = $2 ORDER BY id`, func(h *Holdings) *[]string { return &h.Signed }},
}

// Holdings returns everything that is stored of a person.
func (s queries) Holdings(ctx context.Context, org organisation.OrgID, id organisation.PersonID) (Holdings, error) {
	var h Holdings
	var err error
	if h.Person, err = s.Person(ctx, org, id); err != nil {
		return h, err
	}
	if h.Memberships, err = s.Memberships(ctx, org, id); err != nil {
		return h, err
	}
	for _, l := range holdingsOf {
		*l.into(&h), err = collect(ctx, s.run.reader(), func(s scanner) (string, error) {
			var text string
			return text, s.Scan(&text)
		}, l.query, org, id)
		if err != nil {
			return h, fmt.Errorf("holdings: %w", err)
		}
	}
	if h.Versions, h.Statements, err = s.namedIn(ctx, org, id); err != nil {
		return h, err
	}
	if h.Events, err = s.EventsOf(ctx, org, "", string(id)); err != nil {
		return h, err
	}
	h.ErasureRequested, err = one(ctx, s.run.reader(), func(s scanner) (organisation.Date, error) {
		var day organisation.Date
		return day, translate(s.Scan(&day))
	}, `SELECT requested_on FROM erasure WHERE org = $1 AND person = $2`, org, id)
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	return h, err
}

// namedIn returns the checks of which an earlier version names a person, and the
// organisation's checks in which her name stands under something.
func (s queries) namedIn(ctx context.Context, org organisation.OrgID, id organisation.PersonID) (checks, statements []string, err error) {
	refs, err := s.reopened(ctx, org)
	if err != nil {
		return nil, nil, err
	}
	for _, ref := range refs {
		all, err := s.Versions(ctx, ref)
		if err != nil {
			return nil, nil, err
		}
		if slices.ContainsFunc(all, func(v check.Version) bool { return v.SignedBy == id || v.ReopenedBy == id }) {
			checks = append(checks, string(ref.ID))
		}
	}
	named, err := json.Marshal(id)
	if err != nil {
		return nil, nil, err
	}
	parts, err := s.storedParts(ctx, org)
	for _, p := range parts {
		if strings.Contains(p.doc, string(named)) && !slices.Contains(statements, string(p.id)) {
			statements = append(statements, string(p.id))
		}
	}
	return checks, statements, err
}

// AskErasure notes that a person asks for the erasure of her account; asking
// twice keeps the first day.
func (s queries) AskErasure(ctx context.Context, who organisation.Ref, on organisation.Date) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `INSERT INTO erasure (org, person, requested_on) VALUES ($1, $2, $3) ON CONFLICT (org, person) DO NOTHING`, who.Org, who.ID, on)
	})
}

// WithdrawErasure forgets that she asked.
func (s queries) WithdrawErasure(ctx context.Context, who organisation.Ref) error {
	return s.run.atomically(ctx, func(q querier) error {
		return exec(ctx, q, `DELETE FROM erasure WHERE org = $1 AND person = $2`, who.Org, who.ID)
	})
}

// Erasure is a person who asks for erasure, and since when.
type Erasure struct {
	Person organisation.PersonID
	On     organisation.Date
}

// Erasures returns who has asked for erasure, the longest waiting first.
func (s queries) Erasures(ctx context.Context, org organisation.OrgID) ([]Erasure, error) {
	return collect(ctx, s.run.reader(), func(s scanner) (Erasure, error) {
		var e Erasure
		return e, s.Scan(&e.Person, &e.On)
	}, `SELECT person, requested_on FROM erasure WHERE org = $1 ORDER BY requested_on, person`, org)
}
