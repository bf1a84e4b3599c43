package golive

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// Report (gemeldete Barriere) is what somebody has said about a hurdle in the
// product. Nobody needs a name to report; whoever has the id reads the answer.
type Report struct {
	Org organisation.OrgID
	// ID is unguessable: it opens the receipt.
	ID string
	// Number counts the organisation's reports from 1; people quote it.
	Number int
	// On is the day of the report, Due the last day for an answer.
	On, Due organisation.Date
	// Page is where the hurdle is; never an address with somebody's secret.
	Page string
	Text string
	// Contact is how to answer, "" if the receipt is enough.
	Contact    string
	Answer     string
	AnsweredOn organisation.Date
}

// MostReport is the length of a report or an answer, MostContact of a contact,
// in characters; MostPerDay is how many reports an organisation takes in a day,
// far more than people make and too few to fill a disk.
const (
	MostReport  = 4_000
	MostContact = 200
	MostPerDay  = 100
)

// Errors that callers tell apart.
var (
	ErrNoText   = fault.New(fault.Invalid, "barrier.no_text")
	ErrLong     = fault.New(fault.Invalid, "barrier.long", "most", MostReport)
	ErrContact  = fault.New(fault.Invalid, "barrier.contact_long", "most", MostContact)
	ErrAnswered = fault.New(fault.Conflict, "barrier.answered")
	ErrTooMany  = fault.New(fault.Unavailable, "barrier.many")
)

// NewReport takes a report on a day. Before are those that the organisation has.
func NewReport(act access.Act, r Report, l Legal, before []Report, today organisation.Date) (Report, error) {
	land, _ := LandOf(l.Land)
	r.ID, r.On, r.Due = act.NewID(), today, Months(today, land.Months())
	r.Text, r.Contact, r.Page = strings.TrimSpace(r.Text), strings.TrimSpace(r.Contact), WithoutSecret(r.Page)
	r.Answer, r.AnsweredOn, r.Number = "", "", 1
	sameDay := 0
	for _, b := range before {
		r.Number = max(r.Number, b.Number+1)
		if b.On == today {
			sameDay++
		}
	}
	switch {
	case r.Text == "":
		return r, ErrNoText
	case utf8.RuneCountInString(r.Text) > MostReport:
		return r, ErrLong
	case utf8.RuneCountInString(r.Contact) > MostContact:
		return r, ErrContact
	case sameDay >= MostPerDay:
		return r, ErrTooMany
	}
	return r, nil
}

// tells says by the first segment of a path whether the rest may be told: it is
// false where somebody's secret may follow. What is not here hides its rest too.
var tells = map[string]bool{
	"accessibility": true, "account": true, "audit": true, "checks": true, "dates": true, "easy": true, "events": true, "golive": true, "help": true,
	"home": true, "import": true, "imprint": true, "instruments": true, "issuers": true, "join": true, "legal": true, "me": true, "orgchecks": true,
	"out": true, "people": true, "posts": true, "privacy": true, "protection": true, "reforms": true, "rehearsals": true, "released": true, "rounds": true, "units": true, "duplicates": true,
	"findings": true, "measures": true, "plan": true, "report": false,
	"barrier": false, "barriers": false, "d": false, "e": false, "in": false, "j": false, "live": false, "p": false, "s": false, "setup": false, "signin": false, "slip": false, "t": false,
}

// WithoutSecret keeps an address in full only where no secret can stand in it. Of
// all others, those that nobody has thought of included, it keeps the first
// segment, after the language.
func WithoutSecret(address string) string {
	if strings.HasPrefix(address, "/") {
		address = "/" + strings.TrimLeft(address, "/")
	}
	if u, err := url.Parse(address); err == nil {
		address = u.Path
	}
	if strings.Contains(address, "/") {
		address = shown(path.Clean("/" + address))
	}
	if r := []rune(address); len(r) > MostContact {
		return string(r[:MostContact])
	}
	return address
}

func shown(clean string) string {
	parts, at := strings.Split(clean[1:], "/"), 0
	if _, known := tells[parts[0]]; !known && len(parts) > 1 && len(parts[0]) <= len("ckb") {
		if _, known := tells[parts[1]]; known {
			at = 1
		}
	}
	if tells[parts[at]] || len(parts) == at+1 {
		return clean
	}
	return "/" + strings.Join(parts[:at+1], "/") + "/…"
}

// Reply answers a report, once.
func (r *Report) Reply(act access.Act, text string, today organisation.Date) ([]audit.Event, error) {
	if err := access.Require(act, access.AnswerBarriers, access.Object{Org: string(r.Org)}); err != nil {
		return nil, err
	}
	text = strings.TrimSpace(text)
	switch {
	case r.AnsweredOn != "":
		return nil, ErrAnswered
	case text == "":
		return nil, ErrNoText
	case utf8.RuneCountInString(text) > MostReport:
		return nil, ErrLong
	}
	r.Answer, r.AnsweredOn = text, today
	return []audit.Event{{Org: string(r.Org), At: act.At, Person: act.By.Person, Verb: "barrier.answer", Object: r.ID}}, nil
}

// Late reports whether the day for the answer is over without one.
func (r Report) Late(today organisation.Date) bool { return r.AnsweredOn == "" && today > r.Due }

// Open returns the reports that wait for an answer, the most urgent first.
func Open(reports []Report) []Report {
	var out []Report
	for _, r := range reports {
		if r.AnsweredOn == "" {
			out = append(out, r)
		}
	}
	sortByDue(out)
	return out
}
