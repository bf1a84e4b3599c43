package dialogue

import (
	"context"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/fault"
)

// Participant is a device that has joined: no name, no time, no address.
type Participant struct {
	Event Ref
	// Key is derived from the secret that only the device has.
	Key Author
	// Host: the person works for those who invite. Hosts do not vote in residents' priorities.
	Host    bool
	Blocked bool
}

// MostOfDevice is how many contributions come from one device: enough for an
// evening at home, too few to drown the others.
const MostOfDevice = 20

// MostDevices is how many devices one event lets in.
const MostDevices = 20_000

// Join lets a device in while the event runs.
func Join(ctx context.Context, h Hall, e *Event, key Author, host bool) error {
	if err := e.takes(); err != nil {
		return err
	}
	return h.Join(ctx, &Participant{Event: e.Ref, Key: key, Host: host}, MostDevices)
}

// Saying is what somebody sends from a phone.
type Saying struct {
	Sort       Sort
	Text, More string
	Language   string
	// Sure: she was told of personal data in it and sends it all the same.
	Sure bool
}

// Say takes a contribution from a phone. The reminder of personal data comes
// before anything is stored.
func Say(ctx context.Context, st Store, h Hall, act access.Act, e *Event, p *Participant, s Saying) (*Contribution, error) {
	c := &Contribution{
		Event: e.Ref, ID: ContributionID(act.NewID()), Slip: check.SpokenCode(act.NewID()), Author: p.Key, State: Shown, Version: 1,
		Sort: s.Sort, Text: s.Text, More: s.More, Language: s.Language, From: FromPhone,
	}
	if e.Moderation == Before {
		c.State = Waiting
	}
	if err := e.takes(); err != nil {
		return nil, err
	}
	switch {
	case p.Blocked:
		return nil, ErrBlocked
	case !e.Takes(Collecting):
		return nil, ErrNotPhoned
	case s.Sort == Note:
		return nil, ErrForm
	}
	if err := c.tidy(); err != nil {
		return nil, err
	}
	if !s.Sure && len(Reveals(c.Text, c.More)) > 0 {
		return nil, ErrPersonal
	}
	n, err := h.Said(ctx, e.Ref, p.Key)
	if err != nil {
		return nil, err
	}
	if n >= MostOfDevice {
		return nil, ErrEnough
	}
	return c, st.PutContribution(ctx, c)
}

// Point is what the scribe of a table writes at one place of her page.
type Point struct {
	Round, Place int
	Sort         Sort
	Text, More   string
	Language     string
	Summarised   bool
	Original     string
}

// WritePoint stores a point of a table; with both lines empty it is taken out.
// Writing the same again changes nothing. Whoever has the code of the table
// writes; what comes from a table was said in front of a moderator and is shown.
func WritePoint(ctx context.Context, st Store, act access.Act, e *Event, t *Table, p Point) error {
	if e.State != Running && e.State != Ended {
		return ErrOver
	}
	if p.Round < 1 || p.Round > e.Rounds() || p.Place < 1 || p.Place > PointsEach {
		return ErrForm
	}
	c := &Contribution{
		Event: e.Ref, ID: PointID(t.ID, p.Round, p.Place), Slip: check.SpokenCode(act.NewID()), State: Shown, Version: 1, From: FromTable,
		Sort: p.Sort, Text: p.Text, More: p.More, Language: p.Language, Table: t.ID, Round: p.Round, Place: p.Place,
		Summarised: p.Summarised, Original: p.Original,
	}
	old, err := st.Contribution(ctx, e.Ref, c.ID)
	known := err == nil
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return err
	}
	if Clean(p.Text) == "" && Clean(p.More) == "" {
		if !known {
			return nil
		}
		return st.UpdateContribution(ctx, e.Ref, c.ID, func(o *Contribution) ([]audit.Event, error) {
			o.Text, o.More, o.Original, o.State = "", "", "", Hidden
			return nil, nil
		})
	}
	if err := c.tidy(); err != nil {
		return err
	}
	if !known {
		return st.PutContribution(ctx, c)
	}
	if old.same(c) {
		return nil
	}
	return st.UpdateContribution(ctx, e.Ref, c.ID, func(o *Contribution) ([]audit.Event, error) {
		if o.Text == "" {
			o.State = Shown
		}
		o.Sort, o.Text, o.More, o.Language, o.Summarised, o.Original = c.Sort, c.Text, c.More, c.Language, c.Summarised, c.Original
		return nil, nil
	})
}

// same reports whether two points say the same in the same words.
func (c *Contribution) same(o *Contribution) bool {
	return c.Sort == o.Sort && c.Text == o.Text && c.More == o.More && c.Language == o.Language && c.Summarised == o.Summarised && c.Original == o.Original
}

// TypeCard stores a paper card that somebody of the staff types in.
func TypeCard(ctx context.Context, st Store, act access.Act, ref Ref, s Saying) (*Contribution, error) {
	e, err := st.Event(ctx, ref)
	if err != nil {
		return nil, err
	}
	if err := e.lead(act); err != nil {
		return nil, err
	}
	if e.State != Running && e.State != Ended {
		return nil, ErrOver
	}
	c := &Contribution{
		Event: e.Ref, ID: ContributionID(act.NewID()), Slip: check.SpokenCode(act.NewID()), State: Shown, Version: 1,
		Sort: s.Sort, Text: s.Text, More: s.More, Language: s.Language, From: FromPaper, By: act.By.Person,
	}
	if err := c.tidy(); err != nil {
		return nil, err
	}
	return c, st.PutContribution(ctx, c)
}

// Stop ends that a device may take part, or lets it again. An address is never
// blocked: a hall shares one.
func Stop(ctx context.Context, st Store, h Hall, act access.Act, ref Ref, key Author, blocked bool) error {
	e, err := st.Event(ctx, ref)
	if err != nil {
		return err
	}
	if err := e.lead(act); err != nil {
		return err
	}
	verb := "device.block"
	if !blocked {
		verb = "device.unblock"
	}
	return h.Block(ctx, ref, key, blocked, e.event(act, verb, "")...)
}
