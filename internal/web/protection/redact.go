package protection

import (
	"errors"
	"net/http"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// redacting is the form for blackening a passage.
type redacting struct {
	page.Base
	Check    *check.Check
	Reason   string
	Traces   []audit.Event
	Mistakes []page.Mistake
}

// RedactPage asks which passage has to go, and why.
func (p *Pages) RedactPage(w http.ResponseWriter, r *site.Request) error {
	v, err := p.redacting(r)
	if err != nil {
		return err
	}
	return r.Render(w, redactPage(v))
}

func (p *Pages) redacting(r *site.Request) (redacting, error) {
	c, err := r.Check(access.Redact)
	if err != nil {
		return redacting{}, err
	}
	v := redacting{Check: c, Base: r.Page.Named(r.Page.T("redact.title"), page.Crumb{Text: c.UnitName, Path: "/checks/" + string(c.ID) + "/result"})}
	events, err := p.Store.EventsOf(r.Context(), r.Org(), string(c.ID), "")
	for _, e := range events {
		if e.Verb == "text.redact" {
			v.Traces = append(v.Traces, e)
		}
	}
	return v, err
}

// Redact blackens it.
func (p *Pages) Redact(w http.ResponseWriter, r *site.Request) error {
	v, err := p.redacting(r)
	if err != nil {
		return err
	}
	v.Reason = r.FormValue("reason")
	err = check.Redact(r.Context(), p.Store, r.Act, v.Check.Ref, check.Passage{Text: r.FormValue("passage"), Reason: v.Reason})
	var f *fault.Error
	if errors.As(err, &f) && (f.Kind == fault.Invalid || f.Kind == fault.Conflict) {
		field := "passage"
		if errors.Is(f, check.ErrNoRedactReason) || errors.Is(f, check.ErrReasonTells) {
			field = "reason"
		}
		v.Mistakes = []page.Mistake{{Field: field, Sentence: r.Page.P.Error(f)}}
		return r.RenderStatus(w, site.Status(err), redactPage(v))
	}
	if err != nil {
		return err
	}
	if err := p.Store.Erase(r.Context()); err != nil {
		return err
	}
	r.Redirect(w, "/checks/"+string(v.Check.ID)+"/redact", "redacted")
	return nil
}
