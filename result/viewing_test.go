package result

import (
	"testing"

	"chancencheck/access"
	"chancencheck/check"
)

func TestViewingOf(t *testing.T) {
	t.Parallel()
	by := func(role access.Role, path string) access.Actor {
		return access.Actor{Person: "p", Org: "o", Grants: []access.Grant{{Role: role, Org: "o", UnitPath: path}}}
	}
	team, own, above := by(access.Respondent, "/d/a"), by(access.UnitLead, "/d/a"), by(access.UnitLead, "/d")
	sibling, coordinator, reader := by(access.UnitLead, "/d/b"), by(access.Coordinator, ""), by(access.Reader, "")
	none, all, line := Viewing{}, Viewing{Entitled: true, Team: true}, Viewing{Entitled: true}
	cases := []struct {
		name  string
		by    access.Actor
		state check.State
		want  Viewing
	}{
		{"the team while it talks", team, check.Talking, all},
		{"the own head while the team talks", own, check.Talking, all},
		{"a head above while the team talks", above, check.Talking, none},
		{"a head above has to read what she signs", above, check.Finished, all},
		{"a head above afterwards", above, check.Signed, line},
		{"a head beside, waiting for a signature", sibling, check.Finished, none},
		{"a head beside, signed", sibling, check.Signed, none},
		{"the coordinator before it is signed", coordinator, check.Finished, none},
		{"the coordinator afterwards", coordinator, check.Signed, line},
		{"a reader", reader, check.Signed, none},
		{"a visitor", access.Actor{}, check.Signed, none},
		{"the team of another organisation", access.Actor{Org: "x", Grants: []access.Grant{{Role: access.Respondent, Org: "x", UnitPath: "/d/a"}}}, check.Signed, none},
	}
	for _, c := range cases {
		got := ViewingOf(c.by, &check.Check{Ref: check.Ref{Org: "o", ID: "c"}, UnitPath: "/d/a", State: c.state})
		if got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}
