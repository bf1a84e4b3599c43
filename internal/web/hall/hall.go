// Package hall is what people at an event see: joining with a code, taking part
// from a phone, and writing for a table.
//
// They have no account and no cookie. The secret in the path of a device, and the
// code of a table, are all there is, so nothing here logs a path. The same secret
// in groups of four is the code to go on with on another device.
//
// Wrong codes are counted and slowed down; right ones never are: a flood of wrong
// codes must not keep a hall outside. A code to join has 40 bits and opens what is
// announced on posters; the code of a table has 80.
package hall

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"

	"chancencheck/check"
	"chancencheck/dialogue"
	"chancencheck/fault"
	"chancencheck/internal/conversation"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/internal/web/tries"
	"chancencheck/organisation"
)

// Pages answers the requests of this package.
type Pages struct {
	*site.Site
	talks *conversation.All
	tries tries.Limit
}

// New returns the pages of a site.
func New(s *site.Site, talks *conversation.All) *Pages { return &Pages{Site: s, talks: talks} }

// StageTopic is what phones follow: which step runs. It changes a few times in
// an evening; votes change nothing on other phones.
func StageTopic(id dialogue.EventID) string { return "stage-" + string(id) }

// WallTopic is what the wall and those who lead follow.
func WallTopic(id dialogue.EventID) string { return "wall-" + string(id) }

// secretLength is the number of characters of a device's secret, 80 bits.
const secretLength = 16

// KeyOf is how a secret stands in the database: whoever reads the database
// cannot take part with it.
func KeyOf(secret string) dialogue.Author {
	sum := sha256.Sum256([]byte("device\x00" + secret))
	return dialogue.Author(hex.EncodeToString(sum[:]))
}

// guest is what a code or a secret opens.
type guest struct {
	page.Base
	Event  *dialogue.Event
	Record *dialogue.Record
}

// open loads an event for people who have no account.
func (p *Pages) open(r *site.Request, ref dialogue.Ref) (*guest, error) {
	rec, err := p.Store.EventRecord(r.Context(), ref)
	if err != nil {
		return nil, err
	}
	g := &guest{Base: r.Page, Event: rec.Event, Record: rec}
	g.Base.Org, err = p.Store.Organisation(r.Context(), organisation.OrgID(ref.Org))
	return g, err
}

// withCode finds what a code opens: a right one always, a wrong one more slowly
// the more of them come.
func (p *Pages) withCode(r *site.Request) (ref dialogue.Ref, table dialogue.TableID, err error) {
	ref, table, err = p.Store.EventWithCode(r.Context(), check.NormaliseCode(r.PathValue("code")))
	if fault.KindOf(err) != fault.NotFound {
		return ref, table, err
	}
	if wait := p.tries.Allow(r.Act.At); wait != nil {
		return ref, table, wait
	}
	p.tries.Wrong()
	return ref, table, dialogue.ErrNoCode
}

// invited loads the event that the code in the path lets people join.
func (p *Pages) invited(r *site.Request) (*guest, error) {
	ref, table, err := p.withCode(r)
	if err != nil {
		return nil, err
	}
	if table != "" {
		return nil, dialogue.ErrNoCode
	}
	return p.open(r, ref)
}

// Invitation says what the event is about, and lets people in.
func (p *Pages) Invitation(w http.ResponseWriter, r *site.Request) error {
	g, err := p.invited(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	g.Base = g.Named(g.Event.Title)
	return r.Render(w, invitation(g))
}

// Join gives a device its secret.
func (p *Pages) Join(w http.ResponseWriter, r *site.Request) error {
	g, err := p.invited(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	secret := check.SpokenCode(r.Act.NewID()) + check.SpokenCode(r.Act.NewID())
	host := r.FormValue("host") != "" || r.Page.SignedIn()
	if err := dialogue.Join(r.Context(), p.Store, g.Event, KeyOf(secret), host); err != nil {
		return err
	}
	r.Redirect(w, page.With("/d/"+secret, "keep", "1"), "")
	return nil
}

// gone says that a code opens nothing.
func (p *Pages) gone(w http.ResponseWriter, r *site.Request, err error) error {
	if k := fault.KindOf(err); k != fault.NotFound && k != fault.Unavailable {
		return err
	}
	return r.RenderStatus(w, site.Status(err), gonePage(r.Page.Named(r.Page.T("hall.gone_title")), r.Page.P.Error(err)))
}

// Slip shows what became of a contribution, to whoever has its number.
func (p *Pages) Slip(w http.ResponseWriter, r *site.Request) error {
	c, err := p.Store.ContributionWithSlip(r.Context(), check.NormaliseCode(r.PathValue("code")))
	if fault.KindOf(err) == fault.NotFound {
		if err = p.tries.Allow(r.Act.At); err == nil {
			p.tries.Wrong()
			err = dialogue.ErrNoCode
		}
	}
	if err != nil {
		return p.gone(w, r, err)
	}
	g, err := p.open(r, c.Event)
	if err != nil {
		return err
	}
	g.Base = g.Named(g.T("hall.slip_title"))
	return r.Render(w, slipPage(g, c))
}
