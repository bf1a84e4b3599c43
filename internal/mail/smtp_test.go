package mail_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/http/httptest"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"chancencheck/fault"
	"chancencheck/internal/mail"
)

// server is a mail server that keeps what it gets.
type server struct {
	mu       sync.Mutex
	got      []string
	lines    int
	password string
	// refuse answers a recipient, and data a message; nil takes it.
	refuse func(to string) error
	data   func() error
}

func (s *server) NewSession(*smtp.Conn) (smtp.Session, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines++
	return &session{server: s, in: s.password == ""}, nil
}

type session struct {
	*server
	in bool
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) AuthMechanisms() []string {
	if s.password == "" {
		return nil
	}
	return []string{sasl.Plain}
}

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, name, password string) error {
		if name != "relay" || password != s.password {
			return smtp.ErrAuthFailed
		}
		s.in = true
		return nil
	}), nil
}

func (s *session) Mail(string, *smtp.MailOptions) error {
	if !s.in {
		return smtp.ErrAuthRequired
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.refuse != nil {
		return s.refuse(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.data != nil {
		return s.data()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, string(b))
	return nil
}

func (s *server) messages() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.got
}

// listen starts the server and returns its address and settings that trust it.
func listen(t *testing.T, s *server, encrypt, fromTheStart bool) (addr string, trusting mail.Settings) {
	t.Helper()
	tlsServer := httptest.NewTLSServer(nil) // only for its certificate, which is for 127.0.0.1
	t.Cleanup(tlsServer.Close)
	srv := smtp.NewServer(s)
	srv.Domain, srv.AllowInsecureAuth, srv.ErrorLog = "relay.example", false, log.New(io.Discard, "", 0)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr = ln.Addr().String()
	if encrypt {
		srv.TLSConfig = &tls.Config{Certificates: tlsServer.TLS.Certificates}
	}
	if fromTheStart {
		ln = tls.NewListener(ln, srv.TLSConfig)
	}
	go func() { _ = srv.Serve(ln) }()
	t.Cleanup(func() { _ = srv.Close() })
	roots := x509.NewCertPool()
	roots.AddCert(tlsServer.Certificate())
	return addr, mail.Settings{From: "Stadt Muster <no-reply@muster.example>", Roots: roots}
}

var hello = mail.Message{Org: "o", ID: "1", Kind: mail.Notice, To: "anna@muster.example", Language: "de", Subject: "Grüße aus dem Rathaus",
	Text: "Schöne Grüße\n.\nEnde", HTML: "<p>Schöne Grüße</p>"}

func one(t *testing.T, s mail.Settings, m mail.Message) *mail.Failure {
	t.Helper()
	relay, err := mail.NewSMTP(s)
	if err != nil {
		t.Fatal(err)
	}
	return relay.Deliver(t.Context(), []mail.Message{m})[0]
}

func TestAMailArrivesInBothForms(t *testing.T) {
	t.Parallel()
	var s server
	addr, settings := listen(t, &s, false, false)
	settings.URL = "smtp://" + addr
	if failed := one(t, settings, hello); failed != nil {
		t.Fatal(failed)
	}
	m, err := netmail.ReadMessage(strings.NewReader(s.messages()[0]))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != hello.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	for name, want := range map[string]string{"Content-Language": "de", "Auto-Submitted": "auto-generated",
		"From": `"Stadt Muster" <no-reply@muster.example>`, "To": "<anna@muster.example>"} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if id := m.Header.Get("Message-ID"); !strings.HasSuffix(id, "@muster.example>") {
		t.Errorf("id %q", id)
	}
	want := []string{hello.Text, hello.HTML}
	for i, got := range parts(t, m) {
		if got != want[i] {
			t.Errorf("part %d says %q, want %q", i, got, want[i])
		}
	}
}

// parts returns the texts of a mail.
func parts(t *testing.T, m *netmail.Message) []string {
	t.Helper()
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("the mail is %s, %v", kind, err)
	}
	var texts []string
	for r := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := r.NextRawPart()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, strings.ReplaceAll(string(b), "\r\n", "\n"))
	}
}

func TestEncryptionAndLogin(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fromTheStart bool
		url          string
	}{
		"STARTTLS": {false, "smtp://relay@%?tls=starttls"},
		"TLS":      {true, "smtps://relay@%"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := server{password: "pa ss:w@rd"}
			addr, settings := listen(t, &s, true, c.fromTheStart)
			settings.URL, settings.Password = strings.Replace(c.url, "%", addr, 1), s.password
			if failed := one(t, settings, hello); failed != nil {
				t.Error(failed)
			}
			settings.Password = "wrong"
			if failed := one(t, settings, hello); failed == nil || failed.Problem != mail.Login || !failed.Passing {
				t.Errorf("a wrong password: %v", failed)
			}
			settings.Roots = nil
			if failed := one(t, settings, hello); failed == nil || failed.Problem != mail.Unreachable {
				t.Errorf("a certificate of somebody: %v", failed)
			}
			if n := len(s.messages()); n != 1 {
				t.Errorf("%d messages", n)
			}
		})
	}
}

