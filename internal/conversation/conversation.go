// Package conversation keeps the votes of events that are going on in memory, so
// that choosing the next statement and drawing the opinion map ask no database.
//
// The database is the truth: a conversation is read from it when it is first
// asked for, and after that gets every vote once it is durable. It can be thrown
// away at any time. Nothing of it leaves without going through disclosure.
package conversation

import (
	"context"
	"sync"
	"time"

	"chancencheck/dialogue"
	"chancencheck/disclosure"
	"chancencheck/opinion"
)

// DrawnEvery is the shortest time between two maps of one event: drawing is
// always cold, and nobody reads faster.
const DrawnEvery = 2 * time.Second

// MapFrom is the number of voters from which a map is drawn at all. Source:
// practice.md section 3.
const MapFrom = 100

// Store is where votes and pictures are kept.
type Store interface {
	Votes(ctx context.Context, ref dialogue.Ref) ([]dialogue.Vote, error)
	Pictures(ctx context.Context, ref dialogue.Ref) (map[string][]int, error)
	PutPicture(ctx context.Context, ref dialogue.Ref, item string, counts []int) error
}

// All are the conversations of the process. It is safe for concurrent use.
type All struct {
	store Store
	mu    sync.Mutex
	of    map[dialogue.Ref]*Conversation
}

// New returns the conversations of a store.
func New(st Store) *All { return &All{store: st, of: map[dialogue.Ref]*Conversation{}} }

// Of returns the conversation of an event, read from the store the first time.
func (a *All) Of(ctx context.Context, ref dialogue.Ref) (*Conversation, error) {
	a.mu.Lock()
	c := a.of[ref]
	if c == nil {
		c = &Conversation{store: a.store, ref: ref}
		a.of[ref] = c
	}
	a.mu.Unlock()
	return c, c.load(ctx)
}

// Drop forgets a conversation, when its event is over.
func (a *All) Drop(ref dialogue.Ref) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.of, ref)
}

// Conversation is the votes of one event. It is safe for concurrent use.
type Conversation struct {
	store Store
	ref   dialogue.Ref

	mu     sync.Mutex
	votes  *opinion.Votes // nil before it was read
	drawn  *opinion.Map
	at     time.Time
	fresh  bool // no vote since the map was drawn
	crowds map[string]disclosure.Crowd
}

func (c *Conversation) load(ctx context.Context) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.votes != nil {
		return nil
	}
	list, err := c.store.Votes(ctx, c.ref)
	if err != nil {
		return err
	}
	pictures, err := c.store.Pictures(ctx, c.ref)
	if err != nil {
		return err
	}
	votes := &opinion.Votes{}
	for _, v := range list {
		if err := votes.Cast(string(v.Participant), string(v.Statement), opinion.Vote(v.Value)); err != nil {
			return err
		}
	}
	c.crowds = map[string]disclosure.Crowd{}
	for item, counts := range pictures {
		c.crowds[item] = disclosure.CrowdSeen(counts)
	}
	c.votes = votes
	return nil
}

// Cast notes a vote that is durable.
func (c *Conversation) Cast(v dialogue.Vote) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fresh = false
	return c.votes.Cast(string(v.Participant), string(v.Statement), opinion.Vote(v.Value))
}

// Next chooses what a participant is asked next of the statements that are open,
// "" when she has answered all. Chance is a number from 0 to below 1.
func (c *Conversation) Next(who dialogue.Author, open []dialogue.StatementID, chance float64) dialogue.StatementID {
	c.mu.Lock()
	defer c.mu.Unlock()
	admitted := map[string]bool{}
	for _, id := range open {
		admitted[string(id)] = true
		c.votes.AddStatement(string(id))
	}
	return dialogue.StatementID(c.votes.Next(string(who), c.drawn, func(id string) bool { return admitted[id] }, chance))
}

// Answered counts how many of the open statements a participant has voted on.
func (c *Conversation) Answered(who dialogue.Author, open []dialogue.StatementID) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, id := range open {
		if _, voted := c.votes.Vote(string(who), string(id)); voted {
			n++
		}
	}
	return n
}

// Voters is how many have voted. It is for rules, not for pages.
func (c *Conversation) Voters() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.votes.Voters()
}

// Voted reports whether anybody has voted on a statement.
func (c *Conversation) Voted(id dialogue.StatementID) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.votes.Tally(string(id)).Seen() > 0
}

// Counts returns how many agree, disagree and pass, as the public sees it: from
// ten voters on, in steps of five. The picture is stored before it is shown.
func (c *Conversation) Counts(ctx context.Context, id dialogue.StatementID) ([]disclosure.Shown, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.votes.Tally(string(id))
	before := c.crowds[string(id)]
	now := before.Watch([]int{t.Agree, t.Disagree, t.Pass})
	if !same(before.Counts(), now.Counts()) {
		if err := c.store.PutPicture(ctx, c.ref, string(id), now.Counts()); err != nil {
			return nil, err
		}
		c.crowds[string(id)] = now
	}
	return now.Show(3), nil
}

func same(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Picture is what an opinion map says, for people who see it and people who do
// not: groups of at least five, what is typical of each, and common ground.
type Picture struct {
	Map    *opinion.Map
	Groups []GroupPicture
	Common []opinion.Common
	Divide []opinion.Divided
}

// GroupPicture is one group: its size and what is typical of it.
type GroupPicture struct {
	Size   int
	Traits []opinion.Trait
}

// Draw returns the map, drawn at most every two seconds; nil while fewer than
// MapFrom have voted or no groups of five can be told apart.
func (c *Conversation) Draw(now time.Time, out []dialogue.StatementID) *Picture {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.votes.Voters() < MapFrom {
		return nil
	}
	for _, id := range c.votes.Statements() {
		c.votes.TakeIn(id)
	}
	for _, id := range out {
		c.votes.LeaveOut(string(id))
	}
	if c.drawn == nil || !c.fresh && now.Sub(c.at) >= DrawnEvery {
		c.drawn, c.at, c.fresh = opinion.Draw(c.votes), now, true
		c.votes.Divide(c.drawn)
	}
	p := &Picture{Map: c.drawn, Common: c.votes.CommonGround(5), Divide: c.votes.Dividing(5)}
	for g := range c.votes.Groups() {
		p.Groups = append(p.Groups, GroupPicture{Size: c.drawn.Groups[g].Size, Traits: c.votes.Representative(g)})
	}
	return p
}
