package sheets

import (
	"net/http"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/web/hall"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// JoinPage asks for a code.
func (p *Pages) JoinPage(w http.ResponseWriter, r *site.Request) error {
	return r.Render(w, join(r.Page.Named(r.Page.T("sheets.join_title")), "", nil))
}

// Join leads from a typed code to what it opens: a check's to its invitation,
// one's own to one's notes.
func (p *Pages) Join(w http.ResponseWriter, r *site.Request) error {
	typed := r.FormValue("code")
	path, err := p.pathOf(r, typed)
	if err == nil {
		r.Redirect(w, path, "")
		return nil
	}
	if kind := fault.KindOf(err); kind != fault.NotFound && kind != fault.Unavailable {
		return err
	}
	status := http.StatusUnprocessableEntity
	if fault.KindOf(err) == fault.Unavailable {
		status = http.StatusServiceUnavailable
	}
	mistakes := []page.Mistake{{Field: "code", Sentence: r.Page.P.Error(err)}}
	return r.RenderStatus(w, status, join(r.Page.Named(r.Page.T("sheets.join_title")), typed, mistakes))
}

// pathOf finds what a typed code opens.
func (p *Pages) pathOf(r *site.Request, typed string) (string, error) {
	if path, err := p.eventPath(r, check.NormaliseCode(typed)); path != "" || err != nil {
		return path, err
	}
	if err := p.tries.Allow(r.Act.At); err != nil {
		return "", err
	}
	code := check.NormaliseCode(typed)
	path, err := "/j/"+code, error(nil)
	if len(code) == sheetbox.SecretLength {
		var secret sheetbox.Secret
		if secret, err = sheetbox.ParseSecret(code); err == nil {
			path = sheetPath(secret, "")
			_, err = p.box.Open(r.Context(), secret)
		}
	} else {
		_, err = p.checkByCode(r.Context(), code)
		if fault.KindOf(err) == fault.NotFound {
			path, err = p.partnerPath(r, code, err)
		}
	}
	if fault.KindOf(err) == fault.NotFound {
		p.tries.Wrong()
	}
	return path, err
}

// partnerPath finds what a code of partners opens; unknown is the answer for
// a code that opens nothing.
func (p *Pages) partnerPath(r *site.Request, code string, unknown error) (string, error) {
	_, err := p.Store.OrgCheckByCode(r.Context(), code)
	if fault.KindOf(err) == fault.NotFound {
		return "", unknown
	}
	return "/p/" + code, err
}

// eventPath finds what a code of an event opens, "" for none. It is looked up
// first: a flood of wrong codes keeps no hall outside.
func (p *Pages) eventPath(r *site.Request, code string) (string, error) {
	_, table, err := p.Store.EventWithCode(r.Context(), code)
	switch {
	case err == nil && table != "":
		return "/t/" + code, nil
	case err == nil:
		return "/e/" + code, nil
	case fault.KindOf(err) != fault.NotFound:
		return "", err
	}
	if _, err = p.Store.Participant(r.Context(), hall.KeyOf(code)); err == nil {
		return "/d/" + code, nil
	}
	if _, err = p.Store.ContributionWithSlip(r.Context(), code); err == nil {
		return "/slip/" + code, nil
	}
	if fault.KindOf(err) == fault.NotFound {
		err = nil
	}
	return "", err
}
