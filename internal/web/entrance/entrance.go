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
	"chancencheck/signin"
	"net/http"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// Form is how people come in, as the start page and the sign-in page show it.
type Form struct {
	page.Base
	// To is where they go afterwards, "" for home.
	To string
	// Mail says that mails can be sent.
	Mail     bool
	Email    string
	Mistakes []page.Mistake
}

// NewForm returns the form for a request.
func NewForm(s *site.Site, r *site.Request) Form {
	return Form{Base: r.Page, To: signin.SafePath(r.FormValue("to")), Mail: s.Mail.On()}
}

// Page asks who wants in.
func (p *Pages) Page(w http.ResponseWriter, r *site.Request) error {
	if r.Page.SignedIn() {
		r.Redirect(w, "/home", "")
		return nil
	}
	f := NewForm(p.Site, r)
	f.Base = r.Page.Named(r.Page.T("signin.title"))
	return r.Render(w, formPage(f))
}
