package orgchecks

import (
	"errors"
	"net/http"
	"strconv"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/internal/qr"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/orgcheck"
)

// partnersView is the groups of partners with their codes. How many have
// answered is told to nobody before the close.
type partnersView struct {
	*desk
	Groups    []orgcheck.Group
	Questions int
	// Typed is a refused group.
	Typed    orgcheck.Group
	Mistakes []page.Mistake
}

// Partners shows who is asked from outside.
func (p *Pages) Partners(w http.ResponseWriter, r *site.Request) error {
	d, err := p.load(r, access.ManageOrgCheck)
	if err != nil {
		return err
	}
	return p.partnersPage(w, r, d, orgcheck.Group{Places: orgcheck.DefaultPlaces}, nil)
}

func (p *Pages) partnersPage(w http.ResponseWriter, r *site.Request, d *desk, typed orgcheck.Group, refused error) error {
	d.named(d.T("oc.to_partners"))
	v := partnersView{desk: d, Groups: d.GroupsInOrder(), Questions: len(orgcheck.PartnerQuestions(d.Ins)), Typed: typed}
	if refused != nil {
		v.Mistakes = []page.Mistake{{Field: fieldOfGroup(refused), Sentence: r.Page.P.Error(refused)}}
		return r.RenderStatus(w, site.Status(refused), partnersPage(v))
	}
	return r.Render(w, partnersPage(v))
}

// PutGroup adds or changes a group.
func (p *Pages) PutGroup(w http.ResponseWriter, r *site.Request) error {
	places, _ := strconv.Atoi(r.FormValue("places"))
	g := orgcheck.Group{ID: orgcheck.GroupID(r.FormValue("group")), Sector: orgcheck.Sector(r.FormValue("sector")), Name: r.FormValue("name"),
		Places: places, Shut: r.FormValue("shut") == "1"}
	var err error
	if g.ID == "" {
		err = r.Ready()
	}
	if err == nil {
		err = orgcheck.PutGroup(r.Context(), p.Store, r.Act, refOf(r), g)
	}
	if invalid(err) {
		d, loadErr := p.load(r, access.ManageOrgCheck)
		if loadErr != nil {
			return loadErr
		}
		return p.partnersPage(w, r, d, g, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/orgchecks/"+r.PathValue("orgcheck")+"/partners", "oc.saved")
	return nil
}

func fieldOfGroup(err error) string {
	switch {
	case errors.Is(err, orgcheck.ErrSector):
		return "sector"
	case errors.Is(err, orgcheck.ErrPlaces), errors.Is(err, orgcheck.ErrFewer):
		return "places"
	}
	return "name"
}

// sheetView is the paper that invites a group.
type sheetView struct {
	*desk
	Group    orgcheck.Group
	Link, QR string
}

// GroupSheet is a page for paper with link, code and QR code of a group.
func (p *Pages) GroupSheet(w http.ResponseWriter, r *site.Request) error {
	d, err := p.load(r, access.ManageOrgCheck)
	if err != nil {
		return err
	}
	g, ok := d.Groups[orgcheck.GroupID(r.PathValue("group"))]
	if !ok {
		return fault.New(fault.NotFound, "store.not_found")
	}
	v := sheetView{desk: d, Group: g, Link: p.BaseURL + "/p/" + g.Code}
	v.QR = qr.SVG(v.Link, v.T("check.qr_title"))
	d.named(v.T("oc.group_sheet"))
	return r.Render(w, groupSheet(v))
}
