package legal

import (
	"net/http"

	"chancencheck/golive"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// Imprint says who answers for the installation (§ 5 DDG).
func (p *Pages) Imprint(w http.ResponseWriter, r *site.Request) error {
	v, err := p.about(r, "imprint.title")
	if err != nil {
		return err
	}
	return r.Render(w, imprintPage(v))
}

// Privacy says what is stored, for how long, and what is not (Art. 13 GDPR).
func (p *Pages) Privacy(w http.ResponseWriter, r *site.Request) error {
	v, err := p.about(r, "privacy.title")
	if err != nil {
		return err
	}
	return r.Render(w, privacyPage(v))
}

// Easy is the start page in easy language, and the way to the video in sign
// language.
func (p *Pages) Easy(w http.ResponseWriter, r *site.Request) error {
	v, err := p.about(r, "easy.title")
	if err != nil {
		return err
	}
	return r.Render(w, easyPage(v))
}

// statement is the accessibility statement.
type statement struct {
	view
	Progress golive.Progress
}

// Accessibility is the statement the law asks for, from what the organisation
// entered and what the protocol of checks says.
func (p *Pages) Accessibility(w http.ResponseWriter, r *site.Request) error {
	v, err := p.about(r, "accessibility.title")
	if err != nil {
		return err
	}
	return r.Render(w, statementPage(statement{v, p.progress}))
}

// checklist is what is still missing before others are asked.
type checklist struct {
	view
	Lines     []golive.Line
	Missing   int
	MayManage bool
}

// fieldOf is where the form asks for a point of the checklist.
var fieldOf = map[golive.Point]string{
	golive.Imprint: "address", golive.Privacy: "officer", golive.LandPoint: "land", golive.Statement: "evaluated", golive.Barriers: "barriers",
	golive.Easy: "easy", golive.Sign: "sign", golive.Council: "council", golive.Consulted: "consulted", golive.Deletion: "deletion",
}

// state is how a line of the checklist is badged.
func (c checklist) state(l golive.Line) string {
	switch {
	case l.Promised:
		return "golive.state_promised"
	case l.Done:
		return "golive.state_done"
	}
	return "golive.state_missing"
}

// crumbs leads back to the checklist.
func crumbs(b page.Base) page.Crumb { return page.Crumb{Text: b.T("golive.title"), Path: "/golive"} }
