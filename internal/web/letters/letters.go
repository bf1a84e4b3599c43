// Package letters is where a round's invitations and reminders are worded, sent
// or printed, and where those that came back are seen.
//
// A reminder goes to the whole circle of a check. Nothing here knows who has
// answered.
package letters

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/i18n"
	"chancencheck/internal/mail"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/round"
)

// Pages answers the requests of this package.
type Pages struct{ *site.Site }

// New returns the pages of a site.
func New(s *site.Site) *Pages { return &Pages{s} }

// addressed is one letter to one person.
type addressed struct {
	round.Letter
	Person organisation.Person
	Check  *check.Check
	Link   string
	ID     string
}

// office is what letters of a round are written from.
type office struct {
	round  *round.Round
	checks []*check.Check
	parts  []organisation.Membership
	people map[organisation.PersonID]organisation.Person
	// posted are the letters that were sent, by their id.
	posted map[string]check.Posted
}

func (p *Pages) office(r *site.Request) (*office, error) {
	rd, err := r.Round(access.ManageRounds)
	if err != nil {
		return nil, err
	}
	o := &office{round: rd, people: map[organisation.PersonID]organisation.Person{}, posted: map[string]check.Posted{}}
	if o.checks, err = p.Store.Checks(r.Context(), rd.Ref); err != nil {
		return nil, err
	}
	if o.parts, err = p.Store.Memberships(r.Context(), r.Org(), ""); err != nil {
		return nil, err
	}
	people, err := p.Store.People(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	today := organisation.DateOf(r.Act.At)
	for _, one := range people {
		if one.ValidUntil == "" || one.ValidUntil > today {
			o.people[one.ID] = one
		}
	}
	letters, err := p.Store.PostedIn(r.Context(), rd.Ref)
	if err != nil {
		return nil, err
	}
	for _, l := range letters {
		o.posted[l.ID] = l
	}
	return o, nil
}

// due are the letters of a kind that have not been sent.
func (p *Pages) due(r *site.Request, o *office, kind round.LetterKind) []addressed {
	var out []addressed
	for _, one := range p.all(r, o, kind) {
		if _, sent := o.posted[one.ID]; !sent {
			out = append(out, one)
		}
	}
	return out
}

// all are the letters of a kind, whether sent or not, in organisation order.
func (p *Pages) all(r *site.Request, o *office, kind round.LetterKind) []addressed {
	today := organisation.DateOf(r.Act.At.In(zone(r)))
	var out []addressed
	for _, c := range o.checks {
		if only := r.FormValue("check"); only != "" && only != string(c.ID) {
			continue
		}
		for _, id := range check.Circle(c, o.parts, kind) {
			if who, there := o.people[id]; there {
				out = append(out, p.write(r, o.round, c, who, kind, today))
			}
		}
	}
	return out
}

// write fills in a letter in the recipient's language.
func (p *Pages) write(r *site.Request, rd *round.Round, c *check.Check, who organisation.Person, kind round.LetterKind, today organisation.Date) addressed {
	printer := p.printer(r, who.Language)
	link := p.BaseURL + "/j/" + c.Code
	if kind == round.ToHead { // a head has a place of her own to go to
		link = p.BaseURL + "/" + string(printer.Lang()) + "/checks/" + string(c.ID)
	}
	values := map[string]string{
		"name": who.Name, "unit": c.UnitName, "service": c.ServiceName, "round": rd.Title, "until": day(printer, c.DueOn(rd)),
		"minutes": printer.Count(rd.TalkMinutes), "link": link, "code": c.Code[:4] + " " + c.Code[4:], "organisation": r.Page.Org.Name,
		"mandate": mandate(printer, rd.Mandate),
	}
	if values["service"] == "" {
		values["service"] = printer.T("check.whole_unit")
	}
	l := wording(rd, printer, kind).Filled(func(name string) string { return values[name] })
	return addressed{Letter: l, Person: who, Check: c, Link: link, ID: check.LetterID(c, who.ID, kind, today)}
}

// wording is the round's own letter, or the usual one.
func wording(rd *round.Round, p *i18n.Printer, kind round.LetterKind) round.Letter {
	lang := string(p.Lang())
	if own, ok := rd.Letter(kind, lang); ok {
		return own
	}
	return round.Letter{Kind: kind, Language: lang, Subject: p.T("letter." + string(kind) + "_subject"), Body: p.T("letter." + string(kind) + "_body")}
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

// mandate is the decision behind the round on one line, "" for none.
func mandate(p *i18n.Printer, m round.Mandate) string {
	if !m.Given() {
		return ""
	}
	line := m.By
	if m.On != "" {
		line = p.T("mandate.decided", "by", m.By, "date", day(p, m.On))
	}
	for _, more := range []string{m.Text, m.Reference} {
		if more != "" {
			line += ". " + strings.TrimSuffix(strings.ReplaceAll(more, "\n", " "), ".")
		}
	}
	return p.T("letter.mandate_line", "mandate", line)
}

func day(p *i18n.Printer, d organisation.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return p.Date(t)
}

func zone(r *site.Request) *time.Location {
	if z, err := time.LoadLocation(r.Page.Org.TimeZone); err == nil {
		return z
	}
	return time.UTC
}

// message makes a mail of a letter.
func (a addressed) message(p *i18n.Printer, org organisation.OrgID) (mail.Message, error) {
	kind := mail.Invitation
	if a.Kind == round.Remind {
		kind = mail.Reminder
	}
	l := mail.Letter{Language: a.Language, Dir: p.Dir(), Subject: a.Subject}
	for _, paragraph := range strings.Split(a.Body, "\n\n") {
		switch paragraph = strings.TrimSpace(paragraph); paragraph {
		case "":
		case a.Link:
			l.Parts = append(l.Parts, mail.Part{Text: p.T("letter.link_label"), Link: a.Link})
		default:
			l.Parts = append(l.Parts, mail.Part{Text: paragraph})
		}
	}
	text, html, err := l.Compose()
	return mail.Message{Org: org, ID: a.ID, Kind: kind, To: a.Person.Email, Language: a.Language, Subject: a.Subject, Text: text, HTML: html}, err
}

// Send sends the letters of a kind that are due, to all departments or to one.
func (p *Pages) Send(w http.ResponseWriter, r *site.Request) error {
	o, err := p.office(r)
	if err != nil {
		return err
	}
	kind := round.LetterKind(r.FormValue("kind"))
	var messages []mail.Message
	var posted []check.Posted
	skipped := 0
	for _, a := range p.due(r, o, kind) {
		m, err := a.message(p.printer(r, a.Person.Language), r.Org())
		if err != nil {
			return err
		}
		if m.Check() != nil {
			skipped++ // no address: she is on the list of those to be written to by hand
			continue
		}
		messages = append(messages, m)
		posted = append(posted, check.Posted{ID: a.ID, Check: a.Check.ID, Person: a.Person.ID, Kind: kind, At: r.Act.At})
	}
	if len(messages) == 0 {
		return p.lettersPage(w, r, fault.New(fault.Invalid, "letter.nobody"))
	}
	if err := p.Mail.Send(r.Context(), messages...); err != nil {
		return p.lettersPage(w, r, err)
	}
	e := o.round.Event(r.Act, "round.letters_sent", fmt.Sprintf("%s: %d", kind, len(messages)))
	if err := p.Store.PutPosted(r.Context(), o.round.Ref, posted, e); err != nil {
		return err
	}
	done := "letters.sent"
	if skipped > 0 {
		done = "letters.sent_some"
	}
	r.Redirect(w, "/rounds/"+string(o.round.ID)+"/letters", done)
	return nil
}

// Again sends a letter that came back once more, to the address of today.
func (p *Pages) Again(w http.ResponseWriter, r *site.Request) error {
	o, err := p.office(r)
	if err != nil {
		return err
	}
	l, known := o.posted[r.FormValue("letter")]
	if !known {
		return fault.New(fault.NotFound, "store.not_found")
	}
	if err := p.Mail.Again(r.Context(), r.Org(), l.ID, o.people[l.Person].Email); err != nil {
		return p.lettersPage(w, r, err)
	}
	r.Redirect(w, "/rounds/"+string(o.round.ID)+"/letters", "letters.again")
	return nil
}

// below names a page below the page of a round.
func below(r *site.Request, rd *round.Round, title string) page.Base {
	return r.Page.Named(title, page.Crumb{Text: r.Page.T("rounds.title"), Path: "/rounds"}, page.Crumb{Text: rd.Title, Path: "/rounds/" + string(rd.ID)})
}
