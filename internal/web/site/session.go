package site

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// SessionLength is how long a session lasts. Source: a working day.
const SessionLength = 10 * time.Hour

// HashToken is how tokens of links and sessions stand in the database: whoever
// reads the database cannot sign in with it.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// cookieName is the one cookie's name. The __Host- prefix binds it to this host
// and to an encrypted connection; without encryption, which is for a machine
// talking to itself, browsers would refuse it.
func (s *Site) cookieName() string {
	if s.encrypted() {
		return "__Host-chancencheck"
	}
	return "chancencheck"
}

func (s *Site) encrypted() bool { return strings.HasPrefix(s.BaseURL, "https://") }

func (s *Site) setCookie(w http.ResponseWriter, token string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name: s.cookieName(), Value: token, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.encrypted(), SameSite: http.SameSiteLaxMode,
	})
}

// StartSession signs a person in.
func (s *Site) StartSession(w http.ResponseWriter, r *Request, who organisation.Ref) error {
	token := s.NewID() + s.NewID()
	if err := s.Store.PutSession(r.Context(), HashToken(token), who, r.Act.At.Add(SessionLength)); err != nil {
		return err
	}
	s.setCookie(w, token, int(SessionLength.Seconds()))
	return s.recordAdmin(r, who)
}

// recordAdmin records that somebody has signed in who can set the organisation
// up. Of others nothing is recorded: when they come is nobody's business.
func (s *Site) recordAdmin(r *Request, who organisation.Ref) error {
	parts, err := s.Store.Memberships(r.Context(), who.Org, organisation.PersonID(who.ID))
	if err != nil {
		return err
	}
	for _, m := range parts {
		if m.Role == access.Admin {
			return s.Store.Recorded(r.Context(), audit.Event{Org: string(who.Org), At: r.Act.At, Person: who.ID, Verb: "signin.admin", Object: who.ID})
		}
	}
	return nil
}

// EndSession signs the reader out.
func (s *Site) EndSession(w http.ResponseWriter, r *Request) error {
	cookie, err := r.Cookie(s.cookieName())
	if err != nil {
		return nil // nobody was signed in
	}
	s.setCookie(w, "", -1)
	return s.Store.EndSession(r.Context(), HashToken(cookie.Value))
}

// signIn fills in who asks, from the session cookie. No cookie, or one of a
// session that has ended, is a visitor.
func (s *Site) signIn(r *Request) error {
	cookie, err := r.Cookie(s.cookieName())
	if errors.Is(err, http.ErrNoCookie) {
		return nil
	}
	who, _, err := s.Store.Session(r.Context(), HashToken(cookie.Value), r.Act.At)
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	p, err := s.Store.Person(r.Context(), who.Org, organisation.PersonID(who.ID))
	if err != nil {
		return err
	}
	if p.ValidUntil != "" && p.ValidUntil <= organisation.DateOf(r.Act.At) {
		return nil // she has left, and her session with her
	}
	grants, err := s.grants(r, who)
	if err != nil {
		return err
	}
	if r.Page.Org, err = s.Store.Organisation(r.Context(), who.Org); err != nil {
		return err
	}
	r.Act.By = access.Actor{Person: who.ID, Org: string(who.Org), Grants: grants}
	r.Page.Actor, r.Page.Name = r.Act.By, p.Name
	return nil
}

// grants turns the parts a person has today into what access decides on. The
// tree of units is read only for parts that need it.
func (s *Site) grants(r *Request, who organisation.Ref) ([]access.Grant, error) {
	parts, err := s.Store.Memberships(r.Context(), who.Org, organisation.PersonID(who.ID))
	if err != nil {
		return nil, err
	}
	posts, err := s.Store.Posts(r.Context(), who.Org, organisation.PersonID(who.ID))
	if err != nil {
		return nil, err
	}
	var tree *organisation.Tree
	if len(posts) > 0 || slices.ContainsFunc(parts, func(m organisation.Membership) bool { return m.Unit != "" }) {
		if tree, err = s.Tree(r, who.Org); err != nil {
			return nil, err
		}
	}
	grants := organisation.Grants(who.Org, parts, posts, tree, organisation.DateOf(r.Act.At))
	return s.withTandems(r, who, tree, grants)
}

// Tree returns the units of an organisation as they are today.
func (s *Site) Tree(r *Request, org organisation.OrgID) (*organisation.Tree, error) {
	units, err := s.Store.Units(r.Context(), org)
	if err != nil {
		return nil, err
	}
	return organisation.NewTree(organisation.UnitsOn(units, organisation.DateOf(r.Act.At)))
}
