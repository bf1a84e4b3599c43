package events

import (
	"net/http"

	"chancencheck/dialogue"
	"chancencheck/internal/web/site"
)

// reportView is what an event has come to: offers, ideas, points of tables,
// priorities, common ground. Only what is shown stands in it.
type reportView struct {
	*view
	Offers, Ideas, Notes []dialogue.Cluster
	Laid                 map[dialogue.ContributionID]int
	Ranked               []rankedIdea
	Tables               map[dialogue.TableID]string
}

// Report shows what an event has come to.
func (p *Pages) Report(w http.ResponseWriter, r *site.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	all, err := p.Store.Contributions(r.Context(), v.Event.Ref)
	if err != nil {
		return err
	}
	rv := reportView{view: v, Offers: dialogue.Clusters(all, dialogue.Offer), Ideas: dialogue.Clusters(all, dialogue.Idea), Notes: dialogue.Clusters(all, dialogue.Note),
		Laid: dialogue.LaidIn(all), Tables: tableNames(v.Event)}
	if rv.Ranked, err = p.ranked(r, v.Event); err != nil {
		return err
	}
	return r.Render(w, reportPage(rv))
}
