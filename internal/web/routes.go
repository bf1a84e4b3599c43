package web

import (
	"net/http"

	"chancencheck/internal/web/door"
	"chancencheck/internal/web/site"
)

// routes is everything the product answers to, room by room. Paths stand
// without the language: /de/rounds is /rounds here.
func routes(s *site.Site, mux router) {
	t := table{site: s, mux: mux}
	doorRoutes(t)
	legalRoutes(t)
	protectionRoutes(t)
	entranceRoutes(t)
	accountRoutes(t)
	roundRoutes(t)
	dateRoutes(t)
	letterRoutes(t)
	registerRoutes(t)
	peopleRoutes(t)
	catalogueRoutes(t)
	sheetRoutes(t)
	talkRoutes(t)
	resultRoutes(t)
	orgCheckRoutes(t)
	partnerRoutes(t)
	findingRoutes(t)
	measureRoutes(t)
	eventRoutes(t)
	mux.Handle("/", s.Handle(door.New(s).NotFound))
}

// table takes routes by who may send what.
type table struct {
	site *site.Site
	mux  router
}

// open is for everybody, with forms of at most MostForm.
func (t table) open(pattern string, h site.Handler) {
	t.mux.Handle(pattern, http.MaxBytesHandler(t.site.Handle(h), MostForm))
}

// staff is for those who have signed in, with forms of at most MostDesk.
func (t table) staff(pattern string, h site.Handler) {
	t.mux.Handle(pattern, http.MaxBytesHandler(t.site.Signed(h), MostDesk))
}

// upload is for those who have signed in and send files.
func (t table) upload(pattern string, h site.Handler) {
	t.mux.Handle(pattern, t.site.Signed(h))
}

// router takes routes: a ServeMux, or a test that goes through all of them.
type router interface {
	Handle(pattern string, h http.Handler)
}
