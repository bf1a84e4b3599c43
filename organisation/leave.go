package organisation

import (
	"slices"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
)

// Leave ends a person's part in the organisation on a day, the first on which
// she has none. If the day has come, her sessions end with it, at once. Posts she
// holds are vacant from now on.
func (r *Roster) Leave(act access.Act, id PersonID, day Date) ([]audit.Event, error) {
	today := DateOf(act.At)
	if err := access.Require(act, access.ManagePeople, r.whole()); err != nil {
		return nil, err
	}
	i, err := r.present(id, today)
	if err != nil {
		return nil, err
	}
	if err := r.mayTouch(act, id); err != nil {
		return nil, err
	}
	day = max(day, today)
	if err := r.keeping(func() { r.People[i].ValidUntil = day }); err != nil {
		return nil, err
	}
	if day <= today {
		r.Gone = append(r.Gone, id)
		for i := range r.Posts {
			if r.Posts[i].Holder == id {
				r.Posts[i].Holder = ""
			}
		}
	}
	return r.event(act, "person.leave", id, string(day)), nil
}

// Return lets a person come back, with the parts that have not ended since.
func (r *Roster) Return(act access.Act, id PersonID) ([]audit.Event, error) {
	if err := access.Require(act, access.ManagePeople, r.whole()); err != nil {
		return nil, err
	}
	i := r.at(id)
	switch {
	case i < 0:
		return nil, errUnknown
	case r.People[i].ValidUntil == "":
		return nil, ErrHasNotLeft
	}
	if err := r.mayTouch(act, id); err != nil {
		return nil, err
	}
	r.People[i].ValidUntil = ""
	return r.event(act, "person.return", id, ""), nil
}

// PutPost makes a post, or changes its title, unit or holder. What must be done
// belongs to the post, so that it stays when its holder leaves.
func (r *Roster) PutPost(act access.Act, p Post) ([]audit.Event, error) {
	if err := access.Require(act, access.ManagePeople, r.whole()); err != nil {
		return nil, err
	}
	p.Org, p.Title = r.Org, strings.TrimSpace(p.Title)
	if p.Title == "" || len([]rune(p.Title)) > maxName {
		return nil, ErrTitle
	}
	if _, ok := r.Tree.Unit(p.Unit); !ok {
		return nil, ErrNoUnit
	}
	if p.Holder != "" {
		if _, err := r.present(p.Holder, DateOf(act.At)); err != nil {
			return nil, err
		}
	}
	i := slices.IndexFunc(r.Posts, func(q Post) bool { return q.ID == p.ID })
	switch {
	case p.ID == "":
		p.ID = PostID(act.NewID())
		r.Posts = append(r.Posts, p)
	case i < 0:
		return nil, errUnknown
	default:
		r.Posts[i] = p
	}
	return r.event(act, "post.put", p.Holder, p.Title), nil
}
