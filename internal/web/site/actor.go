package site

import (
	"slices"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// ActorOf is a person of the reader's organisation with all her parts, for rules
// that ask what somebody else may do.
func (s *Site) ActorOf(r *Request, person organisation.PersonID) (access.Actor, error) {
	who := organisation.Ref{Org: r.Org(), ID: string(person)}
	grants, err := s.grants(r, who)
	return access.Actor{Person: who.ID, Org: string(who.Org), Grants: grants}, err
}

// principals are people with their parts, for who stands in for them.
func (s *Site) principals(r *Request, org organisation.OrgID, ids []organisation.PersonID) ([]organisation.Principal, error) {
	var out []organisation.Principal
	for _, id := range ids {
		p, err := s.Store.Person(r.Context(), org, id)
		if fault.KindOf(err) == fault.NotFound {
			continue // her account was removed
		}
		if err != nil {
			return nil, err
		}
		parts, err := s.Store.Memberships(r.Context(), org, id)
		if err != nil {
			return nil, err
		}
		out = append(out, organisation.Principal{Person: p, Parts: parts})
	}
	return out, nil
}

// withTandems adds the talks that a person leads for another team, as long as
// she belongs to her own.
func (s *Site) withTandems(r *Request, who organisation.Ref, tree *organisation.Tree, grants []access.Grant) ([]access.Grant, error) {
	tandems, err := s.Store.TandemsOf(r.Context(), who.Org, organisation.PersonID(who.ID))
	if err != nil || len(tandems) == 0 {
		return grants, err
	}
	if tree == nil {
		if tree, err = s.Tree(r, who.Org); err != nil {
			return nil, err
		}
	}
	own := slices.Clip(grants)
	for _, t := range tandems {
		if path := tree.PathString(t.Unit); path != "" && t.InTeam(own, tree.PathString(t.By)) {
			grants = append(grants, t.GrantAt(path))
		}
	}
	return grants, nil
}
