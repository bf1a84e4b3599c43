package rounds

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/site"
)

var errNotBuilt = fault.New(fault.Unavailable, "problem.not_built")

func (p *Pages) List(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) NewPage(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Create(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Round(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Open(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Extend(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) ClosePage(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Close(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Check(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Prepare(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Postpone(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Resume(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Units(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Unit(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) ImportPage(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Import(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Instruments(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Instrument(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Guide(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Blank(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Audit(http.ResponseWriter, *site.Request) error { return errNotBuilt }
