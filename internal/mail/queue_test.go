package mail_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"chancencheck/fault"
	"chancencheck/internal/mail"
	"chancencheck/internal/sqlstore"
	"chancencheck/organisation"
)

// relay answers as it is told.
type relay struct {
	mu   sync.Mutex
	got  []mail.Message
	next func(mail.Message) *mail.Failure
}

func (r *relay) Deliver(_ context.Context, messages []mail.Message) []*mail.Failure {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]*mail.Failure, len(messages))
	for i, m := range messages {
		if r.next != nil {
			out[i] = r.next(m)
		}
		if out[i] == nil {
			r.got = append(r.got, m)
		}
	}
	return out
}

// post is a queue with its clock, its database and its relay.
type post struct {
	*testing.T
	queue *mail.Queue
	relay *relay
	db    *sqlstore.DB
	now   time.Time
	log   bytes.Buffer
}

func newPost(t *testing.T) *post {
	t.Helper()
	db, err := sqlstore.Open(t.Context(), filepath.Join(t.TempDir(), "mail.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := db.PutOrganisation(t.Context(), organisation.Organisation{ID: "o", Name: "O"}); err != nil {
		t.Fatal(err)
	}
	p := &post{T: t, relay: &relay{}, db: db, now: time.Date(2026, 3, 17, 9, 0, 0, 0, time.UTC)}
	p.queue = mail.NewQueue(db, p.relay, func() time.Time { return p.now }, slog.New(slog.NewJSONHandler(&p.log, nil)))
	return p
}

func (p *post) send(m mail.Message) {
	p.Helper()
	if err := p.queue.Send(p.Context(), m); err != nil {
		p.Fatal(err)
	}
	p.deliver()
}

func (p *post) deliver() {
	p.Helper()
	if err := p.queue.Deliver(p.Context()); err != nil {
		p.Fatal(err)
	}
}

// is says how the only message stands, and how many have arrived.
func (p *post) is(state mail.State, problem mail.Problem, tries, arrived int) mail.Entry {
	p.Helper()
	all, err := p.db.Mails(p.Context(), "o", 10)
	if err != nil || len(all) != 1 {
		p.Fatalf("%d messages, %v", len(all), err)
	}
	e := all[0]
	if e.State != state || e.Problem != problem || e.Tries != tries || len(p.relay.got) != arrived {
		p.Fatalf("%s %q after %d tries, %d arrived; want %s %q, %d, %d", e.State, e.Problem, e.Tries, len(p.relay.got), state, problem, tries, arrived)
	}
	return e
}

func TestTheSameMessageGoesOutOnce(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	p.send(hello)
	p.send(hello)
	if e := p.is(mail.Sent, "", 1, 1); e.Text != "" || e.HTML != "" {
		t.Error("the text of a message that was sent is still there")
	}
}

func TestARelayThatAsksToComeAgain(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	p.relay.next = func(mail.Message) *mail.Failure {
		return &mail.Failure{Problem: mail.Later, Code: "451 4.7.1", Passing: true}
	}
	p.send(hello)
	p.is(mail.Waiting, mail.Later, 1, 0)
	p.now = p.now.Add(29 * time.Second)
	p.deliver()
	p.is(mail.Waiting, mail.Later, 1, 0)
	p.now = p.now.Add(time.Second)
	p.relay.next = nil
	p.deliver()
	p.is(mail.Sent, "", 2, 1)
}

func TestGivingUpAndSendingAgain(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	p.relay.next = func(mail.Message) *mail.Failure { return &mail.Failure{Problem: mail.Unreachable, Passing: true} }
	p.send(hello)
	for range 60 {
		p.now = p.now.Add(time.Hour)
		p.deliver()
	}
	e := p.is(mail.Failed, mail.Unreachable, 49, 0)
	if e.Text == "" {
		t.Fatal("the text is gone, and with it the way to send it again")
	}
	p.relay.next = nil
	if err := p.queue.Again(t.Context(), "o", hello.ID, "anna@neu.example"); err != nil {
		t.Fatal(err)
	}
	p.deliver()
	p.is(mail.Sent, "", 1, 1)
	if to := p.relay.got[0].To; to != "anna@neu.example" {
		t.Errorf("sent to %s", to)
	}
	if err := p.queue.Again(t.Context(), "o", hello.ID, hello.To); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a message that was sent is sent again: %v", err)
	}
	if strings.Contains(p.log.String(), "muster.example") {
		t.Errorf("the log names an address: %s", p.log.String())
	}
}

