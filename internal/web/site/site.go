// Package site is what all pages of the product share when they answer a
// request: the database, the reader, her language, how a page is rendered and
// what becomes of an error.
//
// A page action is a [Handler]: it parses, calls one verb of the subject, and
// renders a typed page or redirects. It returns errors instead of writing them.
package site

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/a-h/templ"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/i18n"
	"chancencheck/internal/live"
	"chancencheck/internal/mail"
	"chancencheck/internal/oidc"
	"chancencheck/internal/passkeys"
	"chancencheck/internal/pdf"
	"chancencheck/internal/published"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/web/assets"
	"chancencheck/internal/web/page"
	"chancencheck/organisation"
	"chancencheck/round"
	"chancencheck/signin"
)

// Site holds what the pages work with.
type Site struct {
	Store       *sqlstore.DB
	Instruments *published.Instruments
	Catalog     *i18n.Catalog
	Assets      *assets.Set
	Live        *live.Broker
	// Mail takes what is to be sent; mail.Off where there is no relay.
	Mail mail.Outbox
	// Providers speaks with the identity providers of organisations.
	Providers *oidc.Providers
	// PDF renders documents; nil where no renderer was found.
	PDF *pdf.Renderer
	// Passkeys verifies keys on people's devices; nil where browsers have none.
	Passkeys *passkeys.Party
	// BaseURL is where people reach the product, without a slash at the end.
	BaseURL string
	// SecurityContact is whom to tell of a weakness, as a URI; "" for nobody.
	SecurityContact string
	// Demo says that all names and figures are made up.
	Demo bool
	Log  *slog.Logger
	// Now and NewID are where verbs get their time and their new ids from.
	Now   func() time.Time
	NewID func() string
}

// Handler answers a request or says why not.
type Handler func(w http.ResponseWriter, r *Request) error

// Request is a request with what the site knows of it.
type Request struct {
	*http.Request
	Site *Site
	// Act is who asks, and when.
	Act access.Act
	// Session is the reader's; the zero Session for visitors.
	Session signin.Session
	// Page is the frame of the answer.
	Page page.Base
}

// Handle makes a Handler answer requests.
func (s *Site) Handle(h Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		r, err := s.request(hr)
		if err == nil {
			err = h(w, r)
		}
		if err != nil {
			s.problem(w, r, err)
		}
	})
}

// Signed makes a Handler answer people who are signed in; others are sent to
// the front door.
func (s *Site) Signed(h Handler) http.Handler {
	return s.Handle(func(w http.ResponseWriter, r *Request) error {
		if !r.Page.SignedIn() {
			r.Redirect(w, page.With("/", "done", "signin.first", "to", r.wanted()), "")
			return nil
		}
		return h(w, r)
	})
}

// wanted is where somebody goes after signing in, "" for home.
func (r *Request) wanted() string {
	if r.Method != http.MethodGet || r.Page.Path == "/home" {
		return ""
	}
	return signin.SafePath(r.Page.Path)
}

// request finds out who asks and in which language. It returns a usable Request
// also with an error.
func (s *Site) request(hr *http.Request) (*Request, error) {
	lang := languageOf(hr)
	r := &Request{Request: hr, Site: s, Act: access.Act{At: s.Now(), NewID: s.NewID}}
	path := hr.URL.Path
	if q := hr.URL.Query(); len(q) > 0 {
		q.Del("done")
		if rest := q.Encode(); rest != "" {
			path += "?" + rest
		}
	}
	r.Page = page.Base{
		P: s.Catalog.Printer(lang), Languages: s.Catalog.ParticipantLanguages(), Assets: s.Assets, Path: path, Demo: s.Demo,
	}
	if done := "done." + hr.URL.Query().Get("done"); r.Page.P.Has(done) {
		r.Page.Done = done
	}
	return r, s.signIn(r)
}

// Render writes a page. It is executed into memory first, so that an error in
// it never leaves half a page.
func (r *Request) Render(w http.ResponseWriter, c templ.Component) error {
	return r.RenderStatus(w, http.StatusOK, c)
}

// RenderStatus writes a page with another status than 200.
func (r *Request) RenderStatus(w http.ResponseWriter, status int, c templ.Component) error {
	b := buffers.Get().(*bytes.Buffer)
	defer recycle(b)
	if err := c.Render(r.Context(), b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err := b.WriteTo(w)
	return err
}

// buffers are used again, because a page grows them step by step.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// largestKept is the size of buffers that are not worth keeping, in bytes.
const largestKept = 4 << 20

func recycle(b *bytes.Buffer) {
	if b.Cap() <= largestKept {
		b.Reset()
		buffers.Put(b)
	}
}

// Redirect sends the reader to a path of ours with a sentence on what was just
// done ("done." + done in locales), "" for none.
func (r *Request) Redirect(w http.ResponseWriter, path, done string) {
	if done != "" {
		path = page.With(path, "done", done)
	}
	http.Redirect(w, r.Request, r.Page.URL(path), http.StatusSeeOther)
}

// RoundRef is the round named in the path.
func (r *Request) RoundRef() round.Ref {
	return round.Ref{Org: organisation.OrgID(r.Act.By.Org), ID: round.ID(r.PathValue("round"))}
}

// CheckRef is the check named in the path.
func (r *Request) CheckRef() check.Ref {
	return check.Ref{Org: organisation.OrgID(r.Act.By.Org), ID: check.ID(r.PathValue("check"))}
}

// Org is the reader's organisation.
func (r *Request) Org() organisation.OrgID { return organisation.OrgID(r.Act.By.Org) }

// Check loads the check named in the path, if the reader may do verb to it.
func (r *Request) Check(verb access.Verb) (*check.Check, error) {
	c, err := r.Site.Store.Check(r.Context(), r.CheckRef())
	if err != nil {
		return nil, err
	}
	r.Page.Rehearsal = c.Rehearsal
	return c, access.Require(r.Act, verb, c.Object())
}

// Round loads the round named in the path, if the reader may do verb to it. A
// rehearsal is no round to look at.
func (r *Request) Round(verb access.Verb) (*round.Round, error) {
	rd, err := r.Site.Store.Round(r.Context(), r.RoundRef())
	if err != nil {
		return nil, err
	}
	if rd.Rehearsal {
		return nil, fault.New(fault.NotFound, "store.not_found")
	}
	return rd, access.Require(r.Act, verb, rd.Object())
}

// Asked is a check with its round and the instrument it asks.
type Asked struct {
	Check      *check.Check
	Round      *round.Round
	Instrument *instrument.Instrument
}

// Items returns what the check asks, in order.
func (a Asked) Items() []check.Item {
	return check.Items(a.Instrument, a.Round.Format, a.Check.UnitKind, a.Check.Situations)
}

// Asked loads the round and the instrument of a check.
func (s *Site) Asked(ctx context.Context, c *check.Check) (Asked, error) {
	rd, err := s.Store.Round(ctx, c.RoundRef())
	if err != nil {
		return Asked{}, err
	}
	ins, err := s.Instruments.Get(ctx, c.Org, rd.Instrument)
	return Asked{c, rd, ins}, err
}

// Changed tells open pages about a check.
func (s *Site) Changed(id check.ID) { s.Live.Changed(string(id)) }
