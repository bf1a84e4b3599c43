package entrance

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/i18n"
	"chancencheck/internal/mail"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// Ask takes an address and, if it is known, sends a mail. The answer and the
// work are the same for every address.
func (p *Pages) Ask(w http.ResponseWriter, r *site.Request) error {
	f, err := NewForm(p.Site, r)
	if err != nil {
		return err
	}
	f.Base = r.Page.Named(r.Page.T("signin.title"))
	f.Email = strings.TrimSpace(r.FormValue("email"))
	err = p.ask(w, r, f)
	if kind := fault.KindOf(err); kind == fault.Invalid || kind == fault.Unavailable {
		f.Mistakes = []page.Mistake{{Field: "email", Sentence: f.P.Error(err)}}
		return r.RenderStatus(w, site.Status(err), formPage(f))
	}
	if err != nil {
		return err
	}
	r.Redirect(w, page.With("/signin/code", "to", f.To), "")
	return nil
}

func (p *Pages) ask(w http.ResponseWriter, r *site.Request, f Form) error {
	if !p.Mail.On() {
		return mail.ErrOff
	}
	if _, err := mail.Address(f.Email); err != nil {
		return err
	}
	about := site.HashToken("address " + mail.Same(f.Email))
	recent, err := p.Store.CountTries(r.Context(), about, r.Act.At.Add(-signin.MailsWithin))
	if err != nil {
		return err
	}
	if err := signin.MayMail(recent); err != nil {
		return err
	}
	_, domain, _ := strings.Cut(mail.Same(f.Email), "@")
	if err := p.mails.Allow(domain, r.Act.At); err != nil {
		return err
	}
	people, err := p.present(r, mail.Same(f.Email), strings.ToLower(f.Email))
	if err != nil {
		return err
	}
	token, code := p.NewID()+p.NewID(), check.SpokenCode(p.NewID())
	browser, hash := p.BeginSignIn(w)
	t := signin.Try{
		Token: site.HashToken(token), Browser: hash, CodeWithToken: seal(token, code), CodeWithBrowser: seal(browser, code), About: about,
		People: refs(people), CreatedAt: r.Act.At, ExpiresAt: r.Act.At.Add(signin.TryLasts),
	}
	if err := p.Store.PutTry(r.Context(), t); err != nil {
		return err
	}
	m, err := p.letter(r, f, people, token, code)
	if err != nil {
		return err
	}
	if len(people) == 0 {
		return nil // nobody to write to; whoever asked cannot tell
	}
	// To the address that is known, never to the one that was typed.
	m.To, m.Until = people[0].Email, t.ExpiresAt
	return p.Mail.Send(r.Context(), m)
}

// present returns the people with an address who still have a part.
func (p *Pages) present(r *site.Request, spellings ...string) ([]organisation.Person, error) {
	all, err := p.Store.PeopleByEmail(r.Context(), spellings...)
	if err != nil {
		return nil, err
	}
	var out []organisation.Person
	today := organisation.DateOf(r.Act.At)
	for _, one := range all {
		if one.ValidUntil == "" || today < one.ValidUntil {
			out = append(out, one)
		}
	}
	return out, nil
}

func refs(people []organisation.Person) []organisation.Ref {
	var out []organisation.Ref
	for _, one := range people {
		out = append(out, one.Ref())
	}
	return out
}

// letter writes the mail, for nobody as well as for somebody.
func (p *Pages) letter(r *site.Request, f Form, people []organisation.Person, token, code string) (mail.Message, error) {
	words, org := f.P, organisation.OrgID("-")
	if len(people) > 0 {
		org = people[0].Org
		if lang := i18n.Tag(people[0].Language); p.Catalog.Serves(lang) {
			words = p.Catalog.Printer(lang)
		}
	}
	l := mail.Letter{Language: string(words.Lang()), Dir: words.Dir(), Subject: words.T("signin.mail_subject")}
	if signin.Shared(refs(people)) {
		l.Parts = []mail.Part{{Text: words.T("signin.shared")}}
	} else {
		link := page.With(p.BaseURL+"/"+string(words.Lang())+"/signin/mail/"+token, "to", f.To)
		l.Parts = []mail.Part{
			{Text: words.T("signin.mail_text")}, {Text: words.T("signin.mail_link"), Link: link},
			{Text: words.T("signin.mail_code"), Code: code}, {Text: words.T("signin.mail_not_you")},
		}
	}
	text, html, err := l.Compose()
	return mail.Message{
		Org: org, ID: "signin/" + site.HashToken(token)[:16], Kind: mail.SignIn, Language: l.Language, Subject: l.Subject, Text: text, HTML: html, Secret: true,
	}, err
}

// seal is how a code is stored: with a secret that is not, so that nobody who
// reads the database can try out all codes.
func seal(secret, code string) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte("code " + check.NormaliseCode(code)))
	return hex.EncodeToString(h.Sum(nil))
}

// fits compares in a time that tells nothing of how much fits.
func fits(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
