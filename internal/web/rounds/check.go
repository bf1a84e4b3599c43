package rounds

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/qr"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// checkView is the page of one check for those who prepare and lead it.
type checkView struct {
	page.Base
	site.Asked
	Services []organisation.Service
	// Link and QR lead participants in.
	Link, QR                                         string
	MayPrepare, MayLead, MayPaper, MayPostpone, Team bool
	MayRead, MayBook                                 bool
	Orphan                                           *orphan
	Mistakes                                         []page.Mistake
}

// Check shows where a check stands and what comes next.
func (p *Pages) Check(w http.ResponseWriter, r *site.Request) error {
	c, err := r.Check(access.SeeCheck)
	if err != nil {
		return err
	}
	return p.checkPage(w, r, c, nil)
}

func (p *Pages) checkPage(w http.ResponseWriter, r *site.Request, c *check.Check, refused error) error {
	asked, err := p.Asked(r.Context(), c)
	if err != nil {
		return err
	}
	crumbs := []page.Crumb{{Text: r.Page.T("rounds.title"), Path: "/rounds"}, {Text: asked.Round.Title, Path: "/rounds/" + string(c.Round)}}
	v := checkView{Base: r.Page.Named(c.UnitName, crumbs...).Following(string(c.ID)), Asked: asked}
	can := func(verb access.Verb) bool { return access.Can(r.Act.By, verb, c.Object()) }
	v.MayPrepare, v.MayLead, v.MayPaper, v.MayPostpone = can(access.PrepareCheck), can(access.LeadTalk), can(access.EnterPaper), can(access.Postpone)
	v.MayBook = can(access.BookTalk)
	v.MayRead = can(access.SeeDraft) || c.State == check.Signed && can(access.SeeResult) || c.State == check.Finished && can(access.SignOff)
	if v.Services, err = p.Store.Services(r.Context(), r.Org(), c.Unit); err != nil {
		return err
	}
	v.Services = organisation.OfferedOn(v.Services, r.Today())
	if v.MayPostpone {
		if v.Orphan, err = p.orphaned(r, c); err != nil {
			return err
		}
	}
	v.Link = p.BaseURL + "/j/" + c.Code
	v.QR = qr.SVG(v.Link, v.T("check.qr_title"))
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: fieldOnCheck(refused), Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, checkPage(v))
}

// fieldOnCheck names the field of the page's forms that a refusal is about.
func fieldOnCheck(err error) string {
	switch {
	case errors.Is(err, check.ErrSeats):
		return "seats"
	case errors.Is(err, check.ErrUntil):
		return "until"
	case errors.Is(err, organisation.ErrReformUnits), errors.Is(err, check.ErrSameUnit), errors.Is(err, check.ErrUnitTaken):
		return "to"
	case errors.Is(err, check.ErrNoReason), errors.Is(err, check.ErrReasonLong):
		return "reason"
	}
	return "situations"
}

// ExtendCheck gives the unit more time than the others.
func (p *Pages) ExtendCheck(w http.ResponseWriter, r *site.Request) error {
	err := check.Extend(r.Context(), p.Store, r.Act, r.CheckRef(), organisation.Date(r.FormValue("until")))
	return p.after(w, r, err, "round.extended")
}

// AllowSheets changes how many sheets can be begun with the code.
func (p *Pages) AllowSheets(w http.ResponseWriter, r *site.Request) error {
	most, err := strconv.Atoi(r.FormValue("seats"))
	if err != nil {
		most = 0 // is refused with the sentence on what is possible
	}
	err = check.AllowSheets(r.Context(), p.Store, r.Act, r.CheckRef(), most)
	return p.after(w, r, err, "check.seats")
}

// Prepare chooses the service and the situations.
func (p *Pages) Prepare(w http.ResponseWriter, r *site.Request) error {
	c, err := r.Check(access.PrepareCheck)
	if err != nil {
		return err
	}
	asked, err := p.Asked(r.Context(), c)
	if err != nil {
		return err
	}
	services, err := p.Store.Services(r.Context(), r.Org(), c.Unit)
	if err != nil {
		return err
	}
	scope, err := scopeOf(r, asked.Instrument, organisation.OfferedOn(services, r.Today()))
	if err == nil {
		err = check.Prepare(r.Context(), p.Store, r.Act, c.Ref, scope)
	}
	if fault.KindOf(err) == fault.Invalid {
		return p.checkPage(w, r, c, err)
	}
	if err != nil {
		return err
	}
	p.Changed(c.ID)
	r.Redirect(w, "/checks/"+string(c.ID), "check.prepared")
	return nil
}

// scopeOf reads the form; a service of another unit or a situation that the
// instrument does not know is refused.
func scopeOf(r *site.Request, ins *instrument.Instrument, services []organisation.Service) (check.Scope, error) {
	if err := r.ParseForm(); err != nil {
		return check.Scope{}, fault.New(fault.Invalid, "form.unreadable")
	}
	var s check.Scope
	if id := organisation.ServiceID(r.PostForm.Get("service")); id != "" {
		i := slices.IndexFunc(services, func(v organisation.Service) bool { return v.ID == id })
		if i < 0 {
			return s, fault.New(fault.Invalid, "check.service_unknown")
		}
		s.Service, s.ServiceName = services[i].ID, services[i].Name
	}
	for _, id := range r.PostForm["situation"] {
		if ins.Situation(id) == nil {
			return s, fault.New(fault.Invalid, "check.situation_unknown", "situation", id)
		}
		s.Situations = append(s.Situations, id)
	}
	return s, nil
}

// Postpone takes the unit out of the round for now, with a reason.
func (p *Pages) Postpone(w http.ResponseWriter, r *site.Request) error {
	err := check.Postpone(r.Context(), p.Store, r.Act, r.CheckRef(), r.FormValue("reason"), organisation.Date(r.FormValue("look_again")))
	return p.after(w, r, err, "check.postponed")
}

// Resume takes it back in.
func (p *Pages) Resume(w http.ResponseWriter, r *site.Request) error {
	return p.after(w, r, check.Resume(r.Context(), p.Store, r.Act, r.CheckRef()), "check.resumed")
}

// after answers a verb on a check: back to its page, with the refusal or with
// what was done.
func (p *Pages) after(w http.ResponseWriter, r *site.Request, err error, done string) error {
	if fault.KindOf(err) == fault.Invalid {
		c, loadErr := r.Check(access.SeeCheck)
		if loadErr != nil {
			return loadErr
		}
		return p.checkPage(w, r, c, err)
	}
	if err != nil {
		return err
	}
	p.Changed(r.CheckRef().ID)
	r.Redirect(w, "/checks/"+r.PathValue("check"), done)
	return nil
}