func TestNothingGoesOutInTheClear(t *testing.T) {
	t.Parallel()
	var s server
	addr, settings := listen(t, &s, false, false)
	settings.URL = "smtp://" + addr + "?tls=starttls"
	if failed := one(t, settings, hello); failed == nil || failed.Problem != mail.Unreachable || len(s.messages()) != 0 {
		t.Errorf("%v, %d messages", failed, len(s.messages()))
	}
}

func TestWhatARelayRefuses(t *testing.T) {
	t.Parallel()
	answer := func(code int, c smtp.EnhancedCode) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: c, Message: "anna@muster.example says no"}
	}
	cases := map[string]struct {
		refuse, data error
		want         mail.Failure
	}{
		"unknown":   {refuse: answer(550, smtp.EnhancedCode{5, 1, 1}), want: mail.Failure{Problem: mail.BadAddress, Code: "550 5.1.1"}},
		"grey list": {refuse: answer(451, smtp.EnhancedCode{4, 7, 1}), want: mail.Failure{Problem: mail.Later, Code: "451 4.7.1", Passing: true}},
		"full":      {data: answer(452, smtp.EnhancedCode{4, 2, 2}), want: mail.Failure{Problem: mail.Later, Code: "452 4.2.2", Passing: true}},
		"spam":      {data: answer(554, smtp.EnhancedCode{5, 7, 1}), want: mail.Failure{Problem: mail.Refused, Code: "554 5.7.1"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := server{refuse: func(string) error { return c.refuse }}
			if c.data != nil {
				s.data = func() error { return c.data }
			}
			addr, settings := listen(t, &s, false, false)
			settings.URL = "smtp://" + addr
			failed := one(t, settings, hello)
			if failed == nil || *failed != c.want {
				t.Fatalf("%+v, want %+v", failed, c.want)
			}
			if strings.Contains(failed.Error(), "anna") {
				t.Errorf("the log would say %q", failed)
			}
		})
	}
}

func TestOneRefusalKeepsNobodyElseWaiting(t *testing.T) {
	t.Parallel()
	s := server{refuse: func(to string) error {
		if strings.HasPrefix(to, "gone") {
			return &smtp.SMTPError{Code: 550, Message: "no"}
		}
		return nil
	}}
	addr, settings := listen(t, &s, false, false)
	settings.URL = "smtp://" + addr
	relay, err := mail.NewSMTP(settings)
	if err != nil {
		t.Fatal(err)
	}
	gone, other := hello, hello
	gone.To, other.ID = "gone@muster.example", "2"
	results := relay.Deliver(t.Context(), []mail.Message{gone, hello, other})
	if results[0] == nil || results[1] != nil || results[2] != nil || len(s.messages()) != 2 || s.lines != 1 {
		t.Errorf("%v, %d messages over %d lines", results, len(s.messages()), s.lines)
	}
}

func TestNoRelay(t *testing.T) {
	t.Parallel()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := ln.Addr().String()
	if err := ln.Close(); err != nil {
		t.Fatal(err)
	}
	failed := one(t, mail.Settings{URL: "smtp://" + addr, From: "a@b.example"}, hello)
	if failed == nil || failed.Problem != mail.Unreachable || !failed.Passing {
		t.Errorf("%v", failed)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "relay", "http://relay.example", "smtp://", "smtp://relay.example/path", "smtp://relay.example:0",
		"smtp://relay.example:70000", "smtp://relay.example?tls=none", "smtp://relay.example?tls=maybe", "smtps://relay.example?tls=none", "smtp://u:secret@"} {
		_, err := mail.NewSMTP(mail.Settings{URL: url, From: "a@b.example"})
		if fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", url, err)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error tells the password", url)
		}
	}
	for _, url := range []string{"smtp://relay.example", "smtp://u:p@relay.example:2525", "smtps://relay.example", "smtp://localhost", "smtp://[::1]:25?tls=none"} {
		if _, err := mail.NewSMTP(mail.Settings{URL: url, From: "Stadt <a@büro.example>"}); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
	for _, from := range []string{"", "nobody", "a@b.example, c@d.example", "a@b.example\r\nBcc: x@y.example"} {
		if _, err := mail.NewSMTP(mail.Settings{URL: "smtp://localhost", From: from}); fault.KindOf(err) != fault.Invalid {
			t.Errorf("sender %q: %v", from, err)
		}
	}
}
