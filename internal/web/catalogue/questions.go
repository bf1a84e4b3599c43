package catalogue

import (
	"net/http"
	"slices"

	"chancencheck/fault"
	"chancencheck/instrument"
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
	Fields       []field
	Count        int
	// PDF says that this server can make one.
	PDF bool
}

// field is a node of the tree with what is asked in it.
type field struct {
	*instrument.Node
	Questions []question
	Below     []field
}

// question is a question as it is asked, with its number on the page.
type question struct {
	*instrument.Question
	Place int
	// Formats are those that ask it.
	Formats []instrument.Format
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
	v.Fields, v.Count = fieldsOf(ins, v.Format, v.Kind)
	return r.Render(w, instrumentPage(v))
}

// fieldsOf arranges the questions of a format in the tree, numbers them, and
// leaves empty branches out. It returns how many there are.
func fieldsOf(ins *instrument.Instrument, format, kind string) ([]field, int) {
	asked := map[*instrument.Node][]question{}
	in := formatsOf(ins, kind)
	all := ins.Questions(format, kind)
	for i, q := range all {
		parent := ins.Parent(q)
		asked[parent] = append(asked[parent], question{q, i + 1, in[q.ID]})
	}
	return branch(ins.Fields, asked), len(all)
}

func branch(nodes []*instrument.Node, asked map[*instrument.Node][]question) []field {
	var out []field
	for _, n := range nodes {
		f := field{n, asked[n], branch(n.Nodes, asked)}
		if len(f.Questions)+len(f.Below) > 0 {
			out = append(out, f)
		}
	}
	return out
}

// formatsOf says of every question which formats ask it.
func formatsOf(ins *instrument.Instrument, kind string) map[string][]instrument.Format {
	out := map[string][]instrument.Format{}
	for _, f := range ins.Formats {
		for _, q := range ins.Questions(f.ID, kind) {
			out[q.ID] = append(out[q.ID], f)
		}
	}
	return out
}

// link is a page of the instrument with the reader's choice.
func (v view) link(below string, query ...string) string {
	return v.URL(page.With(at(v.Instrument, below), append(query, "format", v.Format, "kind", v.Kind)...))
}
