package rounds

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// mandateView is the form for the decision behind a round.
type mandateView struct {
	page.Base
	Round    *round.Round
	Mandate  round.Mandate
	Mistakes []page.Mistake
}

// MandatePage shows the form filled in with what is on record.
func (p *Pages) MandatePage(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ManageRounds)
	if err != nil {
		return err
	}
	return r.Render(w, mandatePage(mandateView{Base: below(r, rd, "mandate.title"), Round: rd, Mandate: rd.Mandate}))
}

// Mandate puts the decision on record.
func (p *Pages) Mandate(w http.ResponseWriter, r *site.Request) error {
	rd, err := r.Round(access.ManageRounds)
	if err != nil {
		return err
	}
	m := mandateOf(r)
	err = round.Record(r.Context(), p.Store, r.Act, rd.Ref, m)
	if fault.KindOf(err) == fault.Invalid {
		v := mandateView{Base: below(r, rd, "mandate.title"), Round: rd, Mandate: m}
		v.Mistakes = []page.Mistake{{Field: "mandate", Sentence: r.Page.P.Error(err)}}
		return r.RenderStatus(w, http.StatusUnprocessableEntity, mandatePage(v))
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+string(rd.ID), "round.mandate")
	return nil
}

// mandateOf reads the fields of the decision.
func mandateOf(r *site.Request) round.Mandate {
	return round.Mandate{By: r.FormValue("mandate"), On: organisation.Date(r.FormValue("mandate_on")),
		Text: r.FormValue("mandate_text"), Reference: r.FormValue("mandate_reference")}
}

// below names a page below the page of a round.
func below(r *site.Request, rd *round.Round, title string) page.Base {
	return r.Page.Named(r.Page.T(title), page.Crumb{Text: r.Page.T("rounds.title"), Path: "/rounds"},
		page.Crumb{Text: rd.Title, Path: "/rounds/" + string(rd.ID)})
}
