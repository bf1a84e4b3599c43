package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/oidc"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// issuers sets up the identity providers through which people sign in.
type issuers struct {
	Add    addIssuer    `cmd:"" help:"Set an identity provider up, or change the one with the same id."`
	List   listIssuers  `cmd:"" help:"List the identity providers."`
	Remove removeIssuer `cmd:"" help:"Remove an identity provider; whoever came in through it is signed out."`
	Unlink unlinkPerson `cmd:"" help:"Forget which accounts belong to a person; her next sign-in links her anew by her address."`
}

type addIssuer struct {
	database
	ID         string   `arg:"" help:"Short name in addresses, such as stadt; the only one in the installation."`
	Org        string   `placeholder:"ID" help:"Organisation; needed only if there are several."`
	Name       string   `required:"" help:"What the button says, such as 'Stadtverwaltung'."`
	URL        string   `name:"url" required:"" placeholder:"URL" help:"Issuer exactly as its tokens name it, such as https://login.stadt.example/realms/stadt."`
	ClientID   string   `name:"client-id" required:"" placeholder:"ID" help:"How the provider knows this installation."`
	SecretFile string   `name:"secret-file" placeholder:"FILE" help:"File with the client's secret; it stays there and is read at each sign-in. None for a public client."`
	TrustEmail bool     `name:"trust-email" help:"Take its addresses as verified although it does not say so. Only where your organisation itself gives them out."`
	Hidden     bool     `help:"Leave it out of the sign-in page: people use its address."`
	RolesClaim string   `name:"roles-claim" placeholder:"CLAIM" help:"Claim that lists groups or roles, such as groups or realm_access.roles."`
	Role       []string `placeholder:"VALUE=ROLE[@UNIT]" sep:"none" help:"Role that a value of the claim gives, such as cc-moderation=facilitator or cc-12=unit_lead@12; reader:staff_council for a kind of reader. May be given several times."`
	MayAppoint bool     `name:"may-appoint" help:"Let values also give the roles admin, approver and evaluator."`
	Unchecked  bool     `help:"Do not ask the provider whether it is there."`
}

// Run stores the issuer, if it answers.
func (c *addIssuer) Run(p *program) error {
	i := signin.Issuer{
		ID: c.ID, Name: strings.TrimSpace(c.Name), URL: c.URL, ClientID: c.ClientID, TrustEmail: c.TrustEmail, Hidden: c.Hidden,
		RolesClaim: c.RolesClaim, MayAppoint: c.MayAppoint,
	}
	for _, text := range c.Role {
		i.Roles = append(i.Roles, claimRole(text))
	}
	if err := i.Check(); err != nil {
		return err
	}
	if c.SecretFile != "" {
		path, err := filepath.Abs(c.SecretFile)
		if err != nil {
			return err
		}
		if _, err := os.ReadFile(path); err != nil {
			return err
		}
		i.SecretFile = path
	}
	return withDatabase(p, c.DB, func(db *sqlstore.DB) error {
		org, err := organisationOf(p, db, c.Org)
		if err != nil {
			return err
		}
		i.Org = org.ID
		if err := c.fits(p, db, i); err != nil {
			return err
		}
		event := audit.Event{Org: string(i.Org), At: time.Now(), Verb: "issuer.put", Object: i.ID, Detail: i.Name + ", " + i.URL}
		if err := db.PutIssuer(p.ctx, i, event); err != nil {
			return err
		}
		say(p.stdout, "%s vouches for people of %s. Enter at the provider, after the address of this installation:\n  redirect address             /signin/back\n  back-channel logout address  /signin/over/%s", i.Name, org.Name, i.ID)
		return nil
	})
}

// fits compares an issuer with those there are, with the units, and with the
// provider itself.
func (c *addIssuer) fits(p *program, db *sqlstore.DB, i signin.Issuer) error {
	all, err := db.Issuers(p.ctx, "")
	if err != nil {
		return err
	}
	for _, other := range all {
		switch {
		case other.ID == i.ID && other.Org != i.Org:
			return plainly("Another organisation has an identity provider with the id %s. Choose another id.", i.ID)
		case other.ID == i.ID && other.URL != i.URL:
			return plainly("%s is set up for %s. Remove it first, or choose another id: accounts of one provider mean nothing at another.", i.ID, other.URL)
		case other.ID != i.ID && other.Org == i.Org && other.URL == i.URL:
			return plainly("%s is set up already, with the id %s.", i.URL, other.ID)
		}
	}
	units, err := db.Units(p.ctx, i.Org)
	if err != nil {
		return err
	}
	known := map[organisation.UnitID]bool{"": true}
	for _, u := range units {
		known[u.ID] = true
	}
	for _, r := range i.Roles {
		if !known[r.Unit] {
			return plainly("There is no unit %q.", r.Unit)
		}
	}
	if c.Unchecked {
		return nil
	}
	if err := oidc.New(time.Now).Reachable(p.ctx, i); err != nil {
		return plainly("%s does not answer as an identity provider should: %v. Nothing was stored; --unchecked stores it all the same.", i.URL, err)
	}
	return nil
}

