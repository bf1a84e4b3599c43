package sheets

import (
	"net/http"

	"chancencheck/check"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// Done says what happens next.
func (p *Pages) Done(w http.ResponseWriter, r *site.Request) error {
	d, err := p.desk(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	return r.Render(w, done(r.Page.Named(r.Page.T("sheets.done_title")).Following(string(d.Check.ID)), d))
}

// next names the sentence on what happens to the notes in the talk.
func (d *desk) next() string {
	switch d.Check.Mode {
	case round.Anonymous:
		return "sheets.next_anonymous"
	case round.Named:
		return "sheets.next_named"
	}
	return "sheets.next_private"
}

// missing is how many items have no answer yet.
func (d *desk) missing() int { return len(d.Items) - d.Answered(d.Items) }

// preparing reports whether the talk is still to come.
func (d *desk) preparing() bool { return d.Check.State == check.Preparing }
