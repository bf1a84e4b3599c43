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
	"chancencheck/internal/web/page"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// SessionLength is how long a session lasts at first.
const SessionLength = signin.Lasts

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

func (s *Site) setCookie(w http.ResponseWriter, name, token string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: token, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: s.encrypted(), SameSite: http.SameSiteLaxMode,
	})
}

// StartSession signs a person in. The token is always a new one, and a session
// that was open in the browser ends, so that nobody can plant one (CWE-384).
func (s *Site) StartSession(w http.ResponseWriter, r *Request, who organisation.Ref, way signin.Way) error {
	return s.StartSessionOf(w, r, signin.Session{Who: who, Way: way})
}

// StartSessionOf is StartSession for somebody an identity provider vouched for:
// in has its issuer, subject and session.
func (s *Site) StartSessionOf(w http.ResponseWriter, r *Request, in signin.Session) error {
	if _, err := s.present(r, in.Who); err != nil {
		return err
	}
	if err := s.EndSession(w, r); err != nil {
		return err
	}
	token := s.NewID() + s.NewID()
	one := signin.Begin(HashToken(token), s.NewID(), in.Who, in.Way, r.Act.At)
	one.Issuer, one.Subject, one.SID = in.Issuer, in.Subject, in.SID
	if err := s.Store.PutSession(r.Context(), one); err != nil {
		return err
	}
	s.setCookie(w, s.cookieName(), token, cookieLasts)
	s.setCookie(w, s.browserCookie(), "", -1)
	return s.recordSignIn(r, in)
}

// recorded are the roles whose sign-ins stand in the record: they change what
// others may do, or what leaves the organisation. Of everybody else nothing is
// recorded: when a team member comes in could tell who has answered.
var recorded = []access.Role{access.Operator, access.Admin, access.Coordinator, access.Approver}

// recordSignIn records by which way somebody has signed in who manages the
// organisation.
func (s *Site) recordSignIn(r *Request, in signin.Session) error {
	parts, err := s.Store.Memberships(r.Context(), in.Who.Org, organisation.PersonID(in.Who.ID))
	if err != nil {
		return err
	}
	today := organisation.DateOf(r.Act.At)
	if !slices.ContainsFunc(parts, func(m organisation.Membership) bool { return m.ValidOn(today) && slices.Contains(recorded, m.Role) }) {
		return nil
	}
	return s.Store.Recorded(r.Context(), audit.Event{Org: string(in.Who.Org), At: r.Act.At, Person: in.Who.ID, Verb: "signin.in", Object: in.Who.ID, Detail: string(in.Way)})
}

// cookieLasts is how long a browser keeps the cookie, in seconds: as long as a
// session can be made longer. The session itself decides.
const cookieLasts = int((signin.Lasts + signin.MostExtensions*signin.Extension) / time.Second)

// browserCookie is the name of the cookie while somebody signs in. It ties what
// comes back, by mail or from a provider, to the browser that asked for it.
func (s *Site) browserCookie() string { return s.cookieName() + "-signin" }

// Browser returns the hash of what the browser was given when it began to sign
// in, "" if it was given nothing.
func (s *Site) Browser(r *Request) (secret, hash string) {
	cookie, err := r.Cookie(s.browserCookie())
	if err != nil || cookie.Value == "" {
		return "", ""
	}
	return cookie.Value, HashToken(cookie.Value)
}

// BeginSignIn gives the browser a secret for ten minutes, a new one each time.
func (s *Site) BeginSignIn(w http.ResponseWriter) (secret, hash string) {
	secret = s.NewID() + s.NewID()
	return secret, s.BeginSignInWith(w, secret)
}

// BeginSignInWith is BeginSignIn with a secret that was made before; it returns
// its hash.
func (s *Site) BeginSignInWith(w http.ResponseWriter, secret string) string {
	s.setCookie(w, s.browserCookie(), secret, int(signin.TryLasts.Seconds()))
	return HashToken(secret)
}

// EndSession signs the reader out.
func (s *Site) EndSession(w http.ResponseWriter, r *Request) error {
	cookie, err := r.Cookie(s.cookieName())
	if err != nil {
		return nil // nobody was signed in
	}
	s.setCookie(w, s.cookieName(), "", -1)
	return s.Store.EndSession(r.Context(), HashToken(cookie.Value))
}

// signIn fills in who asks, from the session cookie. No cookie, or one of a
// session that has ended, is a visitor.
func (s *Site) signIn(r *Request) error {
	cookie, err := r.Cookie(s.cookieName())
	if errors.Is(err, http.ErrNoCookie) {
		return nil
	}
	open, err := s.Store.Session(r.Context(), HashToken(cookie.Value), r.Act.At)
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	who := open.Who
	p, err := s.present(r, who)
	if errors.Is(err, signin.ErrTry) {
		return s.Store.EndSession(r.Context(), open.Hash) // a visitor like any other
	}
	if err != nil {
		return err
	}
	grants, err := s.grants(r, who)
	if err != nil {
		return err
	}
	if r.Page.Org, err = s.Store.Organisation(r.Context(), who.Org); err != nil {
		return err
	}
	r.Act.By = access.Actor{Person: who.ID, Org: string(who.Org), Grants: grants}
	r.Page.Actor, r.Page.Name, r.Session = r.Act.By, p.Name, open
	r.Page.Session = page.Session{Left: open.ExpiresAt.Sub(r.Act.At), Ends: open.Ends(r.Act.At), MayExtend: open.MayExtend()}
	return nil
}

// present returns whoever may come in: somebody who is there and has not left;
// otherwise signin.ErrTry, the answer that strangers get.
func (s *Site) present(r *Request, who organisation.Ref) (organisation.Person, error) {
	p, err := s.Store.Person(r.Context(), who.Org, organisation.PersonID(who.ID))
	if fault.KindOf(err) == fault.NotFound || err == nil && p.Left(organisation.DateOf(r.Act.At)) {
		return p, signin.ErrTry
	}
	return p, err
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
	day := organisation.DateOf(r.Act.At)
	principals, err := s.principals(r, who.Org, organisation.Principals(parts, day))
	if err != nil {
		return nil, err
	}
	grants := organisation.Grants(who.Org, parts, principals, posts, tree, day)
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
