package signin

import (
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// Issuer (Anmeldedienst) is an identity provider that vouches for people of one
// organisation. The operator sets it up on the command line.
type Issuer struct {
	Org organisation.OrgID `json:"-"`
	// ID stands in addresses and is the only one in the installation.
	ID string `json:"-"`
	// Name is what its button says, for example "Stadt Musterhafen".
	Name string
	// URL is the issuer as its tokens name it.
	URL string
	// ClientID is how the provider knows this installation.
	ClientID string
	// SecretFile is the file with the client's secret, "" for a public client. The
	// secret itself is never stored.
	SecretFile string `json:",omitempty"`
	// TrustEmail takes the provider's addresses as verified although it does not
	// say so. Only for a provider at which the organisation itself gives them out.
	TrustEmail bool `json:",omitempty"`
	// Hidden leaves it out of the sign-in page: it has its own address only.
	Hidden bool `json:",omitempty"`
	// RolesClaim is the claim that lists groups or roles, "" for none; a dot leads
	// into an object, as in "realm_access.roles".
	RolesClaim string `json:",omitempty"`
	// Roles says which part a value of that claim gives.
	Roles []ClaimRole `json:",omitempty"`
	// MayAppoint lets values give the roles that only administrators give.
	MayAppoint bool `json:",omitempty"`
}

// ClaimRole is a part that a value of a claim gives.
type ClaimRole struct {
	Value string
	Role  access.Role
	Unit  organisation.UnitID `json:",omitempty"`
	Kind  access.Kind         `json:",omitempty"`
}

// The faults of an issuer that cannot be used as it is.
var (
	ErrIssuerID     = fault.New(fault.Invalid, "issuer.id")
	ErrIssuerName   = fault.New(fault.Invalid, "issuer.name")
	ErrIssuerURL    = fault.New(fault.Invalid, "issuer.url")
	ErrIssuerClient = fault.New(fault.Invalid, "issuer.client")
	ErrIssuerRole   = fault.New(fault.Invalid, "issuer.role")
	ErrIssuerClaim  = fault.New(fault.Invalid, "issuer.claim")
	ErrIssuerAdmin  = fault.New(fault.Invalid, "issuer.appoint")
)

// longestName is how long a name on a button may be, in characters.
const longestName = 80

var issuerID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,40}$`)

// Check refuses an issuer that cannot work or is not safe.
func (i Issuer) Check() error {
	switch {
	case !issuerID.MatchString(i.ID):
		return ErrIssuerID
	case strings.TrimSpace(i.Name) == "" || utf8.RuneCountInString(i.Name) > longestName:
		return ErrIssuerName
	case !SafeProvider(i.URL, i.URL):
		return ErrIssuerURL
	case strings.TrimSpace(i.ClientID) == "":
		return ErrIssuerClient
	case (i.RolesClaim == "") != (len(i.Roles) == 0):
		return ErrIssuerClaim
	}
	for _, r := range i.Roles {
		if err := i.mayGive(r); err != nil {
			return err
		}
	}
	return nil
}

func (i Issuer) mayGive(r ClaimRole) error {
	reach := access.ReachOf(r.Role)
	switch {
	case r.Value == "", !reach.ByHand, r.Unit == "" && !reach.Whole, r.Unit != "" && !reach.Unit:
		return ErrIssuerRole
	case r.Kind != "" && (r.Role != access.Reader || !r.Kind.Known()):
		return ErrIssuerRole
	case access.Appointing(r.Role) != access.ManagePeople && !i.MayAppoint:
		return ErrIssuerAdmin
	}
	return nil
}

// SafeProvider reports whether an address of an issuer may be asked: over an
// encrypted connection, or on this machine if the issuer itself is there.
func SafeProvider(issuer, address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Fragment != "" || issuer == address && u.RawQuery != "" {
		return false
	}
	home, err := url.Parse(issuer)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http" && local(u) && local(home))
}

func local(u *url.URL) bool {
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "localhost" || err == nil && ip.IsLoopback()
}

// Parts returns the parts that the values of a person's claim give her.
func (i Issuer) Parts(person organisation.PersonID, values []string) []organisation.Membership {
	var out []organisation.Membership
	for _, r := range i.Roles {
		if i.mayGive(r) != nil || !slices.Contains(values, r.Value) {
			continue
		}
		m := organisation.Membership{Org: i.Org, Person: person, Role: r.Role, Unit: r.Unit, Kind: r.Kind}
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// Giver is who acts when a claim gives or takes parts: the program, with no
// more rights than the operator has given the issuer.
func (i Issuer) Giver() access.Actor {
	a := access.Actor{Org: string(i.Org), Grants: []access.Grant{{Role: access.Coordinator, Org: string(i.Org)}}}
	if i.MayAppoint {
		a.Grants = append(a.Grants, access.Grant{Role: access.Admin, Org: string(i.Org)})
	}
	return a
}
