package measures

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/finding"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/measure"
	"chancencheck/organisation"
	"chancencheck/trail"
)

// oneView is one measure with everything that is known of it.
type oneView struct {
	row
	page.Base
	// Findings that the reader may see; Behind is what everybody may know.
	Findings []*finding.Finding
	Behind   trail.Backing
	// names of people who did something, "" where an account is gone.
	names    map[organisation.PersonID]string
	Holder   organisation.PersonID
	Ratings  []rating
	Mistakes []page.Mistake
	In       func(string) string
}

// can reports whether the reader may do something to the measure.
func (v oneView) can(verb access.Verb) bool { return access.Can(v.Actor, verb, v.Object()) }

// Measure shows one measure.
func (p *Pages) Measure(w http.ResponseWriter, r *site.Request) error { return p.one(w, r, nil) }

func (p *Pages) one(w http.ResponseWriter, r *site.Request, refused error) error {
	m, err := p.load(r)
	if err != nil {
		return err
	}
	pl, err := p.plan(r)
	if err != nil {
		return err
	}
	v := oneView{Base: r.Page.Named(m.Title, crumb(r)), row: row{m, pl.GapsOf(m), pl.post(r.Page, m.Post)}, names: pl.names, Holder: pl.Holder(m), In: func(string) string { return "" }}
	if err := p.name(r, &v); err != nil {
		return err
	}
	if v.Findings, err = p.answered(r, m.Findings); err != nil {
		return err
	}
	if v.Behind, err = p.behind(r, m); err != nil {
		return err
	}
	if v.Ratings, err = p.ratings(r, v.Findings); err != nil {
		return err
	}
	status := http.StatusOK
	if refused != nil {
		status, v.In = site.Status(refused), r.FormValue
		v.Mistakes = []page.Mistake{{Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, onePage(v))
}

// name looks up who did something to the measure.
func (p *Pages) name(r *site.Request, v *oneView) error {
	who := []organisation.PersonID{v.Decision.By, v.Evidence.By, v.Evidence.Confirmed}
	for _, c := range v.History {
		who = append(who, c.By)
	}
	for _, c := range v.CheckIns {
		who = append(who, c.By)
	}
	for _, id := range who {
		if _, known := v.names[id]; known || id == "" {
			continue
		}
		person, err := p.Store.Person(r.Context(), r.Org(), id)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return err
		}
		v.names[id] = person.Name
	}
	return nil
}

// behind walks back from a measure to its origins and counts the units.
func (p *Pages) behind(r *site.Request, m *measure.Measure) (trail.Backing, error) {
	steps := m.Steps()
	units := map[trail.Node]string{}
	seen := map[finding.ID]bool{}
	add := func(id finding.ID) error {
		if seen[id] {
			return nil
		}
		seen[id] = true
		f, err := p.Store.Finding(r.Context(), finding.Ref{Org: r.Org(), ID: id})
		if err != nil {
			return err
		}
		steps, units[f.Origin] = append(steps, trail.Step{From: f.Origin, To: f.Node()}), string(f.Unit)
		return nil
	}
	for _, id := range m.Findings {
		if err := add(id); err != nil {
			return trail.Backing{}, err
		}
		links, err := p.Store.FindingParts(r.Context(), r.Org(), id)
		if err != nil {
			return trail.Backing{}, err
		}
		for _, l := range links {
			if l.Whole != id {
				continue
			}
			steps = append(steps, l.Step())
			if err := add(l.Part); err != nil {
				return trail.Backing{}, err
			}
		}
	}
	return trail.NewGraph(steps...).Public(m.Node(), func(n trail.Node) string { return units[n] })
}

// verb does a verb on the measure in the path and comes back to its page.
func (p *Pages) verb(w http.ResponseWriter, r *site.Request, done string, decide func(*measure.Measure, *plan) ([]audit.Event, error)) error {
	if _, err := p.load(r); err != nil {
		return err
	}
	pl, err := p.plan(r)
	if err != nil {
		return err
	}
	err = measure.Update(r.Context(), p.Store, ref(r), func(m *measure.Measure) ([]audit.Event, error) { return decide(m, pl) })
	if acceptable(err) {
		return p.one(w, r, err)
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/measures/"+r.PathValue("measure"), done)
	return nil
}

// Decide accepts, defers or rejects the measure.
func (p *Pages) Decide(w http.ResponseWriter, r *site.Request) error {
	again, err := organisation.ParseDate(r.FormValue("again"))
	if err != nil {
		return p.one(w, r, err)
	}
	return p.verb(w, r, "measure.decided", func(m *measure.Measure, _ *plan) ([]audit.Event, error) {
		return m.Decide(r.Act, measure.Decision{Verdict: measure.Verdict(r.FormValue("verdict")), Reason: r.FormValue("reason"), Again: again})
	})
}

// Report says how it is getting on.
func (p *Pages) Report(w http.ResponseWriter, r *site.Request) error {
	return p.verb(w, r, "measure.reported", func(m *measure.Measure, _ *plan) ([]audit.Event, error) {
		return m.Report(r.Act, measure.Status(r.FormValue("status")), r.FormValue("text"), "")
	})
}

// Read notes what an indicator shows.
func (p *Pages) Read(w http.ResponseWriter, r *site.Request) error {
	on, err := organisation.ParseDate(r.FormValue("on"))
	if err != nil {
		return p.one(w, r, err)
	}
	return p.verb(w, r, "measure.read", func(m *measure.Measure, pl *plan) ([]audit.Event, error) {
		return m.Read(r.Act, r.FormValue("indicator"), r.FormValue("value"), r.FormValue("note"), on, pl.Day)
	})
}

// Claim says that it is done.
func (p *Pages) Claim(w http.ResponseWriter, r *site.Request) error {
	return p.verb(w, r, "measure.claimed", func(m *measure.Measure, _ *plan) ([]audit.Event, error) {
		return m.Claim(r.Act, r.FormValue("evidence"), "")
	})
}

// Look is the second pair of eyes: it confirms, or hands back.
func (p *Pages) Look(w http.ResponseWriter, r *site.Request) error {
	if r.FormValue("do") == "back" {
		return p.verb(w, r, "measure.handed_back", func(m *measure.Measure, pl *plan) ([]audit.Event, error) {
			return m.HandBack(r.Act, pl.Holder(m), r.FormValue("look"))
		})
	}
	return p.verb(w, r, "measure.confirmed", func(m *measure.Measure, pl *plan) ([]audit.Event, error) {
		return m.Confirm(r.Act, pl.Holder(m), r.FormValue("look"))
	})
}

// CheckIn notes the talk after six months.
func (p *Pages) CheckIn(w http.ResponseWriter, r *site.Request) error {
	return p.verb(w, r, "measure.checked_in", func(m *measure.Measure, _ *plan) ([]audit.Event, error) {
		return m.Talk(r.Act, measure.CheckIn{Users: measure.Told(r.FormValue("users")), From: r.FormValue("from"), Next: r.FormValue("next")})
	})
}
