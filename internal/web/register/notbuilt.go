package register

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/site"
)

var errNotBuilt = fault.New(fault.Unavailable, "problem.not_built")

func (p *Pages) Units(http.ResponseWriter, *site.Request) error      { return errNotBuilt }
func (p *Pages) Unit(http.ResponseWriter, *site.Request) error       { return errNotBuilt }
func (p *Pages) ImportPage(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Import(http.ResponseWriter, *site.Request) error     { return errNotBuilt }
func (p *Pages) Audit(http.ResponseWriter, *site.Request) error      { return errNotBuilt }
