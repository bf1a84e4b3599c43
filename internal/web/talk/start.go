package talk

import (
	"net/http"

	"chancencheck/check"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// Start ends the preparation and opens the talk.
func (p *Pages) Start(w http.ResponseWriter, r *site.Request) error {
	ref := r.CheckRef()
	if err := check.StartTalk(r.Context(), p.Store, r.Act, ref); err != nil {
		return err
	}
	p.Changed(ref.ID)
	c, err := p.Store.Check(r.Context(), ref)
	if err != nil {
		return err
	}
	if c.Mode == round.Anonymous { // the sheets were promised to be gone
		if err := p.Store.Erase(r.Context()); err != nil {
			return err
		}
	}
	r.Redirect(w, "/checks/"+string(ref.ID)+"/talk", "talk.started")
	return nil
}
