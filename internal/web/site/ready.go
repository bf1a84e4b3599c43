package site

import (
	"time"

	"chancencheck/golive"
	"chancencheck/organisation"
)

// DayOf is the day it is at a time where an organisation is.
func DayOf(org organisation.Organisation, at time.Time) organisation.Date {
	if z, err := time.LoadLocation(org.TimeZone); err == nil {
		return organisation.DateOf(at.In(z))
	}
	return organisation.DateOf(at)
}

// Today is the day it is where the reader's organisation is.
func (r *Request) Today() organisation.Date { return DayOf(r.Page.Org, r.Act.At) }

// Ready refuses to ask others while something is missing that the law asks for.
func (r *Request) Ready() error {
	l, err := r.Site.Store.Legal(r.Context(), r.Org())
	if err != nil {
		return err
	}
	return golive.Require(l, r.Today())
}
