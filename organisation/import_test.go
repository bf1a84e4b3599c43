package organisation

import (
	"testing"

	"chancencheck/access"
)

// TestATableAllowsNoMoreThanDoingItByHand: a coordinator cannot become an
// administrator with a file.
func TestATableAllowsNoMoreThanDoingItByHand(t *testing.T) {
	t.Parallel()
	find := func(id PersonID) Person { p, _ := staff(t).Find(id); return p }
	change := func(kind ChangeKind, id PersonID, to func(*Person), fields ...string) []Change[Person] {
		c := Change[Person]{Kind: kind, Before: find(id), After: find(id), Fields: fields}
		to(&c.After)
		return []Change[Person]{c}
	}
	address := func(a string) func(*Person) { return func(p *Person) { p.Email = a } }
	stays, ends := func(p *Person) { p.ValidUntil = "" }, func(p *Person) { p.ValidUntil = today }
	coordinator, admin := by(access.Coordinator), by(access.Admin)
	swapped := append(change(Update, "head", address("eva@mh.example"), "email"), change(Update, "new", address("bo@mh.example"), "email")...)
	for name, c := range map[string]struct {
		act    access.Act
		people []Change[Person]
		give   []Membership
		take   []Membership
		want   string // key, and field of the refusal
	}{
		"an administrator's address":        {coordinator, change(Update, "admin", address("anna2@mh.example"), "email"), nil, nil, "access.denied "},
		"by an administrator":               {admin, change(Update, "admin", address("anna2@mh.example"), "email"), nil, nil, " "},
		"the administrator ends":            {coordinator, change(Close, "admin", ends), nil, nil, "access.denied "},
		"the last administrator ends":       {admin, change(Close, "admin", ends), nil, nil, "roster.last_admin "},
		"a second pair of eyes":             {coordinator, nil, []Membership{part("coord", access.Approver, "a1")}, nil, "access.denied role"},
		"an administrator":                  {coordinator, nil, []Membership{part("coord", access.Admin, "")}, nil, "access.denied role"},
		"a team of nowhere":                 {coordinator, nil, []Membership{part("new", access.Respondent, "")}, nil, "roster.no_unit unit"},
		"administration ends":               {coordinator, nil, nil, []Membership{part("admin", access.Admin, "")}, "access.denied role"},
		"an address that somebody else has": {coordinator, change(Update, "head", address("DANA@mh.example"), "email"), nil, nil, "person.email_taken email"},
		"two change their addresses":        {coordinator, swapped, nil, nil, " "},
		"a head":                            {coordinator, change(Update, "head", address("bo@mh.example"), "email"), []Membership{part("new", access.UnitLead, "a2")}, nil, " "},
		"somebody comes back":               {coordinator, change(Reopen, "gone", stays, "valid_until"), nil, nil, " "},
		"a head leaves":                     {coordinator, change(Close, "head", ends), nil, nil, " "},
	} {
		r := staff(t)
		events, refused := r.Import(c.act, c.people, c.give, c.take)
		got := " "
		if len(refused) > 0 {
			got = key(refused[0].Err) + " " + refused[0].Field
		}
		if got != c.want || len(refused) == 0 && len(events) != len(c.people)+len(c.give)+len(c.take) {
			t.Errorf("%s: %q with events %v, want %q", name, got, events, c.want)
		}
		if name == "a head leaves" && len(r.Gone) != 1 {
			t.Error("her sessions do not end")
		}
	}
}

// TestAnAdministratorWhoLeftIsNotReopenedByATable: with her address changed on
// the way somebody could sign in as her.
func TestAnAdministratorWhoLeftIsNotReopenedByATable(t *testing.T) {
	t.Parallel()
	r := staff(t)
	r.Parts = append(r.Parts, part("gone", access.Admin, ""))
	before, _ := r.Find("gone")
	after := before
	after.ValidUntil, after.Email = "", "mine@mh.example"
	back := Change[Person]{Kind: Reopen, Before: before, After: after, Fields: []string{"email", "valid_until"}}
	if _, refused := r.Import(by(access.Coordinator), []Change[Person]{back}, nil, nil); len(refused) != 1 || key(refused[0].Err) != "access.denied" {
		t.Errorf("reopened: %v", refused)
	}
}

// TestEveryRefusalIsTold: not only the first.
func TestEveryRefusalIsTold(t *testing.T) {
	t.Parallel()
	taken := Change[Person]{Kind: Add, After: Person{ID: "p9", Name: "Neu", Email: "anna@mh.example"}}
	give := []Membership{part("p9", access.Respondent, "a1"), part("coord", access.Approver, "a1"), part("new", access.Admin, "")}
	_, refused := staff(t).Import(by(access.Coordinator), []Change[Person]{taken}, give, nil)
	if len(refused) != 3 || refused[0].Person != "p9" || refused[1].Part != give[1] || refused[2].Part != give[2] {
		t.Errorf("refused %+v", refused)
	}
}
