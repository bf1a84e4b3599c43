package catalogue

import (
	"net/http"

	"chancencheck/access"
	"chancencheck/instrument"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// list is all published instruments of an organisation.
type list struct {
	page.Base
	Instruments []*instrument.Instrument
}

// Instruments shows what can be asked.
func (p *Pages) Instruments(w http.ResponseWriter, r *site.Request) error {
	if err := mayRead(r); err != nil {
		return err
	}
	stored, err := p.Store.PublishedInstruments(r.Context(), r.Org())
	if err != nil {
		return err
	}
	l := list{Base: r.Page.Named(r.Page.T("questions.title"))}
	for _, s := range stored {
		ins, err := p.Site.Instruments.Get(r.Context(), r.Org(), s.Key)
		if err != nil {
			return err
		}
		l.Instruments = append(l.Instruments, ins)
	}
	return r.Render(w, listPage(l))
}

func mayRead(r *site.Request) error {
	return access.Require(r.Act, access.SeeInstruments, access.Object{Org: r.Act.By.Org})
}

// load returns the instrument named in the path, if the reader may see it.
func (p *Pages) load(r *site.Request) (*instrument.Instrument, error) {
	if err := mayRead(r); err != nil {
		return nil, err
	}
	return p.Site.Instruments.Get(r.Context(), r.Org(), round.InstrumentKey{ID: r.PathValue("id"), Version: r.PathValue("version")})
}

// at is a path of an instrument.
func at(ins *instrument.Instrument, below string) string {
	return "/instruments/" + ins.ID + "/" + ins.Version + below
}
