package mail

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"chancencheck/fault"
)

// SMTP is a relay that speaks SMTP (RFC 5321).
type SMTP struct {
	client *gomail.Client
	from   *mail.Address
	now    func() time.Time
}

// timeout is how long one step with the relay may take.
const timeout = 30 * time.Second

// Settings say how to reach a relay.
type Settings struct {
	// URL is smtp://[user@]host[:port] with STARTTLS, smtps:// with TLS from the
	// first byte, or smtp:// on this machine, which is not encrypted.
	// ?tls=starttls asks for encryption there too.
	URL string
	// Password of the user, if it is not in URL.
	Password string
	// From is the sender, "ChancenCheck <no-reply@stadt.example>".
	From string
	// Roots are whose certificates the relay may have; the system's if nil.
	Roots *x509.CertPool
	// Now is the clock if nil.
	Now func() time.Time
}

// errURL says what a relay's address looks like. It never repeats the address:
// a password may be in it.
var errURL = fault.New(fault.Invalid, "mail.url")

// NewSMTP returns the relay that settings describe. It does not call it yet.
func NewSMTP(s Settings) (*SMTP, error) {
	u, err := url.Parse(s.URL)
	if err != nil || u.Hostname() == "" || u.Path != "" || u.Scheme != "smtp" && u.Scheme != "smtps" {
		return nil, errURL
	}
	from, err := mail.ParseAddress(s.From)
	if err != nil {
		return nil, fault.New(fault.Invalid, "mail.from")
	}
	if from.Address, err = Address(from.Address); err != nil {
		return nil, fault.New(fault.Invalid, "mail.from")
	}
	options, err := s.options(u)
	if err != nil {
		return nil, err
	}
	client, err := gomail.NewClient(u.Hostname(), options...)
	if err != nil {
		return nil, fmt.Errorf("relay: %w", err)
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	return &SMTP{client: client, from: from, now: s.Now}, nil
}

func (s Settings) options(u *url.URL) ([]gomail.Option, error) {
	options := []gomail.Option{
		gomail.WithTimeout(timeout), gomail.WithoutNoop(),
		gomail.WithTLSConfig(&tls.Config{ServerName: u.Hostname(), RootCAs: s.Roots, MinVersion: tls.VersionTLS12}),
	}
	port, here := 587, onThisMachine(u.Hostname())
	switch ask := u.Query().Get("tls"); {
	case u.Scheme == "smtps" && ask == "":
		port = 465
		options = append(options, gomail.WithSSL())
	case u.Scheme == "smtps", ask != "" && ask != "starttls" && ask != "none", ask == "none" && !here:
		return nil, errURL
	case here && ask != "starttls":
		port = 25
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if text := u.Port(); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 65535 {
			return nil, errURL
		}
		port = n
	}
	options = append(options, gomail.WithPort(port))
	if name := u.User.Username(); name != "" {
		password, inURL := u.User.Password()
		if !inURL {
			password = s.Password
		}
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(name), gomail.WithPassword(password))
	}
	return options, nil
}

func onThisMachine(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.IsLoopback()
}

// Deliver implements Relay: one connection for all messages.
func (s *SMTP) Deliver(ctx context.Context, messages []Message) []*Failure {
	results := make([]*Failure, len(messages))
	line, err := s.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		failed := connecting(err)
		for i := range results {
			results[i] = failed
		}
		return results
	}
	defer func() { _ = s.client.CloseWithSMTPClient(line) }() // a relay that hangs up first has said all
	for i, m := range messages {
		results[i] = s.one(line, m)
	}
	return results
}

func (s *SMTP) one(line *smtp.Client, m Message) *Failure {
	written, err := s.write(m)
	if err != nil {
		return &Failure{Problem: BadAddress}
	}
	err = s.client.SendWithSMTPClient(line, written)
	if written.IsDelivered() {
		return nil // what the relay says afterwards no longer matters
	}
	if err == nil {
		return &Failure{Problem: Unreachable, Passing: true}
	}
	return sending(err)
}

// write puts a message into the form of RFC 5322. Its id is the same at every
// try, so that a mailbox can tell that it has it already.
func (s *SMTP) write(m Message) (*gomail.Msg, error) {
	to, err := Address(m.To)
	if err != nil {
		return nil, err
	}
	g := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	g.FromMailAddress(s.from)
	if err := g.To(to); err != nil {
		return nil, err
	}
	g.Subject(m.Subject)
	g.SetDateWithValue(s.now())
	_, domain, _ := strings.Cut(s.from.Address, "@")
	g.SetMessageIDWithValue(messageID(m) + "@" + domain)
	g.SetGenHeader(gomail.Header("Content-Language"), m.Language)
	g.SetGenHeader(gomail.Header("Auto-Submitted"), "auto-generated") // RFC 3834: no answer by machines
	g.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		g.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return g, nil
}

// connecting says why there was no line to the relay.
func connecting(err error) *Failure {
	var answer *textproto.Error
	if errors.As(err, &answer) && (answer.Code == 535 || answer.Code == 534 || answer.Code == 530) {
		return &Failure{Problem: Login, Code: strconv.Itoa(answer.Code), Passing: true}
	}
	if errors.Is(err, gomail.ErrNoSupportedAuthDiscovered) {
		return &Failure{Problem: Login, Passing: true}
	}
	return &Failure{Problem: Unreachable, Passing: true}
}

// sending says why the relay did not take a message.
func sending(err error) *Failure {
	var broken net.Error
	var answer *gomail.SendError
	if !errors.As(err, &answer) || errors.As(err, &broken) || answer.ErrorCode() < 400 {
		return &Failure{Problem: Unreachable, Passing: true}
	}
	code := strings.TrimSpace(strconv.Itoa(answer.ErrorCode()) + " " + answer.EnhancedStatusCode())
	switch {
	case answer.ErrorCode() < 500:
		return &Failure{Problem: Later, Code: code, Passing: true}
	case answer.Reason == gomail.ErrSMTPRcptTo:
		return &Failure{Problem: BadAddress, Code: code}
	}
	return &Failure{Problem: Refused, Code: code}
}

// messageID is made from what the message is, and tells nothing of it.
func messageID(m Message) string {
	sum := sha256.Sum256([]byte(string(m.Org) + "\x00" + m.ID))
	return hex.EncodeToString(sum[:16])
}
