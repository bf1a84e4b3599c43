// Package events is where staff plan an event, lead it, look at what was said,
// lay it together in the plenary, and show it on the wall.
package events

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/dialogue"
	"chancencheck/fault"
	"chancencheck/internal/conversation"
	"chancencheck/internal/web/hall"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// Pages answers the requests of this package.
type Pages struct {
	*site.Site
	talks *conversation.All
}

// New returns the pages of a site.
func New(s *site.Site, talks *conversation.All) *Pages { return &Pages{s, talks} }

// view is an event as its staff see it.
type view struct {
	page.Base
	Event  *dialogue.Event
	Record *dialogue.Record
	// Leads: the reader leads this event; Plans: she may change it.
	Leads, Plans bool
	Mistakes     []page.Mistake
	// People may be named as facilitators.
	People []organisation.Person
}

// at is a path below the event's.
func (v *view) at(rest string) string { return "/events/" + string(v.Event.ID) + rest }

func (p *Pages) ref(r *site.Request) dialogue.Ref {
	return dialogue.Ref{Org: r.Act.By.Org, ID: dialogue.EventID(r.PathValue("event"))}
}

// view loads the event in the path for somebody who may see it.
func (p *Pages) view(r *site.Request) (*view, error) {
	rec, err := p.Store.EventRecord(r.Context(), p.ref(r))
	if err != nil {
		return nil, err
	}
	e := rec.Event
	v := &view{Base: r.Page, Event: e, Record: rec, Leads: e.MayLead(r.Act.By), Plans: access.Can(r.Act.By, access.ManageEvents, e.Object())}
	v.Base = v.Named(e.Title, page.Crumb{Text: v.T("nav.events"), Path: "/events"})
	return v, access.Require(r.Act, access.SeeEvents, e.Object())
}

// leading is view for whoever leads the event.
func (p *Pages) leading(r *site.Request, title string) (*view, error) {
	v, err := p.view(r)
	if err != nil {
		return nil, err
	}
	if !v.Leads {
		return nil, fault.New(fault.Denied, "access.denied")
	}
	v.Base = v.Named(title, page.Crumb{Text: v.T("nav.events"), Path: "/events"}, page.Crumb{Text: v.Event.Title, Path: v.at("")})
	return v, nil
}

// changed tells open pages that the event has moved on.
func (p *Pages) changed(id dialogue.EventID) {
	p.Live.Changed(hall.StageTopic(id))
	p.Live.Changed(hall.WallTopic(id))
}

// listView is the events of an organisation.
type listView struct {
	page.Base
	Events   []*dialogue.Event
	Plans    bool
	Form     form
	Mistakes []page.Mistake
}

// form is what is typed to plan or change an event.
type form struct {
	Title, Words, Day, From, To, Place, Link, Seats, Languages string
	Kind                                                       dialogue.Kind
	Goal                                                       dialogue.Goal
	Moderation                                                 dialogue.Moderation
	Neutral                                                    bool
}

func formOf(r *site.Request) form {
	return form{
		Title: r.FormValue("title"), Words: r.FormValue("words"), Day: r.FormValue("day"), From: r.FormValue("from"), To: r.FormValue("to"),
		Place: r.FormValue("place"), Link: r.FormValue("link"), Seats: r.FormValue("seats"), Languages: r.FormValue("languages"),
		Kind: dialogue.Kind(r.FormValue("kind")), Goal: dialogue.Goal(r.FormValue("goal")),
		Moderation: dialogue.Moderation(r.FormValue("moderation")), Neutral: r.FormValue("neutral") != "",
	}
}

// read makes an event of a form; what cannot be read is refused by the event itself.
func (f form) read(e dialogue.Event, zone *time.Location) dialogue.Event {
	e.Title, e.Place, e.Link, e.Kind, e.Goal, e.Moderation, e.Neutral = f.Title, f.Place, f.Link, f.Kind, f.Goal, f.Moderation, f.Neutral
	words := dialogue.Words{}
	for l, t := range e.Words {
		words[l] = t
	}
	words["de"] = f.Words
	e.Words = words
	e.Starts, _ = time.ParseInLocation("2006-01-02 15:04", f.Day+" "+f.From, zone)
	e.Ends, _ = time.ParseInLocation("2006-01-02 15:04", f.Day+" "+f.To, zone)
	var err error
	if e.Seats, err = strconv.Atoi(f.Seats); err != nil && f.Seats != "" {
		e.Seats = -1
	}
	e.Languages = nil
	for _, l := range strings.FieldsFunc(f.Languages, func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		e.Languages = append(e.Languages, strings.ToLower(l))
	}
	return e
}

// filled is the form of an event that there is.
func filled(e *dialogue.Event, zone *time.Location) form {
	return form{
		Title: e.Title, Words: e.Words["de"], Day: e.Starts.In(zone).Format(time.DateOnly), From: e.Starts.In(zone).Format("15:04"), To: e.Ends.In(zone).Format("15:04"),
		Place: e.Place, Link: e.Link, Seats: strconv.Itoa(e.Seats), Languages: strings.Join(e.Languages, ", "), Kind: e.Kind, Goal: e.Goal,
		Moderation: e.Moderation, Neutral: e.Neutral,
	}
}

// fieldOf ties what is wrong to the field where it can be mended.
var fieldOf = map[string]string{"event.title": "title", "event.times": "from", "event.seats": "seats", "event.place": "place", "event.neutral": "neutral", "event.words": "words"}

// List shows the events and lets coordinators plan one.
func (p *Pages) List(w http.ResponseWriter, r *site.Request) error {
	return p.list(w, r, form{Kind: dialogue.KickOff, Goal: dialogue.Consult, Moderation: dialogue.Before}, nil)
}

func (p *Pages) list(w http.ResponseWriter, r *site.Request, f form, refused error) error {
	if err := access.Require(r.Act, access.SeeEvents, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	v := listView{Base: r.Page.Named(r.Page.T("event.list_title")), Plans: r.Page.Can(access.ManageEvents), Form: f}
	var err error
	if v.Events, err = p.Store.Dialogues(r.Context(), r.Org()); err != nil {
		return err
	}
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: fieldOf[fault.KeyOf(refused)], Sentence: v.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, listPage(v))
}

// Plan makes an event.
func (p *Pages) Plan(w http.ResponseWriter, r *site.Request) error {
	f := formOf(r)
	e, err := dialogue.Plan(r.Context(), p.Store, r.Act, f.read(dialogue.Event{Ref: dialogue.Ref{Org: r.Act.By.Org}}, zone(r)))
	if fault.KindOf(err) == fault.Invalid {
		return p.list(w, r, f, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/events/"+string(e.ID), "event.planned")
	return nil
}

// zone is where the organisation's clocks are.
func zone(r *site.Request) *time.Location {
	if z, err := time.LoadLocation(r.Page.Org.TimeZone); err == nil {
		return z
	}
	return time.UTC
}
