package sheets

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/site"
)

var errNotBuilt = fault.New(fault.Unavailable, "problem.not_built")

func (p *Pages) JoinPage(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Join(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Invitation(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Begin(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Sheet(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Step(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) SaveStep(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) SaveAnswer(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Done(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Cards(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Lay(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) PaperPage(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Paper(http.ResponseWriter, *site.Request) error { return errNotBuilt }
