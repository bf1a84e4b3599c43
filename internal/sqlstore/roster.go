package sqlstore

import (
	"context"
	"fmt"

	"chancencheck/audit"
	"chancencheck/organisation"
)

func scanPost(s scanner) (organisation.Post, error) {
	var p organisation.Post
	err := s.Scan(&p.Org, &p.ID, &p.Unit, &p.Title, &p.Holder)
	return p, translate(err)
}

const postColumns = `org, id, unit, title, holder`

// Posts returns the posts of an organisation; a person narrows them down to
// those she holds.
func (s queries) Posts(ctx context.Context, org organisation.OrgID, holder organisation.PersonID) ([]organisation.Post, error) {
	if holder == "" {
		return collect(ctx, s.run.reader(), scanPost, `SELECT `+postColumns+` FROM post WHERE org = $1 ORDER BY unit, title, id`, org)
	}
	return collect(ctx, s.run.reader(), scanPost, `SELECT `+postColumns+` FROM post WHERE org = $1 AND holder = $2 ORDER BY unit, title, id`, org, holder)
}

// Roster returns everybody with a part in an organisation, as of a day.
func (s queries) Roster(ctx context.Context, org organisation.OrgID, day organisation.Date) (*organisation.Roster, error) {
	r := &organisation.Roster{Org: org}
	var err error
	if r.People, err = s.People(ctx, org); err != nil {
		return nil, err
	}
	if r.Parts, err = s.Memberships(ctx, org, ""); err != nil {
		return nil, err
	}
	if r.Posts, err = s.Posts(ctx, org, ""); err != nil {
		return nil, err
	}
	units, err := s.Units(ctx, org)
	if err != nil {
		return nil, err
	}
	r.Tree, err = organisation.NewTree(organisation.UnitsOn(units, day))
	return r, err
}

// UpdateRoster loads everybody with a part in an organisation, lets decide
// change it, and saves what has changed together with the events decide returns,
// all or nothing. Changes of one organisation's people happen one after the
// other. Decide may run twice.
func (s queries) UpdateRoster(ctx context.Context, org organisation.OrgID, day organisation.Date, decide func(*organisation.Roster) ([]audit.Event, error)) error {
	return s.run.atomically(ctx, func(q querier) error {
		in := queries{ongoing{q}}
		if err := in.hold(ctx, org); err != nil {
			return err
		}
		before, err := in.Roster(ctx, org, day)
		if err != nil {
			return err
		}
		r := before.Clone()
		events, err := decide(r)
		if err != nil {
			return err
		}
		return in.saveRoster(ctx, before, r, events)
	})
}

// saveRoster stores what of a roster is different now, with the events of that.
func (s queries) saveRoster(ctx context.Context, before, r *organisation.Roster, events []audit.Event) error {
	if err := s.PutPeople(ctx, differing(before.People, r.People), differing(before.Parts, r.Parts), events...); err != nil {
		return err
	}
	if err := s.putPosts(ctx, differing(before.Posts, r.Posts)); err != nil {
		return err
	}
	return s.letGo(ctx, r.Org, r.Gone)
}

// hold keeps an organisation from changing until the transaction ends.
func (s queries) hold(ctx context.Context, org organisation.OrgID) error {
	n, err := changed(ctx, s.run.reader(), `UPDATE organisation SET name = name WHERE id = $1`, org)
	if err == nil && n == 0 {
		return errNoOrganisation
	}
	return err
}

func (s queries) putPosts(ctx context.Context, posts []organisation.Post) error {
	for _, p := range posts {
		err := exec(ctx, s.run.reader(), `INSERT INTO post (`+postColumns+`) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (org, id) DO UPDATE SET unit = excluded.unit, title = excluded.title, holder = excluded.holder`,
			p.Org, p.ID, p.Unit, p.Title, p.Holder)
		if err != nil {
			return fmt.Errorf("post %s: %w", p.ID, err)
		}
	}
	return nil
}

// letGo ends the sessions and the sign-in links of people who have left.
func (s queries) letGo(ctx context.Context, org organisation.OrgID, people []organisation.PersonID) error {
	for _, id := range people {
		if err := exec(ctx, s.run.reader(), `DELETE FROM session WHERE org = $1 AND person = $2`, org, id); err != nil {
			return fmt.Errorf("sessions of %s: %w", id, err)
		}
		if err := exec(ctx, s.run.reader(), `DELETE FROM signin_link WHERE org = $1 AND person = $2`, org, id); err != nil {
			return fmt.Errorf("links of %s: %w", id, err)
		}
	}
	return nil
}

// differing returns what of after was not so before.
func differing[T comparable](before, after []T) []T {
	same := make(map[T]bool, len(before))
	for _, b := range before {
		same[b] = true
	}
	var out []T
	for _, a := range after {
		if !same[a] {
			out = append(out, a)
		}
	}
	return out
}
