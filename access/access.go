// Package access decides who may do what.
//
// One function decides, [Can], and it denies by default: an act is allowed only
// if a line of the authorisation matrix ([Matrix]) names the verb, a role the
// actor holds, and a relation between the role's scope and the object that is
// true. Nothing else in the product compares roles.
//
// Access only ever removes: what may be shown at all, to anybody, is decided
// before by package disclosure.
package access

import (
	"strings"
	"time"

	"chancencheck/fault"
)

// Role is a bundle of things a person does for an organisation.
type Role string

// The roles, as people call them.
const (
	// Admin (Verwaltung der Organisation) sets the organisation up.
	Admin Role = "admin"
	// Coordinator (Koordination) opens rounds and draws the threads together.
	Coordinator Role = "coordinator"
	// UnitLead (Leitung) answers for a unit and everything below it.
	UnitLead Role = "unit_lead"
	// Respondent (Mitglied im Team) takes part in the check of a unit.
	Respondent Role = "respondent"
	// Facilitator (Moderation) leads team talks.
	Facilitator Role = "facilitator"
	// Reader (Rat, Beirat, Personalrat, Datenschutz) reads what was agreed for the whole organisation.
	Reader Role = "reader"
	// Evaluator (Einschätzung von außen) is somebody outside, such as a programme,
	// who appraises what a closed organisation check has come to.
	Evaluator Role = "evaluator"
)

// Roles lists every role in the order pages show them.
var Roles = []Role{Admin, Coordinator, UnitLead, Respondent, Facilitator, Reader, Evaluator}

// Grant gives a person a role within a scope. An empty UnitPath means the whole
// organisation, an empty Round every round.
type Grant struct {
	Role     Role
	Org      string
	UnitPath string
	Round    string
}

// Actor is who acts: a signed-in person, or nobody (the zero value) for a
// visitor who holds no role.
type Actor struct {
	Person string
	Org    string
	Grants []Grant
}

// Has reports whether the actor holds a role anywhere in its organisation.
func (a Actor) Has(role Role) bool {
	for _, g := range a.Grants {
		if g.Role == role && g.Org == a.Org {
			return true
		}
	}
	return false
}

// Act is the circumstances of one change: who, when, and where new ids come
// from (random in production, seeded in the demo and in tests). Verbs take an
// Act and read no clock of their own.
type Act struct {
	By Actor
	At time.Time
	// NewID returns an unguessable text of at least 128 bits in production.
	NewID func() string
}

// Object is what an act is about, as far as permission depends on it.
type Object struct {
	Org string
	// UnitPath is the unit with all its superiors, "/directorate/division/department";
	// empty for things that belong to the whole organisation.
	UnitPath string
	// Round is the round concerned, if any.
	Round string
}

// Can reports whether the actor may do verb to the object.
func Can(a Actor, verb Verb, o Object) bool {
	for _, line := range Matrix {
		if line.Verb != verb {
			continue
		}
		for _, g := range a.Grants {
			if g.Role == line.Role && inScope(g, line.Relation, o) {
				return true
			}
		}
	}
	return false
}

// Require is Can with the error a page shows: fault.Denied "access.denied".
func Require(act Act, verb Verb, o Object) error {
	if Can(act.By, verb, o) {
		return nil
	}
	return fault.New(fault.Denied, "access.denied")
}

func inScope(g Grant, rel Relation, o Object) bool {
	if g.Org == "" || g.Org != o.Org || (g.Round != "" && g.Round != o.Round) {
		return false
	}
	switch rel {
	case InOrganisation:
		return true
	case WholeOrganisation:
		return g.UnitPath == ""
	case InLine:
		return within(o.UnitPath, g.UnitPath)
	case OwnUnit:
		return o.UnitPath != "" && o.UnitPath == g.UnitPath
	}
	return false
}

// within reports whether path is the subtree root or below it. An object of the
// whole organisation lies in nobody's subtree but the organisation's own.
func within(path, root string) bool {
	return root == "" || path == root || strings.HasPrefix(path, root+"/")
}
