package rounds

import (
	"errors"
	"net/http"
	"strconv"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// newRound is the form that prepares a round.
type newRound struct {
	page.Base
	Round       round.Round
	Instruments []*instrument.Instrument
	Mistakes    []page.Mistake
}

// usualWeeks is how long a round runs if nobody says otherwise.
const usualWeeks = 10

// NewPage offers the usual: the newest instrument, its default format, ten weeks.
func (p *Pages) NewPage(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.ManageRounds, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	form := newRound{Base: r.Page.Named(r.Page.T("newround.title"), page.Crumb{Text: r.Page.T("rounds.title"), Path: "/rounds"})}
	var err error
	if form.Instruments, err = p.Instruments.ForTeams(r.Context(), r.Org()); err != nil {
		return err
	}
	form.Round = round.Round{Mode: round.ModeBySize, Threshold: 0, ClosesOn: organisation.DateOf(r.Act.At.AddDate(0, 0, 7*usualWeeks))}
	if len(form.Instruments) > 0 {
		newest := form.Instruments[0]
		form.Round.Instrument = round.InstrumentKey{ID: newest.ID, Version: newest.Version}
		if f := newest.DefaultFormat(); f != nil {
			form.Round.Format, form.Round.TalkMinutes = f.ID, f.Minutes
		}
	}
	return r.Render(w, newPage(form))
}

// Create drafts a round. Which units take part is chosen when it is opened.
func (p *Pages) Create(w http.ResponseWriter, r *site.Request) error {
	rd := roundOf(r)
	ins, err := p.Site.Instruments.Get(r.Context(), r.Org(), rd.Instrument)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	if ins == nil || !ins.ForTeams() || ins.Format(rd.Format) == nil {
		return p.refuse(w, r, rd, fault.New(fault.Invalid, "round.format"))
	}
	if rd.TalkMinutes == 0 {
		rd.TalkMinutes = ins.Format(rd.Format).Minutes
	}
	drafted, err := round.New(r.Act, rd)
	if fault.KindOf(err) == fault.Invalid {
		return p.refuse(w, r, rd, err)
	}
	if err != nil {
		return err
	}
	if err := p.Store.CreateRound(r.Context(), drafted, drafted.Event(r.Act, "round.draft", drafted.Title)); err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+string(drafted.ID), "round.drafted")
	return nil
}

// roundOf reads the form. What is no number is 0, which the round refuses.
func roundOf(r *site.Request) round.Round {
	minutes, _ := strconv.Atoi(r.FormValue("minutes"))
	threshold, _ := strconv.Atoi(r.FormValue("threshold"))
	id, version, format := splitChoice(r.FormValue("format"))
	return round.Round{
		Ref: round.Ref{Org: r.Org()}, Title: r.FormValue("title"), Instrument: round.InstrumentKey{ID: id, Version: version},
		Format: format, Mode: round.Mode(r.FormValue("mode")), Threshold: threshold, TalkMinutes: minutes,
		ClosesOn: organisation.Date(r.FormValue("closes_on")), Mandate: mandateOf(r),
	}
}

// refuse shows the form again, filled in, with what has to be changed.
func (p *Pages) refuse(w http.ResponseWriter, r *site.Request, rd round.Round, err error) error {
	form := newRound{Base: r.Page.Named(r.Page.T("newround.title"), page.Crumb{Text: r.Page.T("rounds.title"), Path: "/rounds"}), Round: rd}
	form.Mistakes = []page.Mistake{{Field: fieldOf(err), Sentence: r.Page.P.Error(err)}}
	var loadErr error
	if form.Instruments, loadErr = p.Instruments.ForTeams(r.Context(), r.Org()); loadErr != nil {
		return loadErr
	}
	return r.RenderStatus(w, http.StatusUnprocessableEntity, newPage(form))
}

// fieldOf names the field of the form that an error of round is about.
func fieldOf(err error) string {
	for field, of := range map[string][]error{
		"title": {round.ErrNoTitle}, "closes_on": {round.ErrDate, round.ErrDatePast}, "mode": {round.ErrMode},
		"threshold": {round.ErrThreshold}, "minutes": {round.ErrMinutes}, "mandate": {round.ErrMandate},
	} {
		for _, e := range of {
			if errors.Is(err, e) {
				return field
			}
		}
	}
	return "format"
}
