// Package findings shows strengths, needs and ideas, and lets coordination gather
// them: 400 in an afternoon, with the keyboard, and without a script.
//
// Nothing is gathered by itself. The pages propose what is alike and say why.
package findings

import (
	"net/http"
	"slices"
	"strconv"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/finding"
	"chancencheck/instrument"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// onOnePage is how many findings a list shows.
const onOnePage = 50

// line is a finding with what was asked, in the reader's language.
type line struct {
	*finding.Finding
	Asked asked
}

// asked is what a finding answers.
type asked struct{ Field, Question, Situation string }

// catalogue looks up what was asked, each questionnaire once.
type catalogue struct {
	r     *site.Request
	known map[round.InstrumentKey]*instrument.Instrument
}

func (p *Pages) catalogue(r *site.Request) *catalogue {
	return &catalogue{r, map[round.InstrumentKey]*instrument.Instrument{}}
}

// of returns what a finding answers; what its questionnaire does not know is "".
func (c *catalogue) of(f *finding.Finding) (asked, error) {
	if f.Instrument.ID == "" {
		return asked{}, nil
	}
	ins := c.known[f.Instrument]
	if ins == nil {
		var err error
		if ins, err = c.r.Site.Instruments.Get(c.r.Context(), f.Org, f.Instrument); err != nil {
			return asked{}, err
		}
		c.known[f.Instrument] = ins
	}
	var a asked
	lang := string(c.r.Page.P.Lang())
	if n := ins.Node(f.Field); f.Field != "" && n != nil {
		a.Field, _ = n.Title.In(lang)
	}
	if q := ins.Question(f.Question); f.Question != "" && q != nil {
		a.Question, _ = q.Text.In(lang)
	}
	if f.Situation != "" {
		if q := ins.Question(string(check.SituationItem(f.Situation))); q != nil {
			a.Situation, _ = q.Text.In(lang)
		}
	}
	return a, nil
}

func (c *catalogue) lines(fs []*finding.Finding) ([]line, error) {
	out := make([]line, len(fs))
	for i, f := range fs {
		a, err := c.of(f)
		if err != nil {
			return nil, err
		}
		out[i] = line{f, a}
	}
	return out, nil
}

// mayGather reports whether the reader puts findings together.
func mayGather(r *site.Request) bool { return r.Page.Can(access.GatherFindings) }

// within limits a filter to what the reader may see.
func within(r *site.Request, f finding.Filter) finding.Filter {
	if r.Page.Can(access.SeeFindings) {
		return f
	}
	f.Paths, f.Own = []string{}, []string{}
	for _, g := range r.Act.By.Grants {
		at := access.Object{Org: r.Act.By.Org, UnitPath: g.UnitPath}
		if g.UnitPath == "" || !access.Can(r.Act.By, access.SeeFindings, at) {
			continue
		}
		at.UnitPath += "/-" // a unit below, whatever its name
		if access.Can(r.Act.By, access.SeeFindings, at) {
			f.Paths = append(f.Paths, g.UnitPath)
		} else {
			f.Own = append(f.Own, g.UnitPath)
		}
	}
	return f
}

// reader refuses those who see no finding at all.
func reader(r *site.Request) error {
	if f := within(r, finding.Filter{}); f.Paths != nil && len(f.Paths)+len(f.Own) == 0 {
		return access.Require(r.Act, access.SeeFindings, access.Object{Org: r.Act.By.Org})
	}
	return nil
}

// filterOf reads what the reader wants to see.
func filterOf(r *site.Request) finding.Filter {
	q := r.URL.Query()
	f := finding.Filter{
		Kind: finding.Kind(q.Get("kind")), State: finding.State(q.Get("state")), Field: q.Get("field"), Round: round.ID(q.Get("round")), Words: q.Get("q"),
	}
	if !slices.Contains(finding.States, f.State) {
		f.State = ""
	}
	if who := q.Get("who"); who == "open" {
		f.WhoOpen = true
	} else {
		f.Who = check.Who(who)
	}
	f.Wholes = q.Get("wholes") != ""
	n, err := strconv.Atoi(q.Get("page"))
	if err != nil || n < 1 {
		n = 1
	}
	f.Skip, f.Most = (min(n, 10_000)-1)*onOnePage, onOnePage
	return f
}

// query is a filter as an address says it, without the page.
func query(f finding.Filter) []string {
	who := string(f.Who)
	if f.WhoOpen {
		who = "open"
	}
	wholes := ""
	if f.Wholes {
		wholes = "1"
	}
	return []string{"wholes", wholes, "kind", string(f.Kind), "state", string(f.State), "field", f.Field, "round", string(f.Round), "q", f.Words, "who", who}
}

// list is a page of findings.
type list struct {
	page.Base
	Filter    finding.Filter
	Lines     []line
	Count     finding.Count
	All       int
	Fields    []page.Option
	Rounds    []page.Option
	MayGather bool
	MayWrite  bool
	Mistakes  []page.Mistake
}

// List shows findings.
func (p *Pages) List(w http.ResponseWriter, r *site.Request) error { return p.list(w, r, nil) }

func (p *Pages) list(w http.ResponseWriter, r *site.Request, refused error) error {
	if err := reader(r); err != nil {
		return err
	}
	v := list{Base: r.Page.Named(r.Page.T("findings.title")), Filter: filterOf(r), MayGather: mayGather(r), MayWrite: mayWrite(r)}
	filter := within(r, v.Filter)
	filter.Uncounted = true
	found, _, err := p.Store.Findings(r.Context(), r.Org(), filter)
	if err != nil {
		return err
	}
	if v.Count, err = p.Store.CountFindings(r.Context(), r.Org(), filter); err != nil {
		return err
	}
	v.All = v.Count.Of(v.Filter.State)
	if v.Lines, err = p.catalogue(r).lines(found); err != nil {
		return err
	}
	if v.Fields, v.Rounds, err = p.choices(r); err != nil {
		return err
	}
	status := http.StatusOK
	if refused != nil {
		status, v.Mistakes = site.Status(refused), []page.Mistake{{Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, listPage(v))
}

// choices are the fields and rounds to choose by.
func (p *Pages) choices(r *site.Request) (fields, rounds []page.Option, err error) {
	all, err := p.Store.Rounds(r.Context(), r.Org())
	if err != nil {
		return nil, nil, err
	}
	seen := map[round.InstrumentKey]bool{}
	known := map[string]bool{}
	for _, rd := range all {
		rounds = append(rounds, page.Option{Value: string(rd.ID), Text: rd.Title})
		if seen[rd.Instrument] {
			continue
		}
		seen[rd.Instrument] = true
		ins, err := p.Instruments.Get(r.Context(), r.Org(), rd.Instrument)
		if err != nil {
			return nil, nil, err
		}
		for _, n := range ins.Fields {
			if title, _ := n.Title.In(string(r.Page.P.Lang())); !known[n.ID] {
				known[n.ID] = true
				fields = append(fields, page.Option{Value: n.ID, Text: title})
			}
		}
	}
	return fields, rounds, nil
}

func (v list) page() int  { return v.Filter.Skip/onOnePage + 1 }
func (v list) pages() int { return (v.All + onOnePage - 1) / onOnePage }

// at is the address of a page of the list.
func (v list) at(n int) string {
	return v.URL(page.With("/findings", append(query(v.Filter), "page", strconv.Itoa(n))...))
}

// next is the address of the way through what is open.
func (v list) next() string {
	f := v.Filter
	f.State = ""
	return v.URL(page.With("/findings/next", query(f)...))
}
