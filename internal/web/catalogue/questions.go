package catalogue

import (
	"net/http"
	"slices"

	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/kit"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// view is an instrument with the questions of one format for one kind of unit.
type view struct {
	page.Base
	*instrument.Instrument
	// Format and Kind are what the reader has chosen, "" for everything and for
	// the plain wording.
	Format, Kind string
	Fields       []kit.Field
	Count        int
	// PDF says that this server can make one.
	PDF bool
}

// choice reads format and kind from the address; what the instrument does not
// have is not found.
func choice(r *site.Request, ins *instrument.Instrument) (format, kind string, err error) {
	format, kind = r.FormValue("format"), r.FormValue("kind")
	known := slices.ContainsFunc(ins.UnitKinds, func(k instrument.UnitKind) bool { return k.ID == kind })
	if format != "" && ins.Format(format) == nil || kind != "" && !known {
		return "", "", fault.New(fault.NotFound, "store.not_found")
	}
	return format, kind, nil
}

// Instrument shows all that can be known of an instrument.
func (p *Pages) Instrument(w http.ResponseWriter, r *site.Request) error {
	ins, err := p.load(r)
	if err != nil {
		return err
	}
	v := view{Instrument: ins, PDF: p.PDF != nil}
	if v.Format, v.Kind, err = choice(r, ins); err != nil {
		return err
	}
	title, _ := ins.Title.In(string(r.Page.P.Lang()))
	v.Base = r.Page.Named(title, page.Crumb{Text: r.Page.T("questions.title"), Path: "/instruments"})
	v.Fields, v.Count = kit.Fields(ins, v.Format, v.Kind)
	return r.Render(w, instrumentPage(v))
}

// link is a page of the instrument with the reader's choice.
func (v view) link(below string, query ...string) string {
	return v.URL(page.With(at(v.Instrument, below), append(query, "format", v.Format, "kind", v.Kind)...))
}
