package storetest

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"
	"testing"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/dialogue"
	"chancencheck/fault"
	"chancencheck/internal/sqlstore"
)

// event plans and opens an event on whose statements people can vote.
func (w *world) event(title string) *dialogue.Event {
	w.Helper()
	e, err := dialogue.Plan(w.ctx, w.db, w.act(), dialogue.Event{
		Ref: dialogue.Ref{Org: string(w.org)}, Title: title, Words: dialogue.Words{"de": "Worum es geht", "ar": "موضوع اللقاء"}, Kind: dialogue.Public,
		Goal: dialogue.Consult, Starts: Now, Ends: Now.Add(3 * time.Hour), Place: "Ratssaal", Moderation: dialogue.Before, Languages: []string{"de", "ar"},
		Facilitators: []string{"p"}, Sectors: []string{"welfare"},
	})
	w.must(err)
	w.must(dialogue.AddTable(w.ctx, w.db, w.act(), e.Ref, dialogue.Table{Name: "Tisch 1", Topic: "Verstehen"}))
	w.must(dialogue.Begin(w.ctx, w.db, w.act(), e.Ref))
	e, err = w.db.Event(w.ctx, e.Ref)
	w.must(err)
	return e
}

// statement adds a statement in all languages of the event.
func (w *world) statement(e *dialogue.Event) dialogue.StatementID {
	w.Helper()
	s := dialogue.Statement{Words: dialogue.Words{"de": "Ich finde den Weg.", "ar": "أجد الطريق."}}
	id, err := dialogue.PutStatement(w.ctx, w.db, w.act(), e.Ref, s, false)
	w.must(err)
	return id
}

// joined lets a device join.
func (w *world) joined(e *dialogue.Event, host bool) *dialogue.Participant {
	w.Helper()
	key := dialogue.Author(rand.Text())
	w.must(dialogue.Join(w.ctx, w.db, e, key, host))
	p, err := w.db.Participant(w.ctx, key)
	w.must(err)
	return p
}

func dialogues(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	e := w.event("Im Dialog")
	if e.State != dialogue.Running || len(e.Tables) != 1 || e.Words["ar"] == "" {
		t.Fatalf("stored event %+v", e)
	}
	for code, table := range map[string]dialogue.TableID{e.Code: "", e.Tables[0].Code: e.Tables[0].ID} {
		ref, at, err := db.EventWithCode(w.ctx, code)
		w.must(err)
		w.is(e.Ref, ref)
		w.is(table, at)
	}
	_, _, err := db.EventWithCode(w.ctx, "NOBODYS2")
	fails(t, fault.NotFound, err)
	id := w.statement(e)
	r, err := db.EventRecord(w.ctx, e.Ref)
	w.must(err)
	w.is("Ich finde den Weg.", r.Statement(id).Words["de"])
	list, err := db.Dialogues(w.ctx, "o")
	w.must(err)
	w.is([]*dialogue.Event{r.Event}, list)
	err = db.UpdateEvent(w.ctx, e.Ref, func(r *dialogue.Record) ([]audit.Event, error) {
		r.Event.Title = "lost"
		return nil, dialogue.ErrOver
	})
	fails(t, fault.Conflict, err)
	same, err := db.Event(w.ctx, e.Ref)
	w.must(err)
	w.is("Im Dialog", same.Title)
	_, err = db.Event(w.ctx, dialogue.Ref{Org: "other", ID: e.ID})
	fails(t, fault.NotFound, err)
}

func contributions(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	e := w.event("Im Dialog")
	p := w.joined(e, false)
	c := &dialogue.Contribution{Event: e.Ref, ID: "c1", Slip: "S1", Author: p.Key, State: dialogue.Waiting, Version: 1, Sort: dialogue.Idea,
		Text: texts[2], More: texts[3], Language: "ar", From: dialogue.FromPhone}
	w.must(db.PutContribution(w.ctx, c))
	got, err := db.Contribution(w.ctx, e.Ref, "c1")
	w.must(err)
	w.is(c, got)
	bySlip, err := db.ContributionWithSlip(w.ctx, "S1")
	w.must(err)
	w.is(c, bySlip)
	n, err := db.Said(w.ctx, e.Ref, p.Key)
	w.must(err)
	w.is(1, n)
	w.must(dialogue.Decide(w.ctx, db, w.act(), e.Ref, "c1", dialogue.Decision{Version: 1, To: dialogue.Hidden, Reason: dialogue.Threat, Words: "Bitte nicht."}))
	err = dialogue.Decide(w.ctx, db, w.act(), e.Ref, "c1", dialogue.Decision{Version: 1, To: dialogue.Shown})
	fails(t, fault.Conflict, err) // somebody else has looked at it since
	all, err := db.Contributions(w.ctx, e.Ref)
	w.must(err)
	if len(all) != 1 || all[0].State != dialogue.Hidden || !all[0].Escalated || all[0].Version != 2 {
		t.Errorf("decided: %+v", all[0])
	}
	table := &e.Tables[0]
	for range 2 { // saved twice, and once more in other words, it is one point
		w.must(dialogue.WritePoint(w.ctx, db, w.act(), e, table, dialogue.Point{Round: 1, Place: 1, Sort: dialogue.Note, Text: "Zeile", More: "Zeile 2"}))
	}
	w.must(dialogue.WritePoint(w.ctx, db, w.act(), e, table, dialogue.Point{Round: 1, Place: 1, Sort: dialogue.Offer, Text: "Anders"}))
	point, err := db.Contribution(w.ctx, e.Ref, dialogue.PointID(table.ID, 1, 1))
	w.must(err)
	w.is("Anders", point.Text)
	own, err := db.ContributionsOf(w.ctx, e.Ref, p.Key)
	w.must(err)
	w.is(1, len(own))
	w.must(dialogue.End(w.ctx, db, w.act(), e.Ref))
	w.must(dialogue.Close(w.ctx, db, db, w.act(), e.Ref))
	own, err = db.ContributionsOf(w.ctx, e.Ref, p.Key)
	w.must(err)
	w.is(0, len(own))
	_, err = db.Participant(w.ctx, p.Key)
	fails(t, fault.NotFound, err)
}

