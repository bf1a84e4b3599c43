package hall

import (
	"crypto/sha256"
	"encoding/binary"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"chancencheck/check"
	"chancencheck/dialogue"
	"chancencheck/fault"
	"chancencheck/internal/conversation"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// device is the page of one phone.
type device struct {
	*guest
	Who    *dialogue.Participant
	Secret string
	// Keep says that this device shall remember the way here.
	Keep bool
	// Mine are the contributions of this device.
	Mine []*dialogue.Contribution
	// Ask is the statement to vote on, nil when all are answered; Done of All are.
	Ask       *dialogue.Statement
	Done, All int
	// Ideas can be marked; Marks are those of this device.
	Ideas []*dialogue.Contribution
	Marks map[dialogue.MarkKind]map[string]int
	// Saying is what was typed in a refused form, Personal what it seems to hold.
	Saying   dialogue.Saying
	Personal []dialogue.Personal
	Mistakes []page.Mistake
}

// at is an address below that of the device.
func (d *device) at(rest string) string { return d.URL("/d/" + d.Secret + rest) }

// spoken is the secret in groups of four, to go on with on another device.
func (d *device) spoken() string {
	var groups []string
	for s := d.Secret; len(s) >= 4; s = s[4:] {
		groups = append(groups, s[:4])
	}
	return strings.Join(groups, "-")
}

// device loads who the secret in the path belongs to.
func (p *Pages) device(r *site.Request) (*device, error) {
	secret := check.NormaliseCode(r.PathValue("secret"))
	if len(secret) != secretLength {
		return nil, dialogue.ErrNoCode
	}
	who, err := p.Store.Participant(r.Context(), KeyOf(secret))
	if fault.KindOf(err) == fault.NotFound {
		return nil, dialogue.ErrNoCode
	}
	if err != nil {
		return nil, err
	}
	g, err := p.open(r, who.Event)
	if err != nil {
		return nil, err
	}
	g.Base = g.Named(g.Event.Title)
	g.Base.Live = ""
	return &device{guest: g, Who: who, Secret: secret, Keep: r.URL.Query().Get("keep") != ""}, nil
}

// Device shows what is going on and what one can do now.
func (p *Pages) Device(w http.ResponseWriter, r *site.Request) error {
	d, err := p.device(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	return p.show(w, r, d, http.StatusOK)
}

func (p *Pages) show(w http.ResponseWriter, r *site.Request, d *device, status int) error {
	var err error
	if d.Mine, err = p.Store.ContributionsOf(r.Context(), d.Event.Ref, d.Who.Key); err != nil {
		return err
	}
	if err := p.nextStatement(r, d); err != nil {
		return err
	}
	if err := p.toMark(r, d); err != nil {
		return err
	}
	return r.RenderStatus(w, status, devicePage(d))
}

// nextStatement chooses what the device is asked.
func (p *Pages) nextStatement(r *site.Request, d *device) error {
	if !d.Event.Takes(dialogue.Voting) || d.Who.Host {
		return nil
	}
	talk, err := p.talks.Of(r.Context(), d.Event.Ref)
	if err != nil {
		return err
	}
	open := openStatements(d.Record)
	d.All, d.Done = len(open), talk.Answered(d.Who.Key, open)
	d.Ask = d.Record.Statement(talk.Next(d.Who.Key, open, chance(d.Who.Key, d.Done)))
	return nil
}

// chance is a number from 0 to below 1 that stays the same until a device has
// answered: a page that is loaded again asks the same.
func chance(key dialogue.Author, done int) float64 {
	sum := sha256.Sum256([]byte(string(key) + "\x00" + strconv.Itoa(done)))
	return float64(binary.BigEndian.Uint32(sum[:4])) / (1 << 32)
}

func openStatements(rec *dialogue.Record) []dialogue.StatementID {
	var open []dialogue.StatementID
	for i := range rec.Statements {
		if rec.Statements[i].Open(rec.Event) {
			open = append(open, rec.Statements[i].ID)
		}
	}
	return open
}

// toMark loads what can be marked while dots are given or ideas are placed.
func (p *Pages) toMark(r *site.Request, d *device) error {
	dots, grid := d.Event.Takes(dialogue.Dots), d.Event.Takes(dialogue.Grid)
	d.Marks = map[dialogue.MarkKind]map[string]int{}
	if dots && !d.Who.Host || grid && !d.Who.Host {
		all, err := p.Store.Contributions(r.Context(), d.Event.Ref)
		if err != nil {
			return err
		}
		for _, c := range all {
			if c.State == dialogue.Shown && c.Sort == dialogue.Idea {
				d.Ideas = append(d.Ideas, c)
			}
		}
	}
	for kind, on := range map[dialogue.MarkKind]bool{dialogue.DotMark: dots, dialogue.ImpactMark: grid, dialogue.EffortMark: grid, dialogue.FeedbackMark: true} {
		if !on {
			continue
		}
		var err error
		if d.Marks[kind], err = p.Store.MarksOf(r.Context(), d.Who, kind); err != nil {
			return err
		}
	}
	return nil
}

// Say takes an offer or an idea.
func (p *Pages) Say(w http.ResponseWriter, r *site.Request) error {
	d, err := p.device(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	d.Saying = dialogue.Saying{Sort: dialogue.Sort(r.FormValue("sort")), Text: r.FormValue("text"), More: r.FormValue("more"),
		Language: string(r.Page.P.Lang()), Sure: r.FormValue("sure") != ""}
	_, err = dialogue.Say(r.Context(), p.Store, p.Store, r.Act, d.Event, d.Who, d.Saying)
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict, fault.Denied:
		if fault.KeyOf(err) == fault.KeyOf(dialogue.ErrPersonal) {
			d.Personal = dialogue.Reveals(d.Saying.Text, d.Saying.More)
		}
		d.Mistakes = []page.Mistake{{Field: "text", Sentence: d.P.Error(err)}}
		return p.show(w, r, d, site.Status(err))
	}
	if err != nil {
		return err
	}
	p.Site.Live.Changed(WallTopic(d.Event.ID))
	done := "hall.said"
	if d.Event.Moderation == dialogue.Before {
		done = "hall.said_waiting"
	}
	r.Redirect(w, "/d/"+d.Secret, done)
	return nil
}

// Vote takes one vote. A script gets 204, a form the next statement.
func (p *Pages) Vote(w http.ResponseWriter, r *site.Request) error {
	value, err := dialogue.ParseVote(r.FormValue("vote"))
	if err != nil {
		return err
	}
	secret := check.NormaliseCode(r.PathValue("secret"))
	v := dialogue.Vote{Participant: KeyOf(secret), Statement: dialogue.StatementID(r.FormValue("statement")), Value: value}
	if r.Page.SignedIn() {
		return dialogue.ErrStaffVote
	}
	if err := p.Store.CastVote(r.Context(), v); err != nil {
		return err
	}
	ref, err := p.noteVote(r, v)
	if err != nil {
		return err
	}
	p.Site.Live.Changed(WallTopic(ref.ID))
	if r.Header.Get("Accept") == "application/json" {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	r.Redirect(w, "/d/"+secret+"#ask", "")
	return nil
}

// noteVote tells the conversation of a vote that is durable.
func (p *Pages) noteVote(r *site.Request, v dialogue.Vote) (dialogue.Ref, error) {
	who, err := p.Store.Participant(r.Context(), v.Participant)
	if err != nil {
		return dialogue.Ref{}, err
	}
	var talk *conversation.Conversation
	if talk, err = p.talks.Of(r.Context(), who.Event); err != nil {
		return who.Event, err
	}
	return who.Event, talk.Cast(v)
}

// Mark takes dots, impact and effort, or feedback: all of one kind at once.
func (p *Pages) Mark(w http.ResponseWriter, r *site.Request) error {
	d, err := p.device(r)
	if err != nil {
		return p.gone(w, r, err)
	}
	if err := r.ParseForm(); err != nil {
		return dialogue.ErrForm
	}
	if err := p.toMark(r, d); err != nil {
		return err
	}
	on := dialogue.Questions
	for _, c := range d.Ideas {
		on = append(on[:len(on):len(on)], string(c.ID))
	}
	for _, kind := range []dialogue.MarkKind{dialogue.DotMark, dialogue.ImpactMark, dialogue.EffortMark, dialogue.FeedbackMark} {
		marks, sent := marksIn(r.PostForm, kind)
		if !sent {
			continue
		}
		err := dialogue.Mark(r.Context(), p.Store, d.Event, d.Who, kind, marks, on)
		if k := fault.KindOf(err); k == fault.Invalid || k == fault.Conflict || k == fault.Denied {
			d.Mistakes = []page.Mistake{{Sentence: d.P.Error(err)}}
			return p.show(w, r, d, site.Status(err))
		}
		if err != nil {
			return err
		}
	}
	p.Site.Live.Changed(WallTopic(d.Event.ID))
	r.Redirect(w, "/d/"+d.Secret, "hall.marked")
	return nil
}

// marksIn reads the fields "kind:id" of a form; a field "kind" says that the
// form is about that kind, even if nothing is marked.
func marksIn(form url.Values, kind dialogue.MarkKind) (map[string]int, bool) {
	marks := map[string]int{}
	for name, values := range form {
		if id, ok := strings.CutPrefix(name, string(kind)+":"); ok {
			marks[id], _ = strconv.Atoi(values[0]) // what is no number marks nothing
		}
	}
	return marks, form.Has(string(kind))
}

// Live streams to a phone which step runs.
func (p *Pages) Live(w http.ResponseWriter, r *site.Request) error {
	who, err := p.Store.Participant(r.Context(), KeyOf(check.NormaliseCode(r.PathValue("secret"))))
	if err != nil {
		return err
	}
	return p.Site.Live.ServeHall(w, r.Request, StageTopic(who.Event.ID))
}
