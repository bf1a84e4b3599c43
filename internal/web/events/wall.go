package events

import (
	"net/http"
	"strings"
	"time"

	"chancencheck/dialogue"
	"chancencheck/disclosure"
	"chancencheck/internal/conversation"
	"chancencheck/internal/qr"
	"chancencheck/internal/web/hall"
	"chancencheck/internal/web/site"
)

// wallView is the screen in the hall: the code is always on it.
type wallView struct {
	*view
	Address, QR string
	Until       time.Time
	Clusters    []dialogue.Cluster
	// Counts of the statements, as far as the public may see them.
	Counts []counted
	// Ranked are ideas by dots, from enough voters on.
	Ranked []rankedIdea
	Map    *conversation.Picture
}

// counted is a statement with its counts: agree, disagree, pass.
type counted struct {
	*dialogue.Statement
	Counts []disclosure.Shown
}

// rankedIdea is an idea with the sum of its dots.
type rankedIdea struct {
	*dialogue.Contribution
	dialogue.Score
}

// mostOnWall is how many contributions fit on the wall.
const mostOnWall = 12

// Wall shows the hall what everybody may see: never a name, never what waits.
func (p *Pages) Wall(w http.ResponseWriter, r *site.Request) error {
	v, err := p.leading(r, r.Page.T("event.wall_title"))
	if err != nil {
		return err
	}
	v.Base = v.Following(hall.WallTopic(v.Event.ID))
	wall := wallView{view: v, Until: v.Event.Until().In(zone(r))}
	_, host, _ := strings.Cut(p.BaseURL, "://")
	wall.Address = host + "/join"
	wall.QR = qr.SVG(p.BaseURL+"/e/"+v.Event.Code, v.T("event.qr_title"))
	if err := p.fill(r, &wall); err != nil {
		return err
	}
	return r.Render(w, wallPage(wall))
}

// fill loads what the current step shows.
func (p *Pages) fill(r *site.Request, wall *wallView) error {
	a := wall.Event.Current()
	if a == nil {
		return nil
	}
	switch a.What {
	case dialogue.Collecting, dialogue.Plenary, dialogue.AtTables, dialogue.Dots, dialogue.Grid:
		all, err := p.Store.Contributions(r.Context(), wall.Event.Ref)
		wall.Clusters = dialogue.Clusters(all)
		return err
	case dialogue.Voting:
		return p.counts(r, wall)
	case dialogue.Feedback, dialogue.Pause:
		var err error
		wall.Ranked, err = p.ranked(r, wall.Event)
		return err
	}
	return nil
}

func (p *Pages) counts(r *site.Request, wall *wallView) error {
	talk, err := p.talks.Of(r.Context(), wall.Event.Ref)
	if err != nil {
		return err
	}
	for i := range wall.Record.Statements {
		s := &wall.Record.Statements[i]
		if !s.Open(wall.Event) {
			continue
		}
		c := counted{Statement: s}
		if c.Counts, err = talk.Counts(r.Context(), s.ID); err != nil {
			return err
		}
		wall.Counts = append(wall.Counts, c)
	}
	if wall.Event.MapOn {
		wall.Map = talk.Draw(r.Act.At, outOf(wall.Record))
	}
	return nil
}

// outOf are the statements that count nowhere.
func outOf(rec *dialogue.Record) []dialogue.StatementID {
	var out []dialogue.StatementID
	for _, s := range rec.Statements {
		if s.Out {
			out = append(out, s.ID)
		}
	}
	return out
}

// ranked are the ideas by dots: nothing while dots are given, because whoever
// watches sees each dot arrive, and nothing below the number of voters from
// which the public sees counts.
func (p *Pages) ranked(r *site.Request, e *dialogue.Event) ([]rankedIdea, error) {
	if e.Takes(dialogue.Dots) {
		return nil, nil
	}
	voters, err := p.Store.Voters(r.Context(), e.Ref, dialogue.DotMark)
	if err != nil || voters < disclosure.CrowdFrom {
		return nil, err
	}
	scores, err := p.Store.Scores(r.Context(), e.Ref, dialogue.DotMark)
	if err != nil {
		return nil, err
	}
	var out []rankedIdea
	for _, s := range dialogue.Ranked(scores) {
		c, err := p.Store.Contribution(r.Context(), e.Ref, dialogue.ContributionID(s.ID))
		if err != nil {
			return nil, err
		}
		if c.State == dialogue.Shown {
			out = append(out, rankedIdea{c, s})
		}
	}
	return out, nil
}

// code is the code in two groups, to read aloud.
func (w wallView) code() string {
	c := w.Event.Code
	return c[:len(c)/2] + " " + c[len(c)/2:]
}

// some are the first contributions that fit on the wall, of all headings.
func (w wallView) some() []dialogue.Cluster {
	left := mostOnWall
	var out []dialogue.Cluster
	for _, c := range w.Clusters {
		n := min(left, len(c.Of))
		if left -= n; n > 0 {
			out = append(out, dialogue.Cluster{Heading: c.Heading, Of: c.Of[:n]})
		}
	}
	return out
}
