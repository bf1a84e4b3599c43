// Package legal is what the law asks an organisation to show and to take:
// imprint, privacy notice, accessibility statement, easy language, and reports
// of barriers; and the checklist that must be green before others are asked.
package legal

import (
	"bytes"
	"encoding/csv"
	"fmt"

	"chancencheck/access"
	"chancencheck/docs/accessibility"
	"chancencheck/fault"
	"chancencheck/golive"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"time"
)

// Pages answers the requests of this package.
type Pages struct {
	*site.Site
	progress golive.Progress
}

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s, golive.Count(protocol())} }

// protocol reads the steps of the accessibility protocol. It is part of the
// program and tested, so a mistake in it is a mistake of ours.
func protocol() []golive.Step {
	r := csv.NewReader(bytes.NewReader(accessibility.Protocol))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) < 2 || len(rows[0]) < 4 {
		panic(fmt.Sprintf("the protocol of accessibility cannot be read: %v", err))
	}
	var steps []golive.Step
	for _, row := range rows[1:] {
		steps = append(steps, golive.Step{ID: row[0], Title: row[1], Result: row[2], Automatic: row[3]})
	}
	return steps
}

// whole is the reader's organisation as an object.
func whole(r *site.Request) access.Object { return access.Object{Org: r.Act.By.Org} }

// view is a page about one organisation. Org is empty where a visitor has come
// without one and there are several.
type view struct {
	page.Base
	Legal golive.Legal
	Land  golive.Land
	Today organisation.Date
}

// about finds the organisation a page is about: the reader's own, the one in the
// address, or the only one there is. Others are not named.
func (p *Pages) about(r *site.Request, title string) (view, error) {
	v := view{Today: organisation.DateOf(r.Act.At)}
	if !r.Page.SignedIn() {
		org, err := p.addressed(r)
		if err != nil {
			return v, err
		}
		r.Page.Org = org
	}
	v.Base = r.Page.Named(r.Page.T(title))
	if v.Org.ID == "" {
		return v, nil
	}
	if zone, err := time.LoadLocation(v.Org.TimeZone); err == nil {
		v.Today = organisation.DateOf(r.Act.At.In(zone))
	}
	var err error
	v.Legal, err = p.Store.Legal(r.Context(), v.Org.ID)
	v.Land, _ = golive.LandOf(v.Legal.Land)
	return v, err
}

func (p *Pages) addressed(r *site.Request) (organisation.Organisation, error) {
	if id := r.FormValue("o"); id != "" {
		org, err := p.Store.Organisation(r.Context(), organisation.OrgID(id))
		if fault.KindOf(err) == fault.NotFound {
			return organisation.Organisation{}, nil
		}
		return org, err
	}
	all, err := p.Store.Organisations(r.Context())
	if err != nil || len(all) != 1 {
		return organisation.Organisation{}, err
	}
	return all[0], nil
}
