package app

import (
	"context"
	"fmt"
	"time"

	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// SetUpLinkLasts is how long the link that an empty database prints can be used.
const SetUpLinkLasts = 24 * time.Hour

// DemoLinkLasts is how long the links of the demo work: as long as anybody
// lets it run.
const DemoLinkLasts = 365 * 24 * time.Hour

// SignInLink makes a link that signs a person in. Its token is stored hashed
// and known to whoever has the link.
func (a *App) SignInLink(ctx context.Context, who organisation.Ref, reusable bool, lasts time.Duration) (string, error) {
	return a.link(ctx, "/in/", who, reusable, lasts)
}

// SetUpLink makes the one link with which an empty database is set up. It is
// "" once there is an organisation.
func (a *App) SetUpLink(ctx context.Context) (string, error) {
	orgs, err := a.Site.Store.Organisations(ctx)
	if err != nil || len(orgs) > 0 {
		return "", err
	}
	return a.link(ctx, "/setup/", organisation.Ref{}, false, SetUpLinkLasts)
}

func (a *App) link(ctx context.Context, path string, who organisation.Ref, reusable bool, lasts time.Duration) (string, error) {
	token := a.Site.NewID()
	err := a.Site.Store.PutLink(ctx, site.HashToken(token), who, reusable, a.Site.Now().Add(lasts))
	if err != nil {
		return "", fmt.Errorf("store link: %w", err)
	}
	return a.Site.BaseURL + path + token, nil
}
