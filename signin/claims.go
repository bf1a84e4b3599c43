package signin

import (
	"crypto/subtle"
	"slices"
	"strings"
	"time"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// Claims are what an identity provider says in an id token whose signature is
// good.
type Claims struct {
	Issuer, Subject string
	// Audience is for whom the token is, AuthorizedParty who asked for it, "" if
	// the token does not say.
	Audience        []string
	AuthorizedParty string
	// Nonce is what we sent along, SID the provider's session, "" for none.
	Nonce, SID string
	// Email counts only if the provider has Verified it.
	Email     string
	Verified  bool
	IssuedAt  time.Time
	ExpiresAt time.Time
	// Values are those of the issuer's claim for roles.
	Values []string
}

// Skew is how far two clocks may differ. Source: a machine that asks a time
// server is off by less than a second; a minute forgives one that lost it.
const Skew = time.Minute

// The faults of a sign-in through an identity provider.
var (
	// ErrProviderDown: it does not answer, or not in a way that can be used.
	ErrProviderDown = fault.New(fault.Unavailable, "signin.provider_down")
	// ErrProviderLies: what it says cannot be relied on.
	ErrProviderLies = fault.New(fault.Denied, "signin.provider_lies")
	// ErrProviderNo: the person or the provider broke it off.
	ErrProviderNo = fault.New(fault.Denied, "signin.provider_no")
	// ErrProviderLate: it took too long, was used already, or began elsewhere.
	ErrProviderLate = fault.New(fault.Denied, "signin.provider_late")
	// ErrProviderAddress: the provider has not verified the address.
	ErrProviderAddress = fault.New(fault.Denied, "signin.provider_address")
	// ErrProviderNobody: nobody, or more than one, has the address.
	ErrProviderNobody = fault.New(fault.Denied, "signin.provider_nobody")
)

// Accept checks what a token says against what was asked. Source: OpenID
// Connect Core 1.0, 3.1.3.7.
func (i Issuer) Accept(c Claims, nonce string, now time.Time) error {
	switch {
	case c.Issuer != i.URL, c.Subject == "", !slices.Contains(c.Audience, i.ClientID):
		return ErrProviderLies
	case len(c.Audience) > 1 && c.AuthorizedParty == "", c.AuthorizedParty != "" && c.AuthorizedParty != i.ClientID:
		return ErrProviderLies
	case nonce == "" || subtle.ConstantTimeCompare([]byte(c.Nonce), []byte(nonce)) != 1:
		return ErrProviderLies
	case !now.Before(c.ExpiresAt.Add(Skew)), c.IssuedAt.IsZero(), c.IssuedAt.After(now.Add(Skew)), c.IssuedAt.Before(now.Add(-TryLasts - Skew)):
		return ErrProviderLies
	}
	return nil
}

// Identity is who somebody is at an identity provider.
type Identity struct {
	Org organisation.OrgID
	// Issuer is the provider's URL, Subject its own name for the person.
	Issuer, Subject string
	// Person is "" while nobody is linked.
	Person organisation.PersonID
	// Given are the parts that this provider's claims gave her.
	Given []organisation.Membership
}

// Find returns whom a provider vouches for: whoever is linked already, or with a
// verified address the one person who has it and is there. taken reports whether
// a person is linked to somebody else at the same provider: then the address
// has changed hands, and lets nobody in.
func (i Issuer) Find(c Claims, known Identity, people []organisation.Person, today organisation.Date, taken func(organisation.PersonID) bool) (organisation.PersonID, error) {
	var found []organisation.PersonID
	for _, p := range people {
		if p.Left(today) {
			continue
		}
		if known.Person != "" && p.ID == known.Person {
			return p.ID, nil
		}
		if c.Email != "" && strings.EqualFold(p.Email, c.Email) {
			found = append(found, p.ID)
		}
	}
	switch {
	case known.Person != "":
		return "", ErrProviderNobody
	case !c.Verified && !i.TrustEmail:
		return "", ErrProviderAddress
	case len(found) != 1 || taken(found[0]):
		return "", ErrProviderNobody
	}
	return found[0], nil
}
