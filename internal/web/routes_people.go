package web

import (
	"chancencheck/internal/web/account"
	"chancencheck/internal/web/door"
	"chancencheck/internal/web/entrance"
	"chancencheck/internal/web/legal"
	"chancencheck/internal/web/people"
	"chancencheck/internal/web/protection"
	"chancencheck/internal/web/register"
)

func entranceRoutes(t table) {
	en := entrance.New(t.site)
	t.open("GET /signin", en.Page)
	t.open("POST /signin", en.Ask)
	t.open("GET /signin/code", en.CodePage)
	t.open("POST /signin/code", en.Code)
	t.open("GET /signin/mail/{token}", en.LinkPage)
	t.open("POST /signin/mail/{token}", en.Link)
	t.open("POST /signin/passkey/question", en.AskPasskey)
	t.open("POST /signin/passkey", en.Passkey)
	t.open("GET /signin/with/{issuer}", en.GoToProvider)
	t.open("GET /signin/back", en.Back)
	t.open("POST /signin/over/{issuer}", en.Over)
	t.staff("GET /issuers", en.Issuers)
}

func accountRoutes(t table) {
	ac := account.New(t.site)
	t.staff("GET /account", ac.Page)
	t.staff("POST /account/extend", ac.Extend)
	t.staff("POST /account/end", ac.End)
	t.staff("POST /account/passkeys/question", ac.AskPasskey)
	t.staff("POST /account/passkeys", ac.AddPasskey)
	t.staff("POST /account/passkeys/{passkey}/name", ac.NamePasskey)
	t.staff("POST /account/passkeys/{passkey}/remove", ac.DropPasskey)
}

func peopleRoutes(t table) {
	pe := people.New(t.site)
	t.staff("GET /people", pe.List)
	t.staff("POST /people", pe.Add)
	t.staff("GET /people/new", pe.NewPage)
	t.staff("GET /people/{person}", pe.Person)
	t.staff("POST /people/{person}", pe.Change)
	t.staff("POST /people/{person}/link", pe.Invite)
	t.staff("POST /people/{person}/give", pe.Give)
	t.staff("POST /people/{person}/take", pe.Take)
	t.staff("POST /people/{person}/deputy", pe.Deputise)
	t.staff("POST /people/{person}/hand-over", pe.HandOver)
	t.staff("POST /people/{person}/leave", pe.Leave)
	t.staff("POST /people/{person}/return", pe.Return)
	t.staff("GET /posts", pe.Posts)
	t.staff("POST /posts", pe.PutPost)
}

func registerRoutes(t table) {
	rg := register.New(t.site)
	t.staff("GET /units", rg.Units)
	t.staff("GET /units/{unit}", rg.Unit)
	t.staff("GET /units/{unit}/reform", rg.ReformPage)
	t.staff("POST /units/{unit}/reform", rg.Reform)
	t.staff("POST /reforms/{reform}/withdraw", rg.Unplan)
	t.staff("GET /duplicates", rg.Duplicates)
	t.staff("POST /duplicates/{service}/split", rg.SplitService)
	t.staff("POST /duplicates/{service}/{other}", rg.Decide)
	t.staff("GET /import", rg.ImportPage)
	t.upload("POST /import", rg.Import)
	t.staff("GET /audit", rg.Audit)
}

func legalRoutes(t table) {
	lw := legal.New(t.site)
	t.open("GET /accessibility", lw.Accessibility)
	t.open("GET /privacy", lw.Privacy)
	t.open("GET /imprint", lw.Imprint)
	t.open("GET /easy", lw.Easy)
	t.open("GET /barrier", lw.BarrierPage)
	t.open("POST /barrier", lw.Report)
	t.open("GET /barrier/{id}", lw.Receipt)
	t.staff("GET /barriers", lw.Barriers)
	t.staff("POST /barriers/{id}", lw.Answer)
	t.staff("GET /golive", lw.Checklist)
	t.staff("GET /legal", lw.EditPage)
	t.staff("POST /legal", lw.Edit)
}

func protectionRoutes(t table) {
	pr := protection.New(t.site)
	t.staff("GET /me", pr.Me)
	t.staff("GET /me/data.json", pr.MyFile)
	t.staff("POST /me/erasure", pr.AskErasure)
	t.staff("GET /protection", pr.Periods)
	t.staff("GET /protection/papers/{file}", pr.Paper)
	t.staff("GET /checks/{check}/redact", pr.RedactPage)
	t.staff("POST /checks/{check}/redact", pr.Redact)
	t.staff("GET /people/{person}/erase", pr.ErasePage)
	t.staff("POST /people/{person}/erase", pr.Erase)
}

func doorRoutes(t table) {
	d := door.New(t.site)
	t.open("GET /{$}", d.Start)
	t.open("GET /in/{token}", d.SignInPage)
	t.open("POST /in/{token}", d.SignIn)
	t.open("POST /out", d.SignOut)
	t.open("GET /setup/{token}", d.SetUpPage)
	t.open("POST /setup/{token}", d.SetUp)
	t.open("GET /help", d.Help)
	t.staff("GET /home", d.Home)
}
