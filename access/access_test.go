package access_test

import (
	"testing"

	"chancencheck/access"
	"chancencheck/fault"
)

const (
	city  = "musterhafen"
	other = "elsewhere"
)

func actor(role access.Role, path string) access.Actor {
	return access.Actor{Person: "p", Org: city, Grants: []access.Grant{{Role: role, Org: city, UnitPath: path}}}
}

func TestCan(t *testing.T) {
	t.Parallel()
	department := access.Object{Org: city, UnitPath: "/d2/b5/a17"}
	cases := []struct {
		name string
		by   access.Actor
		verb access.Verb
		on   access.Object
		want bool
	}{
		{"nobody sees nothing", access.Actor{}, access.SeeResult, department, false},
		{"coordinator opens rounds", actor(access.Coordinator, ""), access.ManageRounds, access.Object{Org: city}, true},
		{"coordinator of another city does not", actor(access.Coordinator, ""), access.ManageRounds, access.Object{Org: other}, false},
		{"an object without organisation belongs to nobody", access.Actor{Grants: []access.Grant{{Role: access.Coordinator}}}, access.ManageRounds, access.Object{}, false},
		{"lead signs own unit", actor(access.UnitLead, "/d2/b5/a17"), access.SignOff, department, true},
		{"directorate head signs below", actor(access.UnitLead, "/d2"), access.SignOff, department, true},
		{"lead of a sibling does not", actor(access.UnitLead, "/d2/b5/a1"), access.SignOff, department, false},
		{"a longer name is not a subtree", actor(access.UnitLead, "/d2/b5/a1"), access.SignOff, access.Object{Org: city, UnitPath: "/d2/b5/a17"}, false},
		{"the head does not moderate", actor(access.UnitLead, "/d2/b5/a17"), access.LeadTalk, department, false},
		{"the directorate head does not see a draft", actor(access.UnitLead, "/d2"), access.SeeDraft, department, false},
		{"the team sees its draft", actor(access.Respondent, "/d2/b5/a17"), access.SeeDraft, department, true},
		{"a reader sees no unit", actor(access.Reader, ""), access.SeeResult, department, false},
		{"a reader sees recurring needs", actor(access.Reader, ""), access.SeeNeeds, access.Object{Org: city}, true},
		{"an admin sees no result", actor(access.Admin, ""), access.SeeResult, department, false},
		{"a coordinator limited to a unit does not manage rounds", actor(access.Coordinator, "/d2"), access.ManageRounds, access.Object{Org: city}, false},
	}
	for _, c := range cases {
		if got := access.Can(c.by, c.verb, c.on); got != c.want {
			t.Errorf("%s: Can = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestGrantForOneRound(t *testing.T) {
	t.Parallel()
	by := access.Actor{Org: city, Grants: []access.Grant{{Role: access.Facilitator, Org: city, Round: "r1"}}}
	if !access.Can(by, access.LeadTalk, access.Object{Org: city, UnitPath: "/d1", Round: "r1"}) {
		t.Error("the facilitator of a round may not lead its talks")
	}
	if access.Can(by, access.LeadTalk, access.Object{Org: city, UnitPath: "/d1", Round: "r2"}) {
		t.Error("a grant for one round reaches another")
	}
}

func TestAGrantForOneRoundSeesWhatEverybodyMay(t *testing.T) {
	t.Parallel()
	by := access.Actor{Org: city, Grants: []access.Grant{{Role: access.Facilitator, Org: city, Round: "r1"}}}
	for verb, want := range map[access.Verb]bool{access.SeeRounds: true, access.SeeInstruments: true, access.LeadTalk: false} {
		if got := access.Can(by, verb, access.Object{Org: city}); got != want {
			t.Errorf("%s of the organisation: %v, want %v", verb, got, want)
		}
	}
	if access.Can(by, access.SeeNeeds, access.Object{Org: city, Round: "r2"}) {
		t.Error("a grant for one round reads another")
	}
}

func TestTheOperatorSeesIntoNoOrganisation(t *testing.T) {
	t.Parallel()
	operator := actor(access.Operator, "")
	if !access.Can(operator, access.ManageOrganisations, access.Object{}) {
		t.Error("the operator may not make organisations")
	}
	if access.Can(actor(access.Admin, ""), access.ManageOrganisations, access.Object{}) {
		t.Error("an administrator may make organisations")
	}
	for _, line := range access.Matrix {
		if access.Can(operator, line.Verb, access.Object{Org: city}) {
			t.Errorf("the operator may %s in an organisation", line.Verb)
		}
	}
}

func TestTheRecordIsForOneKindOfReader(t *testing.T) {
	t.Parallel()
	for _, kind := range append(access.Kinds, "") {
		by := access.Actor{Org: city, Grants: []access.Grant{{Role: access.Reader, Org: city, Kind: kind}}}
		if got := access.Can(by, access.SeeAudit, access.Object{Org: city}); got != (kind == access.DataProtection) {
			t.Errorf("a reader for %q sees the record: %v", kind, got)
		}
	}
}

func TestEveryRoleHasAReach(t *testing.T) {
	t.Parallel()
	for _, r := range access.Roles {
		if reach := access.ReachOf(r); !reach.Whole && !reach.Unit {
			t.Errorf("%s can be given for nothing", r)
		}
	}
	if access.ReachOf("emperor") != (access.Reach{}) {
		t.Error("an unknown role reaches something")
	}
}

func TestRequireNamesTheDenial(t *testing.T) {
	t.Parallel()
	err := access.Require(access.Act{}, access.ManageRounds, access.Object{Org: city})
	if fault.KindOf(err) != fault.Denied {
		t.Errorf("got %v, want a denial", err)
	}
}

func TestMatrixHasNoLineTwice(t *testing.T) {
	t.Parallel()
	seen := map[access.Line]bool{}
	for _, l := range access.Matrix {
		if seen[l] {
			t.Errorf("line %v stands twice", l)
		}
		seen[l] = true
	}
}

func TestHasLooksAtTheOwnOrganisation(t *testing.T) {
	t.Parallel()
	a := access.Actor{Org: city, Grants: []access.Grant{{Role: access.Admin, Org: other}}}
	if a.Has(access.Admin) {
		t.Error("a role in another organisation counts here")
	}
	if !actor(access.Reader, "").Has(access.Reader) {
		t.Error("own role not found")
	}
}
