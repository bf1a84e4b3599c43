// Package partners is where partners of an organisation answer from outside: a
// code from a sheet of paper opens an empty sheet, whose address alone opens it
// again. There are no names, no cookies and no times.
package partners

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"slices"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/internal/web/tries"
	"chancencheck/orgcheck"
)

// Pages answers the requests of this package.
type Pages struct {
	*site.Site
	tries tries.Limit
}

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{Site: s} }

// secretLength is the length of the secret in a sheet's address: 26 letters and
// digits of base 32, 130 bits.
const secretLength = 26

// guest is what a code opens.
type guest struct {
	page.Base
	Code  string
	where orgcheck.Code
	Group orgcheck.Group
	Check *orgcheck.Check
	Ins   *instrument.Instrument
	Steps []step
	// Secret, Answers and how many were given belong to one sheet.
	Secret  string
	Answers map[string]instrument.Answer
}

// step is one page of questions: a field.
type step struct {
	Field     *instrument.Node
	Questions []*instrument.Question
	// First is the place of its first question among all, from 1.
	First int
}

// guest loads what the code in the path opens. Whatever is wrong with a code,
// the answer is the same.
func (p *Pages) guest(r *site.Request) (*guest, error) {
	if err := p.tries.Allow(r.Act.At); err != nil {
		return nil, err
	}
	g, err := p.opened(r)
	if errors.Is(err, orgcheck.ErrNoCode) {
		p.tries.Wrong()
	}
	return g, err
}

// opened is guest for callers that slow down trying out codes themselves.
func (p *Pages) opened(r *site.Request) (*guest, error) {
	code := check.NormaliseCode(r.PathValue("code"))
	where, err := p.Store.OrgCheckByCode(r.Context(), code)
	if fault.KindOf(err) == fault.NotFound {
		return nil, orgcheck.ErrNoCode
	}
	if err != nil {
		return nil, err
	}
	rec, err := p.Store.OrgRecord(r.Context(), where.Ref)
	if err != nil {
		return nil, err
	}
	g := &guest{Base: r.Page, Code: code, where: where, Group: rec.Groups[where.Group], Check: rec.Check}
	if g.Base.Org, err = p.Store.Organisation(r.Context(), where.Org); err != nil {
		return nil, err
	}
	if !rec.Admits(where.Group) || rec.Check.Overdue(site.DayOf(g.Base.Org, r.Act.At)) {
		return nil, orgcheck.ErrNoCode
	}
	if g.Ins, err = p.Instruments.Get(r.Context(), where.Org, rec.Check.Instrument); err != nil {
		return nil, err
	}
	g.lay()
	return g, nil
}

// lay makes one step per field. What depends on an answer that is not there is
// not asked.
func (g *guest) lay() {
	n := 0
	g.Steps = nil
	for _, q := range orgcheck.PartnerQuestions(g.Ins) {
		if !g.Ins.Visible(q, g.Answers) {
			continue
		}
		n++
		f := g.Ins.Field(q)
		if last := len(g.Steps); last == 0 || g.Steps[last-1].Field.ID != f.ID {
			g.Steps = append(g.Steps, step{Field: f, First: n})
		}
		last := &g.Steps[len(g.Steps)-1]
		last.Questions = append(last.Questions, q)
	}
}

// count is how many questions partners are asked.
func (g *guest) count() int {
	n := 0
	for _, s := range g.Steps {
		n += len(s.Questions)
	}
	return n
}

// sheet loads the sheet whose secret stands in the path. A secret that was
// never used opens an empty sheet: an address tells nobody whether it exists.
// Whoever has a sheet is not slowed down by others who try out codes.
func (p *Pages) sheet(r *site.Request) (*guest, error) {
	g, err := p.opened(r)
	if err == nil {
		err = p.fill(r, g)
	}
	if err == nil && g.Answers != nil {
		return g, nil
	}
	if wait := p.tries.Allow(r.Act.At); wait != nil {
		return nil, wait
	}
	if err == nil {
		g.Answers = map[string]instrument.Answer{}
		return g, nil
	}
	if errors.Is(err, orgcheck.ErrNoCode) {
		p.tries.Wrong()
	}
	return nil, err
}

// fill reads what stands on the sheet whose secret is in the path; the answers
// stay nil if it was never saved.
func (p *Pages) fill(r *site.Request, g *guest) error {
	g.Secret = r.PathValue("secret")
	if len(g.Secret) != secretLength || strings.Trim(g.Secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") != "" {
		return orgcheck.ErrNoCode
	}
	s, err := p.Store.PartnerSheet(r.Context(), g.key())
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	g.Answers = s.Answers
	g.lay()
	return err
}

// key is how the secret stands in the database: whoever reads the database
// cannot open the sheet with it.
func (g *guest) key() orgcheck.PartnerKey {
	sum := sha256.Sum256([]byte(string(g.where.Group) + "\x00" + g.Secret))
	return orgcheck.PartnerKey(hex.EncodeToString(sum[:]))
}

// path is a path of the sheet; at is its address.
func (g *guest) path(p string) string { return "/p/" + g.Code + "/" + g.Secret + p }
func (g *guest) at(p string) string   { return g.URL(g.path(p)) }