func TestAMessageThatIsWorthNothingAnyMore(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	m := hello
	m.Until = p.now.Add(10 * time.Minute)
	p.relay.next = func(mail.Message) *mail.Failure { return &mail.Failure{Problem: mail.Later, Passing: true} }
	p.send(m)
	p.now = m.Until
	p.relay.next = nil
	p.deliver()
	p.is(mail.Failed, mail.TooLate, 1, 0)
}

func TestASecretMessageIsNeverStored(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	m := hello
	m.Secret, m.Until = true, p.now.Add(10*time.Minute)
	p.relay.next = func(mail.Message) *mail.Failure { return &mail.Failure{Problem: mail.Later, Passing: true} }
	p.send(m)
	p.send(m)
	none := func() {
		t.Helper()
		if all, err := p.db.Mails(t.Context(), "o", 10); err != nil || len(all) != 0 {
			t.Fatalf("%d messages stored, %v", len(all), err)
		}
	}
	none()
	p.now = p.now.Add(time.Minute)
	p.relay.next = nil
	p.deliver()
	none()
	if len(p.relay.got) != 1 {
		t.Fatalf("%d arrived", len(p.relay.got))
	}
	p.relay.next = func(mail.Message) *mail.Failure {
		return &mail.Failure{Problem: mail.BadAddress, Code: "550"}
	}
	m.ID = "2"
	p.send(m)
	if e := p.is(mail.Failed, mail.BadAddress, 1, 1); e.Text+e.HTML+e.Subject != "" {
		t.Error("a secret stays in the database")
	}
}

func TestWhatIsSettledIsForgotten(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	p.send(hello)
	p.now = p.now.Add(mail.KeptFor + 2*time.Hour)
	p.deliver()
	if all, err := p.db.Mails(t.Context(), "o", 10); err != nil || len(all) != 0 {
		t.Errorf("%d messages, %v", len(all), err)
	}
}

// TestHeadersCannotBeSmuggledIn goes through the known ways to add a header or
// a recipient to somebody else's mail (CWE-93).
func TestHeadersCannotBeSmuggledIn(t *testing.T) {
	t.Parallel()
	p := newPost(t)
	for _, to := range []string{"", "anna", "a@b@c", "a@b.example\r\nBcc: x@y.example", "a@b.example\nSubject: x", "a@b.example,c@d.example",
		"Anna <a@b.example>", "<a@b.example>", "a b@c.example", "a@b.example\x00", "a@[127.0.0.1]", "a%0d%0a@b.example\r", "ä@b.example",
		"a@b.example;c@d.example", `"a\r\nb"@c.example`, "a@b..example", strings.Repeat("a", 250) + "@b.example"} {
		m := hello
		m.To = to
		if err := p.queue.Send(t.Context(), m); fault.KindOf(err) != fault.Invalid {
			t.Errorf("to %q: %v", to, err)
		}
	}
	for _, bad := range []string{"a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\x00"} {
		for _, m := range []mail.Message{{Subject: bad, ID: "1"}, {Subject: "s", ID: bad}, {Subject: "s", ID: "1", Language: bad}} {
			m.Org, m.To, m.Text = "o", hello.To, "t"
			if err := p.queue.Send(t.Context(), m); fault.KindOf(err) != fault.Invalid {
				t.Errorf("%+v: %v", m, err)
			}
		}
	}
	if err := p.queue.Send(t.Context(), mail.Message{Org: "o", ID: "1", To: "anna@büro.example", Subject: "s", Text: "t"}); err != nil {
		t.Error(err)
	}
}

func TestOff(t *testing.T) {
	t.Parallel()
	if err := mail.Off.Send(t.Context(), hello); !errors.Is(err, mail.ErrOff) || mail.Off.On() {
		t.Error(err)
	}
}

func TestLetter(t *testing.T) {
	t.Parallel()
	text, page, err := mail.Letter{Language: "ar", Dir: "rtl", Subject: "<Betreff>", Parts: []mail.Part{
		{Text: "Guten Tag & willkommen"}, {Text: "Anmelden", Link: "https://x.example/de/a?b=1&c=2"}, {Text: "Code", Code: "ABCD-EFGH"},
	}}.Compose()
	if err != nil {
		t.Fatal(err)
	}
	if want := "Guten Tag & willkommen\n\nAnmelden\nhttps://x.example/de/a?b=1&c=2\n\nCode\nABCD-EFGH\n"; text != want {
		t.Errorf("%q", text)
	}
	for _, want := range []string{`lang="ar" dir="rtl"`, "&lt;Betreff&gt;", `href="https://x.example/de/a?b=1&amp;c=2"`, "Guten Tag &amp; willkommen", ">ABCD-EFGH<"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is missing in %s", want, page)
		}
	}
}
