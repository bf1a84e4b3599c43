package main

import (
	"crypto/rand"
	"strings"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// admin groups what only whoever runs the program may do.
type admin struct {
	Recover recovering `cmd:"" help:"Print a link that signs an administrator of an organisation in, once and within an hour."`
}

// recovering lets an administrator in when nobody else can: the last one has
// left, or neither mail nor identity provider works.
type recovering struct {
	database
	Org     string `placeholder:"ID" help:"Organisation; needed only if there are several."`
	Person  string `placeholder:"ID" help:"Somebody who is there already; becomes an administrator if she is none."`
	Name    string `help:"A new administrator's name."`
	Email   string `placeholder:"ADDRESS" help:"A new administrator's mail address."`
	BaseURL string `name:"base-url" required:"" setting:"CHANCENCHECK_BASE_URL" placeholder:"URL" help:"Where people reach the product; the link carries it ($CHANCENCHECK_BASE_URL)"`
}

// recoveryLasts is how long the link can be used: long enough to walk to the
// other desk.
const recoveryLasts = time.Hour

// Run makes the administrator and prints the link. Both stand in the record.
func (c *recovering) Run(p *program) error {
	if (c.Person == "") == (c.Name == "" || c.Email == "") {
		return usageError("Name somebody who is there with --person, or a new administrator with --name and --email.")
	}
	db, err := sqlstore.Open(p.ctx, c.DB)
	if err != nil {
		return err
	}
	defer db.Close()
	org, err := organisationOf(p, db, c.Org)
	if err != nil {
		return err
	}
	now := time.Now()
	who, err := c.person(p, db, org.ID, organisation.DateOf(now))
	if err != nil {
		return err
	}
	part := organisation.Membership{Org: org.ID, Person: who.ID, Role: access.Admin}
	event := audit.Event{Org: string(org.ID), At: now, Verb: "signin.recover", Object: string(who.ID)}
	if err := db.PutPeople(p.ctx, []organisation.Person{who}, []organisation.Membership{part}, event); err != nil {
		return err
	}
	token := rand.Text() + rand.Text()
	if err := db.PutLink(p.ctx, site.HashToken(token), who.Ref(), false, now.Add(recoveryLasts)); err != nil {
		return err
	}
	say(p.stderr, "%s is an administrator of %s. This link signs her in once, within an hour. It stands in the record.", who.Name, org.Name)
	say(p.stdout, "%s/in/%s", strings.TrimRight(c.BaseURL, "/"), token)
	return nil
}

// person is who gets the link.
func (c *recovering) person(p *program, db *sqlstore.DB, org organisation.OrgID, today organisation.Date) (organisation.Person, error) {
	if c.Person == "" {
		one := organisation.Person{Org: org, ID: organisation.PersonID(strings.ToLower(rand.Text())), Name: strings.TrimSpace(c.Name), Email: strings.TrimSpace(c.Email)}
		for _, m := range organisation.CheckPeople([]organisation.Person{one}) {
			return one, m.Err
		}
		return one, nil
	}
	one, err := db.Person(p.ctx, org, organisation.PersonID(c.Person))
	if err == nil && one.Left(today) {
		return one, plainly("%s has left. Make a new administrator with --name and --email.", one.Name)
	}
	return one, err
}
