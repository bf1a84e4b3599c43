package door

import (
	"errors"
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/site"
	"chancencheck/signin"
)

// SignInPage is where a sign-in link leads. A link that lets in once asks for a
// click first, because mail programs open links on their own; a reusable one,
// which only the demo has, lets in at once.
func (p *Pages) SignInPage(w http.ResponseWriter, r *site.Request) error {
	who, reusable, err := p.Store.Link(r.Context(), site.HashToken(r.PathValue("token")), r.Act.At)
	if err != nil {
		return err
	}
	if who.ID == "" {
		return errNotForSignIn
	}
	if reusable {
		return p.SignIn(w, r)
	}
	return r.Render(w, signInPage(r.Page.Named(r.Page.T("signin.title")), r.PathValue("token")))
}

// errNotForSignIn refuses the link of a set-up at the door, and a sign-in link
// at the set-up, in the same words as a link that is unknown.
var errNotForSignIn = fault.New(fault.Denied, "signin.link")

// SignIn uses a link and starts a session.
func (p *Pages) SignIn(w http.ResponseWriter, r *site.Request) error {
	if who, _, err := p.Store.Link(r.Context(), site.HashToken(r.PathValue("token")), r.Act.At); err != nil {
		return err
	} else if who.ID == "" {
		return errNotForSignIn
	}
	who, err := p.Store.UseLink(r.Context(), site.HashToken(r.PathValue("token")), r.Act.At)
	if err != nil {
		return err
	}
	err = p.StartSession(w, r, who, signin.ByLink)
	if errors.Is(err, signin.ErrTry) {
		return errNotForSignIn // she is gone, and so is her link
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/home", "")
	return nil
}

// SignOut ends the session.
func (p *Pages) SignOut(w http.ResponseWriter, r *site.Request) error {
	if err := p.EndSession(w, r); err != nil {
		return err
	}
	r.Redirect(w, "/", "signin.out")
	return nil
}
