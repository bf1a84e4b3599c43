package door

import (
	"chancencheck/access"
	"chancencheck/golive"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// barriers reminds of reported barriers that wait for an answer.
func (p *Pages) barriers(r *site.Request, b page.Base) ([]task, error) {
	if !b.Can(access.AnswerBarriers) {
		return nil, nil
	}
	reports, err := p.Store.Barriers(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	var out []task
	for _, one := range golive.Open(reports) {
		if len(out) < mostTasks {
			out = append(out, task{b.T("home.barrier", "date", page.Day(b, one.Due)), b.T("home.barrier_hint", "number", one.Number), "/barriers", "state.open"})
		}
	}
	return out, nil
}
