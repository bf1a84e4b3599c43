package web

import (
	"chancencheck/internal/web/findings"
	"chancencheck/internal/web/measures"
)

func findingRoutes(t table) {
	fi := findings.New(t.site)
	t.staff("GET /findings", fi.List)
	t.staff("POST /findings", fi.Write)
	t.staff("GET /findings/new", fi.NewPage)
	t.staff("GET /findings/take", fi.TakePage)
	t.staff("POST /findings/take", fi.Take)
	t.staff("GET /findings/next", fi.Next)
	t.staff("POST /findings/gather", fi.Gather)
	t.staff("GET /findings/{finding}", fi.Finding)
	t.staff("POST /findings/{finding}", fi.Edit)
	t.staff("POST /findings/{finding}/aside", fi.Aside)
	t.staff("POST /findings/{finding}/take-up", fi.TakeUp)
	t.staff("POST /findings/{finding}/take-out", fi.TakeOut)
}

func measureRoutes(t table) {
	me := measures.New(t.site)
	t.staff("GET /measures", me.List)
	t.staff("POST /measures", me.Create)
	t.staff("GET /measures/new", me.NewPage)
	t.staff("GET /measures/ask", me.AskPage)
	t.staff("POST /measures/ask", me.Ask)
	t.staff("GET /plan/{file}", me.File)
	t.staff("GET /measures/{measure}", me.Measure)
	t.staff("GET /measures/{measure}/edit", me.EditPage)
	t.staff("POST /measures/{measure}/edit", me.Edit)
	t.staff("POST /measures/{measure}/decide", me.Decide)
	t.staff("POST /measures/{measure}/report", me.Report)
	t.staff("POST /measures/{measure}/reading", me.Read)
	t.staff("POST /measures/{measure}/claim", me.Claim)
	t.staff("POST /measures/{measure}/look", me.Look)
	t.staff("POST /measures/{measure}/check-in", me.CheckIn)
	t.open("GET /report/{secret}", me.AnswerPage)
	t.open("POST /report/{secret}", me.Answer)
}
