package events

import (
	"net/http"
	"slices"

	"chancencheck/dialogue"
	"chancencheck/fault"
	"chancencheck/internal/web/hall"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// plenaryView is what tables, cards and phones have said, laid together.
type plenaryView struct {
	*view
	Clusters []dialogue.Cluster
	Headings []string
	// Laid counts what says the same as each contribution.
	Laid   map[dialogue.ContributionID]int
	Saying dialogue.Saying
	// Tables by id, for where a point comes from.
	Tables map[dialogue.TableID]string
}

// Plenary shows what was said, under headings.
func (p *Pages) Plenary(w http.ResponseWriter, r *site.Request) error {
	return p.plenary(w, r, dialogue.Saying{}, nil)
}

func (p *Pages) plenary(w http.ResponseWriter, r *site.Request, s dialogue.Saying, refused error) error {
	v, err := p.leading(r, r.Page.T("event.plenary_title"))
	if err != nil {
		return err
	}
	all, err := p.Store.Contributions(r.Context(), v.Event.Ref)
	if err != nil {
		return err
	}
	pv := plenaryView{view: v, Clusters: dialogue.Clusters(all), Laid: dialogue.LaidIn(all), Saying: s, Tables: tableNames(v.Event)}
	for _, c := range pv.Clusters {
		if c.Heading != "" {
			pv.Headings = append(pv.Headings, c.Heading)
		}
	}
	slices.Sort(pv.Headings)
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: "text", Sentence: v.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, plenaryPage(pv))
}

func tableNames(e *dialogue.Event) map[dialogue.TableID]string {
	names := map[dialogue.TableID]string{}
	for _, t := range e.Tables {
		names[t.ID] = t.Name
	}
	return names
}

// Gather lays contributions under headings, types a card in, or makes a
// statement of a contribution.
func (p *Pages) Gather(w http.ResponseWriter, r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return dialogue.ErrForm
	}
	v, err := p.leading(r, "")
	if err != nil {
		return err
	}
	s := dialogue.Saying{Sort: dialogue.Sort(r.FormValue("sort")), Text: r.FormValue("text"), More: r.FormValue("more"), Language: "de"}
	done := "event.gathered"
	if r.FormValue("do") == "card" {
		_, err = dialogue.TypeCard(r.Context(), p.Store, r.Act, v.Event.Ref, s)
		done = "event.typed"
	} else {
		err = p.putUnder(r, v)
	}
	if k := fault.KindOf(err); err != nil && (k == fault.Conflict || k == fault.Invalid) {
		return p.plenary(w, r, s, err)
	}
	if err != nil {
		return err
	}
	p.Live.Changed(hall.WallTopic(v.Event.ID))
	r.Redirect(w, v.at("/plenary"), done)
	return nil
}

// putUnder lays all ticked contributions under one heading: a new one, or one
// that there is.
func (p *Pages) putUnder(r *site.Request, v *view) error {
	heading := r.PostForm.Get("new_heading")
	if heading == "" {
		heading = r.PostForm.Get("heading")
	}
	for _, id := range r.PostForm["card"] {
		if err := dialogue.PutUnder(r.Context(), p.Store, r.Act, v.Event.Ref, dialogue.ContributionID(id), heading); err != nil {
			return err
		}
	}
	return nil
}

// statementsView is the statements of an event.
type statementsView struct {
	*view
	// Words are those of a refused form.
	Words dialogue.Words
	// Voted says which statements have votes already.
	Voted map[dialogue.StatementID]bool
}

// Statements shows what can be voted on, and what lacks a language.
func (p *Pages) Statements(w http.ResponseWriter, r *site.Request) error {
	return p.statements(w, r, nil, nil)
}

func (p *Pages) statements(w http.ResponseWriter, r *site.Request, words dialogue.Words, refused error) error {
	v, err := p.leading(r, r.Page.T("event.statements_title"))
	if err != nil {
		return err
	}
	talk, err := p.talks.Of(r.Context(), v.Event.Ref)
	if err != nil {
		return err
	}
	sv := statementsView{view: v, Words: words, Voted: map[dialogue.StatementID]bool{}}
	for _, s := range v.Record.Statements {
		sv.Voted[s.ID] = talk.Voted(s.ID)
	}
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: "new-de", Sentence: v.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, statementsPage(sv))
}

// PutStatement adds, rewords or takes out a statement.
func (p *Pages) PutStatement(w http.ResponseWriter, r *site.Request) error {
	v, err := p.leading(r, "")
	if err != nil {
		return err
	}
	id, words := dialogue.StatementID(r.FormValue("id")), dialogue.Words{}
	for _, l := range v.Event.Needs() {
		words[l] = r.FormValue("words-" + l)
	}
	switch r.FormValue("do") {
	case "out", "in":
		err = dialogue.Withdraw(r.Context(), p.Store, r.Act, v.Event.Ref, id, r.FormValue("do") == "out")
	default:
		talk, of := p.talks.Of(r.Context(), v.Event.Ref)
		if of != nil {
			return of
		}
		_, err = dialogue.PutStatement(r.Context(), p.Store, r.Act, v.Event.Ref, dialogue.Statement{ID: id, Words: words}, id != "" && talk.Voted(id))
	}
	if k := fault.KindOf(err); err != nil && (k == fault.Conflict || k == fault.Invalid) {
		return p.statements(w, r, words, err)
	}
	if err != nil {
		return err
	}
	p.changed(v.Event.ID)
	r.Redirect(w, page.With(v.at("/statements")), "event.saved")
	return nil
}
