// Package account is what a person sees of her own sign-in: where she is signed
// in, how to end it, and how to make it longer.
package account

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// view is a person's own page.
type view struct {
	page.Base
	Sessions []session
	// Others says that she is signed in elsewhere too.
	Others bool
	// Links were made for her by others, who could have come in as her.
	Links []made
	// Passkeys are hers; MayAdd says that browsers may have some.
	Passkeys []signin.Passkey
	MayAdd   bool
	// Name is what was typed for a new one.
	Typed    string
	Mistakes []page.Mistake
}

// made is a sign-in link that somebody made for the reader.
type made struct {
	At time.Time
	// By is who made it, "" for whoever runs the program.
	By string
}

// shownLinks is how many links the page shows, the youngest first.
const shownLinks = 10

// links are the sign-in links made for the reader, as the record has them.
func (p *Pages) links(r *site.Request) ([]made, error) {
	events, err := p.Store.EventsOf(r.Context(), r.Org(), r.Act.By.Person, "")
	if err != nil {
		return nil, err
	}
	var out []made
	for _, e := range events {
		if e.Verb != "person.link" && e.Verb != "signin.recover" || len(out) == shownLinks {
			continue
		}
		m := made{At: e.At}
		if e.Person != "" {
			one, err := p.Store.Person(r.Context(), r.Org(), organisation.PersonID(e.Person))
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return nil, err
			}
			if m.By = one.Name; m.By == "" {
				m.By = e.Person // her account is gone; the record keeps the id
			}
		}
		out = append(out, m)
	}
	return out, nil
}

// session is one of her sessions.
type session struct {
	signin.Session
	// This is the one she looks at.
	This bool
}

// Page shows where the reader is signed in.
func (p *Pages) Page(w http.ResponseWriter, r *site.Request) error { return p.page(w, r, nil) }

func (p *Pages) page(w http.ResponseWriter, r *site.Request, mistakes []page.Mistake) error {
	all, err := p.Store.SessionsOf(r.Context(), r.Session.Who, r.Act.At)
	if err != nil {
		return err
	}
	v := view{Base: r.Page.Named(r.Page.T("account.title")), Others: len(all) > 1, Mistakes: mistakes, MayAdd: p.Passkeys != nil}
	for _, one := range all {
		v.Sessions = append(v.Sessions, session{one, one.Hash == r.Session.Hash})
	}
	if v.Links, err = p.links(r); err != nil {
		return err
	}
	if v.Passkeys, err = p.Store.PasskeysOf(r.Context(), r.Session.Who); err != nil {
		return err
	}
	status := http.StatusOK
	if len(mistakes) > 0 {
		status = http.StatusUnprocessableEntity
		v.Typed = r.FormValue("passkey-name")
	}
	return r.RenderStatus(w, status, accountPage(v))
}

// End ends one of the reader's sessions, or all others.
func (p *Pages) End(w http.ResponseWriter, r *site.Request) error {
	id := r.FormValue("id")
	if id == r.Session.ID && id != "" {
		if err := p.EndSession(w, r); err != nil {
			return err
		}
		r.Redirect(w, "/", "signin.out")
		return nil
	}
	if err := p.Store.EndSessionsOf(r.Context(), r.Session.Who, id, r.Session.Hash); err != nil {
		return err
	}
	r.Redirect(w, "/account", "account.ended")
	return nil
}

// Extend makes the reader's session longer. A script gets the seconds that are
// left; without one it leads back to where she was.
func (p *Pages) Extend(w http.ResponseWriter, r *site.Request) error {
	longer, err := r.Session.Extend(r.Act.At)
	if err == nil {
		err = p.Store.ExtendSession(r.Context(), longer)
	}
	if err != nil {
		return err
	}
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		w.Header().Set("Content-Type", "application/json")
		return json.NewEncoder(w).Encode(map[string]any{"left": int(longer.ExpiresAt.Sub(r.Act.At).Seconds()), "more": longer.MayExtend()})
	}
	to := signin.SafePath(r.FormValue("to"))
	if to == "" {
		to = "/account"
	}
	r.Redirect(w, to, "account.extended")
	return nil
}
