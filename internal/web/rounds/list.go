package rounds

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// list is all rounds of an organisation.
type list struct {
	page.Base
	Rounds    []*round.Round
	MayManage bool
}

// List shows the rounds.
func (p *Pages) List(w http.ResponseWriter, r *site.Request) error {
	if err := access.Require(r.Act, access.SeeRounds, access.Object{Org: r.Act.By.Org}); err != nil {
		return err
	}
	rounds, err := p.Store.Rounds(r.Context(), r.Org())
	if err != nil {
		return err
	}
	return r.Render(w, listPage(list{r.Page.Named(r.Page.T("rounds.title")), rounds, r.Page.Can(access.ManageRounds)}))
}
