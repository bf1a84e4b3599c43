package measures

import (
	"net/http"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/measure"
	"chancencheck/organisation"
)

// answerView is the one page on which a post says how its measures are getting on.
type answerView struct {
	page.Base
	Post     string
	Request  measure.Request
	Measures []*measure.Measure
	Secret   string
	In       func(string) string
	Mistakes []page.Mistake
	// Answered says that the post has answered before; it may correct itself.
	Answered bool
}

// asked is who answers, by the secret in the path: the post, its measures, and the
// act of its holder.
func (p *Pages) asked(r *site.Request) (answerView, error) {
	v := answerView{Secret: r.PathValue("secret"), In: r.FormValue}
	req, err := p.Store.Request(r.Context(), site.HashToken(v.Secret))
	if fault.KindOf(err) == fault.NotFound {
		return v, measure.ErrRequest
	}
	if err != nil {
		return v, err
	}
	if r.Page.Org, err = p.Store.Organisation(r.Context(), req.Org); err != nil {
		return v, err
	}
	tree, err := p.Tree(r, req.Org)
	if err != nil {
		return v, err
	}
	posts, err := p.Store.Posts(r.Context(), req.Org, "")
	if err != nil {
		return v, err
	}
	var post organisation.Post
	for _, one := range posts {
		if one.ID == req.Post {
			post = one
		}
	}
	if r.Act, err = req.Answering(r.Act, post, tree.PathString(post.Unit)); err != nil {
		return v, err
	}
	all, err := p.Store.Measures(r.Context(), req.Org, measure.Filter{Post: req.Post, Verdict: measure.Accepted})
	if err != nil {
		return v, err
	}
	for _, m := range all {
		if m.Asked() && m.UnitPath == r.Act.By.Grants[0].UnitPath {
			v.Measures = append(v.Measures, m)
		}
	}
	v.Base = r.Page.Named(r.Page.T("measures.answer_title"))
	v.Request, v.Post, v.Answered = req, post.Title, !req.AnsweredAt.IsZero()
	return v, nil
}

// AnswerPage shows the page to whoever has the link.
func (p *Pages) AnswerPage(w http.ResponseWriter, r *site.Request) error {
	v, err := p.asked(r)
	if err != nil {
		return err
	}
	return r.Render(w, answerPage(v))
}

// Answer stores what was said about each measure. What cannot be taken is shown
// again; the rest is stored.
func (p *Pages) Answer(w http.ResponseWriter, r *site.Request) error {
	v, err := p.asked(r)
	if err != nil {
		return err
	}
	for _, m := range v.Measures {
		err := measure.Update(r.Context(), p.Store, m.Ref, func(m *measure.Measure) ([]audit.Event, error) { return p.said(r, v.Request.Period, m) })
		if acceptable(err) {
			v.Mistakes = append(v.Mistakes, page.Mistake{Field: "t-" + string(m.ID), Sentence: m.Title + ": " + r.Page.P.Error(err)})
		} else if err != nil {
			return err
		}
	}
	if len(v.Mistakes) > 0 {
		return r.RenderStatus(w, http.StatusUnprocessableEntity, answerPage(v))
	}
	if err := p.Store.AnswerRequest(r.Context(), v.Request.Hash, r.Act.At); err != nil {
		return err
	}
	r.Redirect(w, "/report/"+v.Secret, "measure.answered")
	return nil
}

// said is what the form says about one measure: its status, and what its
// indicators show today.
func (p *Pages) said(r *site.Request, period string, m *measure.Measure) ([]audit.Event, error) {
	id := string(m.ID)
	status, text := measure.Status(r.FormValue("s-"+id)), r.FormValue("t-"+id)
	var events []audit.Event
	var err error
	switch {
	case status == measure.Claimed && m.Status == measure.Claimed:
	case status == measure.Claimed:
		events, err = m.Claim(r.Act, text, period)
	default:
		events, err = m.Report(r.Act, status, text, period)
	}
	if err != nil {
		return nil, err
	}
	today := site.DayOf(r.Page.Org, r.Act.At)
	for _, i := range m.Indicators {
		typed := r.FormValue("r-" + id + "-" + i.ID)
		if typed == "" {
			continue
		}
		more, err := m.Read(r.Act, i.ID, typed, "", today, today)
		if err != nil {
			return nil, err
		}
		events = append(events, more...)
	}
	return events, nil
}
