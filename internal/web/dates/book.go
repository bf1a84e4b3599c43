package dates

import (
	"net/http"
	"strings"

	"chancencheck/access"
	"chancencheck/facilitation"
	"chancencheck/fault"
	"chancencheck/internal/calendar"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// booking is the date of one team's talk, and those it could have.
type booking struct {
	page.Base
	site.Asked
	Now      *entry
	Free     []entry
	Mistakes []page.Mistake
}

// Date shows the date of a talk, or the dates there are.
func (p *Pages) Date(w http.ResponseWriter, r *site.Request) error { return p.datePage(w, r, nil) }

func (p *Pages) datePage(w http.ResponseWriter, r *site.Request, refused error) error {
	c, err := r.Check(access.BookTalk)
	if err != nil {
		return err
	}
	v := booking{}
	if v.Asked, err = p.Asked(r.Context(), c); err != nil {
		return err
	}
	v.Base = r.Page.Named(r.Page.T("dates.book_title"), page.Crumb{Text: r.Page.T("rounds.title"), Path: "/rounds"},
		page.Crumb{Text: c.UnitName, Path: "/checks/" + string(c.ID)})
	slots, err := p.Store.Slots(r.Context(), r.Org(), r.Act.At)
	if err != nil {
		return err
	}
	leaders, err := p.leaders(r, slots)
	if err != nil {
		return err
	}
	b := facilitation.Booking{Check: c, Round: v.Asked.Round, Zone: zone(r)}
	if now := facilitation.DateOf(slots, c.ID); now != nil {
		e, err := p.named(r, now)
		if err != nil {
			return err
		}
		v.Now = &e
	} else {
		for _, s := range facilitation.Free(slots, b, leaders, r.Act.At) {
			e, err := p.named(r, s)
			if err != nil {
				return err
			}
			v.Free = append(v.Free, e)
		}
	}
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: "dates", Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, bookPage(v))
}

// leaders are the people of dates with all their parts.
func (p *Pages) leaders(r *site.Request, slots []*facilitation.Slot) (map[organisation.PersonID]access.Actor, error) {
	out := map[organisation.PersonID]access.Actor{}
	for _, s := range slots {
		if _, known := out[s.Facilitator]; known {
			continue
		}
		a, err := p.ActorOf(r, s.Facilitator)
		if err != nil {
			return nil, err
		}
		out[s.Facilitator] = a
	}
	return out, nil
}

func (p *Pages) named(r *site.Request, s *facilitation.Slot) (entry, error) {
	who, err := p.Store.Person(r.Context(), r.Org(), s.Facilitator)
	if fault.KindOf(err) == fault.NotFound {
		return entry{Slot: s}, nil
	}
	return entry{Slot: s, Who: who.Name}, err
}

// Book books a date for the talk.
func (p *Pages) Book(w http.ResponseWriter, r *site.Request) error {
	c, err := r.Check(access.BookTalk)
	if err != nil {
		return err
	}
	asked, err := p.Asked(r.Context(), c)
	if err != nil {
		return err
	}
	ref := facilitation.Ref{Org: r.Org(), ID: facilitation.SlotID(r.FormValue("date"))}
	s, err := p.Store.Slot(r.Context(), ref)
	if err != nil {
		return err
	}
	b := facilitation.Booking{Check: c, Round: asked.Round, Zone: zone(r)}
	if b.Leader, err = p.ActorOf(r, s.Facilitator); err != nil {
		return err
	}
	err = facilitation.Book(r.Context(), p.Store, r.Act, ref, b)
	if k := fault.KindOf(err); err != nil && (k == fault.Invalid || k == fault.Conflict) {
		return p.datePage(w, r, err)
	}
	if err != nil {
		return err
	}
	p.Changed(c.ID)
	r.Redirect(w, "/checks/"+string(c.ID)+"/date", "date.booked")
	return nil
}

// Release gives the date back.
func (p *Pages) Release(w http.ResponseWriter, r *site.Request) error {
	c, err := r.Check(access.SeeCheck)
	if err != nil {
		return err
	}
	ref := facilitation.Ref{Org: r.Org(), ID: facilitation.SlotID(r.FormValue("date"))}
	if err := facilitation.Release(r.Context(), p.Store, r.Act, ref, c); err != nil {
		return err
	}
	p.Changed(c.ID)
	r.Redirect(w, "/checks/"+string(c.ID), "date.released")
	return nil
}

// Calendar sends the date of a talk as a file for calendars.
func (p *Pages) Calendar(w http.ResponseWriter, r *site.Request) error {
	c, err := r.Check(access.SeeCheck)
	if err != nil {
		return err
	}
	slots, err := p.Store.Slots(r.Context(), r.Org(), r.Act.At.AddDate(0, -1, 0))
	if err != nil {
		return err
	}
	s := facilitation.DateOf(slots, c.ID)
	if s == nil {
		return fault.New(fault.NotFound, "date.none")
	}
	e, err := p.named(r, s)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="`+r.Page.T("dates.file_name")+`.ics"`)
	_, err = w.Write(calendar.File(calendar.Event{
		UID: "talk-" + string(c.ID) + "@chancencheck", Sequence: s.Version, Start: s.StartsAt, Minutes: s.Minutes, Zone: zone(r),
		Summary: r.Page.T("dates.event", "unit", c.UnitName), Place: s.Place, Made: r.Act.At,
		Text: strings.TrimSpace(c.ServiceName + "\n" + r.Page.T("dates.led_by", "name", e.Who)),
		URL:  p.BaseURL + r.Page.URL("/checks/"+string(c.ID)),
	}))
	return err
}
