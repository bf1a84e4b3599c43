// Package page is the frame every page stands in: who reads it, in which
// language, with which menu, and the layouts for staff, participants, screens
// and paper.
package page

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/golive"
	"chancencheck/internal/i18n"
	"chancencheck/internal/web/assets"
	"chancencheck/organisation"
)

// Crumb is one step of the way to a page; the last one has no Path.
type Crumb struct {
	Text, Path string
}

// Base is what every page knows.
type Base struct {
	// P prints texts, numbers and dates in the reader's language.
	P *i18n.Printer
	// Languages can be switched to on this page.
	Languages []i18n.Language
	Assets    *assets.Set
	// Title is the page's name; layouts add the product's.
	Title string
	// Path is the page's own path with query, without the language.
	Path string
	// Actor reads the page; the zero Actor is a visitor.
	Actor access.Actor
	// Name of the person who reads, "" for visitors.
	Name string
	Org  organisation.Organisation
	// Crumbs lead to the page.
	Crumbs []Crumb
	// Done is the key of a sentence on what was just done, "" for none.
	Done string
	// Demo says that all names and figures are made up.
	Demo bool
	// Rehearsal says that the check on the page is made up and will be deleted.
	Rehearsal bool
	// Session is how long the reader stays signed in.
	Session Session
	// Live is the topic whose changes the page follows, "" for none.
	Live string
}

// Session is how long somebody stays signed in.
type Session struct {
	// Left is the time until it ends.
	Left time.Duration
	// Ends says that it ends within minutes, MayExtend that it can be made longer.
	Ends, MayExtend bool
}

// T returns a text in the reader's language.
func (b Base) T(key string, args ...any) string { return b.P.T(key, args...) }

// URL returns the address of a path of ours in the reader's language.
func (b Base) URL(path string) string { return "/" + string(b.P.Lang()) + path }

// In returns the address of this page in another language.
func (b Base) In(lang i18n.Tag) string { return "/" + string(lang) + b.Path }

// SignedIn reports whether somebody is signed in.
func (b Base) SignedIn() bool { return b.Actor.Person != "" }

// Can reports whether the reader may do something to the whole organisation.
func (b Base) Can(v access.Verb) bool {
	return access.Can(b.Actor, v, access.Object{Org: b.Actor.Org})
}

// Named returns the page with a title and the way to it, as far as the reader
// may go it.
func (b Base) Named(title string, crumbs ...Crumb) Base {
	b.Title, b.Crumbs = title, nil
	for _, c := range crumbs {
		if b.mayGo(c.Path) {
			b.Crumbs = append(b.Crumbs, c)
		}
	}
	return b
}

// mayGo reports whether the reader may open the part of the menu that a path
// belongs to.
func (b Base) mayGo(path string) bool {
	for _, e := range slices.Concat(menu, office) {
		if path == e.path || strings.HasPrefix(path, e.path+"/") {
			return e.verb == "" || b.Anywhere(e.verb)
		}
	}
	return true
}

// Following returns the page following a topic.
func (b Base) Following(topic string) Base {
	b.Live = topic
	return b
}

// entry is one line of the main menu.
type entry struct {
	key, path string
	verb      access.Verb
}

// menu is the daily work, office what keeps the organisation running.
var (
	menu = []entry{
		{"nav.home", "/home", ""},
		{"nav.rounds", "/rounds", access.SeeRounds},
		{"nav.dates", "/dates", access.OfferDates},
		{"nav.events", "/events", access.SeeEvents},
		{"nav.orgchecks", "/orgchecks", access.SeeOrgResult},
		{"nav.findings", "/findings", access.SeeFindings},
		{"nav.measures", "/measures", access.SeeMeasures},
		{"nav.units", "/units", access.SeeOrganisation},
		{"nav.instruments", "/instruments", access.SeeInstruments},
		{"nav.released", "/released", access.SeeReleased},
	}
	office = []entry{
		{"nav.people", "/people", access.InvitePeople},
		{"nav.issuers", "/issuers", access.SeeIssuers},
		{"nav.audit", "/audit", access.SeeAudit},
		{"nav.protection", "/protection", access.SeeProtection},
		{"nav.golive", "/golive", access.AnswerBarriers},
	}
)

// Legally returns the address of a page that the law asks for, about the
// organisation whose page this is: visitors take it along in the address.
func (b Base) Legally(path string) string {
	org := ""
	if !b.SignedIn() {
		org = string(b.Org.ID)
	}
	if path == "/barrier" {
		return With(path, "o", org, "page", golive.WithoutSecret(b.Path))
	}
	return With(path, "o", org)
}

// mayOpen returns those of the entries that the reader may open.
func (b Base) mayOpen(list []entry) []entry {
	var out []entry
	for _, e := range list {
		if e.verb == "" || b.Anywhere(e.verb) {
			out = append(out, e)
		}
	}
	return out
}

// amid reports whether the page lies below one of the entries.
func (b Base) amid(list []entry) bool {
	return slices.ContainsFunc(list, func(e entry) bool { return b.current(e.path) })
}

// Anywhere reports whether the reader may do something in the organisation, or
// in the part of it she answers for.
func (b Base) Anywhere(v access.Verb) bool {
	for _, g := range b.Actor.Grants {
		if access.Can(b.Actor, v, access.Object{Org: b.Actor.Org, UnitPath: g.UnitPath}) {
			return true
		}
	}
	return false
}

// current says whether the page lies below a path of the menu.
func (b Base) current(path string) bool {
	return b.Path == path || strings.HasPrefix(b.Path, path+"/") || strings.HasPrefix(b.Path, path+"?")
}

// With returns path with a query of alternating names and values; empty values
// are left out.
func With(path string, query ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(query); i += 2 {
		if query[i+1] != "" {
			q.Set(query[i], query[i+1])
		}
	}
	if len(q) == 0 {
		return path
	}
	sep := "?"
	if strings.Contains(path, "?") {
		sep = "&"
	}
	return path + sep + q.Encode()
}
