package web

import (
	"chancencheck/internal/web/dates"
	"chancencheck/internal/web/letters"
	"chancencheck/internal/web/results"
	"chancencheck/internal/web/rounds"
	"chancencheck/internal/web/sheets"
	"chancencheck/internal/web/talk"
)

func roundRoutes(t table) {
	ro := rounds.New(t.site)
	t.staff("GET /rounds", ro.List)
	t.staff("GET /rounds/new", ro.NewPage)
	t.staff("POST /rounds", ro.Create)
	t.staff("GET /rounds/{round}", ro.Round)
	t.staff("POST /rounds/{round}/open", ro.Open)
	t.staff("POST /rounds/{round}/extend", ro.Extend)
	t.staff("GET /rounds/{round}/mandate", ro.MandatePage)
	t.staff("POST /rounds/{round}/mandate", ro.Mandate)
	t.staff("GET /rounds/{round}/waves", ro.Waves)
	t.staff("POST /rounds/{round}/waves", ro.PlanWave)
	t.staff("POST /rounds/{round}/waves/{wave}/open", ro.OpenWave)
	t.staff("POST /rounds/{round}/waves/{wave}/drop", ro.DropWave)
	t.staff("POST /rounds/{round}/waves/{wave}/extend", ro.ExtendWave)
	t.staff("GET /rounds/{round}/close", ro.ClosePage)
	t.staff("POST /rounds/{round}/close", ro.Close)
	t.staff("GET /checks/{check}", ro.Check)
	t.staff("POST /checks/{check}/prepare", ro.Prepare)
	t.staff("POST /checks/{check}/extend", ro.ExtendCheck)
	t.staff("POST /checks/{check}/seats", ro.AllowSheets)
	t.staff("POST /checks/{check}/postpone", ro.Postpone)
	t.staff("POST /checks/{check}/resume", ro.Resume)
	t.staff("POST /checks/{check}/reassign", ro.Reassign)
	t.staff("POST /checks/{check}/end", ro.End)
}

func dateRoutes(t table) {
	da := dates.New(t.site)
	t.staff("GET /dates", da.List)
	t.staff("POST /dates", da.Offer)
	t.staff("POST /dates/{date}/withdraw", da.Withdraw)
	t.staff("POST /rehearsals", da.Rehearse)
	t.staff("GET /checks/{check}/date", da.Date)
	t.staff("POST /checks/{check}/date", da.Book)
	t.staff("POST /checks/{check}/date/release", da.Release)
	t.staff("GET /checks/{check}/talk.ics", da.Calendar)
	t.staff("GET /rounds/{round}/tandems", da.Tandems)
	t.staff("POST /rounds/{round}/tandems", da.Pair)
	t.staff("POST /rounds/{round}/tandems/part", da.Part)
}

func letterRoutes(t table) {
	le := letters.New(t.site)
	t.staff("GET /rounds/{round}/letters", le.Letters)
	t.staff("POST /rounds/{round}/letters/send", le.Send)
	t.staff("POST /rounds/{round}/letters/again", le.Again)
	t.staff("GET /rounds/{round}/letters/print", le.Print)
	t.staff("GET /rounds/{round}/letters/{kind}/{language}", le.Edit)
	t.staff("POST /rounds/{round}/letters/{kind}/{language}", le.Word)
}

func sheetRoutes(t table) {
	sh := sheets.New(t.site)
	t.open("GET /join", sh.JoinPage)
	t.open("POST /join", sh.Join)
	t.open("GET /j/{code}", sh.Invitation)
	t.open("POST /j/{code}", sh.Begin)
	t.open("GET /s/{secret}", sh.Sheet)
	t.open("GET /s/{secret}/{step}", sh.Step)
	t.open("POST /s/{secret}/{step}", sh.SaveStep)
	t.open("POST /s/{secret}/answer", sh.SaveAnswer)
	t.open("GET /s/{secret}/done", sh.Done)
	t.open("GET /s/{secret}/cards", sh.Cards)
	t.open("POST /s/{secret}/cards", sh.Lay)
	t.staff("GET /checks/{check}/paper", sh.PaperPage)
	t.staff("POST /checks/{check}/paper", sh.Paper)
}

func talkRoutes(t table) {
	ta := talk.New(t.site)
	t.staff("POST /checks/{check}/talk", ta.Start)
	t.staff("GET /checks/{check}/talk", ta.Agenda)
	t.staff("GET /checks/{check}/talk/item", ta.Item)
	t.staff("POST /checks/{check}/talk/turn", ta.Turn)
	t.staff("POST /checks/{check}/talk/reveal", ta.Reveal)
	t.staff("POST /checks/{check}/talk/count", ta.Count)
	t.staff("POST /checks/{check}/talk/agree", ta.Agree)
	t.staff("POST /checks/{check}/talk/adopt", ta.Adopt)
	t.staff("GET /checks/{check}/talk/notes", ta.Notes)
	t.staff("POST /checks/{check}/talk/notes", ta.WriteNote)
	t.staff("POST /checks/{check}/talk/notes/remove", ta.RemoveNote)
	t.staff("GET /checks/{check}/talk/finish", ta.FinishPage)
	t.staff("POST /checks/{check}/talk/finish", ta.Finish)
	t.staff("GET /checks/{check}/projector", ta.Projector)
	t.staff("GET /checks/{check}/calibration", ta.Calibration)
	t.open("GET /live/{topic}", ta.Live)
}

func resultRoutes(t table) {
	re := results.New(t.site)
	t.staff("GET /checks/{check}/result", re.Result)
	t.staff("GET /checks/{check}/result/{file}", re.File)
	t.staff("GET /checks/{check}/years", re.Years)
	t.staff("POST /checks/{check}/sign", re.Sign)
	t.staff("GET /checks/{check}/reopen", re.ReopenPage)
	t.staff("POST /checks/{check}/reopen", re.Reopen)
	t.staff("GET /rounds/{round}/overview", re.Overview)
	t.staff("GET /rounds/{round}/needs", re.Needs)
	t.staff("GET /rounds/{round}/release", re.ReleasePage)
	t.staff("POST /rounds/{round}/release", re.Release)
	t.staff("POST /rounds/{round}/withdraw", re.Withdraw)
	t.staff("GET /released", re.Released)
	t.staff("GET /released/{org}/{round}", re.ReleasedRound)
	t.staff("GET /rounds/{round}/report/{file}", re.RoundFile)
}
