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
	// Operator (Betrieb) runs the installation: makes organisations, and sees into none.
	Operator Role = "operator"
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
	// Approver (Freigabe) signs for units she does not head, and decides what
	// leaves the organisation.
	Approver Role = "approver"
	// Reader (Lesen) reads what was agreed for the whole organisation; see Kind.
	Reader Role = "reader"
	// Evaluator (Einschätzung von außen) is somebody outside, such as a programme,
	// who appraises what a closed organisation check has come to.
	Evaluator Role = "evaluator"
	// MeasureOwner (Zuständig für Maßnahmen) looks after measures, by holding a
	// post: nobody gives this role by hand.
	MeasureOwner Role = "measure_owner"
)

// Roles lists every role in the order pages show them.
var Roles = []Role{Operator, Admin, Coordinator, UnitLead, Respondent, Facilitator, Approver, Reader, MeasureOwner, Evaluator}

// Kind is for whom somebody reads.
type Kind string

// The kinds of reader. A reader without one reads what all of them may.
const (
	Council        Kind = "council"         // Rat
	AdvisoryBoard  Kind = "advisory_board"  // Beirat
	StaffCouncil   Kind = "staff_council"   // Personalrat
	DataProtection Kind = "data_protection" // Datenschutzbeauftragte
)

// Kinds lists every kind of reader in the order pages show them.
var Kinds = []Kind{Council, AdvisoryBoard, StaffCouncil, DataProtection}

// Grant gives a person a role within a scope. An empty UnitPath means the whole
// organisation, an empty Round every round. Kind is set for readers only.
type Grant struct {
	Role     Role
	Org      string
	UnitPath string
	Round    string
	Kind     Kind
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
	if rel == Installation {
		return g.Org != "" && o == Object{}
	}
	if g.Org == "" || g.Org != o.Org || !concerns(g, rel, o) {
		return false
	}
	switch rel {
	case InOrganisation:
		return true
	case WholeOrganisation:
		return g.UnitPath == ""
	case ForDataProtection:
		return g.UnitPath == "" && g.Kind == DataProtection
	case InLine:
		return within(o.UnitPath, g.UnitPath)
	case OwnUnit:
		return o.UnitPath != "" && o.UnitPath == g.UnitPath
	}
	return false
}

// concerns reports whether a grant for one round reaches the object: what
// belongs to that round, and what everybody in the organisation may know, which
// belongs to none.
func concerns(g Grant, rel Relation, o Object) bool {
	return g.Round == "" || g.Round == o.Round || o.Round == "" && rel == InOrganisation
}

// within reports whether path is the subtree root or below it. An object of the
// whole organisation lies in nobody's subtree but the organisation's own.
func within(path, root string) bool {
	return root == "" || path == root || strings.HasPrefix(path, root+"/")
}
