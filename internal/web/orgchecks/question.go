package orgchecks

import (
	"errors"
	"net/http"
	"slices"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
)

// questionView is one question with what all offices say.
type questionView struct {
	*desk
	M *orgcheck.Merged
	// MayDecide between statements that contradict each other.
	MayDecide bool
	Chosen    organisation.UnitID
	Reason    string
	Post      string
	Mistakes  []page.Mistake
}

// Question shows what all offices say to a question.
func (p *Pages) Question(w http.ResponseWriter, r *site.Request) error {
	v, err := p.questionView(r)
	if err != nil {
		return err
	}
	return r.Render(w, questionPage(*v))
}

func (p *Pages) questionView(r *site.Request) (*questionView, error) {
	d, err := p.load(r, access.SeeOrgCheck)
	if err != nil {
		return nil, err
	}
	m := d.merged(r.PathValue("question"))
	if m == nil {
		return nil, orgcheck.ErrQuestion
	}
	d.named(d.T("oc.question_title"))
	v := &questionView{desk: d, M: m, Post: d.post("")}
	undecided := m.Ending == orgcheck.Contradictory || m.Ending == orgcheck.Decided
	v.MayDecide = undecided && d.Check.State == orgcheck.Running && d.MayDecide(r.Act.By, *m, d.At)
	if m.Decision != nil {
		v.Chosen, v.Reason = m.Decision.Unit, m.Decision.Reason
	}
	return v, nil
}

// Decide ends a contradiction.
func (p *Pages) Decide(w http.ResponseWriter, r *site.Request) error {
	ins, err := p.ins(r)
	if err != nil {
		return err
	}
	unit, reason := organisation.UnitID(r.FormValue("unit")), r.FormValue("reason")
	err = orgcheck.Decide(r.Context(), p.Store, r.Act, refOf(r), ins, r.PathValue("question"), unit, reason, p.signature(r))
	if fault.KindOf(err) == fault.Invalid {
		v, loadErr := p.questionView(r)
		if loadErr != nil {
			return loadErr
		}
		v.Chosen, v.Reason, v.Post = unit, reason, r.FormValue("post")
		v.Mistakes = []page.Mistake{{Field: fieldOfDecision(err), Sentence: r.Page.P.Error(err)}}
		return r.RenderStatus(w, http.StatusUnprocessableEntity, questionPage(*v))
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/orgchecks/"+r.PathValue("orgcheck")+"/questions/"+r.PathValue("question"), "oc.decided")
	return nil
}

func fieldOfDecision(err error) string {
	if is(err, orgcheck.ErrNoReason, orgcheck.ErrLong) {
		return "reason"
	}
	return "unit"
}

// passView hands a question on, or returns it.
type passView struct {
	*desk
	Unit  organisation.UnitID
	Duty  orgcheck.Duty
	Units []unitChoice
	// To and the reasons are what was typed.
	To       organisation.UnitID
	Reason   string
	Mistakes []page.Mistake
}

// PassPage asks to whom a question goes, and why.
func (p *Pages) PassPage(w http.ResponseWriter, r *site.Request) error {
	v, err := p.passView(r)
	if err != nil {
		return err
	}
	return r.Render(w, passPage(*v))
}

func (p *Pages) passView(r *site.Request) (*passView, error) {
	d, err := p.load(r, access.SeeOrgCheck)
	if err != nil {
		return nil, err
	}
	unit := unitOf(r)
	duty, ok := d.Duties[orgcheck.Place{Question: r.FormValue("question"), Unit: unit}]
	if !ok {
		return nil, orgcheck.ErrQuestion
	}
	if !d.mayAnswer(unit) {
		return nil, fault.New(fault.Denied, "access.denied")
	}
	d.named(d.T("oc.pass_title"), page.Crumb{Text: d.UnitName(unit), Path: d.path("/units/" + string(unit))})
	return &passView{desk: d, Unit: unit, Duty: duty, Units: d.units()}, nil
}

// Pass hands a question on.
func (p *Pages) Pass(w http.ResponseWriter, r *site.Request) error {
	to := organisation.UnitID(r.FormValue("unit"))
	err := orgcheck.Pass(r.Context(), p.Store, r.Act, refOf(r), r.FormValue("question"), unitOf(r), to, r.FormValue("reason"))
	return p.passed(w, r, err, "oc.passed")
}

// Return gives a question back.
func (p *Pages) Return(w http.ResponseWriter, r *site.Request) error {
	err := orgcheck.Return(r.Context(), p.Store, r.Act, refOf(r), r.FormValue("question"), unitOf(r), r.FormValue("reason"))
	return p.passed(w, r, err, "oc.returned")
}

// passed leads back to the unit's page, or shows the form again, filled in.
func (p *Pages) passed(w http.ResponseWriter, r *site.Request, err error, done string) error {
	if fault.KindOf(err) == fault.Invalid {
		v, loadErr := p.passView(r)
		if loadErr != nil {
			return loadErr
		}
		v.To, v.Reason = organisation.UnitID(r.FormValue("unit")), r.FormValue("reason")
		field := "reason"
		if is(err, orgcheck.ErrUnit) {
			field = "unit"
		}
		v.Mistakes = []page.Mistake{{Field: field, Sentence: r.Page.P.Error(err)}}
		return r.RenderStatus(w, http.StatusUnprocessableEntity, passPage(*v))
	}
	if err != nil {
		return err
	}
	at := "/orgchecks/" + r.PathValue("orgcheck")
	if _, err := p.unitView(r); err == nil { // a unit that has returned its only question has no page
		at += "/units/" + r.PathValue("unit")
	}
	r.Redirect(w, at, done)
	return nil
}

// is reports whether an error is one of several.
func is(err error, any ...error) bool {
	return slices.ContainsFunc(any, func(e error) bool { return errors.Is(err, e) })
}
