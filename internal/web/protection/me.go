package protection

import (
	"encoding/json"
	"io"
	"net/http"

	"chancencheck/check"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/retention"
)

// mine is everything that is stored of the reader.
type mine struct {
	page.Base
	Held sqlstore.Holdings
	// Signed are the names of the units whose results carry her name.
	Signed []string
	// Days are how long what stays after an erasure is kept.
	Days int
}

// Me shows what is stored of the reader.
func (p *Pages) Me(w http.ResponseWriter, r *site.Request) error {
	held, err := p.held(r)
	if err != nil {
		return err
	}
	period, _ := retention.Of(retention.Events)
	m := mine{Base: r.Page.Named(r.Page.T("nav.me")), Held: held, Days: period.Days}
	for _, id := range held.Signed {
		c, err := p.Store.Check(r.Context(), check.Ref{Org: r.Org(), ID: check.ID(id)})
		if err != nil {
			return err
		}
		m.Signed = append(m.Signed, c.UnitName)
	}
	return r.Render(w, mePage(m))
}

func (p *Pages) held(r *site.Request) (sqlstore.Holdings, error) {
	return p.Store.Holdings(r.Context(), r.Org(), organisation.PersonID(r.Act.By.Person))
}

// MyFile hands out the same as a file (Art. 20 GDPR).
func (p *Pages) MyFile(w http.ResponseWriter, r *site.Request) error {
	held, err := p.held(r)
	if err != nil {
		return err
	}
	return r.Attach(w, site.Attachment{Name: "chancencheck-data.json", MediaType: "application/json", Of: r.Act.By.Person, Write: func(to io.Writer) error {
		e := json.NewEncoder(to)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(held)
	}})
}

// AskErasure notes that the reader asks for the erasure of her account, or that
// she no longer does.
func (p *Pages) AskErasure(w http.ResponseWriter, r *site.Request) error {
	who := organisation.Ref{Org: r.Org(), ID: r.Act.By.Person}
	if r.FormValue("withdraw") != "" {
		if err := p.Store.WithdrawErasure(r.Context(), who); err != nil {
			return err
		}
		r.Redirect(w, "/me", "erasure_withdrawn")
		return nil
	}
	if err := p.Store.AskErasure(r.Context(), who, organisation.DateOf(r.Act.At)); err != nil {
		return err
	}
	r.Redirect(w, "/me", "erasure_asked")
	return nil
}
