package door

import (
	"chancencheck/access"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/orgcheck"
)

// orgTasks are what running organisation checks ask of the reader.
func (p *Pages) orgTasks(r *site.Request, b page.Base) ([]task, error) {
	if !b.Can(access.SeeOrgCheck) {
		return nil, nil
	}
	all, err := p.Store.OrgChecks(r.Context(), r.Org())
	if err != nil {
		return nil, err
	}
	var out []task
	for _, c := range all {
		if c.State != orgcheck.Running {
			continue
		}
		rec, err := p.Store.OrgRecord(r.Context(), c.Ref)
		if err != nil {
			return nil, err
		}
		ins, err := p.Instruments.Get(r.Context(), c.Org, c.Instrument)
		if err != nil {
			return nil, err
		}
		out = append(out, orgTasksOf(b, rec, rec.ToDoFor(ins, r.Act.By, r.Act.At))...)
	}
	return out, nil
}

func orgTasksOf(b page.Base, rec *orgcheck.Record, todo orgcheck.ToDo) []task {
	at := "/orgchecks/" + string(rec.Check.ID)
	var out []task
	add := func(title, path string) {
		out = append(out, task{title, b.T("home.org_hint", "check", rec.Check.Title, "date", page.Day(b, rec.Check.ClosesOn)), path, "state.running"})
	}
	for _, u := range todo.Units {
		key, n, to := "home.org_answer", u.Open, at+"/units/"+string(u.Unit)
		if n == 0 {
			key, n, to = "home.org_confirm", u.Unconfirmed, to+"#confirm"
		}
		add(b.T(key, "unit", rec.UnitName(u.Unit), "count", n), to)
	}
	if n := len(todo.Disputed); n > 0 {
		to := at
		if n == 1 {
			to += "/questions/" + todo.Disputed[0].Question.ID
		}
		add(b.T("home.org_decide", "count", n), to)
	}
	if todo.Homeless > 0 {
		add(b.T("home.org_homeless", "count", todo.Homeless), at+"/desks#single")
	}
	return out
}
