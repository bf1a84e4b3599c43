package storetest

import (
	"strings"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/facilitation"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
	"chancencheck/round"
	"chancencheck/signin"
)

// everywhere gives a person something of everything an account can have.
func (w *world) everywhere(id organisation.PersonID, c *check.Check) {
	w.Helper()
	who := organisation.Ref{Org: w.org, ID: string(id)}
	w.must(w.db.PutUnits(w.ctx, []organisation.Unit{{Org: w.org, ID: "a", Name: "A"}}))
	w.must(w.db.UpdateRoster(w.ctx, w.org, day, func(r *organisation.Roster) ([]audit.Event, error) {
		r.People = append(r.People, organisation.Person{Org: w.org, ID: id, Name: "Anna"}, organisation.Person{Org: w.org, ID: "bo", Name: "Bo"})
		r.Parts = append(r.Parts, organisation.Membership{Org: w.org, Person: id, Role: access.UnitLead, Unit: "a"},
			organisation.Membership{Org: w.org, Person: "bo", Role: access.UnitLead, Unit: "a", DeputyFor: id},
			organisation.Membership{Org: w.org, Person: "bo", Role: access.Reader})
		r.Posts = append(r.Posts, organisation.Post{Org: w.org, ID: "t", Unit: "a", Title: "T", Holder: id})
		return nil, nil
	}))
	w.must(w.db.PutTandem(w.ctx, facilitation.Tandem{Round: w.rd.Ref, Unit: "a", By: "b", Person: id}))
	w.must(w.db.PutPosted(w.ctx, w.rd.Ref, []check.Posted{{ID: "1", Check: c.ID, Person: id, Kind: round.ToHead, At: Now}, {ID: "2", Check: c.ID, Person: "bo", Kind: round.ToHead, At: Now}}))
	for _, s := range []facilitation.Slot{{Ref: facilitation.Ref{Org: w.org, ID: "hers"}, Facilitator: id}, {Ref: facilitation.Ref{Org: w.org, ID: "booked"}, Facilitator: "bo", Check: c.ID, BookedBy: id}} {
		s.StartsAt, s.Minutes = Now, 60
		w.must(w.db.CreateSlot(w.ctx, &s))
	}
	w.must(w.db.PutRelease(w.ctx, round.Release{Ref: w.rd.Ref, To: "county", At: Now, By: id}))
	w.must(w.db.PutTry(w.ctx, signin.Try{Token: "t-" + string(w.org), Browser: "b", People: []organisation.Ref{who, {Org: "x", ID: string(id)}}, CreatedAt: Now, ExpiresAt: Now.Add(time.Hour)}))
	w.must(w.db.KeepVersion(w.ctx, c.Ref, check.Version{Number: 1, SignedBy: id, SignedAt: Now, ReopenedBy: "bo", ReopenedAt: Now}))
	w.must(w.db.KeepVersion(w.ctx, c.Ref, check.Version{Number: 2, SignedBy: "bo", SignedAt: Now, ReopenedBy: id, ReopenedAt: Now}))
	w.must(w.db.UpdateCheck(w.ctx, c.Ref, func(c *check.Check) ([]audit.Event, error) { c.SignedBy, c.SignedAt = id, Now; return nil, nil }))
}

// erasing: nothing of a person stays behind, and what others need of her work does.
func erasing(t *testing.T, db *sqlstore.DB) {
	w, ref := orgWorld(t, db, "o")
	c := w.check("c", round.Named)
	w.everywhere("anna", c)
	act := w.act()
	act.By.Person = "anna"
	w.must(orgcheck.Say(w.ctx, db, act, ref, asked(), "u", orgcheck.Sign(act, "Anna", "Amt"), []orgcheck.Said{{Question: levels.ID, Answer: level(t, "1")}}))
	w.must(orgcheck.Confirm(w.ctx, db, w.act(), ref, "u", orgcheck.Sign(w.act(), "Bert", "Leitung"), map[string]int{levels.ID: 1}))
	h, err := db.Holdings(w.ctx, "o", "anna")
	w.must(err)
	w.is([]string{"T", "a", "head"}, []string{h.Posts[0], h.Tandems[0], strings.Fields(h.Letters[0])[0]})
	w.is([]int{2, 1, 1, 1, 1}, []int{len(h.Dates), len(h.Released), len(h.Versions), len(h.Statements), len(h.Signed)})
	w.must(db.ErasePerson(w.ctx, "o", "anna"))

	_, err = db.Person(w.ctx, "o", "anna")
	fails(t, fault.NotFound, err)
	r, err := db.Roster(w.ctx, "o", day)
	w.must(err)
	w.is([]organisation.Membership{{Org: "o", Person: "bo", Role: access.Reader}}, r.Parts)
	w.is(organisation.PersonID(""), r.Posts[0].Holder)
	tandems, err := db.Tandems(w.ctx, w.rd.Ref)
	w.must(err)
	posted, err := db.PostedIn(w.ctx, w.rd.Ref)
	w.must(err)
	slots, err := db.Slots(w.ctx, "o", Now)
	w.must(err)
	w.is([]int{0, 1, 1}, []int{len(tandems), len(posted), len(slots)})
	w.is([]organisation.PersonID{"bo", "bo", ""}, []organisation.PersonID{posted[0].Person, slots[0].Facilitator, slots[0].BookedBy})
	released, err := db.Releases(w.ctx, "o")
	w.must(err)
	w.is(round.Release{Ref: w.rd.Ref, To: "county", At: Now}, released[0])
	try, err := db.Try(w.ctx, "t-o", Now)
	w.must(err)
	w.is([]organisation.Ref{{Org: "x", ID: "anna"}}, try.People)
	kept, err := db.Versions(w.ctx, c.Ref)
	w.must(err)
	w.is([]organisation.PersonID{"", "bo", "bo", ""}, []organisation.PersonID{kept[0].SignedBy, kept[0].ReopenedBy, kept[1].SignedBy, kept[1].ReopenedBy})
	oc, err := db.OrgRecord(w.ctx, ref)
	w.must(err)
	s := oc.Statements[orgcheck.Place{Question: levels.ID, Unit: "u"}]
	w.is(orgcheck.Signature{Post: "Amt", At: Now}, s.By)
	w.is([]any{true, "Bert"}, []any{s.By.Signed(), s.Confirmed.Name})
}
