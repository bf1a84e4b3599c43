package letters

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/i18n"
	"chancencheck/internal/mail"
	"chancencheck/internal/qr"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// view is the letters of a round: what is due, what was sent, what came back.
type view struct {
	page.Base
	Round *round.Round
	// On: this installation sends mail; otherwise letters are printed.
	On       bool
	Kinds    []kindView
	Failed   []returned
	Mistakes []page.Mistake
}

// kindView is one kind of letter.
type kindView struct {
	Kind      round.LetterKind
	Due, Sent int
	// Languages are those of the recipients.
	Languages []i18n.Language
}

// returned is a letter that did not arrive.
type returned struct {
	mail.Entry
	Name, Unit string
}

// mostFailed is how many mails that did not arrive are looked through.
const mostFailed = 500

// Letters shows the letters of a round.
func (p *Pages) Letters(w http.ResponseWriter, r *site.Request) error {
	return p.lettersPage(w, r, nil)
}

func (p *Pages) lettersPage(w http.ResponseWriter, r *site.Request, refused error) error {
	o, err := p.office(r)
	if err != nil {
		return err
	}
	v := view{Base: below(r, o.round, r.Page.T("letters.title")), Round: o.round, On: p.Mail.On()}
	for _, kind := range round.LetterKinds {
		k := kindView{Kind: kind, Due: len(p.due(r, o, kind))}
		for _, l := range o.posted {
			if l.Kind == kind {
				k.Sent++
			}
		}
		k.Languages = p.languages(r, p.all(r, o, kind))
		v.Kinds = append(v.Kinds, k)
	}
	if v.Failed, err = p.returned(r, o); err != nil {
		return err
	}
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: "send", Sentence: r.Page.P.Error(refused)}}
	}
	return r.RenderStatus(w, status, lettersPage(v))
}

// languages are those in which letters are written, the organisation's first.
func (p *Pages) languages(r *site.Request, list []addressed) []i18n.Language {
	used := map[string]bool{string(p.printer(r, "").Lang()): true}
	for _, a := range list {
		used[a.Language] = true
	}
	var out []i18n.Language
	for _, l := range p.Catalog.ParticipantLanguages() {
		if used[string(l.Tag)] {
			out = append(out, l)
		}
	}
	return out
}

func (p *Pages) returned(r *site.Request, o *office) ([]returned, error) {
	failed, err := p.Store.FailedMails(r.Context(), r.Org(), mostFailed)
	if err != nil {
		return nil, err
	}
	units := map[string]string{}
	for _, c := range o.checks {
		units[string(c.ID)] = c.UnitName
	}
	var out []returned
	for _, e := range failed {
		if l, ours := o.posted[e.ID]; ours {
			out = append(out, returned{e, o.people[l.Person].Name, units[string(l.Check)]})
		}
	}
	return out, nil
}

// editView is one letter in one language with its preview.
type editView struct {
	page.Base
	Round   *round.Round
	Letter  round.Letter
	Preview *round.Letter
	// Own: the round has words of its own.
	Own      bool
	Language i18n.Language
	Mistakes []page.Mistake
}

// Edit shows a letter and how it reads for a real recipient.
func (p *Pages) Edit(w http.ResponseWriter, r *site.Request) error {
	o, kind, printer, err := p.editing(r)
	if err != nil {
		return err
	}
	return p.editPage(w, r, o, wording(o.round, printer, kind), nil)
}

func (p *Pages) editing(r *site.Request) (*office, round.LetterKind, *i18n.Printer, error) {
	o, err := p.office(r)
	if err != nil {
		return nil, "", nil, err
	}
	lang := i18n.Tag(r.PathValue("language"))
	kind := round.LetterKind(r.PathValue("kind"))
	known := kind == round.ToHead || kind == round.ToTeam || kind == round.Remind
	if !known || !p.Catalog.Serves(lang) {
		return nil, "", nil, fault.New(fault.NotFound, "problem.no_such_page")
	}
	return o, kind, p.Catalog.Printer(lang), nil
}

func (p *Pages) editPage(w http.ResponseWriter, r *site.Request, o *office, l round.Letter, refused error) error {
	v := editView{Base: below(r, o.round, r.Page.T("letters.kind_"+string(l.Kind))), Round: o.round, Letter: l}
	v.Language = p.Catalog.Printer(i18n.Tag(l.Language)).Language
	_, v.Own = o.round.Letter(l.Kind, l.Language)
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		field := "body"
		if fault.KeyOf(refused) == "letter.long" {
			field = "subject"
		}
		v.Mistakes = []page.Mistake{{Field: field, Sentence: r.Page.P.Error(refused)}}
	} else if sample := p.sample(r, o, l); sample != nil {
		v.Preview = sample
	}
	return r.RenderStatus(w, status, editPage(v))
}

// sample is the letter as its first recipient would read it.
func (p *Pages) sample(r *site.Request, o *office, l round.Letter) *round.Letter {
	with := *o.round
	with.Letters = []round.Letter{l}
	one := *o
	one.round = &with
	for _, who := range o.people {
		who.Language = l.Language
		one.people[who.ID] = who
	}
	for _, a := range p.all(r, &one, l.Kind) {
		return &a.Letter
	}
	return nil
}

// Word saves a letter in the round's own words, shows how it would read, or goes
// back to the usual words.
func (p *Pages) Word(w http.ResponseWriter, r *site.Request) error {
	o, kind, printer, err := p.editing(r)
	if err != nil {
		return err
	}
	l := round.Letter{Kind: kind, Language: string(printer.Lang()), Subject: r.FormValue("subject"), Body: r.FormValue("body")}
	switch r.FormValue("do") {
	case "preview":
		return p.editPage(w, r, o, l, l.Check())
	case "usual":
		l.Subject, l.Body = "", ""
	default:
		if err := l.Check(); err != nil {
			return p.editPage(w, r, o, l, err)
		}
	}
	if err := round.Word(r.Context(), p.Store, r.Act, o.round.Ref, l); err != nil {
		return err
	}
	r.Redirect(w, "/rounds/"+string(o.round.ID)+"/letters/"+string(kind)+"/"+l.Language, "letters.worded")
	return nil
}

// printView is all letters of a kind on paper.
type printView struct {
	page.Base
	Letters []addressed
}

// QR leads to where the letter leads.
func (v printView) QR(a addressed) string { return qr.SVG(a.Link, v.T("check.qr_title")) }

// Print shows all letters of a kind, each on a page of its own.
func (p *Pages) Print(w http.ResponseWriter, r *site.Request) error {
	o, err := p.office(r)
	if err != nil {
		return err
	}
	kind := round.LetterKind(r.FormValue("kind"))
	return r.Render(w, printPage(printView{below(r, o.round, r.Page.T("letters.title")), p.all(r, o, kind)}))
}
