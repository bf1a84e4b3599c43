package results

import (
	"strings"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/documents"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/result"
	"chancencheck/round"
)

// errNotSigned is told to those who will see the result once it is signed.
var errNotSigned = fault.New(fault.Denied, "result.not_signed")

// errNothingYet: the team has not begun to write down what it agrees on.
var errNothingYet = fault.New(fault.Conflict, "result.nothing_yet")

// load gathers a check's result for the reader: the one way to it for page,
// print view and files.
func (p *Pages) load(r *site.Request) (documents.Result, error) {
	c, err := p.Store.Check(r.Context(), r.CheckRef())
	if err != nil {
		return documents.Result{}, err
	}
	viewing := result.ViewingOf(r.Act.By, c)
	switch {
	case viewing.Entitled && (c.State == check.Preparing || c.State == check.Postponed || c.State == check.Ended):
		return documents.Result{}, errNothingYet
	case !viewing.Entitled && access.Can(r.Act.By, access.SeeResult, c.Object()):
		return documents.Result{}, errNotSigned
	case !viewing.Entitled:
		return documents.Result{}, fault.New(fault.Denied, "access.denied")
	}
	return p.compose(r, c, viewing)
}

func (p *Pages) compose(r *site.Request, c *check.Check, viewing result.Viewing) (documents.Result, error) {
	out := documents.Result{Words: words(r), Organisation: r.Page.Org.Name, SignedAt: local(r, c.SignedAt), Made: local(r, r.Act.At)}
	asked, err := p.Asked(r.Context(), c)
	if err != nil {
		return out, err
	}
	out.Round, out.Instrument = asked.Round, asked.Instrument
	rec, err := p.Store.Record(r.Context(), c.Ref)
	if err != nil {
		return out, err
	}
	outcome, err := p.outcome(r, c)
	if err != nil {
		return out, err
	}
	if out.Report, err = result.ReportOf(asked.Instrument, asked.Round.Format, rec, outcome, viewing); err != nil {
		return out, err
	}
	if out.Above, err = p.above(r, asked.Round, c); err != nil {
		return out, err
	}
	if out.SignedBy, err = p.nameOf(r, c.SignedBy); err == nil && out.SignedBy == "" && c.State == check.Signed {
		out.SignedBy = r.Page.T("result.signed_post") // the account is gone, the post stays
	}
	if err != nil {
		return out, err
	}
	if out.Earlier, err = p.earlier(r, asked.Round, c); err != nil {
		return out, err
	}
	if out.Series, err = p.series(r, c); err != nil {
		return out, err
	}
	out.History, err = p.history(r, out, rec)
	return out, err
}

// outcome returns what was computed when the check was finished, nil before.
func (p *Pages) outcome(r *site.Request, c *check.Check) (*result.Outcome, error) {
	if !c.Frozen() {
		return nil, nil
	}
	frozen, err := p.Store.FrozenOf(r.Context(), c.Ref)
	if err != nil || frozen == nil {
		return nil, err
	}
	o, err := result.Decode(frozen)
	return &o, err
}

// above returns the names of the units above, the highest first.
func (p *Pages) above(r *site.Request, rd *round.Round, c *check.Check) ([]string, error) {
	tree, err := p.tree(r, rd)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, id := range strings.Split(strings.Trim(c.UnitPath, "/"), "/") {
		if u, ok := tree.Unit(organisation.UnitID(id)); ok && u.ID != c.Unit {
			names = append(names, u.Name)
		}
	}
	return names, nil
}

// nameOf returns a person's name, "" for nobody and for somebody who has left.
func (p *Pages) nameOf(r *site.Request, id organisation.PersonID) (string, error) {
	if id == "" {
		return "", nil
	}
	who, err := p.Store.Person(r.Context(), r.Org(), id)
	if fault.KindOf(err) == fault.NotFound {
		return "", nil
	}
	return who.Name, err
}

// earlier returns the last signed check of the same unit and service, nil if
// there is none that the reader may see.
func (p *Pages) earlier(r *site.Request, now *round.Round, c *check.Check) (*documents.Earlier, error) {
	rounds, err := p.Store.Rounds(r.Context(), c.Org)
	if err != nil {
		return nil, err
	}
	checks, err := p.Store.ChecksOfUnit(r.Context(), c.Org, c.Unit)
	if err != nil {
		return nil, err
	}
	same := map[round.ID]*check.Check{}
	for _, then := range checks {
		if then.Service == c.Service && then.State == check.Signed {
			same[then.Round] = then
		}
	}
	for _, rd := range rounds { // the youngest first
		if then := same[rd.ID]; then != nil && rd.Instrument.ID == now.Instrument.ID && rd.OpenedAt.Before(now.OpenedAt) {
			return p.earlierReport(r, rd, then)
		}
	}
	return nil, nil
}

func (p *Pages) earlierReport(r *site.Request, rd *round.Round, then *check.Check) (*documents.Earlier, error) {
	viewing := result.ViewingOf(r.Act.By, then)
	outcome, err := p.outcome(r, then)
	if err != nil || outcome == nil || !viewing.Entitled {
		return nil, err
	}
	ins, err := p.Instruments.Get(r.Context(), then.Org, rd.Instrument)
	if err != nil {
		return nil, err
	}
	rep, err := result.ReportOf(ins, rd.Format, &check.Record{Check: then}, outcome, viewing)
	return &documents.Earlier{Round: rd, Report: rep}, err
}
