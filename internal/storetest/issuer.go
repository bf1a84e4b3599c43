package storetest

import (
	"errors"
	"slices"
	"testing"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// issuer is an identity provider with every field set.
func issuer(org organisation.OrgID, id string) signin.Issuer {
	return signin.Issuer{
		Org: org, ID: id, Name: "Stadt „Süd“", URL: "https://login.example/" + id, ClientID: "cc", SecretFile: "/etc/secret", TrustEmail: true, Hidden: true,
		RolesClaim: "groups", Roles: []signin.ClaimRole{{Value: "v", Role: access.Reader, Unit: "u", Kind: access.Council}}, MayAppoint: true,
	}
}

func issuers(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	found(t, db, "p")
	a, b := issuer("o", "a"), issuer("p", "b")
	w.must(db.PutIssuer(w.ctx, b))
	w.must(db.PutIssuer(w.ctx, a, audit.Event{Org: "o", At: Now, Verb: "issuer.put", Object: "a"}))
	got, err := db.Issuer(w.ctx, "a")
	w.must(err)
	w.is(a, got)
	fails(t, fault.Conflict, db.PutIssuer(w.ctx, issuer("p", "a")))
	_, err = db.Issuer(w.ctx, "none")
	fails(t, fault.NotFound, err)
	a.Name = "Anders"
	w.must(db.PutIssuer(w.ctx, a))
	all, err := db.Issuers(w.ctx, "")
	w.must(err)
	w.is([]signin.Issuer{a, b}, all)
	all, err = db.Issuers(w.ctx, "p")
	w.must(err)
	w.is([]signin.Issuer{b}, all)
	fails(t, fault.NotFound, db.DropIssuer(w.ctx, issuer("p", "a")))
	events, err := db.Events(w.ctx, "o", 10)
	w.must(err)
	w.is(true, slices.ContainsFunc(events, func(e audit.Event) bool { return e.Verb == "issuer.put" && e.Object == "a" }))
}

func identities(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	w.must(db.PutPeople(w.ctx, []organisation.Person{{Org: "o", ID: "anna", Name: "A"}, {Org: "o", ID: "berta", Name: "B"}}, nil))
	i := issuer("o", "a")
	w.must(db.PutIssuer(w.ctx, i))
	day := organisation.DateOf(Now)
	part := organisation.Membership{Org: "o", Person: "anna", Role: access.Facilitator}
	one := signin.Identity{Org: "o", Issuer: i.URL, Subject: "s", Person: "anna", Given: []organisation.Membership{part}}
	two := signin.Identity{Org: "o", Issuer: i.URL, Subject: "t", Person: "berta"}
	put := func(err error, all ...signin.Identity) error {
		return db.UpdateIdentities(w.ctx, i, day, func(r *organisation.Roster, _ []signin.Identity) ([]signin.Identity, []audit.Event, error) {
			r.Parts = append(r.Parts, part)
			return all, []audit.Event{{Org: "o", At: Now, Verb: "signin.linked", Object: "anna"}}, err
		})
	}
	refused := errors.New("refused")
	w.is(true, errors.Is(put(refused, one), refused))
	none, err := db.Identities(w.ctx, "o", i.URL)
	w.must(err)
	w.is(0, len(none))
	w.must(put(nil, one, two))
	w.must(db.UpdateIdentities(w.ctx, i, day, func(r *organisation.Roster, known []signin.Identity) ([]signin.Identity, []audit.Event, error) {
		two.Given = []organisation.Membership{}
		w.is([]signin.Identity{one, two}, known)
		w.is([]organisation.Membership{part}, r.Parts)
		one.Given = []organisation.Membership{}
		return []signin.Identity{one}, nil, nil
	}))
	known, err := db.Identities(w.ctx, "o", i.URL)
	w.must(err)
	w.is([]signin.Identity{one, two}, known)
	vouched := signin.Begin("1", "1", organisation.Ref{Org: "o", ID: "anna"}, signin.ByProvider, Now)
	vouched.Issuer = i.URL
	w.must(db.PutSession(w.ctx, vouched))
	w.must(db.PutSession(w.ctx, signin.Begin("2", "2", organisation.Ref{Org: "o", ID: "anna"}, signin.ByMail, Now)))
	w.must(db.ForgetIdentities(w.ctx, organisation.Ref{Org: "o", ID: "anna"}))
	_, err = db.Session(w.ctx, "1", Now)
	fails(t, fault.NotFound, err)
	_, err = db.Session(w.ctx, "2", Now)
	w.must(err)
	w.must(db.PutSession(w.ctx, vouched))
	w.must(db.DropIssuer(w.ctx, i, audit.Event{Org: "o", At: Now, Verb: "issuer.remove", Object: "a"}))
	_, err = db.Session(w.ctx, "1", Now)
	fails(t, fault.NotFound, err)
	none, err = db.Identities(w.ctx, "o", i.URL)
	w.must(err)
	w.is(0, len(none))
}

func passkeys(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	w.must(db.PutPeople(w.ctx, []organisation.Person{{Org: "o", ID: "anna", Name: "A"}, {Org: "o", ID: "berta", Name: "B"}}, nil))
	one := signin.Passkey{ID: "k", Handle: "h", Who: organisation.Ref{Org: "o", ID: "anna"}, Name: "Handy „neu“", Doc: []byte(`{"a":1}`), CreatedOn: "2027-03-01"}
	w.must(db.PutPasskey(w.ctx, one))
	fails(t, fault.Conflict, db.PutPasskey(w.ctx, one))
	got, err := db.Passkey(w.ctx, "k")
	w.must(err)
	w.is(one, got)
	_, err = db.Passkey(w.ctx, "none")
	fails(t, fault.NotFound, err)
	others := one
	others.Who.ID = "berta"
	fails(t, fault.NotFound, db.ChangePasskey(w.ctx, others))
	fails(t, fault.NotFound, db.DropPasskey(w.ctx, others.Who, "k"))
	one.Name, one.Doc, one.UsedOn = "Alt", []byte(`{"a":2}`), "2027-04-01"
	w.must(db.ChangePasskey(w.ctx, one))
	all, err := db.PasskeysOf(w.ctx, one.Who)
	w.must(err)
	w.is([]signin.Passkey{one}, all)
	none, err := db.PasskeysOf(w.ctx, others.Who)
	w.must(err)
	w.is(0, len(none))
	w.must(db.DropPasskey(w.ctx, one.Who, "k"))
	fails(t, fault.NotFound, db.DropPasskey(w.ctx, one.Who, "k"))
}
