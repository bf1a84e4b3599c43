package site

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/page"
)

// statusOf is the one table from kinds of error to answers.
var statusOf = map[fault.Kind]int{
	fault.Invalid:     http.StatusUnprocessableEntity,
	fault.NotFound:    http.StatusNotFound,
	fault.Conflict:    http.StatusConflict,
	fault.Denied:      http.StatusForbidden,
	fault.Unavailable: http.StatusServiceUnavailable,
	fault.Internal:    http.StatusInternalServerError,
}

// Status returns the HTTP status of an error.
func Status(err error) int { return statusOf[fault.KindOf(err)] }

// problem answers with the page of an error. Internal texts stay in the log.
func (s *Site) problem(w http.ResponseWriter, r *Request, err error) {
	kind := fault.KindOf(err)
	if kind == fault.Internal {
		s.Log.Error("page failed", "pattern", r.Pattern, "error", err)
	}
	if kind == fault.Denied && !r.Page.SignedIn() {
		kind = fault.NotFound // a visitor is not told what there is
	}
	b := r.Page.Named(r.Page.T("problem." + problemKey[kind]))
	if err := r.RenderStatus(w, statusOf[kind], page.Problem(b, r.Page.P.Error(err))); err != nil {
		s.Log.Error("page of an error failed", "error", err)
	}
}

// problemKey names the heading of an error page.
var problemKey = map[fault.Kind]string{
	fault.Invalid: "invalid", fault.NotFound: "not_found", fault.Conflict: "conflict", fault.Denied: "denied",
	fault.Unavailable: "unavailable", fault.Internal: "internal",
}
