package main

import (
	"encoding/json"
	"io"
	"time"

	"chancencheck/opinion"
)

// The types below are what `opinions --format json` prints; the names are a
// contract with those who read it.
type (
	opinionMap struct {
		Participants []opinionPlace     `json:"participants"`
		Groups       []opinionGroup     `json:"groups"`
		Consensus    []opinionLean      `json:"consensus"`
		CommonGround []opinionLean      `json:"common_ground"`
		Dividing     []opinionDivided   `json:"dividing"`
		Statements   []opinionStatement `json:"statements"`
		Silhouette   float64            `json:"silhouette"`
		CPU          float64            `json:"cpu_ms"`
	}
	opinionPlace struct {
		ID    string  `json:"id"`
		Group *int    `json:"group"` // null: in none
		X     float64 `json:"x"`
		Y     float64 `json:"y"`
		Votes int     `json:"votes"`
	}
	opinionGroup struct {
		ID             int            `json:"id"`
		Size           int            `json:"size"`
		X              float64        `json:"x"`
		Y              float64        `json:"y"`
		Stability      *float64       `json:"stability,omitempty"`
		Representative []opinionTrait `json:"representative"`
	}
	opinionTally struct {
		Agree    int `json:"agree"`
		Disagree int `json:"disagree"`
		Pass     int `json:"pass"`
	}
	opinionTrait struct {
		ID   string `json:"id"`
		Side string `json:"side"`
		opinionTally
		Share     float64 `json:"share"`
		Test      float64 `json:"share_test"`
		Ratio     float64 `json:"repness"`
		RatioTest float64 `json:"repness_test"`
		Common    bool    `json:"most_agreed"`
	}
	opinionLean struct {
		ID   string `json:"id"`
		Side string `json:"side"`
		opinionTally
		Share  float64 `json:"share"`
		Test   float64 `json:"share_test"`
		Across float64 `json:"group_consensus"`
	}
	opinionDivided struct {
		ID      string  `json:"id"`
		For     int     `json:"group_for"`
		Against int     `json:"group_against"`
		Gap     float64 `json:"gap"`
		Test    float64 `json:"gap_test"`
	}
	opinionStatement struct {
		ID string `json:"id"`
		opinionTally
		Priority  float64 `json:"priority"`
		Extremity float64 `json:"extremity"`
		Across    float64 `json:"group_consensus"`
		Majority  string  `json:"majority"`
		Relation  string  `json:"groups"`
	}
)

// mostListed is how many statements a list of common ground or division has.
const mostListed = 10

// describe puts everything known about a conversation together.
func describe(v *opinion.Votes, m *opinion.Map, stability []float64, cpu time.Duration) opinionMap {
	out := opinionMap{
		Participants: []opinionPlace{}, Groups: []opinionGroup{}, Dividing: []opinionDivided{}, Statements: []opinionStatement{},
		Silhouette: m.Silhouette, CPU: milliseconds(cpu),
	}
	for _, p := range m.People {
		place := opinionPlace{ID: p.ID, X: p.X, Y: p.Y, Votes: p.Votes}
		if group := p.Group; group >= 0 {
			place.Group = &group
		}
		out.Participants = append(out.Participants, place)
	}
	for g, group := range m.Groups {
		described := opinionGroup{ID: g, Size: group.Size, X: group.X, Y: group.Y, Representative: traits(v.Representative(g))}
		if stability != nil {
			described.Stability = &stability[g]
		}
		out.Groups = append(out.Groups, described)
	}
	agreed, rejected := v.Consensus()
	out.Consensus = leans(append(agreed, rejected...))
	out.CommonGround = leans(v.CommonGround(mostListed))
	for _, d := range v.Dividing(mostListed) {
		out.Dividing = append(out.Dividing, opinionDivided{d.Statement, d.For, d.Against, d.Gap, d.Test})
	}
	out.Statements = statements(v, m)
	return out
}

func statements(v *opinion.Votes, m *opinion.Map) []opinionStatement {
	list := []opinionStatement{}
	at := map[string]opinion.Cell{}
	for cell, ids := range v.Matrix() {
		for _, id := range ids {
			at[id] = cell
		}
	}
	for _, s := range m.Statements {
		majority := "none"
		if side := at[s.ID].Majority; side != opinion.Pass {
			majority = sideName(side)
		}
		list = append(list, opinionStatement{
			ID: s.ID, opinionTally: opinionTally(v.Tally(s.ID)), Priority: v.Priority(s.ID, m), Extremity: s.Extremity,
			Across: v.Across(s.ID, opinion.Agree), Majority: majority, Relation: string(at[s.ID].Groups),
		})
	}
	return list
}

func traits(list []opinion.Trait) []opinionTrait {
	out := []opinionTrait{}
	for _, t := range list {
		out = append(out, opinionTrait{t.Statement, sideName(t.Side), opinionTally(t.Own), t.Share, t.Test, t.Ratio, t.RatioTest, t.Common})
	}
	return out
}

func leans(list []opinion.Common) []opinionLean {
	out := []opinionLean{}
	for _, c := range list {
		out = append(out, opinionLean{c.Statement, sideName(c.Side), opinionTally(c.Tally), c.Share, c.Test, c.Across})
	}
	return out
}

// printObject writes one value as JSON.
func printObject(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(value)
}
