package findings

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/result"
	"chancencheck/round"
)

// writeView is the form for a finding that somebody types in.
type writeView struct {
	page.Base
	Units    []page.Option
	Whole    bool
	In       func(string) string
	Mistakes []page.Mistake
}

func mayWrite(r *site.Request) bool { return r.Page.Anywhere(access.WriteFindings) }

// NewPage shows the form.
func (p *Pages) NewPage(w http.ResponseWriter, r *site.Request) error { return p.write(w, r, nil) }

func (p *Pages) write(w http.ResponseWriter, r *site.Request, refused error) error {
	if !mayWrite(r) {
		return access.Require(r.Act, access.WriteFindings, access.Object{Org: r.Act.By.Org})
	}
	v := writeView{Base: r.Page.Named(r.Page.T("findings.new_title"), crumb(r)), In: r.FormValue, Whole: r.Page.Can(access.WriteFindings)}
	var err error
	if _, v.Units, err = p.units(r); err != nil {
		return err
	}
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: fieldOf[fault.KeyOf(refused)], Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, writePage(v))
}

// fieldOf says at which field a fault is mended.
var fieldOf = map[string]string{"finding.text": "text", "finding.kind": "kind", "finding.who": "change", "finding.no_unit": "unit"}

// Write stores a finding that somebody typed in.
func (p *Pages) Write(w http.ResponseWriter, r *site.Request) error {
	tree, _, err := p.units(r)
	if err != nil {
		return err
	}
	f := finding.Finding{Ref: finding.Ref{Org: r.Org()}, Kind: finding.Kind(r.FormValue("kind")), Text: r.FormValue("text"), Who: check.Who(r.FormValue("change"))}
	if id := organisation.UnitID(r.FormValue("unit")); id != "" {
		u, known := tree.Unit(id)
		if !known {
			return p.write(w, r, fault.New(fault.Invalid, "finding.no_unit"))
		}
		f.Unit, f.UnitName, f.UnitPath = u.ID, u.Name, tree.PathString(u.ID)
	}
	made, err := finding.Type(r.Context(), p.Store, r.Act, f)
	if err != nil {
		return p.refuse(p.write, w, r, err)
	}
	r.Redirect(w, "/findings/"+string(made.ID), "finding.written")
	return nil
}

// takeView is where findings can be taken from.
type takeView struct {
	page.Base
	Rounds []takeable
}

// takeable is a round with how much is signed, and taken already.
type takeable struct {
	*round.Round
	Signed, Taken int
}

// TakePage shows from which rounds findings can be taken.
func (p *Pages) TakePage(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.GatherFindings, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	rounds, err := p.Store.Rounds(r.Context(), r.Org())
	if err != nil {
		return err
	}
	v := takeView{Base: r.Page.Named(r.Page.T("findings.take_title"), crumb(r))}
	for _, rd := range rounds {
		checks, err := p.Store.Checks(r.Context(), rd.Ref)
		if err != nil {
			return err
		}
		t := takeable{Round: rd}
		for _, c := range checks {
			if c.State == check.Signed {
				t.Signed++
			}
		}
		if t.Signed == 0 {
			continue
		}
		count, err := p.Store.CountFindings(r.Context(), r.Org(), finding.Filter{Round: rd.ID})
		if err != nil {
			return err
		}
		for _, n := range count {
			t.Taken += n
		}
		v.Rounds = append(v.Rounds, t)
	}
	return r.Render(w, takePage(v))
}

// Take takes the findings of a round's signed checks.
func (p *Pages) Take(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.GatherFindings, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	rd, err := p.Store.Round(r.Context(), round.Ref{Org: r.Org(), ID: round.ID(r.FormValue("round"))})
	if err != nil {
		return err
	}
	found, err := p.signedFindings(r, rd)
	if err != nil {
		return err
	}
	n, err := finding.Take(r.Context(), p.Store, r.Act, r.Org(), found, string(rd.ID))
	if err != nil {
		return err
	}
	done := "finding.took"
	if n == 0 {
		done = "finding.took_none"
	}
	r.Redirect(w, page.With("/findings", "round", string(rd.ID), "state", string(finding.Open)), done)
	return nil
}

func (p *Pages) signedFindings(r *site.Request, rd *round.Round) ([]*finding.Finding, error) {
	ins, err := p.Instruments.Get(r.Context(), rd.Org, rd.Instrument)
	if err != nil {
		return nil, err
	}
	records, err := p.Store.RecordsOf(r.Context(), rd.Ref)
	if err != nil {
		return nil, err
	}
	var out []*finding.Finding
	for _, rec := range records {
		if rec.Check.State != check.Signed || rec.Check.Rehearsal {
			continue
		}
		fs, err := result.Findings(ins, rd, rec)
		if err != nil {
			return nil, err
		}
		out = append(out, fs...)
	}
	return out, nil
}
