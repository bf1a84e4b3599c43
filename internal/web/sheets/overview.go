package sheets

import (
	"net/http"

	"chancencheck/check"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// overview is the first page of a sheet.
type overview struct {
	*desk
	// Begun says that the sheet was opened just now: its code stands in front.
	Begun bool
	// Keep says that this device shall remember the way here.
	Keep bool
}

// Sheet shows the way through one's own notes.
func (p *Pages) Sheet(w http.ResponseWriter, r *site.Request) error {
	d, err := p.desk(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	q := r.URL.Query()
	v := overview{desk: d, Begun: q.Get("begun") != "", Keep: q.Get("keep") != ""}
	return r.Render(w, sheet(r.Page.Named(r.Page.T("sheets.title")).Following(string(d.Check.ID)), v))
}

// Cards reports whether the author has cards to lay in the talk.
func (d *desk) Cards() bool {
	return d.Check.State == check.Talking && d.Check.Mode != round.Anonymous
}

// title names a step.
func (s step) title(b page.Base) string {
	if s.Field == nil {
		return b.T("sheets.situations_step")
	}
	return answerform.Text(b, s.Field.Title)
}
