package site

import (
	"chancencheck/access"
	"chancencheck/organisation"
)

// ActorOf is a person of the reader's organisation with all her parts, for rules
// that ask what somebody else may do.
func (s *Site) ActorOf(r *Request, person organisation.PersonID) (access.Actor, error) {
	who := organisation.Ref{Org: r.Org(), ID: string(person)}
	grants, err := s.grants(r, who)
	return access.Actor{Person: who.ID, Org: string(who.Org), Grants: grants}, err
}

// withTandems adds the talks that a person leads for another team.
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
	for _, t := range tandems {
		if path := tree.PathString(t.Unit); path != "" {
			grants = append(grants, t.GrantAt(path))
		}
	}
	return grants, nil
}
