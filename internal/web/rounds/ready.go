package rounds

import (
	"chancencheck/instrument"
	"chancencheck/internal/web/site"
)

// ready refuses to ask others while something is missing that the law asks for,
// and in a language without the notice before the first question.
func (p *Pages) ready(r *site.Request, ins *instrument.Instrument) error {
	if err := ins.RequireNotice(ins.Languages...); err != nil {
		return err
	}
	return r.Ready()
}