// Invitation says what this is and what is promised, before the first answer.
func (p *Pages) Invitation(w http.ResponseWriter, r *site.Request) error {
	g, err := p.guest(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	g.Base = g.Named(g.T("partner.title"))
	return r.Render(w, invitation(g))
}

// Begin gives the sheet its address. Nothing is stored before an answer: who
// only looks takes nobody's place.
func (p *Pages) Begin(w http.ResponseWriter, r *site.Request) error {
	g, err := p.guest(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	g.Secret = r.Act.NewID()
	r.Redirect(w, page.With(g.path("/"+g.Steps[0].Field.ID), "keep", r.FormValue("keep")), "")
	return nil
}

// gone says that a code opens nothing.
func (p *Pages) gone(w http.ResponseWriter, r *site.Request, err error) error {
	if !errors.Is(err, orgcheck.ErrNoCode) {
		return err
	}
	return r.RenderStatus(w, http.StatusNotFound, goneView(r.Page.Named(r.Page.T("partner.gone_title")), r.Page.P.Error(err)))
}

// stepView asks the questions of one field.
type stepView struct {
	*guest
	Step step
	At   int
	// Keep says that this device shall remember the way here.
	Keep bool
	// Posted and wrong are those of a refused form.
	Posted   map[string][]string
	wrong    map[string]string
	Mistakes []page.Mistake
}

// Step shows the questions of one field.
func (p *Pages) Step(w http.ResponseWriter, r *site.Request) error {
	v, err := p.step(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	return r.Render(w, stepPage(*v))
}

func (p *Pages) step(r *site.Request) (*stepView, error) {
	g, err := p.sheet(r)
	if err != nil {
		return nil, err
	}
	for i, s := range g.Steps {
		if s.Field.ID == r.PathValue("step") {
			g.Base = g.Named(answerform.Text(g.Base, s.Field.Title))
			return &stepView{guest: g, Step: s, At: i, Keep: r.URL.Query().Get("keep") != ""}, nil
		}
	}
	return nil, fault.New(fault.NotFound, "problem.no_such_page")
}

// SaveStep saves the answers of one field and goes on. The same sheet saved
// again is still one sheet.
func (p *Pages) SaveStep(w http.ResponseWriter, r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "form.unreadable")
	}
	v, err := p.step(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	v.wrong = map[string]string{}
	for _, q := range v.Step.Questions {
		a, err := answerform.Parse(r.PostForm, q.ID, q)
		if err != nil {
			v.wrong[q.ID] = v.P.Error(err)
			v.Mistakes = append(v.Mistakes, page.Mistake{Field: answerform.FieldID(q.ID), Sentence: v.wrong[q.ID]})
			continue
		}
		v.Answers[q.ID] = a
	}
	if err := p.save(r, v.guest); err != nil {
		if errors.Is(err, orgcheck.ErrFull) {
			v.Mistakes = append(v.Mistakes, page.Mistake{Sentence: v.P.Error(err)})
			v.Posted = r.PostForm
			return r.RenderStatus(w, http.StatusConflict, stepPage(*v))
		}
		return p.gone(w, r, err)
	}
	if len(v.Mistakes) > 0 {
		v.Posted = r.PostForm
		return r.RenderStatus(w, http.StatusUnprocessableEntity, stepPage(*v))
	}
	before := len(v.Step.Questions)
	v.lay()
	v.At = slices.IndexFunc(v.Steps, func(s step) bool { return s.Field.ID == v.Step.Field.ID })
	if r.PostForm.Get("back") == "" && v.At >= 0 && len(v.Steps[v.At].Questions) > before {
		r.Redirect(w, v.path("/"+v.Step.Field.ID), "sheets.more")
		return nil
	}
	r.Redirect(w, v.next(r.PostForm.Get("back") != ""), "")
	return nil
}

// save stores the sheet, unless it says nothing.
func (p *Pages) save(r *site.Request, g *guest) error {
	given := 0
	for _, a := range g.Answers {
		if a.State() != instrument.Unanswered {
			given++
		}
	}
	if given == 0 {
		if _, err := p.Store.PartnerSheet(r.Context(), g.key()); fault.KindOf(err) == fault.NotFound {
			return nil
		}
	}
	return p.Store.SavePartnerSheet(r.Context(), g.where.Ref, orgcheck.PartnerSheet{Key: g.key(), Group: g.where.Group, Answers: g.Answers})
}

// next is where a saved step leads.
func (v stepView) next(back bool) string {
	switch {
	case v.At < 0:
		return v.path("")
	case back && v.At > 0:
		return v.path("/" + v.Steps[v.At-1].Field.ID)
	case back:
		return v.path("/" + v.Step.Field.ID)
	case v.At+1 == len(v.Steps):
		return v.path("")
	}
	return v.path("/" + v.Steps[v.At+1].Field.ID)
}

// options is how a question is asked.
func (v stepView) options(q *instrument.Question, place int) answerform.Options {
	o := answerform.Options{Place: place, Mistake: v.wrong[q.ID], Plain: true}
	for _, s := range v.Ins.AnswerStates {
		if s == instrument.CannotJudge || s == instrument.Skipped {
			o.States = append(o.States, s)
		}
	}
	if v.Posted != nil {
		o.Posted = v.Posted
	}
	return o
}

// Sheet says what was saved, and that it counts as it is.
func (p *Pages) Sheet(w http.ResponseWriter, r *site.Request) error {
	g, err := p.sheet(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	g.Base = g.Named(g.T("partner.done_title"))
	return r.Render(w, donePage(g))
}

// given counts the answers of a step.
func (g *guest) given(s step) int {
	n := 0
	for _, q := range s.Questions {
		if g.Answers[q.ID].State() != instrument.Unanswered {
			n++
		}
	}
	return n
}
