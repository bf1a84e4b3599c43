package storetest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"testing"

	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
	"chancencheck/round"
)

// asked is a small instrument of one field with one question, which has points.
func asked() *instrument.Instrument {
	scale := *levels.Scale
	scale.Options = nil
	for _, o := range levels.Scale.Options {
		points, err := instrument.ParseNumber(o.ID)
		if err != nil {
			panic(err)
		}
		scale.Options = append(scale.Options, instrument.Option{ID: o.ID, Points: points})
	}
	q := *levels
	q.Scale = &scale
	return &instrument.Instrument{ID: "i", Version: "1", Desks: []instrument.Desk{{ID: "d"}},
		Formats: []instrument.Format{{ID: orgcheck.PartnersFormat, All: true}},
		Fields:  []*instrument.Node{{ID: "f", Questions: []*instrument.Question{&q}}}}
}

// orgWorld is a running organisation check with one unit and one group.
func orgWorld(t *testing.T, db *sqlstore.DB, org organisation.OrgID) (*world, orgcheck.Ref) {
	t.Helper()
	w := found(t, db, org)
	w.must(db.PutUnits(w.ctx, []organisation.Unit{{Org: org, ID: "u", Name: "Of " + string(org), Level: "l"}, {Org: org, ID: "v", Name: "V", Level: "l"}}))
	c, err := orgcheck.Draft(w.ctx, db, w.act(), orgcheck.Check{Ref: orgcheck.Ref{Org: org, ID: "oc"}, Title: "Check " + string(org),
		Instrument: round.InstrumentKey{ID: "i", Version: "1"}, Threshold: 5, ClosesOn: "2027-06-01"})
	w.must(err)
	w.must(orgcheck.Assign(w.ctx, db, w.act(), c.Ref, asked(), []orgcheck.Assignment{{Question: levels.ID, Unit: "u"}, {Question: levels.ID, Unit: "v", Also: true}}))
	w.must(orgcheck.PutGroup(w.ctx, db, w.act(), c.Ref, orgcheck.Group{Sector: orgcheck.Welfare, Name: "Verbände", Places: 5}))
	w.must(orgcheck.Begin(w.ctx, db, w.act(), c.Ref))
	return w, c.Ref
}

func (w *world) group(ref orgcheck.Ref) orgcheck.Group {
	w.Helper()
	r, err := w.db.OrgRecord(w.ctx, ref)
	w.must(err)
	return r.GroupsInOrder()[0]
}

// orgRecords: everything said comes back as it was said.
func orgRecords(t *testing.T, db *sqlstore.DB) {
	w, ref := orgWorld(t, db, "o")
	for i, text := range texts {
		if len(text) > orgcheck.MostText {
			text = text[:200]
		}
		said := orgcheck.Said{Question: levels.ID, Answer: level(t, fmt.Sprint(i%4)), Remark: text + ".", Version: i}
		w.must(orgcheck.Say(w.ctx, db, w.act(), ref, asked(), "u", orgcheck.Sign(w.act(), "Anna", "Amt "+text[:min(len(text), 4)]+"x"), []orgcheck.Said{said}))
	}
	w.must(orgcheck.Confirm(w.ctx, db, w.act(), ref, "u", orgcheck.Sign(w.act(), "Bert", "Leitung"), map[string]int{levels.ID: len(texts)}))
	w.must(orgcheck.WriteWorked(w.ctx, db, w.act(), ref, asked(), orgcheck.Words{Field: "f", Text: "Gelungen", By: orgcheck.Sign(w.act(), "Anna", "Amt")}))
	r, err := db.OrgRecord(w.ctx, ref)
	w.must(err)
	s := r.Statements[orgcheck.Place{Question: levels.ID, Unit: "u"}]
	w.is(true, s.Answer.Equal(level(t, fmt.Sprint((len(texts)-1)%4))))
	w.is([]any{"Of o", len(texts), "Bert", "Gelungen", orgcheck.Running, Now}, []any{s.UnitName, s.Version, s.Confirmed.Name, r.Worked["f"].Text, r.Check.State, r.Check.OpenedAt})
	w.is(2, len(r.Duties))
	w.must(orgcheck.Assign(w.ctx, db, w.act(), ref, asked(), []orgcheck.Assignment{{Question: levels.ID, Unit: "v"}}))
	r, err = db.OrgRecord(w.ctx, ref)
	w.must(err)
	w.is([]int{1, 1}, []int{len(r.Duties), len(r.Statements)})
	all, err := db.OrgChecks(w.ctx, "o")
	w.must(err)
	w.is([]*orgcheck.Check{r.Check}, all)
	refused := errors.New("refused")
	err = db.UpdateOrgCheck(w.ctx, ref, func(r *orgcheck.Record) ([]audit.Event, error) { r.Check.Title = "x"; return nil, refused })
	w.is(true, errors.Is(err, refused))
	c, err := db.OrgCheck(w.ctx, ref)
	w.must(err)
	w.is("Check o", c.Title)
}

