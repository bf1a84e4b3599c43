package talk

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/web/site"
	"chancencheck/result"
)

// FinishPage says what is still open and what will be deleted.
func (p *Pages) FinishPage(w http.ResponseWriter, r *site.Request) error {
	t, err := p.talking(w, r)
	if t == nil {
		return err
	}
	return r.Render(w, finishPage(t.titled(t.T("talk.finish_title"))))
}

// Finish freezes what the team has agreed on and deletes the rest.
func (p *Pages) Finish(w http.ResponseWriter, r *site.Request) error {
	c, err := r.Check(access.LeadTalk)
	if err != nil {
		return err
	}
	asked, err := p.Asked(r.Context(), c)
	if err != nil {
		return err
	}
	if err := result.Finish(r.Context(), p.Store, r.Act, c.Ref, asked.Instrument, asked.Round.Format); err != nil {
		return err
	}
	p.Changed(c.ID)
	if err := p.Store.Erase(r.Context()); err != nil {
		return err
	}
	r.Redirect(w, "/checks/"+string(c.ID)+"/result", "talk.finished")
	return nil
}

// open are the items nothing is written down for.
func (t *table) open() []check.Item {
	var out []check.Item
	for _, i := range t.Items {
		if !t.Record.Agreements[i.ID].Written() {
			out = append(out, i)
		}
	}
	return out
}

// differing is on how many items the team sees it differently.
func (t *table) differing() int {
	n := 0
	for _, a := range t.Record.Agreements {
		if a.Differing {
			n++
		}
	}
	return n
}
