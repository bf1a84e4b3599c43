package entrance

import (
	"errors"
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// codeForm asks for the code of the mail.
type codeForm struct {
	page.Base
	To string
	// Action is where the form goes.
	Action string
	// Known says that this browser asked for the mail, so that its link needs no
	// code.
	Known bool
	// Code comes back in the field, and as it was typed when a part is chosen.
	Code     string
	Mistakes []page.Mistake
	// Parts are to choose from when an address has a part in several organisations.
	Parts []part
}

// part is somebody in one organisation.
type part struct {
	Org        organisation.OrgID
	Name, City string
}

// CodePage asks for the code in the browser where the sign-in began.
func (p *Pages) CodePage(w http.ResponseWriter, r *site.Request) error {
	return r.Render(w, codePage(p.codeForm(r, "/signin/code")))
}

func (p *Pages) codeForm(r *site.Request, action string) codeForm {
	return codeForm{Base: r.Page.Named(r.Page.T("signin.code_title")), To: signin.SafePath(r.FormValue("to")), Action: action, Code: r.FormValue("code")}
}

// Code signs in with the code, in the browser where the sign-in began.
func (p *Pages) Code(w http.ResponseWriter, r *site.Request) error {
	f := p.codeForm(r, "/signin/code")
	browser, hash := p.Browser(r)
	t, err := p.Store.TryOf(r.Context(), hash, r.Act.At)
	if err == nil {
		err = p.guess(r, t, seal(browser, f.Code), t.CodeWithBrowser)
	}
	if err == nil {
		err = p.finish(w, r, f, t)
	}
	return p.again(w, r, f, err)
}

// LinkPage is where the link of the mail leads. It uses nothing up, because mail
// programs open links on their own.
func (p *Pages) LinkPage(w http.ResponseWriter, r *site.Request) error {
	f, _, err := p.tryOfLink(r)
	if err != nil {
		return err
	}
	return r.Render(w, codePage(f))
}

// Link signs in with the link: in the browser that asked for the mail by a
// click, in another with the code.
func (p *Pages) Link(w http.ResponseWriter, r *site.Request) error {
	f, t, err := p.tryOfLink(r)
	if err == nil && !f.Known {
		err = p.guess(r, t, seal(r.PathValue("token"), f.Code), t.CodeWithToken)
	}
	if err == nil {
		err = p.finish(w, r, f, t)
	}
	return p.again(w, r, f, err)
}

func (p *Pages) tryOfLink(r *site.Request) (codeForm, signin.Try, error) {
	token := r.PathValue("token")
	f := p.codeForm(r, "/signin/mail/"+token)
	t, err := p.Store.Try(r.Context(), site.HashToken(token), r.Act.At)
	if err != nil {
		return f, t, err
	}
	_, hash := p.Browser(r)
	f.Known = hash != "" && fits(hash, t.Browser)
	return f, t, nil
}

// guess counts a code and compares it.
func (p *Pages) guess(r *site.Request, t signin.Try, got, want string) error {
	if err := p.Store.GuessTry(r.Context(), t.Token); err != nil {
		return err
	}
	if !fits(got, want) {
		return signin.ErrTry
	}
	return nil
}

// errChoose asks which part to come in as.
var errChoose = errors.New("several parts")

// finish signs in whoever the mail was for.
func (p *Pages) finish(w http.ResponseWriter, r *site.Request, f codeForm, t signin.Try) error {
	if signin.Shared(t.People) {
		return signin.ErrShared
	}
	who, err := chosen(t.People, organisation.OrgID(r.FormValue("as")))
	if err != nil {
		return err
	}
	if err := p.Store.UseTry(r.Context(), t.Token, r.Act.At); err != nil {
		return err
	}
	if err := p.StartSession(w, r, who, signin.ByMail); err != nil {
		return err
	}
	r.Redirect(w, homeOr(f.To), "")
	return nil
}

func chosen(people []organisation.Ref, as organisation.OrgID) (organisation.Ref, error) {
	if len(people) == 1 {
		return people[0], nil
	}
	for _, one := range people {
		if one.Org == as {
			return one, nil
		}
	}
	if len(people) == 0 {
		return organisation.Ref{}, signin.ErrTry
	}
	return organisation.Ref{}, errChoose
}

func homeOr(path string) string {
	if path == "" {
		return "/home"
	}
	return path
}

// again shows the form with what is wrong, or with the parts to choose from.
func (p *Pages) again(w http.ResponseWriter, r *site.Request, f codeForm, err error) error {
	switch {
	case errors.Is(err, errChoose):
		return p.choose(w, r, f)
	case fault.KindOf(err) != fault.Denied:
		return err
	}
	f.Mistakes = []page.Mistake{{Field: "code", Sentence: f.P.Error(err)}}
	return r.RenderStatus(w, http.StatusUnprocessableEntity, codePage(f))
}

// choose lists the organisations in which the address has a part.
func (p *Pages) choose(w http.ResponseWriter, r *site.Request, f codeForm) error {
	var t signin.Try
	var err error
	if token := r.PathValue("token"); token != "" {
		t, err = p.Store.Try(r.Context(), site.HashToken(token), r.Act.At)
	} else {
		_, hash := p.Browser(r)
		t, err = p.Store.TryOf(r.Context(), hash, r.Act.At)
	}
	if err != nil {
		return err
	}
	for _, who := range t.People {
		org, err := p.Store.Organisation(r.Context(), who.Org)
		if err != nil {
			return err
		}
		one, err := p.Store.Person(r.Context(), who.Org, organisation.PersonID(who.ID))
		if err != nil {
			return err
		}
		f.Parts = append(f.Parts, part{who.Org, one.Name, org.Name})
	}
	return r.Render(w, choosePage(f))
}
