package web

import (
	"chancencheck/internal/conversation"
	"chancencheck/internal/web/events"
	"chancencheck/internal/web/hall"
)

func eventRoutes(t table) {
	talks := conversation.New(t.site.Store)
	ev := events.New(t.site, talks)
	t.staff("GET /events", ev.List)
	t.staff("POST /events", ev.Plan)
	t.staff("GET /events/{event}", ev.Event)
	t.staff("POST /events/{event}/change", ev.Change)
	t.staff("POST /events/{event}/agenda", ev.Agenda)
	t.staff("POST /events/{event}/tables", ev.Tables)
	t.staff("GET /events/{event}/sheet", ev.Sheet)
	t.staff("GET /events/{event}/lead", ev.Lead)
	t.staff("POST /events/{event}/turn", ev.Turn)
	t.staff("GET /events/{event}/queue", ev.Queue)
	t.staff("POST /events/{event}/queue", ev.Decide)
	t.staff("GET /events/{event}/plenary", ev.Plenary)
	t.staff("POST /events/{event}/plenary", ev.Gather)
	t.staff("GET /events/{event}/statements", ev.Statements)
	t.staff("POST /events/{event}/statements", ev.PutStatement)
	t.staff("GET /events/{event}/map", ev.Map)
	t.staff("POST /events/{event}/map", ev.ShowMap)
	t.staff("GET /events/{event}/wall", ev.Wall)
	t.staff("GET /events/{event}/report", ev.Report)

	ha := hall.New(t.site, talks)
	t.open("GET /e/{code}", ha.Invitation)
	t.open("POST /e/{code}", ha.Join)
	t.open("GET /slip/{code}", ha.Slip)
	t.open("GET /t/{code}", ha.Scribe)
	t.open("POST /t/{code}", ha.Write)
	t.open("GET /d/{secret}", ha.Device)
	t.open("GET /d/{secret}/live", ha.Live)
	t.open("POST /d/{secret}/say", ha.Say)
	t.open("POST /d/{secret}/vote", ha.Vote)
	t.open("POST /d/{secret}/marks", ha.Mark)
}
