package door

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/web/site"
)

var errNotBuilt = fault.New(fault.Unavailable, "problem.not_built")

func (p *Pages) Start(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) SignInPage(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) SignIn(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) SignOut(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) SetUpPage(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) SetUp(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Help(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Accessibility(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Privacy(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Imprint(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) Home(http.ResponseWriter, *site.Request) error { return errNotBuilt }
func (p *Pages) NotFound(http.ResponseWriter, *site.Request) error { return errNotBuilt }
