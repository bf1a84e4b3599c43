package events

import (
	"fmt"
	"math"
	"net/http"
	"strings"

	"chancencheck/dialogue"
	"chancencheck/internal/conversation"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/opinion"
)

// mapView is the opinion map for whoever leads, before the wall shows it.
type mapView struct {
	*view
	Picture *conversation.Picture
	// Texts of the statements by id, in the reader's language.
	Texts map[string]string
}

// Map shows the opinion map to whoever leads the event.
func (p *Pages) Map(w http.ResponseWriter, r *site.Request) error {
	v, err := p.leading(r, r.Page.T("event.map_title"))
	if err != nil {
		return err
	}
	talk, err := p.talks.Of(r.Context(), v.Event.Ref)
	if err != nil {
		return err
	}
	return r.Render(w, mapPage(mapView{v, talk.Draw(r.Act.At, outOf(v.Record)), texts(v)}))
}

func texts(v *view) map[string]string {
	out := map[string]string{}
	for _, s := range v.Record.Statements {
		out[string(s.ID)], _ = s.Words.In(string(v.P.Lang()))
	}
	return out
}

// ShowMap lets the wall show the map, which its facilitator has just seen.
func (p *Pages) ShowMap(w http.ResponseWriter, r *site.Request) error {
	v, err := p.leading(r, "")
	if err != nil {
		return err
	}
	if err := dialogue.ShowMap(r.Context(), p.Store, r.Act, v.Event.Ref, r.FormValue("on") == "1"); err != nil {
		return err
	}
	p.changed(v.Event.ID)
	r.Redirect(w, page.With(v.at("/map")), "event.saved")
	return nil
}

// drawing is the map as SVG: a mark stands for five people at least, its shape
// and number for the group. What it says stands beside it as text.
func drawing(b page.Base, m *opinion.Map) string {
	const size, edge = 600, 40
	far := 1.0
	marks := m.Marks()
	for _, k := range marks {
		far = max(far, math.Abs(k.X), math.Abs(k.Y))
	}
	var s strings.Builder
	fmt.Fprintf(&s, `<svg viewBox="0 0 %d %d" role="img" aria-label="%s">`, size, size, templEscape(b.T("event.map_alt", "groups", len(m.Groups))))
	for _, k := range marks {
		x, y := size/2+k.X/far*(size/2-edge), size/2-k.Y/far*(size/2-edge)
		radius := 4 + math.Sqrt(float64(k.People))*2
		fmt.Fprintf(&s, `<circle cx="%.0f" cy="%.0f" r="%.0f" fill="var(--cc-action)" fill-opacity="%s"/>`, x, y, radius, opacities[min(k.Group, len(opacities)-1)])
		fmt.Fprintf(&s, `<text x="%.0f" y="%.0f" text-anchor="middle" font-size="16" fill="var(--cc-ink)">%d</text>`, x, y-radius-4, k.Group+1)
	}
	s.WriteString("</svg>")
	return s.String()
}

var opacities = []string{".9", ".55", ".3", ".15", ".1"}

func templEscape(s string) string {
	return strings.NewReplacer("&", "&amp;", `"`, "&quot;", "<", "&lt;").Replace(s)
}
