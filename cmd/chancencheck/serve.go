package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"strings"
	"syscall"

	"chancencheck/internal/app"
	"chancencheck/internal/mail"
)

// database is the flag of commands that work on one.
type database struct {
	DB string `name:"db" default:"chancencheck.db" setting:"CHANCENCHECK_DB" placeholder:"DSN" help:"A SQLite file or postgres://…, ${default} unless named ($CHANCENCHECK_DB)"`
}

// texts is the flag of commands that read the operator's texts.
type texts struct {
	Locales string `setting:"CHANCENCHECK_LOCALES" placeholder:"DIR" help:"Folder with texts that replace shipped ones ($CHANCENCHECK_LOCALES)"`
}

type serve struct {
	database
	texts
	Addr         string   `default:"127.0.0.1:8080" setting:"CHANCENCHECK_ADDR" placeholder:"HOST:PORT" help:"Where to listen, ${default} unless named ($CHANCENCHECK_ADDR)"`
	BaseURL      string   `name:"base-url" setting:"CHANCENCHECK_BASE_URL" placeholder:"URL" help:"Where people reach the product; links carry it ($CHANCENCHECK_BASE_URL)"`
	TLSCert      string   `name:"tls-cert" setting:"CHANCENCHECK_TLS_CERT" placeholder:"FILE" help:"Certificate chain ($CHANCENCHECK_TLS_CERT)"`
	TLSKey       string   `name:"tls-key" setting:"CHANCENCHECK_TLS_KEY" placeholder:"FILE" help:"Key of the certificate ($CHANCENCHECK_TLS_KEY)"`
	TrustedProxy []string `name:"trusted-proxy" setting:"CHANCENCHECK_TRUSTED_PROXY" placeholder:"CIDR" help:"Proxies that may say which host was asked for ($CHANCENCHECK_TRUSTED_PROXY)"`
	SMTP         string   `name:"smtp" setting:"CHANCENCHECK_SMTP" placeholder:"URL" help:"Relay for mails: smtp://[user@]host[:587], smtps://host, smtp://localhost. Without one no mail is sent ($CHANCENCHECK_SMTP)"`
	SMTPPassword string   `name:"smtp-password-file" setting:"CHANCENCHECK_SMTP_PASSWORD_FILE" placeholder:"FILE" help:"File with the password of the relay's user ($CHANCENCHECK_SMTP_PASSWORD_FILE)"`
	MailFrom     string   `name:"mail-from" setting:"CHANCENCHECK_MAIL_FROM" placeholder:"ADDRESS" help:"Sender of mails, such as 'ChancenCheck <no-reply@stadt.example>' ($CHANCENCHECK_MAIL_FROM)"`
	Security     string   `name:"security-contact" setting:"CHANCENCHECK_SECURITY_CONTACT" placeholder:"URI" help:"Whom to tell of a weakness, mailto:… or https://…, for /.well-known/security.txt ($CHANCENCHECK_SECURITY_CONTACT)"`
	Drafts       bool     `help:"Also serve languages that nobody has reviewed; their pages say so."`
}

// Run serves until it is told to stop.
func (s *serve) Run(p *program) error {
	cert, err := s.certificate()
	if err != nil {
		return err
	}
	proxies, err := s.proxies()
	if err != nil {
		return err
	}
	ln, err := listen(p.ctx, s.Addr)
	if err != nil {
		return err
	}
	defer ln.Close()
	base := s.BaseURL
	if base == "" {
		base = baseURL(s.Addr, ln, cert != nil)
	}
	post, err := s.post()
	if err != nil {
		return err
	}
	a, err := app.Open(p.ctx, app.Settings{
		DSN: s.DB, BaseURL: base, TrustedProxies: proxies, LocalesDir: s.Locales, Drafts: s.Drafts, Mail: post, SecurityContact: s.Security, Log: p.log(),
	})
	if err != nil {
		return err
	}
	say(p.stdout, "ChancenCheck %s answers at %s", version, base)
	link, err := a.SetUpLink(p.ctx)
	if err == nil && link != "" {
		say(p.stdout, "The database is empty. Set up your organisation within 24 hours; the link works once:\n%s", link)
	}
	if err == nil {
		err = a.Serve(p.ctx, ln, cert)
	}
	return errors.Join(err, a.Close())
}

// post reads how mails go out. A password is never on the command line, where
// everybody on the machine can read it.
func (s *serve) post() (mail.Settings, error) {
	if c := s.Security; c != "" && (!strings.HasPrefix(c, "mailto:") && !strings.HasPrefix(c, "https://") || strings.ContainsAny(c, " \r\n")) {
		return mail.Settings{}, usageError("--security-contact begins with mailto: or https://.")
	}
	if (s.SMTP == "") != (s.MailFrom == "") {
		return mail.Settings{}, usageError("--smtp and --mail-from belong together: give both or none.")
	}
	out := mail.Settings{URL: s.SMTP, From: s.MailFrom}
	if s.SMTPPassword != "" {
		b, err := os.ReadFile(s.SMTPPassword)
		if err != nil {
			return out, err
		}
		out.Password = strings.TrimRight(string(b), "\r\n")
	}
	return out, nil
}

func (s *serve) certificate() (*tls.Certificate, error) {
	if s.TLSCert == "" && s.TLSKey == "" {
		return nil, nil
	}
	if s.TLSCert == "" || s.TLSKey == "" {
		return nil, usageError("--tls-cert and --tls-key belong together: give both or none.")
	}
	pair, err := tls.LoadX509KeyPair(s.TLSCert, s.TLSKey)
	if err != nil {
		return nil, plainly("The certificate cannot be used: %v.", err)
	}
	return &pair, nil
}

func (s *serve) proxies() ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, text := range s.TrustedProxy {
		one, err := netip.ParsePrefix(text)
		if err != nil {
			addr, single := netip.ParseAddr(text)
			if single != nil {
				return nil, usageError(fmt.Sprintf("--trusted-proxy %s is no address or network, such as 10.0.0.5 or 10.0.0.0/24.", text))
			}
			one = netip.PrefixFrom(addr, addr.BitLen())
		}
		out = append(out, one)
	}
	return out, nil
}

// listen opens the port, or says in one sentence why it cannot.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, plainly("Something else uses %s already. Stop it, or choose another address with --addr.", addr)
	}
	if err != nil {
		return nil, plainly("Cannot listen on %s: %v.", addr, err)
	}
	return ln, nil
}

// baseURL is the address people on this machine use.
func baseURL(addr string, ln net.Listener, encrypted bool) string {
	scheme := "http://"
	if encrypted {
		scheme = "https://"
	}
	host, _, err := net.SplitHostPort(addr)
	_, port, err2 := net.SplitHostPort(ln.Addr().String())
	if err != nil || err2 != nil {
		return scheme + ln.Addr().String()
	}
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return scheme + net.JoinHostPort(host, port)
}
