package events

import (
	"net/http"
	"strconv"

	"chancencheck/dialogue"
	"chancencheck/fault"
	"chancencheck/internal/web/hall"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// queueView is one contribution to decide about, and how many wait. One at a
// time is fast by keyboard: the page answers every decision with the next one.
type queueView struct {
	*view
	Card    *dialogue.Contribution
	Waiting int
	// Alike seem to say the same.
	Alike    []*dialogue.Contribution
	Personal []dialogue.Personal
	// All that was shown or hidden, to decide anew.
	Decided []*dialogue.Contribution
}

// mostAlike is how many contributions are suggested as saying the same.
const mostAlike = 3

// Queue shows what has to be looked at.
func (p *Pages) Queue(w http.ResponseWriter, r *site.Request) error {
	return p.queue(w, r, nil)
}

func (p *Pages) queue(w http.ResponseWriter, r *site.Request, refused error) error {
	v, err := p.leading(r, r.Page.T("event.queue_title"))
	if err != nil {
		return err
	}
	all, err := p.Store.Contributions(r.Context(), v.Event.Ref)
	if err != nil {
		return err
	}
	q := queueView{view: v}
	asked := dialogue.ContributionID(r.URL.Query().Get("card"))
	for _, c := range all {
		switch {
		case c.Text == "":
			continue
		case c.State == dialogue.Waiting:
			if q.Waiting++; q.Card == nil {
				q.Card = c
			}
		default:
			q.Decided = append(q.Decided, c)
		}
	}
	for _, c := range all {
		if c.ID == asked && asked != "" {
			q.Card = c
		}
	}
	if q.Card != nil {
		q.Alike, q.Personal = dialogue.Duplicates(q.Card, all, mostAlike), dialogue.Reveals(q.Card.Text, q.Card.More)
	}
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Sentence: v.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, queuePage(q))
}

// Decide decides about one contribution, or about the device it came from.
func (p *Pages) Decide(w http.ResponseWriter, r *site.Request) error {
	v, err := p.leading(r, "")
	if err != nil {
		return err
	}
	id := dialogue.ContributionID(r.FormValue("id"))
	d := dialogue.Decision{To: dialogue.Look(r.FormValue("to")), Reason: dialogue.Reason(r.FormValue("reason")), Words: r.FormValue("words")}
	d.Version, _ = strconv.Atoi(r.FormValue("version")) // 0 is no version
	if into := r.FormValue("into"); into != "" {
		d.To, d.Into = dialogue.Laid, dialogue.ContributionID(into)
	}
	if d.Reason != "" && d.To == "" {
		d.To = dialogue.Hidden
	}
	done := "event.decided"
	if block := r.FormValue("block"); block != "" {
		c, err := p.Store.Contribution(r.Context(), v.Event.Ref, id)
		if err != nil {
			return err
		}
		if err := dialogue.Stop(r.Context(), p.Store, p.Store, r.Act, v.Event.Ref, c.Author, block == "1"); err != nil {
			return err
		}
		r.Redirect(w, page.With(v.at("/queue"), "card", string(id)), "event.blocked_"+block)
		return nil
	}
	err = dialogue.Decide(r.Context(), p.Store, r.Act, v.Event.Ref, id, d)
	if k := fault.KindOf(err); err != nil && (k == fault.Conflict || k == fault.Invalid) {
		return p.queue(w, r, err)
	}
	if err != nil {
		return err
	}
	p.Live.Changed(hall.WallTopic(v.Event.ID))
	r.Redirect(w, v.at("/queue"), done)
	return nil
}
