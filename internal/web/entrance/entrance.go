// Package entrance lets people in: by a mail with a link and a code, through an
// identity provider, and by a passkey.
//
// A sign-in begins in a browser and is tied to it by a cookie that lasts ten
// minutes. Nobody can be signed in as somebody else by a link that a stranger
// sent: in another browser the link asks for the code of the mail, and the page
// says whose it is. What a page says never depends on whether an address is
// known.
package entrance

import (
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/internal/web/tries"
	"chancencheck/signin"
	"net/http"
)

// Pages answers the requests of this package.
type Pages struct {
	*site.Site
	// forged slows down messages about sessions that no provider has sent.
	forged tries.Limit
	// mails slows down filling the mailboxes of a whole organisation.
	mails tries.Mails
	// begun slows down beginning what is never finished, by way in.
	begun tries.Mails
}

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{Site: s} }

// Form is how people come in, as the start page and the sign-in page show it.
type Form struct {
	page.Base
	// To is where they go afterwards, "" for home.
	To string
	// Mail says that mails can be sent.
	Mail     bool
	Email    string
	Mistakes []page.Mistake
	// Sorry says why an identity provider has let nobody in, "" for nothing.
	Sorry string
	// Passkey says that browsers may have passkeys for this installation.
	Passkey bool
	// Issuers are the identity providers to choose from.
	Issuers []signin.Issuer
}

// mostShown is how many identity providers the sign-in page shows. Where there
// are more, nobody finds hers; each has an address of its own.
const mostShown = 6

// NewForm returns the form for a request.
func NewForm(s *site.Site, r *site.Request) (Form, error) {
	f := Form{Base: r.Page, To: signin.SafePath(r.FormValue("to")), Mail: s.Mail.On(), Passkey: s.Passkeys != nil}
	all, err := s.Store.Issuers(r.Context(), "")
	for _, i := range all {
		if !i.Hidden {
			f.Issuers = append(f.Issuers, i)
		}
	}
	if len(f.Issuers) > mostShown {
		f.Issuers = nil
	}
	return f, err
}

// Page asks who wants in.
func (p *Pages) Page(w http.ResponseWriter, r *site.Request) error {
	if r.Page.SignedIn() {
		r.Redirect(w, "/home", "")
		return nil
	}
	f, err := NewForm(p.Site, r)
	if err != nil {
		return err
	}
	f.Base = r.Page.Named(r.Page.T("signin.title"))
	return r.Render(w, formPage(f))
}
