package orgchecks

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
	"chancencheck/orgcheck"
	"chancencheck/round"
)

// listView is all organisation checks, with the form that prepares another one.
type listView struct {
	page.Base
	Checks []*orgcheck.Check
	MayNew bool
	// ResultsOnly: the reader sees what closed checks have come to, and no more.
	ResultsOnly bool
	Draft       orgcheck.Check
	// Instruments are those that offices can answer together.
	Instruments []*instrument.Instrument
	Mistakes    []page.Mistake
}

// usualWeeks is how long offices have if nobody says otherwise.
const usualWeeks = 10

// List shows all organisation checks the reader may know of.
func (p *Pages) List(w http.ResponseWriter, r *site.Request) error {
	return p.list(w, r, orgcheck.Check{ClosesOn: organisation.DateOf(r.Act.At.AddDate(0, 0, 7*usualWeeks))}, nil)
}

func (p *Pages) list(w http.ResponseWriter, r *site.Request, draft orgcheck.Check, refused error) error {
	whole := access.Object{Org: r.Act.By.Org}
	v := listView{Base: r.Page.Named(r.Page.T("oc.list_title")), Draft: draft, MayNew: access.Can(r.Act.By, access.ManageOrgCheck, whole)}
	if !access.Can(r.Act.By, access.SeeOrgCheck, whole) {
		if err := access.Require(r.Act, access.SeeOrgResult, whole); err != nil {
			return err
		}
		v.ResultsOnly = true
	}
	all, err := p.Store.OrgChecks(r.Context(), r.Org())
	if err != nil {
		return err
	}
	for _, c := range all {
		if !v.ResultsOnly || c.State == orgcheck.Closed {
			v.Checks = append(v.Checks, c)
		}
	}
	if v.MayNew {
		if v.Instruments, err = p.instruments(r); err != nil {
			return err
		}
	}
	if refused != nil {
		v.Mistakes = []page.Mistake{{Field: fieldOf(refused), Sentence: r.Page.P.Error(refused)}}
		return r.RenderStatus(w, site.Status(refused), listPage(v))
	}
	return r.Render(w, listPage(v))
}

// instruments returns the published instruments with desks: those that propose
// who answers.
func (p *Pages) instruments(r *site.Request) ([]*instrument.Instrument, error) {
	stored, err := p.Store.PublishedInstruments(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	var out []*instrument.Instrument
	for _, s := range stored {
		ins, err := p.Instruments.Get(r.Context(), r.Org(), s.Key)
		if err != nil {
			return nil, err
		}
		if !ins.ForTeams() {
			out = append(out, ins)
		}
	}
	return out, nil
}

// Create drafts an organisation check and leads to the page where it is spread.
func (p *Pages) Create(w http.ResponseWriter, r *site.Request) error {
	threshold, _ := strconv.Atoi(r.FormValue("threshold"))
	c := orgcheck.Check{Ref: orgcheck.Ref{Org: r.Org()}, Title: r.FormValue("title"), ClosesOn: organisation.Date(r.FormValue("closes_on")),
		Threshold: threshold, Instrument: keyOf(r.FormValue("instrument"))}
	if err := access.Require(r.Act, access.ManageOrgCheck, c.Object()); err != nil {
		return err
	}
	ins, err := p.Instruments.Get(r.Context(), r.Org(), c.Instrument)
	if fault.KindOf(err) == fault.NotFound || err == nil && ins.ForTeams() {
		return p.list(w, r, c, errInstrument)
	}
	if err != nil {
		return err
	}
	if f := ins.DefaultFormat(); f != nil {
		c.Format = f.ID
	}
	made, err := orgcheck.Draft(r.Context(), p.Store, r.Act, c)
	if fault.KindOf(err) == fault.Invalid {
		return p.list(w, r, c, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/orgchecks/"+string(made.ID)+"/desks", "oc.drafted")
	return nil
}

var errInstrument = fault.New(fault.Invalid, "orgcheck.instrument")

// fieldOf names the field of the form an error is about.
func fieldOf(err error) string {
	for field, of := range map[string]error{"title": orgcheck.ErrNoTitle, "closes_on": orgcheck.ErrDate, "threshold": orgcheck.ErrThreshold} {
		if errors.Is(err, of) {
			return field
		}
	}
	return "instrument"
}

// insKey is the value of an instrument in the form; keyOf reads it.
func insKey(ins *instrument.Instrument) string { return ins.ID + "|" + ins.Version }

func keyOf(s string) round.InstrumentKey {
	for i := range s {
		if s[i] == '|' {
			return round.InstrumentKey{ID: s[:i], Version: s[i+1:]}
		}
	}
	return round.InstrumentKey{ID: s}
}

// link is where a check in the list leads.
func (v listView) link(c *orgcheck.Check) string {
	if v.ResultsOnly {
		return v.URL("/orgchecks/" + string(c.ID) + "/result")
	}
	return v.URL("/orgchecks/" + string(c.ID))
}
