package talk

import (
	"net/http"
	"strconv"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// mostHands is how many cards of one level can be counted in a room.
const mostHands = 99

// calibrationView is the invented case, and what the room made of it. It stands in
// the address alone: nothing is kept.
type calibrationView struct {
	page.Base
	Case *instrument.Calibration
	// At is the path of the check.
	At string
	// Counts are the cards by level, in the order of the scale; Of is their number.
	Counts []int
	Of     int
	// Mistakes are counts that are none.
	Mistakes []page.Mistake
}

// Calibration shows a team an invented case on which it tries out the levels
// before its talk: everybody judges alone, the spread is shown, then the reasoning.
func (p *Pages) Calibration(w http.ResponseWriter, r *site.Request) error {
	c, err := r.Check(access.SeeCheck)
	if err != nil {
		return err
	}
	asked, err := p.Asked(r.Context(), c)
	if err != nil {
		return err
	}
	if asked.Instrument.Calibration == nil {
		return fault.New(fault.NotFound, "store.not_found")
	}
	at := "/checks/" + string(c.ID)
	v := calibrationView{Base: r.Page.Named(r.Page.T("calibration.title"), page.Crumb{Text: c.UnitName, Path: at}), Case: asked.Instrument.Calibration, At: at}
	status := http.StatusOK
	for i, o := range v.Case.Scale.Options {
		typed := r.URL.Query().Get("n" + strconv.Itoa(i))
		n, err := strconv.Atoi(typed)
		if typed != "" && (err != nil || n < 0 || n > mostHands) {
			level, _ := o.Label.In(string(v.P.Lang()))
			v.Mistakes = append(v.Mistakes, page.Mistake{Field: "n" + strconv.Itoa(i), Sentence: v.T("calibration.count_wrong", "level", level, "most", mostHands)})
			status, n = http.StatusUnprocessableEntity, 0
		}
		v.Counts = append(v.Counts, n)
		v.Of += n
	}
	return r.RenderStatus(w, status, calibrationPage(v))
}

// typed is what stands in the field of a level.
func (v calibrationView) typed(i int) string {
	if v.Of == 0 {
		return ""
	}
	return strconv.Itoa(v.Counts[i])
}

// label is a level in the reader's language, and the language it is in.
func (v calibrationView) said(t instrument.Text) (text, lang string) { return t.In(string(v.P.Lang())) }

// chosen is the level that the authors chose, nil if they say none.
func (v calibrationView) chosen() *instrument.Option { return v.Case.Scale.Option(v.Case.Level) }
