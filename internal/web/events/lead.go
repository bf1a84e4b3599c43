package events

import (
	"net/http"
	"strconv"
	"time"

	"chancencheck/dialogue"
	"chancencheck/fault"
	"chancencheck/internal/web/hall"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// leadView is the page of whoever leads: agenda, timer, what waits.
type leadView struct {
	*view
	// Until is when the current step ends, on the organisation's clocks.
	Until time.Time
	// Joined devices, and contributions that wait to be looked at.
	Joined, Waiting, Said int
}

// Lead shows where the event is.
func (p *Pages) Lead(w http.ResponseWriter, r *site.Request) error {
	v, err := p.leading(r, r.Page.T("event.lead_title"))
	if err != nil {
		return err
	}
	return p.lead(w, r, v, nil)
}

func (p *Pages) lead(w http.ResponseWriter, r *site.Request, v *view, refused error) error {
	l := leadView{view: v, Until: v.Event.Until().In(zone(r))}
	v.Base = v.Following(hall.WallTopic(v.Event.ID))
	var err error
	if l.Joined, err = p.Store.Participants(r.Context(), v.Event.Ref); err != nil {
		return err
	}
	all, err := p.Store.Contributions(r.Context(), v.Event.Ref)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.State == dialogue.Waiting {
			l.Waiting++
		}
		if c.Text != "" {
			l.Said++
		}
	}
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Sentence: v.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, leadPage(l))
}

// Turn leads on: begins, turns to a step, sends groups on, ends, closes.
func (p *Pages) Turn(w http.ResponseWriter, r *site.Request) error {
	v, err := p.leading(r, r.Page.T("event.lead_title"))
	if err != nil {
		return err
	}
	ctx, ref, from, to := r.Context(), v.Event.Ref, dialogue.ActivityID(r.FormValue("from")), dialogue.ActivityID(r.FormValue("to"))
	switch r.FormValue("do") {
	case "begin":
		err = dialogue.Begin(ctx, p.Store, r.Act, ref)
	case "turn":
		err = dialogue.Turn(ctx, p.Store, r.Act, ref, from, to)
	case "rotate":
		round, _ := strconv.Atoi(r.FormValue("round")) // 0 is no round
		err = dialogue.Rotate(ctx, p.Store, r.Act, ref, round)
	case "open", "shut":
		err = dialogue.LeaveOpen(ctx, p.Store, r.Act, ref, to, r.FormValue("do") == "open")
	case "end":
		err = dialogue.End(ctx, p.Store, r.Act, ref)
	case "resume":
		err = dialogue.Resume(ctx, p.Store, r.Act, ref)
	case "close":
		err = dialogue.Close(ctx, p.Store, p.Store, r.Act, ref)
		p.talks.Drop(ref)
	default:
		err = dialogue.ErrForm
	}
	if k := fault.KindOf(err); err != nil && (k == fault.Conflict || k == fault.Invalid) {
		return p.lead(w, r, v, err)
	}
	if err != nil {
		return err
	}
	p.changed(ref.ID)
	r.Redirect(w, v.at("/lead"), "")
	return nil
}
