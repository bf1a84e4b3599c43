package talk

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"chancencheck/check"
	"chancencheck/internal/qr"
	"chancencheck/internal/web/site"
)

// projectorView is the screen in the room.
type projectorView struct {
	*table
	// Item is what the team talks about; its Question is nil before the first.
	Item check.Item
	// Address is what people type, without the scheme; QR leads there at once.
	Address, QR string
}

// Projector shows the room what everybody may see: never a name.
func (p *Pages) Projector(w http.ResponseWriter, r *site.Request) error {
	t, err := p.table(r)
	if err != nil {
		return err
	}
	v := projectorView{table: t.titled(t.T("talk.projector_title", "service", t.subject()))}
	if t.Check.State == check.Talking && t.Check.Item != "" {
		if v.Item, err = t.item(t.Check.Item); err != nil {
			return err
		}
	}
	_, host, _ := strings.Cut(p.BaseURL, "://")
	v.Address = host + "/join"
	v.QR = qr.SVG(p.BaseURL+"/j/"+t.Check.Code, t.T("talk.qr_title"))
	return r.Render(w, projectorPage(v))
}

// code is the code in two groups, to read aloud.
func (v projectorView) code() string {
	c := v.Check.Code
	return c[:len(c)/2] + " " + c[len(c)/2:]
}

// turn says which of the items on the agenda this is; items beside the agenda
// have no number.
func (v projectorView) turn() string {
	at := slices.IndexFunc(v.Agenda.Talk, func(pt check.Point) bool { return pt.Item == v.Item.ID })
	if at < 0 {
		return v.T("talk.place", "place", v.place(v.Item.ID))
	}
	return v.T("talk.turn_of", "place", at+1, "of", len(v.Agenda.Talk))
}

// faceDown is how many cards are drawn face down, at most a row of them.
func (v projectorView) faceDown() int {
	s, err := v.Check.Down(v.tallies[v.Item.ID], v.Round.Threshold)
	n, ok := s.Value()
	if err != nil || !ok {
		return 0
	}
	return min(int(n), mostDrawn)
}

// mostDrawn is how many cards face down fit on a screen, in two rows.
const mostDrawn = 24

// faceDown draws cards face down in a row, from twelve on in two.
func faceDown(n int, rtl bool) string {
	if n == 0 {
		return ""
	}
	const width, height, step, down = 108, 144, 132, 168
	perRow := min(max(n, 8), mostDrawn/2)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg viewBox="0 0 %d %d" aria-hidden="true" focusable="false" preserveAspectRatio="xMinYMin">`,
		perRow*step, (n+perRow-1)/perRow*down)
	for k := range n {
		column := k % perRow
		if rtl {
			column = perRow - 1 - column
		}
		x, y := column*step+4, k/perRow*down+4
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" rx="12" fill="var(--cc-action)"/>`, x, y, width, height)
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%d" height="%d" rx="6" fill="none" stroke="var(--cc-on-action)" stroke-width="3" stroke-opacity=".6"/>`,
			x+12, y+12, width-24, height-24)
	}
	b.WriteString("</svg>")
	return b.String()
}

// announcement is spoken when the screen changes.
func (v projectorView) announcement() string {
	switch {
	case v.Item.Question == nil:
		return ""
	case v.Check.LiesOpen(v.Item.ID):
		return v.T("talk.announce_open")
	}
	return v.turn()
}