// claimRole reads VALUE=ROLE[:KIND][@UNIT]; what it cannot read is no role, which
// Issuer.Check refuses.
func claimRole(text string) signin.ClaimRole {
	at := strings.LastIndex(text, "=")
	if at < 0 {
		return signin.ClaimRole{}
	}
	what, unit, _ := strings.Cut(text[at+1:], "@")
	role, kind, _ := strings.Cut(what, ":")
	return signin.ClaimRole{Value: text[:at], Role: access.Role(role), Kind: access.Kind(kind), Unit: organisation.UnitID(unit)}
}

type listIssuers struct {
	database
	printed
}

// Run lists what is set up. Secrets are not among it, only where they are.
func (c *listIssuers) Run(p *program) error {
	return withDatabase(p, c.DB, func(db *sqlstore.DB) error {
		all, err := db.Issuers(p.ctx, "")
		if err != nil {
			return err
		}
		var rows [][]string
		for _, i := range all {
			var roles []string
			for _, r := range i.Roles {
				roles = append(roles, strings.TrimRight(r.Value+"="+string(r.Role)+"@"+string(r.Unit), "@"))
			}
			rows = append(rows, []string{string(i.Org), i.ID, i.Name, i.URL, i.ClientID, i.SecretFile, strings.Join(roles, " ")})
		}
		return c.print(p.stdout, []string{"organisation", "id", "name", "url", "client", "secret file", "roles"}, rows)
	})
}

type removeIssuer struct {
	database
	ID string `arg:"" help:"Id of the identity provider."`
}

// Run takes back what its claims gave, ends its sessions and forgets it.
func (c *removeIssuer) Run(p *program) error {
	return withDatabase(p, c.DB, func(db *sqlstore.DB) error {
		i, err := db.Issuer(p.ctx, c.ID)
		if fault.KindOf(err) == fault.NotFound {
			return plainly("There is no identity provider %q.", c.ID)
		}
		if err != nil {
			return err
		}
		now := time.Now()
		act := access.Act{By: i.Giver(), At: now}
		err = db.UpdateIdentities(p.ctx, i, organisation.DateOf(now), func(r *organisation.Roster, all []signin.Identity) (put []signin.Identity, events []audit.Event, err error) {
			for _, one := range all {
				var more []audit.Event
				one.Given, more = r.FollowClaims(act, one.Person, nil, one.Given)
				put, events = append(put, one), append(events, more...)
			}
			return put, events, nil
		})
		if err != nil {
			return err
		}
		if err := db.DropIssuer(p.ctx, i, audit.Event{Org: string(i.Org), At: now, Verb: "issuer.remove", Object: i.ID, Detail: i.Name}); err != nil {
			return err
		}
		say(p.stdout, "%s vouches for nobody any more. Who came in through it is signed out; sign-in by mail remains.", i.Name)
		return nil
	})
}

type unlinkPerson struct {
	database
	Person string `arg:"" help:"Id of the person."`
	Org    string `placeholder:"ID" help:"Organisation; needed only if there are several."`
}

// Run forgets the accounts of a person.
func (c *unlinkPerson) Run(p *program) error {
	return withDatabase(p, c.DB, func(db *sqlstore.DB) error {
		org, err := organisationOf(p, db, c.Org)
		if err != nil {
			return err
		}
		one, err := db.Person(p.ctx, org.ID, organisation.PersonID(c.Person))
		if fault.KindOf(err) == fault.NotFound {
			return plainly("There is nobody with the id %q in %s.", c.Person, org.Name)
		}
		if err != nil {
			return err
		}
		return db.ForgetIdentities(p.ctx, one.Ref(), audit.Event{Org: string(org.ID), At: time.Now(), Verb: "signin.unlinked", Object: string(one.ID)})
	})
}
