package storetest

import (
	"fmt"
	"testing"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/round"
)

func organisations(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	_, err := db.Organisation(w.ctx, "none")
	fails(t, fault.NotFound, err)
	var want []organisation.Organisation
	for i, text := range texts {
		o := organisation.Organisation{
			ID: organisation.OrgID(fmt.Sprintf("o%d", i)), Name: fmt.Sprintf("%d %s", i, text), Kind: organisation.County,
			Languages: []string{"de", "ar"}, Terms: map[string]string{"unit": text}, TimeZone: "Europe/Berlin",
			ARS: "073140000000", AGS: "07314000", Levels: []organisation.Level{{ID: "d", Name: text}},
		}
		w.must(db.PutOrganisation(w.ctx, o))
		want = append(want, o)
		got, err := db.Organisation(w.ctx, o.ID)
		w.must(err)
		w.is(o, got)
	}
	got, err := db.Organisations(w.ctx)
	w.must(err)
	w.is(want, got)
	empty := organisation.Organisation{ID: "o0"}
	w.must(db.PutOrganisation(w.ctx, empty))
	changed, err := db.Organisation(w.ctx, "o0")
	w.must(err)
	w.is(empty, changed)
}

func units(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	var want []organisation.Unit
	for i, text := range texts {
		want = append(want, organisation.Unit{
			Org: "o", ID: organisation.UnitID(fmt.Sprintf("u%d", i)), Parent: "up", Level: "department", Name: text, Short: text,
			Kind: organisation.Facility, Headcount: i, Position: i - 3, ValidFrom: "2020-01-01", ValidUntil: "2030-12-31",
		})
	}
	want = append(want, organisation.Unit{Org: "o", ID: "v", Position: 99})
	w.must(db.PutUnits(w.ctx, want))
	got, err := db.Units(w.ctx, "o")
	w.must(err)
	w.is(want, got)
	for i := range want {
		want[i] = organisation.Unit{Org: "o", ID: want[i].ID, Name: "neu", Headcount: 7, Position: i}
	}
	w.must(db.PutUnits(w.ctx, want))
	got, err = db.Units(w.ctx, "o")
	w.must(err)
	w.is(want, got)
	err = db.PutUnits(w.ctx, []organisation.Unit{{Org: "o", ID: "new"}, {Org: "nowhere", ID: "x"}})
	fails(t, fault.NotFound, err)
	got, err = db.Units(w.ctx, "o")
	w.must(err)
	w.is(len(want), len(got)) // all or nothing
}

func services(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	w.must(db.PutUnits(w.ctx, []organisation.Unit{{Org: "o", ID: "a"}, {Org: "o", ID: "b"}}))
	var want []organisation.Service
	for i, text := range texts {
		want = append(want, organisation.Service{
			Org: "o", ID: organisation.ServiceID(fmt.Sprintf("s%d", i)), Unit: "a", Name: text, Short: text, ForWhom: text,
			Channels: []organisation.Channel{organisation.ByPhone}, Languages: []string{"de"}, LeiKa: "99000000000000",
			BudgetProduct: "1.2.3", Visits: 12_000_000, ValidUntil: "2030-01-01",
		})
	}
	other := organisation.Service{Org: "o", ID: "z", Unit: "b"}
	w.must(db.PutServices(w.ctx, append(want, other)))
	got, err := db.Services(w.ctx, "o", "a")
	w.must(err)
	w.is(want, got)
	got, err = db.Services(w.ctx, "o", "")
	w.must(err)
	w.is(append(want, other), got)
	other.Unit = "a"
	w.must(db.PutServices(w.ctx, []organisation.Service{other}))
	got, err = db.Services(w.ctx, "o", "b")
	w.must(err)
	w.is(0, len(got))
	fails(t, fault.NotFound, db.PutServices(w.ctx, []organisation.Service{{Org: "o", ID: "n", Unit: "nowhere"}}))
}

