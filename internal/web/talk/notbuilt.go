package talk

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/site"
)

var errNotBuilt = fault.New(fault.Unavailable, "problem.not_built")

func (p *Pages) Start(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Agenda(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Item(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Turn(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Reveal(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Count(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Agree(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Adopt(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Notes(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) WriteNote(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) RemoveNote(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) FinishPage(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Finish(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Projector(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Live(http.ResponseWriter, *site.Request) error { return errNotBuilt }
