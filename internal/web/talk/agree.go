package talk

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// Names of the fields in which a team writes down what it has come to.
const (
	answerField, reasonField           = "answer", "reason"
	otherAnswerField, otherReasonField = "other", "other_reason"
)

// agreeForm is the form for what the team has come to on one item.
type agreeForm struct {
	check.Agreement
	// Posted fills the fields instead: what a refused form said.
	Posted   url.Values
	Mistakes []page.Mistake
}

func formOf(a check.Agreement) agreeForm { return agreeForm{Agreement: a} }

// options is how the form asks for an answer.
func (f agreeForm) options(i check.Item, field string) answerform.Options {
	o := answerform.Options{States: teamStates(i), Mistake: page.Wrong(f.Mistakes, answerform.FieldID(field))}
	if f.Posted != nil {
		o.Posted = f.Posted
	}
	return o
}

// text is what stands in a field for words.
func (f agreeForm) text(field string) string {
	switch {
	case f.Posted != nil:
		return f.Posted.Get(field)
	case field == reasonField:
		return f.Reason
	}
	return f.OtherReason
}

// rows is how high the field for a text is.
func rows(text string) string {
	return strconv.Itoa(max(3, strings.Count(text, "\n")+len(text)/70+2))
}

// two reports whether the form shows the second view.
func (f agreeForm) two() bool {
	return f.Differing || f.text(otherReasonField) != "" || f.Posted.Get(otherAnswerField) != ""
}

// teamStates are what a team can say beside an answer. "Nobody knows" is left
// out where the scale itself says it.
func teamStates(i check.Item) []instrument.AnswerState {
	if i.Question.Scale.Kind.HasOptions() && len(i.Levels()) > 0 && len(i.Levels()) < len(i.Question.Scale.Options) {
		return []instrument.AnswerState{instrument.NotApplicable}
	}
	return []instrument.AnswerState{instrument.NobodyKnows, instrument.NotApplicable}
}

// Agree writes down what the team has come to.
func (p *Pages) Agree(w http.ResponseWriter, r *site.Request) error {
	t, i, err := p.posted(w, r)
	if t == nil || err != nil {
		return err
	}
	a, mistakes := agreementOf(t.Base, i, r.PostForm)
	if len(mistakes) > 0 {
		return p.refused(w, r, t, i, mistakes)
	}
	err = check.Agree(r.Context(), p.Store, r.Act, t.Check.Ref, a)
	var changed *check.Changed
	switch {
	case errors.As(err, &changed) && !same(changed.Now, a):
		v := newConflict(t, i, changed)
		return r.RenderStatus(w, http.StatusConflict, conflictPage(v))
	case fault.KindOf(err) == fault.Invalid:
		return p.refused(w, r, t, i, []page.Mistake{mistakeOf(t.Base, err, a)})
	case err != nil && changed == nil:
		return err
	}
	if r.PostForm.Get("from") == "agenda" {
		p.Changed(t.Check.ID)
		r.Redirect(w, t.at("/talk"), "talk.agreed")
		return nil
	}
	return p.shown(w, r, t, i, "talk.agreed")
}

// refused gives the form back as it was filled in.
func (p *Pages) refused(w http.ResponseWriter, r *site.Request, t *table, i check.Item, mistakes []page.Mistake) error {
	v, err := t.view(i.ID)
	if err != nil {
		return err
	}
	v.still()
	v.Form.Version, _ = strconv.Atoi(r.PostForm.Get("version"))
	v.Form.Posted, v.Form.Mistakes, v.Mistakes = r.PostForm, mistakes, mistakes
	return r.RenderStatus(w, http.StatusUnprocessableEntity, itemPage(v))
}

// agreementOf reads the form. The second view is kept also when the team has
// agreed after all: it may come back to it.
func agreementOf(b page.Base, i check.Item, form url.Values) (check.Agreement, []page.Mistake) {
	a := check.Agreement{Item: i.ID, Reason: plain(form.Get(reasonField)), OtherReason: plain(form.Get(otherReasonField)),
		Differing: form.Get("differing") != ""}
	a.Version, _ = strconv.Atoi(form.Get("version")) // an unreadable version is an old one
	var mistakes []page.Mistake
	read := func(field string) instrument.Answer {
		answer, err := answerform.Parse(form, field, i.Question)
		if err != nil {
			mistakes = append(mistakes, page.Mistake{Field: answerform.FieldID(field), Sentence: b.P.Error(err)})
		}
		return answer
	}
	a.Answer, a.OtherAnswer = read(answerField), read(otherAnswerField)
	return a, mistakes
}

// mistakeOf says at which field something has to be changed.
func mistakeOf(b page.Base, err error, a check.Agreement) page.Mistake {
	m := page.Mistake{Field: answerform.FieldID(answerField), Sentence: b.P.Error(err)}
	first := a
	first.Differing, first.OtherReason = false, ""
	switch long, other := errors.Is(err, check.ErrReasonLong), first.Validate() == nil; {
	case long && other:
		m.Field = otherReasonField
	case long:
		m.Field = reasonField
	case other:
		m.Field = answerform.FieldID(otherAnswerField)
	}
	return m
}

// plain gives lines one kind of ending and cuts blanks at both ends.
func plain(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
}

// same reports whether two agreements say the same in the same words.
func same(a, b check.Agreement) bool {
	return a.Answer.Equal(b.Answer) && a.Reason == b.Reason && a.Differing == b.Differing &&
		a.OtherAnswer.Equal(b.OtherAnswer) && a.OtherReason == b.OtherReason
}

// conflictView shows two versions of what the team has come to, because two
// people wrote at the same time.
type conflictView struct {
	*table
	Item       check.Item
	Now, Yours check.Agreement
	// Form starts from both: the answer last chosen, the words of both.
	Form agreeForm
}

func newConflict(t *table, i check.Item, c *check.Changed) conflictView {
	both := c.Yours
	both.Version = c.Now.Version
	both.Reason = together(c.Now.Reason, c.Yours.Reason)
	both.OtherReason = together(c.Now.OtherReason, c.Yours.OtherReason)
	if both.OtherAnswer.State() == instrument.Unanswered {
		both.OtherAnswer = c.Now.OtherAnswer
	}
	both.Differing = c.Now.Differing || c.Yours.Differing
	yours := c.Yours
	yours.Version = c.Now.Version
	return conflictView{t.titled(t.T("talk.conflict_title")).still(), i, c.Now, yours, formOf(both)}
}

// together puts two texts below each other, unless one holds the other.
func together(a, b string) string {
	switch {
	case strings.Contains(a, b):
		return a
	case strings.Contains(b, a):
		return b
	}
	return a + "\n" + b
}

// yoursFields are the fields that take the reader's version as it is.
func (v conflictView) yoursFields() url.Values {
	f := answerform.Values(answerField, v.Item.Question, v.Yours.Answer)
	for name, values := range answerform.Values(otherAnswerField, v.Item.Question, v.Yours.OtherAnswer) {
		f[name] = values
	}
	f.Set("item", string(v.Item.ID))
	f.Set("version", strconv.Itoa(v.Yours.Version))
	f.Set(reasonField, v.Yours.Reason)
	f.Set(otherReasonField, v.Yours.OtherReason)
	if v.Yours.Differing {
		f.Set("differing", "1")
	}
	return f
}