func people(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	_, err := db.Person(w.ctx, "o", "none")
	fails(t, fault.NotFound, err)
	var want []organisation.Person
	for i, text := range texts {
		want = append(want, organisation.Person{Org: "o", ID: organisation.PersonID(fmt.Sprintf("p%d", i)), Name: text,
			Email: text, Language: "ar", ValidUntil: "2028-01-01"})
	}
	parts := []organisation.Membership{
		{Org: "o", Person: "p0", Unit: "", Role: access.Admin}, {Org: "o", Person: "p0", Unit: "a", Role: access.UnitLead},
		{Org: "o", Person: "p1", Unit: "b", Role: access.Reader},
	}
	w.must(db.PutPeople(w.ctx, want, parts))
	w.must(db.PutPeople(w.ctx, nil, parts)) // again changes nothing
	got, err := db.People(w.ctx, "o")
	w.must(err)
	w.is(want, got)
	one, err := db.Person(w.ctx, "o", "p1")
	w.must(err)
	w.is(want[1], one)
	all, err := db.Memberships(w.ctx, "o", "")
	w.must(err)
	w.is(parts, all)
	hers, err := db.Memberships(w.ctx, "o", "p0")
	w.must(err)
	w.is(parts[:2], hers)
	w.must(db.PutPeople(w.ctx, []organisation.Person{{Org: "o", ID: "p1"}}, nil))
	one, err = db.Person(w.ctx, "o", "p1")
	w.must(err)
	w.is(organisation.Person{Org: "o", ID: "p1"}, one)
	fails(t, fault.NotFound, db.PutPeople(w.ctx, nil, []organisation.Membership{{Org: "o", Person: "nobody", Role: access.Admin}}))
}

func instruments(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	key := round.InstrumentKey{ID: "i", Version: "1"}
	_, err := db.PublishedInstrument(w.ctx, "o", key)
	fails(t, fault.NotFound, err)
	for i, text := range texts {
		p := sqlstore.Published{Org: "o", Key: round.InstrumentKey{ID: "i", Version: fmt.Sprint(i)}, Hash: fmt.Sprint("h", i),
			Source: []byte(text), Guides: map[string]string{"de": text}, PublishedAt: Now}
		w.must(db.Publish(w.ctx, p))
		got, err := db.PublishedInstrument(w.ctx, "o", p.Key)
		w.must(err)
		w.is(p, got)
	}
	first, err := db.PublishedInstrument(w.ctx, "o", key)
	w.must(err)
	w.must(db.Publish(w.ctx, first)) // the same again
	other := first
	other.Hash, other.Source = "other", []byte("other")
	fails(t, fault.Conflict, db.Publish(w.ctx, other))
	now, err := db.PublishedInstrument(w.ctx, "o", key)
	w.must(err)
	w.is(first, now)
	young := sqlstore.Published{Org: "o", Key: round.InstrumentKey{ID: "i", Version: "0.9"}, PublishedAt: Now.AddDate(0, 1, 0)}
	w.must(db.Publish(w.ctx, young))
	all, err := db.PublishedInstruments(w.ctx, "o")
	w.must(err)
	w.is(len(texts)+1, len(all))
	w.is("0.9", all[0].Key.Version) // the youngest first
}

func events(t *testing.T, db *sqlstore.DB) {
	w := &world{T: t, db: db, ctx: t.Context()}
	var want []audit.Event
	for i, text := range texts {
		e := audit.Event{Org: "o", At: Now.AddDate(0, 0, -i), Person: "p", Verb: "verb", Object: "object", Detail: text}
		w.must(db.PutOrganisation(w.ctx, organisation.Organisation{ID: "o"}, e))
		want = append(want, e)
	}
	got, err := db.Events(w.ctx, "o", 100)
	w.must(err)
	w.is(want, got)
	got, err = db.Events(w.ctx, "o", 2)
	w.must(err)
	w.is(want[:2], got)
}
