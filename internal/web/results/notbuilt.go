package results

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/site"
)

var errNotBuilt = fault.New(fault.Unavailable, "problem.not_built")

func (p *Pages) Result(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) File(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Sign(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) ReopenPage(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Reopen(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Overview(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Needs(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) RoundFile(http.ResponseWriter, *site.Request) error { return errNotBuilt }
