package talk_test

import (
	"net/http"
	"net/url"
	"testing"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/scene"
)

// TestMadeUpSheetsAreFewAndSeen: whoever was handed the code can begin so many
// sheets as there may be, the talk says how many there were, and no page before.
func TestMadeUpSheetsAreFewAndSeen(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Enforcement, scene.Preparing) // 12 people, anonymous
	visitor, join := s.app.Visitor(), "/j/"+s.check.Code
	for range check.SeatsFor(s.check.Headcount) {
		visitor.PostForm(join, url.Values{}).MustStatus(http.StatusOK)
	}
	visitor.PostForm(join, url.Values{}).MustStatus(http.StatusConflict).MustContain("schon alle Bögen vergeben")
	s.moderation.Get(s.at("")).MustStatus(http.StatusOK).MustContain("17 Bögen begonnen werden").MustNotContain("wurden begonnen")
	s.as(access.UnitLead).Get(s.at("")).MustNotContain("Höchstens so viele Bögen")
	s.post(s.as(access.Respondent), "/seats", "seats", "40").MustStatus(http.StatusForbidden)
	s.post(s.moderation, "/seats", "seats", "0").MustStatus(http.StatusUnprocessableEntity).MustContain("von 1 bis 1.000")
	s.post(s.moderation, "/seats", "seats", "18").MustStatus(http.StatusOK).MustContain("Die neue Zahl gilt")
	visitor.PostForm(join, url.Values{}).MustStatus(http.StatusOK)
	visitor.PostForm(join, url.Values{}).MustStatus(http.StatusConflict)
	s.app.As(access.Coordinator).Get("/audit").MustContain("Zahl der Bögen geändert")
	talk := s.post(s.moderation, "/talk").MustStatus(http.StatusOK)
	talk.MustContain("18 Bögen wurden begonnen. Menschen in der Abteilung: 12.", "mehr Bögen, als die Abteilung Menschen hat", "erst ab 13 Karten")
	item := s.rated(0).ID
	s.post(s.moderation, "/talk/turn", "item", string(item))
	s.post(s.moderation, "/talk/reveal", "item", string(item)).MustStatus(http.StatusOK).MustContain("18 Bögen wurden begonnen.")
	s.moderation.Get(s.at("/projector")).MustStatus(http.StatusOK).MustNotContain("Vielleicht hat jemand")
}

func TestHowManySheetsIsSaidAtTheReveal(t *testing.T) {
	t.Parallel()
	s := newSession(t, scene.Counter, scene.Talking) // private
	item := s.rated(0).ID
	s.post(s.moderation, "/talk/turn", "item", string(item)).MustNotContain("wurden begonnen")
	s.post(s.moderation, "/talk/reveal", "item", string(item)).MustContain("5 Bögen wurden begonnen. Menschen in der Abteilung: 6.").
		MustNotContain("mehr Bögen, als")
	s.moderation.Get(s.at("/projector")).MustContain("5 Bögen wurden begonnen.")
}