// orgStatementsAtOnce: many offices answer at the same moment and lose nothing.
func orgStatementsAtOnce(t *testing.T, db *sqlstore.DB) {
	w, ref := orgWorld(t, db, "o")
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			unit := organisation.UnitID([]string{"u", "v"}[i%2])
			err := orgcheck.Say(w.ctx, db, w.act(), ref, asked(), unit, orgcheck.Sign(w.act(), "Anna", "Amt"),
				[]orgcheck.Said{{Question: levels.ID, Answer: level(t, "1"), Remark: fmt.Sprint(i)}})
			if err != nil && fault.KindOf(err) != fault.Conflict {
				t.Error(err)
			}
		})
	}
	group.Wait()
	r, err := db.OrgRecord(w.ctx, ref)
	w.must(err)
	w.is([]int{2, 1, 1}, []int{len(r.Statements), r.Statements[orgcheck.Place{Question: levels.ID, Unit: "u"}].Version,
		r.Statements[orgcheck.Place{Question: levels.ID, Unit: "v"}].Version})
}

// partnerSheets: one sheet per secret, as many as there are places, and none
// after the close, when all are gone.
func partnerSheets(t *testing.T, db *sqlstore.DB) {
	w, ref := orgWorld(t, db, "o")
	g := w.group(ref)
	g.Places = 3
	w.must(db.UpdateOrgCheck(w.ctx, ref, func(r *orgcheck.Record) ([]audit.Event, error) {
		r.Groups[g.ID] = g
		return nil, nil
	}))
	code, err := db.OrgCheckByCode(w.ctx, g.Code)
	w.must(err)
	w.is(orgcheck.Code{Ref: ref, Group: g.ID}, code)
	sheet := func(key, option string) orgcheck.PartnerSheet {
		return orgcheck.PartnerSheet{Key: orgcheck.PartnerKey(key), Group: g.ID, Answers: map[string]instrument.Answer{levels.ID: level(t, option)}}
	}
	for range 2 { // the same device twice is one sheet
		w.must(db.SavePartnerSheet(w.ctx, ref, sheet("k1", "1")))
	}
	w.must(db.SavePartnerSheet(w.ctx, ref, sheet("k1", "2")))
	got, err := db.PartnerSheet(w.ctx, "k1")
	w.must(err)
	w.is(sheet("k1", "2"), got)
	var group sync.WaitGroup
	full := make(chan error, 10)
	for range 10 { // a hall: two places are left
		group.Go(func() { full <- db.SavePartnerSheet(w.ctx, ref, sheet(rand.Text(), "3")) })
	}
	group.Wait()
	close(full)
	refused := 0
	for err := range full {
		if errors.Is(err, orgcheck.ErrFull) {
			refused++
		} else {
			w.must(err)
		}
	}
	w.is(8, refused)
	fails(t, fault.NotFound, db.SavePartnerSheet(w.ctx, ref, orgcheck.PartnerSheet{Key: "x", Group: "none"}))
	before, err := db.OrgOutcome(w.ctx, ref)
	w.must(err)
	w.is(0, len(before))
	w.must(orgcheck.Close(w.ctx, db, w.act(), ref, asked()))
	_, err = db.PartnerSheet(w.ctx, "k1")
	fails(t, fault.NotFound, err)
	fails(t, fault.NotFound, db.SavePartnerSheet(w.ctx, ref, sheet("late", "1")))
	doc, err := db.OrgOutcome(w.ctx, ref)
	w.must(err)
	o, err := orgcheck.Decode(doc)
	w.must(err)
	w.is("too_few", string(o.Partners.Show(asked(), orgcheck.AllPartners, "f", true).Reason()))
	fails(t, fault.Conflict, orgcheck.Close(w.ctx, db, w.act(), ref, asked()))
	w.must(db.Erase(w.ctx))
}

// orgApart: the organisation checks of two organisations know nothing of each other.
func orgApart(t *testing.T, db *sqlstore.DB) {
	a, ref := orgWorld(t, db, "a")
	b, other := orgWorld(t, db, "b")
	b.must(orgcheck.Say(b.ctx, db, b.act(), other, asked(), "u", orgcheck.Sign(b.act(), "B", "Amt"), []orgcheck.Said{{Question: levels.ID, Answer: level(t, "1")}}))
	r, err := db.OrgRecord(a.ctx, ref)
	a.must(err)
	a.is([]any{0, "Of a"}, []any{len(r.Statements), r.UnitName("u")})
	_, err = db.OrgRecord(a.ctx, orgcheck.Ref{Org: "none", ID: "oc"})
	fails(t, fault.NotFound, err)
	err = db.SavePartnerSheet(a.ctx, ref, orgcheck.PartnerSheet{Key: "k", Group: b.group(other).ID})
	fails(t, fault.NotFound, err)
	events, err := db.Events(a.ctx, "a", 100)
	a.must(err)
	for _, e := range events {
		a.is("a", e.Org)
	}
	_, err = db.OrgCheckByCode(a.ctx, "a\x00")
	fails(t, fault.NotFound, err)
}
