package web

import (
	"net/http"

	"chancencheck/internal/web/account"
	"chancencheck/internal/web/catalogue"
	"chancencheck/internal/web/dates"
	"chancencheck/internal/web/door"
	"chancencheck/internal/web/entrance"
	"chancencheck/internal/web/legal"
	"chancencheck/internal/web/letters"
	"chancencheck/internal/web/orgchecks"
	"chancencheck/internal/web/partners"
	"chancencheck/internal/web/people"
	"chancencheck/internal/web/protection"
	"chancencheck/internal/web/register"
	"chancencheck/internal/web/results"
	"chancencheck/internal/web/rounds"
	"chancencheck/internal/web/sheets"
	"chancencheck/internal/web/site"
	"chancencheck/internal/web/talk"
)

// routes is everything the product answers to. Paths stand without the
// language: /de/rounds is /rounds here.
func routes(s *site.Site, mux router) {
	open := func(pattern string, h site.Handler) { mux.Handle(pattern, http.MaxBytesHandler(s.Handle(h), MostForm)) }
	staff := func(pattern string, h site.Handler) { mux.Handle(pattern, http.MaxBytesHandler(s.Signed(h), MostDesk)) }
	upload := func(pattern string, h site.Handler) { mux.Handle(pattern, s.Signed(h)) }

	d := door.New(s)
	open("GET /{$}", d.Start)
	open("GET /in/{token}", d.SignInPage)
	open("POST /in/{token}", d.SignIn)
	open("POST /out", d.SignOut)
	open("GET /setup/{token}", d.SetUpPage)
	open("POST /setup/{token}", d.SetUp)
	open("GET /help", d.Help)
	staff("GET /home", d.Home)

	lw := legal.New(s)
	open("GET /accessibility", lw.Accessibility)
	open("GET /privacy", lw.Privacy)
	open("GET /imprint", lw.Imprint)
	open("GET /easy", lw.Easy)
	open("GET /barrier", lw.BarrierPage)
	open("POST /barrier", lw.Report)
	open("GET /barrier/{id}", lw.Receipt)
	staff("GET /barriers", lw.Barriers)
	staff("POST /barriers/{id}", lw.Answer)
	staff("GET /golive", lw.Checklist)
	staff("GET /legal", lw.EditPage)
	staff("POST /legal", lw.Edit)

	pr := protection.New(s)
	staff("GET /me", pr.Me)
	staff("GET /me/data.json", pr.MyFile)
	staff("POST /me/erasure", pr.AskErasure)
	staff("GET /protection", pr.Periods)
	staff("GET /protection/papers/{file}", pr.Paper)
	staff("GET /checks/{check}/redact", pr.RedactPage)
	staff("POST /checks/{check}/redact", pr.Redact)
	staff("GET /people/{person}/erase", pr.ErasePage)
	staff("POST /people/{person}/erase", pr.Erase)

	en := entrance.New(s)
	open("GET /signin", en.Page)
	open("POST /signin", en.Ask)
	open("GET /signin/code", en.CodePage)
	open("POST /signin/code", en.Code)
	open("GET /signin/mail/{token}", en.LinkPage)
	open("POST /signin/mail/{token}", en.Link)

	ac := account.New(s)
	staff("GET /account", ac.Page)
	staff("POST /account/extend", ac.Extend)
	staff("POST /account/end", ac.End)

	ro := rounds.New(s)
	staff("GET /rounds", ro.List)
	staff("GET /rounds/new", ro.NewPage)
	staff("POST /rounds", ro.Create)
	staff("GET /rounds/{round}", ro.Round)
	staff("POST /rounds/{round}/open", ro.Open)
	staff("POST /rounds/{round}/extend", ro.Extend)
	staff("GET /rounds/{round}/mandate", ro.MandatePage)
	staff("POST /rounds/{round}/mandate", ro.Mandate)
	staff("GET /rounds/{round}/waves", ro.Waves)
	staff("POST /rounds/{round}/waves", ro.PlanWave)
	staff("POST /rounds/{round}/waves/{wave}/open", ro.OpenWave)
	staff("POST /rounds/{round}/waves/{wave}/drop", ro.DropWave)
	staff("POST /rounds/{round}/waves/{wave}/extend", ro.ExtendWave)
	staff("GET /rounds/{round}/close", ro.ClosePage)
	staff("POST /rounds/{round}/close", ro.Close)
	staff("GET /checks/{check}", ro.Check)
	staff("POST /checks/{check}/prepare", ro.Prepare)
	staff("POST /checks/{check}/extend", ro.ExtendCheck)
	staff("POST /checks/{check}/postpone", ro.Postpone)
	staff("POST /checks/{check}/resume", ro.Resume)

	da := dates.New(s)
	staff("GET /dates", da.List)
	staff("POST /dates", da.Offer)
	staff("POST /dates/{date}/withdraw", da.Withdraw)
	staff("POST /rehearsals", da.Rehearse)
	staff("GET /checks/{check}/date", da.Date)
	staff("POST /checks/{check}/date", da.Book)
	staff("POST /checks/{check}/date/release", da.Release)
	staff("GET /checks/{check}/talk.ics", da.Calendar)
	staff("GET /rounds/{round}/tandems", da.Tandems)
	staff("POST /rounds/{round}/tandems", da.Pair)
	staff("POST /rounds/{round}/tandems/part", da.Part)

	le := letters.New(s)
	staff("GET /rounds/{round}/letters", le.Letters)
	staff("POST /rounds/{round}/letters/send", le.Send)
	staff("POST /rounds/{round}/letters/again", le.Again)
	staff("GET /rounds/{round}/letters/print", le.Print)
	staff("GET /rounds/{round}/letters/{kind}/{language}", le.Edit)
	staff("POST /rounds/{round}/letters/{kind}/{language}", le.Word)

	rg := register.New(s)
	staff("GET /units", rg.Units)
	staff("GET /units/{unit}", rg.Unit)
	staff("GET /units/{unit}/reform", rg.ReformPage)
	staff("POST /units/{unit}/reform", rg.Reform)
	staff("GET /import", rg.ImportPage)
	upload("POST /import", rg.Import)
	staff("GET /audit", rg.Audit)

	pe := people.New(s)
	staff("GET /people", pe.List)
	staff("POST /people", pe.Add)
	staff("GET /people/new", pe.NewPage)
	staff("GET /people/{person}", pe.Person)
	staff("POST /people/{person}", pe.Change)
	staff("POST /people/{person}/link", pe.Invite)
	staff("POST /people/{person}/give", pe.Give)
	staff("POST /people/{person}/take", pe.Take)
	staff("POST /people/{person}/deputy", pe.Deputise)
	staff("POST /people/{person}/hand-over", pe.HandOver)
	staff("POST /people/{person}/leave", pe.Leave)
	staff("POST /people/{person}/return", pe.Return)
	staff("GET /posts", pe.Posts)
	staff("POST /posts", pe.PutPost)

	ca := catalogue.New(s)
	staff("GET /instruments", ca.Instruments)
	staff("GET /instruments/{id}/{version}", ca.Instrument)
	staff("GET /instruments/{id}/{version}/guide", ca.Guide)
	staff("GET /instruments/{id}/{version}/blank", ca.Blank)
	staff("GET /instruments/{id}/{version}/kit", ca.KitPage)
	staff("POST /instruments/{id}/{version}/kit", ca.MakeKit)
	staff("GET /instruments/{id}/{version}/kit/{file}", ca.KitFile)

	sh := sheets.New(s)
	open("GET /join", sh.JoinPage)
	open("POST /join", sh.Join)
	open("GET /j/{code}", sh.Invitation)
	open("POST /j/{code}", sh.Begin)
	open("GET /s/{secret}", sh.Sheet)
	open("GET /s/{secret}/{step}", sh.Step)
	open("POST /s/{secret}/{step}", sh.SaveStep)
	open("POST /s/{secret}/answer", sh.SaveAnswer)
	open("GET /s/{secret}/done", sh.Done)
	open("GET /s/{secret}/cards", sh.Cards)
	open("POST /s/{secret}/cards", sh.Lay)
	staff("GET /checks/{check}/paper", sh.PaperPage)
	staff("POST /checks/{check}/paper", sh.Paper)

	ta := talk.New(s)
	staff("POST /checks/{check}/talk", ta.Start)
	staff("GET /checks/{check}/talk", ta.Agenda)
	staff("GET /checks/{check}/talk/item", ta.Item)
	staff("POST /checks/{check}/talk/turn", ta.Turn)
	staff("POST /checks/{check}/talk/reveal", ta.Reveal)
	staff("POST /checks/{check}/talk/count", ta.Count)
	staff("POST /checks/{check}/talk/agree", ta.Agree)
	staff("POST /checks/{check}/talk/adopt", ta.Adopt)
	staff("GET /checks/{check}/talk/notes", ta.Notes)
	staff("POST /checks/{check}/talk/notes", ta.WriteNote)
	staff("POST /checks/{check}/talk/notes/remove", ta.RemoveNote)
	staff("GET /checks/{check}/talk/finish", ta.FinishPage)
	staff("POST /checks/{check}/talk/finish", ta.Finish)
	staff("GET /checks/{check}/projector", ta.Projector)
	open("GET /live/{topic}", ta.Live)

	re := results.New(s)
	staff("GET /checks/{check}/result", re.Result)
	staff("GET /checks/{check}/result/{file}", re.File)
	staff("GET /checks/{check}/years", re.Years)
	staff("POST /checks/{check}/sign", re.Sign)
	staff("GET /checks/{check}/reopen", re.ReopenPage)
	staff("POST /checks/{check}/reopen", re.Reopen)
	staff("GET /rounds/{round}/overview", re.Overview)
	staff("GET /rounds/{round}/needs", re.Needs)
	staff("GET /rounds/{round}/release", re.ReleasePage)
	staff("POST /rounds/{round}/release", re.Release)
	staff("POST /rounds/{round}/withdraw", re.Withdraw)
	staff("GET /released", re.Released)
	staff("GET /released/{org}/{round}", re.ReleasedRound)
	staff("GET /rounds/{round}/report/{file}", re.RoundFile)

	oc := orgchecks.New(s)
	staff("GET /orgchecks", oc.List)
	staff("POST /orgchecks", oc.Create)
	staff("GET /orgchecks/{orgcheck}", oc.Check)
	staff("GET /orgchecks/{orgcheck}/desks", oc.Desks)
	staff("POST /orgchecks/{orgcheck}/desks", oc.Assign)
	staff("POST /orgchecks/{orgcheck}/assign", oc.AssignOne)
	staff("POST /orgchecks/{orgcheck}/open", oc.Open)
	staff("GET /orgchecks/{orgcheck}/close", oc.ClosePage)
	staff("POST /orgchecks/{orgcheck}/close", oc.Close)
	staff("GET /orgchecks/{orgcheck}/units/{unit}", oc.Unit)
	staff("POST /orgchecks/{orgcheck}/units/{unit}", oc.Answer)
	staff("POST /orgchecks/{orgcheck}/units/{unit}/confirm", oc.Confirm)
	staff("POST /orgchecks/{orgcheck}/units/{unit}/fields/{field}", oc.WriteWorked)
	staff("GET /orgchecks/{orgcheck}/units/{unit}/pass", oc.PassPage)
	staff("POST /orgchecks/{orgcheck}/units/{unit}/pass", oc.Pass)
	staff("POST /orgchecks/{orgcheck}/units/{unit}/return", oc.Return)
	staff("GET /orgchecks/{orgcheck}/questions/{question}", oc.Question)
	staff("POST /orgchecks/{orgcheck}/questions/{question}/decide", oc.Decide)
	staff("GET /orgchecks/{orgcheck}/partners", oc.Partners)
	staff("POST /orgchecks/{orgcheck}/partners", oc.PutGroup)
	staff("GET /orgchecks/{orgcheck}/partners/{group}", oc.GroupSheet)
	staff("GET /orgchecks/{orgcheck}/result", oc.Result)
	staff("GET /orgchecks/{orgcheck}/result/{file}", oc.File)
	staff("POST /orgchecks/{orgcheck}/fields/{field}/appraisal", oc.Appraise)
	staff("GET /orgchecks/{orgcheck}/workshop", oc.Workshop)
	staff("GET /orgchecks/{orgcheck}/workshop/{node}", oc.Criterion)

	pa := partners.New(s)
	open("GET /p/{code}", pa.Invitation)
	open("POST /p/{code}", pa.Begin)
	open("GET /p/{code}/{secret}", pa.Sheet)
	open("GET /p/{code}/{secret}/{step}", pa.Step)
	open("POST /p/{code}/{secret}/{step}", pa.SaveStep)

	mux.Handle("/", s.Handle(d.NotFound))
}

// router takes routes: a ServeMux, or a test that goes through all of them.
type router interface {
	Handle(pattern string, h http.Handler)
}
