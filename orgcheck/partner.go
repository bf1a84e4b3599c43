package orgcheck

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/fault"
	"chancencheck/instrument"
)

// GroupID names a group of partners within an organisation check.
type GroupID string

// Sector is where partners come from.
type Sector string

// The sectors of partners. Source: issue of the organisation check, item 3.
const (
	AdvisoryBoard Sector = "advisory_board"
	Welfare       Sector = "welfare"
	Jobcenter     Sector = "jobcenter"
	Volunteers    Sector = "volunteers"
	University    Sector = "university"
	CultureSports Sector = "culture"
	OtherPartners Sector = "other"
)

// Sectors lists them in the order of pages.
var Sectors = []Sector{AdvisoryBoard, Welfare, Jobcenter, Volunteers, University, CultureSports, OtherPartners}

// Places a group may have: how many devices can answer with one code.
const (
	DefaultPlaces = 60
	MostPlaces    = 1000
)

// Group is a group of partners that answers with one code. Nothing tells who in
// it has answered.
type Group struct {
	ID     GroupID `json:"id"`
	Sector Sector  `json:"sector"`
	Name   string  `json:"name"`
	// Code opens an empty sheet for whoever has it, never an existing one.
	Code string `json:"code"`
	// Places is how many sheets the group takes at most.
	Places int `json:"places"`
	// Shut says that no further sheet is begun; those begun can be finished.
	Shut bool `json:"shut,omitempty"`
}

// PartnerKey names a sheet: what is left of the secret in its address when it
// has been hashed. It leads to nobody.
type PartnerKey string

// PartnerSheet is what one partner answers. It has no name, no time and no
// order; it is deleted when the check closes.
type PartnerSheet struct {
	Key     PartnerKey
	Group   GroupID
	Answers map[string]instrument.Answer
}

// Errors that callers tell apart.
var (
	ErrGroupName = fault.New(fault.Invalid, "orgcheck.group_name")
	ErrSector    = fault.New(fault.Invalid, "orgcheck.sector")
	ErrPlaces    = fault.New(fault.Invalid, "orgcheck.places", "least", disclosure.Floor, "most", MostPlaces)
	// ErrFewer: the first number that is refused would tell how many have answered.
	ErrFewer = fault.New(fault.Conflict, "orgcheck.fewer")
	// ErrNoCode is told for every code that opens nothing, whatever the reason:
	// whoever tries out codes learns nothing from it.
	ErrNoCode = fault.New(fault.NotFound, "orgcheck.no_code")
	// ErrFull: all places of the group are taken.
	ErrFull = fault.New(fault.Conflict, "orgcheck.full")
)

// putGroup adds a group with a new code, or changes name, places and whether it
// is shut. The code stays: it may be printed already. While partners answer,
// places only grow.
func (r *Record) putGroup(act access.Act, g Group) ([]audit.Event, error) {
	if err := access.Require(act, access.ManageOrgCheck, r.Check.Object()); err != nil {
		return nil, err
	}
	g.Name = strings.TrimSpace(g.Name)
	switch {
	case r.Check.State == Closed:
		return nil, ErrClosed
	case g.Name == "" || utf8.RuneCountInString(g.Name) > MostPost:
		return nil, ErrGroupName
	case !slices.Contains(Sectors, g.Sector):
		return nil, ErrSector
	case g.Places < disclosure.Floor || g.Places > MostPlaces:
		return nil, ErrPlaces
	}
	if g.ID == "" {
		g.ID, g.Code = GroupID(act.NewID()), check.SpokenCode(act.NewID())
	} else if was, ok := r.Groups[g.ID]; ok {
		if r.Check.State == Running && g.Places < was.Places {
			return nil, ErrFewer
		}
		g.Code = was.Code
	} else {
		return nil, fault.New(fault.NotFound, "store.not_found")
	}
	r.Groups[g.ID] = g
	return []audit.Event{r.Check.Event(act, "group", g.Name)}, nil
}

// Admits reports whether partners of a group can answer while the check runs.
// Whoever knows the day asks Overdue as well.
func (r *Record) Admits(g GroupID) bool {
	_, ok := r.Groups[g]
	return ok && r.Check.State == Running
}

// GroupsInOrder returns the groups by sector and then by name.
func (r *Record) GroupsInOrder() []Group {
	var out []Group
	for _, g := range r.Groups {
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b Group) int {
		if n := slices.Index(Sectors, a.Sector) - slices.Index(Sectors, b.Sector); n != 0 {
			return n
		}
		if n := strings.Compare(a.Name, b.Name); n != 0 {
			return n
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return out
}

// PartnerQuestions returns what partners are asked, in their wording; none if
// the instrument has no format for them.
func PartnerQuestions(ins *instrument.Instrument) []*instrument.Question {
	return ins.Questions(PartnersFormat, PartnersFormat)
}

// EncodeAnswers writes the answers of a sheet for the store.
func EncodeAnswers(answers map[string]instrument.Answer) ([]byte, error) {
	raw := make(map[string]json.RawMessage, len(answers))
	for id, a := range answers {
		if a.State() != instrument.Unanswered {
			raw[id] = a.Encode()
		}
	}
	return json.Marshal(raw)
}

// DecodeAnswers reads what EncodeAnswers wrote.
func DecodeAnswers(b []byte) (map[string]instrument.Answer, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return nil, fmt.Errorf("decode answers: %w", err)
	}
	out := make(map[string]instrument.Answer, len(raw))
	for id, one := range raw {
		a, err := instrument.DecodeAnswer(one)
		if err != nil {
			return nil, fmt.Errorf("decode answer: %w", err)
		}
		out[id] = a
	}
	return out, nil
}
