package golive

import (
	"strings"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// Legal is what an organisation says about itself on the pages the law asks
// for, and when others had their say. An administrator enters it.
type Legal struct {
	// Imprint (§ 5 DDG): postal address, who represents it, how to reach it.
	Address, Represented, Email, Phone string
	// Officer is the data protection officer with address; Authority supervises;
	// Basis is the legal basis of the processing (Art. 6 GDPR).
	Officer, Authority, Basis string
	// Privacy adds to the privacy notice, by language.
	Privacy map[string]string `json:",omitempty"`
	// Land is where the organisation is, see Lands. LandChecked is the day on
	// which somebody compared the body's address.
	Land        string
	LandChecked organisation.Date
	// Evaluated is the day of the evaluation the statement rests on, By who did
	// it: "self" or "third". Reviewed is when the statement was last looked at.
	Evaluated, Reviewed organisation.Date
	EvaluatedBy         string
	// Barriers is who answers reports: a post with its address.
	Barriers string
	// Easy is the start page in easy language (Leichte Sprache), one sentence per
	// line; Sign is the address of a video in sign language. What is not there yet
	// is promised for a day, which the statement tells.
	Easy, Sign         string
	EasyUntil, SignBy  organisation.Date
	Council, Consulted organisation.Date
	// Deletion is the day on which the deletion concept was adopted.
	Deletion organisation.Date
	// Version counts the changes.
	Version int `json:"-"`
}

// MostText is the length of a long text in characters, MostLine of a short one.
const (
	MostText = 20_000
	MostLine = 1_000
)

// Mistake is one thing to change: the field as forms call it, and why.
type Mistake struct {
	Field string
	Err   *fault.Error
}

// Check collects what cannot be stored. Fields may be empty: what is missing is
// the checklist's concern.
func (l Legal) Check() []Mistake {
	var out []Mistake
	wrong := func(field, key string, args ...any) {
		out = append(out, Mistake{field, fault.New(fault.Invalid, key, args...)})
	}
	for field, text := range map[string]string{"address": l.Address, "represented": l.Represented, "email": l.Email, "phone": l.Phone,
		"officer": l.Officer, "authority": l.Authority, "basis": l.Basis, "barriers": l.Barriers, "sign": l.Sign} {
		if len([]rune(text)) > MostLine {
			wrong(field, "golive.long", "most", MostLine)
		}
	}
	if len([]rune(l.Easy)) > MostText {
		wrong("easy", "golive.long", "most", MostText)
	}
	for lang, text := range l.Privacy {
		if len([]rune(text)) > MostText {
			wrong("privacy_"+lang, "golive.long", "most", MostText)
		}
	}
	if l.Email != "" && !strings.Contains(l.Email, "@") {
		wrong("email", "golive.email")
	}
	if l.Sign != "" && !strings.HasPrefix(l.Sign, "https://") {
		wrong("sign", "golive.video")
	}
	if _, known := LandOf(l.Land); l.Land != "" && !known {
		wrong("land", "golive.land_unknown")
	}
	for field, day := range l.days() {
		if _, err := organisation.ParseDate(string(*day)); err != nil {
			wrong(field, "golive.day")
		}
	}
	return out
}

// days are the days an administrator enters, by the field of the form.
func (l *Legal) days() map[string]*organisation.Date {
	return map[string]*organisation.Date{"land_checked": &l.LandChecked, "evaluated": &l.Evaluated, "reviewed": &l.Reviewed,
		"easy_until": &l.EasyUntil, "sign_by": &l.SignBy, "council": &l.Council, "consulted": &l.Consulted, "deletion": &l.Deletion}
}

// Lines are the sentences of the page in easy language.
func (l Legal) Lines() []string {
	var out []string
	for line := range strings.Lines(l.Easy) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
