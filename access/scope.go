package access

import "slices"

// Reach is how far a role reaches: to which scopes it can be given.
type Reach struct {
	// Whole: it can be given for the whole organisation.
	Whole bool
	// Unit: it can be given for a unit.
	Unit bool
	// Round: it can be given for one round alone.
	Round bool
	// ByHand: people give it; other roles follow from something else.
	ByHand bool
}

// reaches of the roles. A team and its head belong to a unit; who manages the
// organisation manages all of it.
var reaches = map[Role]Reach{
	Operator:     {Whole: true},
	Admin:        {Whole: true, ByHand: true},
	Coordinator:  {Whole: true, ByHand: true},
	UnitLead:     {Unit: true, ByHand: true},
	Respondent:   {Unit: true, Round: true, ByHand: true},
	Facilitator:  {Whole: true, Unit: true, Round: true, ByHand: true},
	Approver:     {Whole: true, Unit: true, Round: true, ByHand: true},
	Reader:       {Whole: true, Round: true, ByHand: true},
	MeasureOwner: {Unit: true},
	Evaluator:    {Whole: true, ByHand: true},
}

// ReachOf returns how far a role reaches; an unknown role reaches nothing.
func ReachOf(r Role) Reach { return reaches[r] }

// Appointing is what somebody must be allowed to do, in the whole organisation,
// to give and take a role. A coordinator gives nobody the second pair of eyes,
// because she could be both.
func Appointing(r Role) Verb {
	switch r {
	case Operator:
		return ManageOrganisations
	case Admin, Approver, Evaluator:
		return AppointAdmins
	}
	return ManagePeople
}

// Known reports whether k is a kind of reader.
func (k Kind) Known() bool { return slices.Contains(Kinds, k) }
