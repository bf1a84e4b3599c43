package web

import (
	"chancencheck/internal/web/catalogue"
	"chancencheck/internal/web/orgchecks"
	"chancencheck/internal/web/partners"
)

func orgCheckRoutes(t table) {
	oc := orgchecks.New(t.site)
	t.staff("GET /orgchecks", oc.List)
	t.staff("POST /orgchecks", oc.Create)
	t.staff("GET /orgchecks/{orgcheck}", oc.Check)
	t.staff("GET /orgchecks/{orgcheck}/desks", oc.Desks)
	t.staff("POST /orgchecks/{orgcheck}/desks", oc.Assign)
	t.staff("POST /orgchecks/{orgcheck}/assign", oc.AssignOne)
	t.staff("POST /orgchecks/{orgcheck}/open", oc.Open)
	t.staff("GET /orgchecks/{orgcheck}/close", oc.ClosePage)
	t.staff("POST /orgchecks/{orgcheck}/close", oc.Close)
	t.staff("GET /orgchecks/{orgcheck}/units/{unit}", oc.Unit)
	t.staff("POST /orgchecks/{orgcheck}/units/{unit}", oc.Answer)
	t.staff("POST /orgchecks/{orgcheck}/units/{unit}/answer", oc.SaveAnswer)
	t.staff("POST /orgchecks/{orgcheck}/units/{unit}/confirm", oc.Confirm)
	t.staff("POST /orgchecks/{orgcheck}/units/{unit}/fields/{field}", oc.WriteWorked)
	t.staff("GET /orgchecks/{orgcheck}/units/{unit}/pass", oc.PassPage)
	t.staff("POST /orgchecks/{orgcheck}/units/{unit}/pass", oc.Pass)
	t.staff("POST /orgchecks/{orgcheck}/units/{unit}/return", oc.Return)
	t.staff("GET /orgchecks/{orgcheck}/questions/{question}", oc.Question)
	t.staff("POST /orgchecks/{orgcheck}/questions/{question}/decide", oc.Decide)
	t.staff("GET /orgchecks/{orgcheck}/partners", oc.Partners)
	t.staff("POST /orgchecks/{orgcheck}/partners", oc.PutGroup)
	t.staff("GET /orgchecks/{orgcheck}/partners/{group}", oc.GroupSheet)
	t.staff("GET /orgchecks/{orgcheck}/partners/{group}/paper", oc.PaperPage)
	t.staff("POST /orgchecks/{orgcheck}/partners/{group}/paper", oc.Paper)
	t.staff("GET /orgchecks/{orgcheck}/result", oc.Result)
	t.staff("GET /orgchecks/{orgcheck}/result/{file}", oc.File)
	t.staff("POST /orgchecks/{orgcheck}/fields/{field}/appraisal", oc.Appraise)
	t.staff("GET /orgchecks/{orgcheck}/workshop", oc.Workshop)
	t.staff("GET /orgchecks/{orgcheck}/workshop/{node}", oc.Criterion)
}

func partnerRoutes(t table) {
	pa := partners.New(t.site)
	t.open("GET /p/{code}", pa.Invitation)
	t.open("POST /p/{code}", pa.Begin)
	t.open("GET /p/{code}/{secret}", pa.Sheet)
	t.open("GET /p/{code}/{secret}/{step}", pa.Step)
	t.open("POST /p/{code}/{secret}/{step}", pa.SaveStep)
}

func catalogueRoutes(t table) {
	ca := catalogue.New(t.site)
	t.staff("GET /instruments", ca.Instruments)
	t.staff("GET /instruments/{id}/{version}", ca.Instrument)
	t.staff("GET /instruments/{id}/{version}/guide", ca.Guide)
	t.staff("GET /instruments/{id}/{version}/blank", ca.Blank)
	t.staff("GET /instruments/{id}/{version}/kit", ca.KitPage)
	t.staff("POST /instruments/{id}/{version}/kit", ca.MakeKit)
	t.staff("GET /instruments/{id}/{version}/kit/{file}", ca.KitFile)
}
