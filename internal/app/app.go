// Package app puts the program together: from settings to a running site.
//
// Open reads the texts, the assets and the database; Serve answers until it is
// told to stop and then finishes what it has begun. Nothing here knows a rule
// of the subject.
package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"chancencheck/internal/i18n"
	"chancencheck/internal/live"
	"chancencheck/internal/mail"
	"chancencheck/internal/oidc"
	"chancencheck/internal/passkeys"
	"chancencheck/internal/pdf"
	"chancencheck/internal/published"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/web"
	"chancencheck/internal/web/assets"
	"chancencheck/internal/web/site"
	"chancencheck/locales"
)

// Settings say how the program runs. Only DSN is needed.
type Settings struct {
	// DSN is a SQLite file or postgres://….
	DSN string
	// BaseURL is where people reach the product; links carry it.
	BaseURL string
	// TrustedProxies may say for whom they speak.
	TrustedProxies []netip.Prefix
	// LocalesDir holds texts of the operator that replace shipped ones.
	LocalesDir string
	// Drafts also serves languages that nobody has reviewed.
	Drafts bool
	// Demo says that all names and figures are made up.
	Demo bool
	// SecurityContact is whom to tell of a weakness: mailto:… or https://….
	SecurityContact string
	// Mail says how to reach the relay; without a URL no mail is sent.
	Mail mail.Settings
	// Outbox takes mails in place of a relay: that of the demo, or of a test.
	Outbox mail.Outbox
	// Log is where the program tells how it is; the standard logger if nil.
	Log *slog.Logger
	// Now and NewID are the clock and chance if nil.
	Now   func() time.Time
	NewID func() string
	// OnMissing is told of texts that a language lacks; they are logged if nil.
	OnMissing func(lang i18n.Tag, key string)
}

func (s Settings) complete() Settings {
	if s.Log == nil {
		s.Log = slog.Default()
	}
	if s.Now == nil {
		s.Now = time.Now
	}
	if s.NewID == nil {
		s.NewID = rand.Text
	}
	if s.OnMissing == nil {
		log := s.Log
		s.OnMissing = func(lang i18n.Tag, key string) { log.Warn("text missing", "language", lang, "key", key) }
	}
	s.BaseURL = strings.TrimRight(s.BaseURL, "/")
	return s
}

// App is the program, ready to serve.
type App struct {
	Site    *site.Site
	handler http.Handler
	log     *slog.Logger
	// queue sends mails; nil without a relay.
	queue *mail.Queue
	// hangUp ends the streams of pages that follow a change.
	hangUp context.CancelFunc
}

// Open opens the database, brings it to the program's version and reads
// everything pages need. Close it.
func Open(ctx context.Context, s Settings) (*App, error) {
	s = s.complete()
	catalog, err := Catalog(s)
	if err != nil {
		return nil, err
	}
	set, err := assets.Load()
	if err != nil {
		return nil, err
	}
	store, err := sqlstore.Open(ctx, s.DSN)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	printer, err := pdf.Find()
	if err != nil {
		s.Log.Info("no PDF renderer found; pages offer the print view")
	}
	a := &App{log: s.Log, Site: &site.Site{
		Store: store, Instruments: published.New(store), Catalog: catalog, Assets: set, Live: &live.Broker{}, PDF: printer,
		Providers: oidc.New(s.Now), Passkeys: passkeys.New(s.BaseURL), BaseURL: s.BaseURL, SecurityContact: s.SecurityContact, Demo: s.Demo, Log: s.Log, Now: s.Now, NewID: s.NewID,
	}}
	if err := a.post(s, store); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	pages, err := web.Handler(a.Site)
	if err != nil {
		return nil, errors.Join(err, store.Close())
	}
	var serving context.Context
	serving, a.hangUp = context.WithCancel(context.Background())
	a.handler = recovering(s.Log, behind(s.TrustedProxies, streams(serving, pages)))
	return a, nil
}

// post sets up how mails go out.
func (a *App) post(s Settings, store *sqlstore.DB) error {
	switch {
	case s.Outbox != nil:
		a.Site.Mail = s.Outbox
	case s.Mail.URL == "":
		a.Site.Mail = mail.Off
	default:
		relay, err := mail.NewSMTP(s.Mail)
		if err != nil {
			return fmt.Errorf("mail: %w", err)
		}
		a.queue = mail.NewQueue(store, relay, s.Now, s.Log)
		a.Site.Mail = a.queue
	}
	return nil
}

// Catalog reads the shipped texts and those of the operator over them.
func Catalog(s Settings) (*i18n.Catalog, error) {
	options := []i18n.Option{i18n.OnMissing(s.OnMissing)}
	if s.LocalesDir != "" {
		options = append(options, i18n.WithOverrides(s.LocalesDir))
	}
	if s.Drafts {
		options = append(options, i18n.WithDrafts())
	}
	c, err := i18n.Load(locales.FS, options...)
	if err != nil {
		return nil, fmt.Errorf("read the texts: %w", err)
	}
	return c, nil
}

// Handler answers all requests.
func (a *App) Handler() http.Handler { return a.handler }

// Close ends what runs beside the pages and closes the database.
func (a *App) Close() error {
	a.hangUp()
	if a.Site.PDF != nil {
		a.Site.PDF.Close()
	}
	return a.Site.Store.Close()
}