func marks(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	e := w.event("Im Dialog")
	p, other := w.joined(e, false), w.joined(e, false)
	dots := dialogue.Dots
	for _, a := range e.Agenda {
		if a.What == dots {
			w.must(dialogue.LeaveOpen(w.ctx, db, w.act(), e.Ref, a.ID, true))
		}
	}
	e, err := db.Event(w.ctx, e.Ref)
	w.must(err)
	ids := []string{"a", "b"}
	w.must(dialogue.Mark(w.ctx, db, e, p, dialogue.DotMark, map[string]int{"a": 3}, ids))
	w.must(dialogue.Mark(w.ctx, db, e, p, dialogue.DotMark, map[string]int{"a": 1, "b": 2}, ids))
	w.must(dialogue.Mark(w.ctx, db, e, other, dialogue.DotMark, map[string]int{"a": 1}, ids))
	fails(t, fault.Invalid, dialogue.Mark(w.ctx, db, e, p, dialogue.DotMark, map[string]int{"a": 2, "b": 2}, ids))
	scores, err := db.Scores(w.ctx, e.Ref, dialogue.DotMark)
	w.must(err)
	w.is([]dialogue.Score{{ID: "a", People: 2, Sum: 2}, {ID: "b", People: 1, Sum: 2}}, scores)
	mine, err := db.MarksOf(w.ctx, p, dialogue.DotMark)
	w.must(err)
	w.is(map[string]int{"a": 1, "b": 2}, mine)
	n, err := db.Voters(w.ctx, e.Ref, dialogue.DotMark)
	w.must(err)
	w.is(2, n)
	w.must(db.PutPicture(w.ctx, e.Ref, "s", []int{1}))
	w.must(db.PutPicture(w.ctx, e.Ref, "s", []int{7, 3, 0}))
	pictures, err := db.Pictures(w.ctx, e.Ref)
	w.must(err)
	w.is(map[string][]int{"s": {7, 3, 0}}, pictures)
}

func votes(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	e := w.event("Im Dialog")
	id := w.statement(e)
	p, host := w.joined(e, false), w.joined(e, true)
	vote := func(p *dialogue.Participant, s dialogue.StatementID, value int) error {
		return db.CastVote(w.ctx, dialogue.Vote{Participant: p.Key, Statement: s, Value: value})
	}
	w.must(vote(p, id, 1))
	w.must(vote(p, id, -1))
	fails(t, fault.Denied, vote(host, id, 1))
	fails(t, fault.Conflict, vote(p, "none", 1))
	fails(t, fault.NotFound, vote(&dialogue.Participant{Key: "nobody"}, id, 1))
	got, err := db.Votes(w.ctx, e.Ref)
	w.must(err)
	w.is([]dialogue.Vote{{Participant: p.Key, Statement: id, Value: -1}}, got)
	w.must(dialogue.Withdraw(w.ctx, db, w.act(), e.Ref, id, true))
	fails(t, fault.Conflict, vote(p, id, 1))
	w.must(dialogue.Withdraw(w.ctx, db, w.act(), e.Ref, id, false))
	w.must(db.Block(w.ctx, e.Ref, p.Key, true))
	fails(t, fault.Denied, vote(p, id, 1))
	fails(t, fault.NotFound, db.Block(w.ctx, dialogue.Ref{Org: "other", ID: e.ID}, p.Key, false))
	w.must(db.Block(w.ctx, e.Ref, p.Key, false))
	w.must(dialogue.End(w.ctx, db, w.act(), e.Ref))
	fails(t, fault.Conflict, vote(p, id, 1))
}

// votesAtOnce: what was acknowledged to many callers at once is there.
func votesAtOnce(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	e := w.event("Im Dialog")
	id := w.statement(e)
	const phones = 40
	var all sync.WaitGroup
	for range phones {
		p := w.joined(e, false)
		all.Go(func() {
			for _, v := range []int{1, 0, -1} {
				if err := db.CastVote(context.Background(), dialogue.Vote{Participant: p.Key, Statement: id, Value: v}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	got, err := db.Votes(w.ctx, e.Ref)
	w.must(err)
	w.is(phones, len(got))
	for _, v := range got {
		w.is(-1, v.Value)
	}
	n, err := db.Participants(w.ctx, e.Ref)
	w.must(err)
	w.is(phones, n)
	p := &dialogue.Participant{Event: e.Ref, Key: "one too many"}
	fails(t, fault.Conflict, db.Join(w.ctx, p, phones))
}

// eventAtOnce: of facilitators who press at the same moment one leads on.
func eventAtOnce(t *testing.T, db *sqlstore.DB) {
	w := found(t, db, "o")
	e := w.event("Im Dialog")
	act := w.act()
	to := e.Next().ID
	results := make(chan error, 8)
	for range cap(results) {
		go func(act access.Act) {
			results <- dialogue.Turn(context.Background(), db, act, e.Ref, e.Now, to)
		}(act)
	}
	led := 0
	for range cap(results) {
		if err := <-results; err == nil {
			led++
		} else if fault.KindOf(err) != fault.Conflict {
			t.Error(fmt.Errorf("turn: %w", err))
		}
	}
	w.is(1, led)
}
