package sheets

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// errGone is what the box says of a sheet that was deleted or never was.
var errGone = fault.New(fault.NotFound, "sheet.gone")

// gone answers for a sheet that is not there; other errors are passed on.
func (p *Pages) gone(w http.ResponseWriter, r *site.Request, err error) error {
	if !errors.Is(err, errGone) {
		return err
	}
	return r.RenderStatus(w, http.StatusNotFound, gone(r.Page.Named(r.Page.T("sheets.gone_title")), nil))
}

// said is one answer in words, for somebody who must not lose it.
type said struct {
	Question     instrument.Text
	Answer, Note string
}

// closed answers to what was posted to a sheet that takes nothing any more, and
// shows it, so that nothing is lost to its author; other errors are passed on.
func (p *Pages) closed(w http.ResponseWriter, r *site.Request, err error) error {
	if !errors.Is(err, errGone) && !errors.Is(err, check.ErrFrozen) {
		return err
	}
	answers, postErr := p.posted(r)
	if postErr != nil {
		return postErr
	}
	b := r.Page.Named(r.Page.T("sheets.gone_title"))
	if errors.Is(err, errGone) {
		return r.RenderStatus(w, http.StatusNotFound, gone(b, answers))
	}
	return r.RenderStatus(w, http.StatusConflict, frozen(b, r.Page.P.Error(err), answers))
}

// posted puts what was posted into words, with the questions of the check whose
// code the form carries.
func (p *Pages) posted(r *site.Request) ([]said, error) {
	if err := p.tries.Allow(r.Act.At); err != nil {
		return nil, err
	}
	c, err := p.checkByCode(r.Context(), r.PostForm.Get("code"))
	if errors.Is(err, errCode) {
		p.tries.Wrong()
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	asked, err := p.asked(r, c)
	if err != nil {
		return nil, err
	}
	var out []said
	for _, item := range asked.Items() {
		s := said{item.Question.Text, inWords(r.Page, r.PostForm, item), tidy(r.PostForm.Get(noteField(item)))}
		if s.Answer != "" || s.Note != "" {
			out = append(out, s)
		}
	}
	return out, nil
}

// inWords writes a posted answer in words; what is no answer, as it was typed.
func inWords(b page.Base, form url.Values, item check.Item) string {
	a, err := answerform.Parse(form, string(item.ID), item.Question)
	if err != nil {
		return strings.Join(form[string(item.ID)], ", ")
	}
	return answerform.Say(b, item.Question, a)
}
