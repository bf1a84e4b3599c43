package catalogue

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/site"
)

var errNotBuilt = fault.New(fault.Unavailable, "problem.not_built")

func (p *Pages) Instruments(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Instrument(http.ResponseWriter, *site.Request) error  { return errNotBuilt }
func (p *Pages) Guide(http.ResponseWriter, *site.Request) error       { return errNotBuilt }
func (p *Pages) Blank(http.ResponseWriter, *site.Request) error       { return errNotBuilt }
