package measures

import (
	"net/http"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/i18n"
	"chancencheck/internal/mail"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/measure"
	"chancencheck/organisation"
)

// askView is the status request of this half-year.
type askView struct {
	page.Base
	Period   string
	Posts    []askedPost
	Mistakes []page.Mistake
}

// askedPost is a post with how far its answer is.
type askedPost struct {
	Post     string
	Measures int
	Request  measure.Request
	// Mail says that its holder can be written to.
	Mail bool
}

// AskPage shows who has been asked and who has answered.
func (p *Pages) AskPage(w http.ResponseWriter, r *site.Request) error { return p.askPage(w, r, nil) }

func (p *Pages) askPage(w http.ResponseWriter, r *site.Request, refused error) error {
	if err := access.Require(r.Act, access.AskMeasures, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	pl, all, asked, err := p.asking(r)
	if err != nil {
		return err
	}
	v := askView{Base: r.Page.Named(r.Page.T("measures.ask_title"), crumb(r)), Period: measure.PeriodOf(pl.Day)}
	count := map[organisation.PostID]int{}
	for _, m := range all {
		if m.Asked() {
			count[m.Post]++
		}
	}
	for _, post := range pl.posts {
		if count[post.ID] == 0 {
			continue
		}
		one := askedPost{Post: pl.post(r.Page, post.ID), Measures: count[post.ID], Request: asked[post.ID]}
		if holder := pl.Posts[post.ID].Holder; holder != "" {
			who, err := p.Store.Person(r.Context(), r.Org(), holder)
			if err != nil {
				return err
			}
			_, bad := mail.Address(who.Email)
			one.Mail = bad == nil
		}
		v.Posts = append(v.Posts, one)
	}
	status := http.StatusOK
	if refused != nil {
		status, v.Mistakes = site.Status(refused), []page.Mistake{{Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, askPage(v))
}

// asking is the plan, all measures, and this half-year's requests by post.
func (p *Pages) asking(r *site.Request) (*plan, []*measure.Measure, map[organisation.PostID]measure.Request, error) {
	pl, err := p.plan(r)
	if err != nil {
		return nil, nil, nil, err
	}
	all, err := p.Store.Measures(r.Context(), r.Org(), measure.Filter{Verdict: measure.Accepted})
	if err != nil {
		return nil, nil, nil, err
	}
	requests, err := p.Store.Requests(r.Context(), r.Org(), measure.PeriodOf(pl.Day))
	by := map[organisation.PostID]measure.Request{}
	for _, one := range requests {
		by[one.Post] = one
	}
	return pl, all, by, err
}

// errNobody: no post can be asked by mail.
var errNobody = fault.New(fault.Invalid, "measure.ask_nobody")

// Ask sends the request to every post that has not answered yet. Sending again
// gives a post another link, and the one before opens nothing any more.
func (p *Pages) Ask(w http.ResponseWriter, r *site.Request) error {
	pl, all, asked, err := p.asking(r)
	if err != nil {
		return err
	}
	requests, secrets, events, err := measure.Ask(r.Act, r.Org(), all, pl.Day, site.HashToken)
	if err != nil {
		return err
	}
	var messages []mail.Message
	var sent []measure.Request
	for _, one := range requests {
		holder := pl.Posts[one.Post].Holder
		if holder == "" || !asked[one.Post].AnsweredAt.IsZero() {
			continue
		}
		who, err := p.Store.Person(r.Context(), r.Org(), holder)
		if err != nil {
			return err
		}
		m, err := p.request(r, who, pl.Posts[one.Post], secrets[one.Post], one)
		if err != nil {
			return err
		}
		if m.Check() == nil {
			messages, sent = append(messages, m), append(sent, one)
		}
	}
	if len(messages) == 0 {
		return p.askPage(w, r, errNobody)
	}
	return p.carry(w, r, sent, messages, events)
}

// carry stores the requests and then sends them: a link that is on its way opens
// its page.
func (p *Pages) carry(w http.ResponseWriter, r *site.Request, sent []measure.Request, messages []mail.Message, events []audit.Event) error {
	if !p.Mail.On() {
		return p.askPage(w, r, mail.ErrOff)
	}
	if err := p.Store.PutRequests(r.Context(), sent, events...); err != nil {
		return err
	}
	if err := p.Mail.Send(r.Context(), messages...); err != nil {
		return p.askPage(w, r, err)
	}
	r.Redirect(w, "/measures/ask", "measure.asked")
	return nil
}

// request is the mail to who holds a post, in her language.
func (p *Pages) request(r *site.Request, who organisation.Person, post organisation.Post, secret string, q measure.Request) (mail.Message, error) {
	pr := p.printer(r, who.Language)
	lang := string(pr.Lang())
	link := p.BaseURL + "/" + lang + "/report/" + secret
	l := mail.Letter{Language: lang, Dir: pr.Dir(), Subject: pr.T("measures.mail_subject", "organisation", r.Page.Org.Name), Parts: []mail.Part{
		{Text: pr.T("measures.mail_hello", "name", who.Name)}, {Text: pr.T("measures.mail_text", "post", post.Title)},
		{Text: pr.T("measures.mail_link"), Link: link}, {Text: pr.T("measures.mail_until", "date", pr.Date(q.Until))},
	}}
	text, html, err := l.Compose()
	return mail.Message{Org: r.Org(), ID: "status/" + q.Period + "/" + string(q.Post) + "/" + q.Hash[:12], Kind: mail.Reminder, To: who.Email, Language: lang,
		Subject: l.Subject, Text: text, HTML: html, Until: q.Until, Secret: true}, err
}

// printer writes the recipient's language, or the organisation's.
func (p *Pages) printer(r *site.Request, language string) *i18n.Printer {
	for _, lang := range append([]string{language}, r.Page.Org.Languages...) {
		if lang != "" && p.Catalog.Serves(i18n.Tag(lang)) {
			return p.Catalog.Printer(i18n.Tag(lang))
		}
	}
	return r.Page.P
}

// moment is when something was done, "" for never.
func (v askView) moment(t time.Time) string {
	if t.IsZero() {
		return v.T("measures.not_yet")
	}
	return page.Moment(v.Base, t, 0)
}
