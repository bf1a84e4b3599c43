package hall

import (
	"fmt"
	"net/http"
	"strconv"

	"chancencheck/dialogue"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// scribe is the page of whoever writes at a table: two lines per point.
type scribe struct {
	*guest
	Code  string
	Table *dialogue.Table
	// Round is the round that is written down, from 1.
	Round  int
	Points []point
	// Wrong is what has to be changed, by place.
	Mistakes []page.Mistake
}

// point is one place of the page.
type point struct {
	Place int
	dialogue.Contribution
}

// field names a control of a point.
func (p point) field(name string) string { return fmt.Sprintf("%s-%d", name, p.Place) }

func (p *Pages) scribe(r *site.Request) (*scribe, error) {
	ref, id, err := p.withCode(r)
	if err != nil {
		return nil, err
	}
	g, err := p.open(r, ref)
	if err != nil {
		return nil, err
	}
	s := &scribe{guest: g, Code: r.PathValue("code"), Round: max(1, g.Event.Round)}
	for i := range g.Event.Tables {
		if g.Event.Tables[i].ID == id {
			s.Table = &g.Event.Tables[i]
		}
	}
	if s.Table == nil {
		return nil, dialogue.ErrNoCode
	}
	if n, err := strconv.Atoi(r.FormValue("round")); err == nil && n >= 1 && n <= g.Event.Rounds() {
		s.Round = n
	}
	g.Base = g.Named(g.T("hall.scribe_title", "table", s.Table.Name))
	return s, nil
}

// Scribe shows what stands on the page of a table.
func (p *Pages) Scribe(w http.ResponseWriter, r *site.Request) error {
	s, err := p.scribe(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	if err := p.points(r, s); err != nil {
		return err
	}
	return r.Render(w, scribePage(s))
}

func (p *Pages) points(r *site.Request, s *scribe) error {
	for place := 1; place <= dialogue.PointsEach; place++ {
		c, err := p.Store.Contribution(r.Context(), s.Event.Ref, dialogue.PointID(s.Table.ID, s.Round, place))
		if fault.KindOf(err) == fault.NotFound {
			c, err = &dialogue.Contribution{Sort: dialogue.Note}, nil
		}
		if err != nil {
			return err
		}
		s.Points = append(s.Points, point{place, *c})
	}
	return nil
}

// Write saves the points that a form holds: the whole page, or with a script
// the one that was changed.
func (p *Pages) Write(w http.ResponseWriter, r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return dialogue.ErrForm
	}
	s, err := p.scribe(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	var wrong map[int]dialogue.Point
	for place := 1; place <= dialogue.PointsEach; place++ {
		pt := point{Place: place}
		if !r.PostForm.Has(pt.field("text")) {
			continue
		}
		sent := dialogue.Point{Round: s.Round, Place: place, Sort: dialogue.Sort(r.PostForm.Get(pt.field("sort"))), Text: r.PostForm.Get(pt.field("text")),
			More: r.PostForm.Get(pt.field("more")), Language: string(s.P.Lang()), Summarised: r.PostForm.Get(pt.field("summarised")) != ""}
		err := dialogue.WritePoint(r.Context(), p.Store, r.Act, s.Event, s.Table, sent)
		if fault.KindOf(err) == fault.Invalid {
			s.Mistakes = append(s.Mistakes, page.Mistake{Field: pt.field("text"), Sentence: s.P.Error(err)})
			if wrong == nil {
				wrong = map[int]dialogue.Point{}
			}
			wrong[place] = sent
			continue
		}
		if err != nil {
			return err
		}
	}
	p.Site.Live.Changed(WallTopic(s.Event.ID))
	return p.written(w, r, s, wrong)
}

func (p *Pages) written(w http.ResponseWriter, r *site.Request, s *scribe, wrong map[int]dialogue.Point) error {
	if r.Header.Get("Accept") == "application/json" {
		if len(wrong) > 0 {
			w.WriteHeader(http.StatusUnprocessableEntity)
			return nil
		}
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	if len(wrong) == 0 {
		r.Redirect(w, page.With("/t/"+s.Code, "round", strconv.Itoa(s.Round)), "hall.written")
		return nil
	}
	if err := p.points(r, s); err != nil {
		return err
	}
	for i := range s.Points {
		if sent, is := wrong[s.Points[i].Place]; is {
			s.Points[i].Text, s.Points[i].More, s.Points[i].Sort = sent.Text, sent.More, sent.Sort
		}
	}
	return r.RenderStatus(w, http.StatusUnprocessableEntity, scribePage(s))
}
