package signin_test

import (
	"errors"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// stadt is an issuer that is fine.
func stadt(change func(*signin.Issuer)) signin.Issuer {
	i := signin.Issuer{Org: "o", ID: "stadt", Name: "Stadt", URL: "https://login.stadt.example/realms/stadt", ClientID: "cc"}
	if change != nil {
		change(&i)
	}
	return i
}

func TestIssuersThatCannotBe(t *testing.T) {
	t.Parallel()
	role := func(r signin.ClaimRole) func(*signin.Issuer) {
		return func(i *signin.Issuer) { i.RolesClaim, i.Roles = "groups", []signin.ClaimRole{r} }
	}
	for name, c := range map[string]struct {
		change func(*signin.Issuer)
		want   error
	}{
		"good":              {nil, nil},
		"this machine":      {func(i *signin.Issuer) { i.URL = "http://127.0.0.1:8080" }, nil},
		"id":                {func(i *signin.Issuer) { i.ID = "../x" }, signin.ErrIssuerID},
		"no name":           {func(i *signin.Issuer) { i.Name = " " }, signin.ErrIssuerName},
		"plain text":        {func(i *signin.Issuer) { i.URL = "http://login.stadt.example" }, signin.ErrIssuerURL},
		"query":             {func(i *signin.Issuer) { i.URL += "?a=b" }, signin.ErrIssuerURL},
		"somebody in it":    {func(i *signin.Issuer) { i.URL = "https://a@b.example" }, signin.ErrIssuerURL},
		"no client":         {func(i *signin.Issuer) { i.ClientID = "" }, signin.ErrIssuerClient},
		"claim alone":       {func(i *signin.Issuer) { i.RolesClaim = "groups" }, signin.ErrIssuerClaim},
		"mapping":           {role(signin.ClaimRole{Value: "v", Role: access.UnitLead, Unit: "u"}), nil},
		"no value":          {role(signin.ClaimRole{Role: access.Facilitator}), signin.ErrIssuerRole},
		"lead of nothing":   {role(signin.ClaimRole{Value: "v", Role: access.UnitLead}), signin.ErrIssuerRole},
		"operator":          {role(signin.ClaimRole{Value: "v", Role: access.Operator}), signin.ErrIssuerRole},
		"kind of lead":      {role(signin.ClaimRole{Value: "v", Role: access.Facilitator, Kind: access.Council}), signin.ErrIssuerRole},
		"administrator":     {role(signin.ClaimRole{Value: "v", Role: access.Admin}), signin.ErrIssuerAdmin},
		"approver":          {role(signin.ClaimRole{Value: "v", Role: access.Approver}), signin.ErrIssuerAdmin},
		"asked for clearly": {func(i *signin.Issuer) { role(signin.ClaimRole{Value: "v", Role: access.Admin})(i); i.MayAppoint = true }, nil},
	} {
		if err := stadt(c.change).Check(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestPartsOfClaims(t *testing.T) {
	t.Parallel()
	i := stadt(func(i *signin.Issuer) {
		i.Roles = []signin.ClaimRole{{Value: "a", Role: access.Facilitator}, {Value: "b", Role: access.Facilitator}, {Value: "c", Role: access.Admin}}
	})
	if got := i.Parts("p", []string{"a", "b", "c", "d"}); len(got) != 1 || got[0].Role != access.Facilitator || got[0].Person != "p" || got[0].Org != "o" {
		t.Errorf("she gets %+v", got)
	}
	if got := i.Parts("p", nil); got != nil {
		t.Errorf("nothing gives %+v", got)
	}
}

// TestAccept has one case for each thing that may be wrong; the pages' tests
// sign such tokens for real.
func TestAccept(t *testing.T) {
	t.Parallel()
	i := stadt(nil)
	for name, change := range map[string]func(*signin.Claims){
		"":             func(*signin.Claims) {},
		"issuer":       func(c *signin.Claims) { c.Issuer += "/" },
		"subject":      func(c *signin.Claims) { c.Subject = "" },
		"audience":     func(c *signin.Claims) { c.Audience = []string{"x"} },
		"no party":     func(c *signin.Claims) { c.Audience = []string{"cc", "x"} },
		"party":        func(c *signin.Claims) { c.AuthorizedParty = "x" },
		"nonce":        func(c *signin.Claims) { c.Nonce = "x" },
		"over":         func(c *signin.Claims) { c.ExpiresAt = now.Add(-signin.Skew) },
		"never begins": func(c *signin.Claims) { c.IssuedAt = time.Time{} },
		"tomorrow":     func(c *signin.Claims) { c.IssuedAt = now.Add(signin.Skew + 1) },
		"yesterday":    func(c *signin.Claims) { c.IssuedAt = now.Add(-signin.TryLasts - signin.Skew - 1) },
	} {
		c := signin.Claims{Issuer: i.URL, Subject: "s", Audience: []string{"cc"}, Nonce: "n", IssuedAt: now, ExpiresAt: now.Add(time.Minute)}
		change(&c)
		if err := i.Accept(c, "n", now); (err == nil) != (name == "") {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := i.Accept(signin.Claims{Issuer: i.URL, Subject: "s", Audience: []string{"cc"}, IssuedAt: now, ExpiresAt: now.Add(1)}, "", now); err == nil {
		t.Error("no nonce is as good as one")
	}
}

func TestWhomAProviderMeans(t *testing.T) {
	t.Parallel()
	people := []organisation.Person{
		{ID: "a", Email: "A@stadt.example"}, {ID: "b", Email: "b@stadt.example"}, {ID: "c", Email: "b@stadt.example"},
		{ID: "left", Email: "a@stadt.example", ValidUntil: "2020-01-01"}, {ID: "none"},
	}
	for name, c := range map[string]struct {
		claims signin.Claims
		known  organisation.PersonID
		taken  organisation.PersonID
		trust  bool
		want   organisation.PersonID
		err    error
	}{
		"by address":       {signin.Claims{Email: "a@STADT.example", Verified: true}, "", "", false, "a", nil},
		"linked":           {signin.Claims{}, "b", "", false, "b", nil},
		"linked, has left": {signin.Claims{Email: "a@stadt.example", Verified: true}, "left", "", false, "", signin.ErrProviderNobody},
		"not verified":     {signin.Claims{Email: "a@stadt.example"}, "", "", false, "", signin.ErrProviderAddress},
		"trusted":          {signin.Claims{Email: "a@stadt.example"}, "", "", true, "a", nil},
		"two":              {signin.Claims{Email: "b@stadt.example", Verified: true}, "", "", false, "", signin.ErrProviderNobody},
		"somebody else's":  {signin.Claims{Email: "a@stadt.example", Verified: true}, "", "a", false, "", signin.ErrProviderNobody},
		"no address":       {signin.Claims{Verified: true}, "", "", false, "", signin.ErrProviderNobody},
	} {
		i := stadt(func(i *signin.Issuer) { i.TrustEmail = c.trust })
		got, err := i.Find(c.claims, signin.Identity{Person: c.known}, people, "2026-03-17", func(id organisation.PersonID) bool { return c.taken != "" && id == c.taken })
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
