// Package orgchecks is where an organisation check is prepared, answered across
// offices, closed and read: who answers what, each unit's page, contradictions,
// the view of partners beside the own one, the evaluation and the workshop.
//
// The rules stand in package orgcheck; what partners see is in web/partners.
package orgchecks

import (
	"path"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/documents"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// desk is an organisation check with everything said in it, on the desk of a reader.
type desk struct {
	page.Base
	*orgcheck.Record
	Ins    *instrument.Instrument
	Merged []orgcheck.Merged
	At     time.Time
	people map[organisation.PersonID]organisation.Person
}

// refOf is the organisation check named in the path.
func refOf(r *site.Request) orgcheck.Ref {
	return orgcheck.Ref{Org: r.Org(), ID: orgcheck.ID(r.PathValue("orgcheck"))}
}

// load reads the organisation check in the path, if the reader may do verb to it.
func (p *Pages) load(r *site.Request, verb access.Verb) (*desk, error) {
	rec, err := p.Store.OrgRecord(r.Context(), refOf(r))
	if err != nil {
		return nil, err
	}
	if err := access.Require(r.Act, verb, rec.Check.Object()); err != nil {
		return nil, err
	}
	d := &desk{Base: r.Page, Record: rec, At: r.Act.At, people: map[organisation.PersonID]organisation.Person{}}
	if d.Ins, err = p.Instruments.Get(r.Context(), r.Org(), rec.Check.Instrument); err != nil {
		return nil, err
	}
	people, err := p.Store.People(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	for _, one := range people {
		d.people[one.ID] = one
	}
	d.Merged = rec.Merge(d.Ins, r.Act.At)
	return d, nil
}

// ins loads the instrument of the check in the path, for verbs that need it.
func (p *Pages) ins(r *site.Request) (*instrument.Instrument, error) {
	c, err := p.Store.OrgCheck(r.Context(), refOf(r))
	if err != nil {
		return nil, err
	}
	return p.Instruments.Get(r.Context(), r.Org(), c.Instrument)
}

// named names the page, with the way to it through the check.
func (d *desk) named(title string, crumbs ...page.Crumb) {
	way := []page.Crumb{{Text: d.T("oc.list_title"), Path: "/orgchecks"}}
	if title != d.Check.Title {
		way = append(way, page.Crumb{Text: d.Check.Title, Path: d.path("")})
	}
	d.Base = d.Base.Named(title, append(way, crumbs...)...)
}

// path is the path of something of the check; at is its address.
func (d *desk) path(p string) string { return "/orgchecks/" + string(d.Check.ID) + p }
func (d *desk) at(p string) string   { return d.URL(d.path(p)) }

// can reports whether the reader may do something to the whole check.
func (d *desk) can(v access.Verb) bool { return access.Can(d.Actor, v, d.Check.Object()) }

// mayAnswer and mayConfirm are about one unit.
func (d *desk) mayAnswer(unit organisation.UnitID) bool {
	return access.Can(d.Actor, access.AnswerOrgCheck, d.ObjectOf(unit, d.At))
}

func (d *desk) mayConfirm(unit organisation.UnitID) bool {
	return access.Can(d.Actor, access.ConfirmOrgCheck, d.ObjectOf(unit, d.At))
}

// left reports whether somebody no longer has a part in the organisation.
func (d *desk) left(s orgcheck.Signature) bool {
	p, known := d.people[s.Person]
	return !known || p.ValidUntil != "" && p.ValidUntil <= organisation.DateOf(d.At)
}

// signed writes who stands for something; of somebody whose account was erased,
// the post.
func (d *desk) signed(key string, s orgcheck.Signature) string {
	return d.T(key, "name", documents.SignerName(d.P, s), "post", s.Post, "date", d.P.Date(s.At))
}

// signature is who acts, with the post she typed or had last time.
func (p *Pages) signature(r *site.Request) orgcheck.Signature {
	return orgcheck.Sign(r.Act, r.Page.Name, r.FormValue("post"))
}

// merged returns what is said to one question, nil if it is not asked.
func (d *desk) merged(question string) *orgcheck.Merged {
	for i := range d.Merged {
		if d.Merged[i].Question.ID == question {
			return &d.Merged[i]
		}
	}
	return nil
}

// post is what the reader called herself last in this check; before that, what
// her part at the unit is called.
func (d *desk) post(unit organisation.UnitID) string {
	var last orgcheck.Signature
	for _, s := range d.Statements {
		for _, by := range []orgcheck.Signature{s.By, s.Confirmed} {
			if string(by.Person) == d.Actor.Person && by.At.After(last.At) {
				last = by
			}
		}
	}
	if last.Post != "" {
		return last.Post
	}
	for _, g := range d.Actor.Grants {
		if g.Role == access.UnitLead && g.Org == string(d.Check.Org) && g.UnitPath != "" {
			return d.T("oc.post_head", "unit", d.UnitName(organisation.UnitID(path.Base(g.UnitPath))))
		}
	}
	if d.can(access.ManageOrgCheck) {
		return d.T("oc.post_coordination")
	}
	return d.UnitName(unit)
}

// unitOf is the unit named in the path.
func unitOf(r *site.Request) organisation.UnitID { return organisation.UnitID(r.PathValue("unit")) }

// invalid reports whether an error belongs beside a form.
func invalid(err error) bool {
	k := fault.KindOf(err)
	return k == fault.Invalid || k == fault.Conflict
}

// units are the units that exist, with their depth, for choices.
type unitChoice struct {
	organisation.Unit
	Depth int
}

func (d *desk) units() []unitChoice {
	tree, err := d.Tree(d.At)
	if err != nil {
		return nil
	}
	var out []unitChoice
	tree.Walk(func(u organisation.Unit, depth int) { out = append(out, unitChoice{u, depth}) })
	return out
}

// indented writes a unit's name so that its place in the tree can be seen and heard.
func (u unitChoice) indented() string { return strings.Repeat("\u00a0\u00a0", u.Depth) + u.Name }

// parse reads a posted form.
func parse(r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "form.unreadable")
	}
	return nil
}
