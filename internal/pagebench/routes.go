package pagebench

import (
	"context"
	"fmt"
	"net/http"

	"chancencheck/access"
	"chancencheck/check"
)

// visit is one page as one person opens it.
type visit struct {
	name, path string
	cookie     *http.Cookie // nil for visitors and participants
}

// allVisits are all pages of the product, each through the eyes of who sees most
// of it, in the state in which it has most to show.
func (w *world) allVisits(ctx context.Context, own sheet) ([]visit, error) {
	staff, err := w.staffVisits(ctx)
	if err != nil {
		return nil, err
	}
	talking, err := w.at(check.Talking)
	if err != nil {
		return nil, err
	}
	asked := own.items[0].Field.ID
	at := "/s/" + own.secret
	out := []visit{
		{"start", "/", nil}, {"join", "/join", nil}, {"help", "/help", nil}, {"privacy", "/privacy", nil},
		{"accessibility", "/accessibility", nil},
		{"invitation", "/j/" + own.check.Code, nil}, {"invitation, talking", "/j/" + talking.Code, nil},
		{"sheet", at, nil}, {"sheet, field", at + "/" + asked, nil}, {"sheet, end", at + "/done", nil},
	}
	for name, path := range staff.paths {
		out = append(out, visit{name.page, path, staff.cookies[name.role]})
	}
	return out, nil
}

// staffPages are paths by page and role.
type staffPages struct {
	paths   map[seen]string
	cookies map[access.Role]*http.Cookie
}

// seen is a page through the eyes of a role.
type seen struct {
	role access.Role
	page string
}

// staffVisits are the pages of people who are signed in.
func (w *world) staffVisits(ctx context.Context) (staffPages, error) {
	out := staffPages{cookies: map[access.Role]*http.Cookie{}}
	for role, p := range w.People {
		var err error
		if out.cookies[role], err = w.session(ctx, p.Ref()); err != nil {
			return out, err
		}
	}
	byState := map[check.State]string{}
	var talk *check.Check
	for _, state := range []check.State{check.Preparing, check.Talking, check.Signed} {
		c, err := w.at(state)
		if err != nil {
			return out, err
		}
		byState[state] = "/checks/" + string(c.ID)
		if state == check.Talking {
			talk = c
		}
	}
	running, over := "/rounds/"+string(w.Round.ID), "/rounds/"+string(w.past[0].ID)
	ins := fmt.Sprintf("/instruments/%s/%s", w.Instrument.ID, w.Instrument.Version)
	at := "/checks/" + string(talk.ID)
	const (
		coordinator = access.Coordinator
		facilitator = access.Facilitator
	)
	out.paths = map[seen]string{
		{coordinator, "home"}: "/home", {access.UnitLead, "home, unit lead"}: "/home", {access.Respondent, "home, team"}: "/home",
		{coordinator, "rounds"}: "/rounds", {coordinator, "new round"}: "/rounds/new",
		{coordinator, "round, running"}: running, {coordinator, "round, over"}: over,
		{coordinator, "check, preparing"}: byState[check.Preparing], {facilitator, "check, talking"}: at,
		{coordinator, "check, signed"}: byState[check.Signed], {coordinator, "result"}: byState[check.Signed] + "/result",
		{coordinator, "overview, running"}: running + "/overview", {coordinator, "overview, full"}: over + "/overview",
		{coordinator, "needs, running"}: running + "/needs", {coordinator, "needs, full"}: over + "/needs",
		{facilitator, "talk"}: at + "/talk", {facilitator, "talk, item"}: at + "/talk/item?item=" + string(w.rated(talk)[0].ID),
		{facilitator, "talk, notes"}: at + "/talk/notes", {facilitator, "talk, end"}: at + "/talk/finish", {facilitator, "projector"}: at + "/projector",
		{coordinator, "units"}: "/units", {coordinator, "unit"}: "/units/" + string(talk.Unit), {access.Admin, "import"}: "/import", {access.Admin, "audit"}: "/audit",
		{coordinator, "instruments"}: "/instruments", {coordinator, "instrument"}: ins,
		{coordinator, "guide"}: ins + "/guide", {coordinator, "blank questionnaire"}: ins + "/blank",
	}
	return out, nil
}
