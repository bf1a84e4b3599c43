package oidc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"chancencheck/signin"
)

// Trip is what ties a browser that goes to a provider to its coming back.
type Trip struct {
	// Back is where it comes back to.
	Back string
	// State names the trip, Nonce its token, Proof is the secret behind PKCE.
	State, Nonce, Proof string
}

// Begin returns where to send the browser.
func (p *Providers) Begin(ctx context.Context, i signin.Issuer, t Trip) (string, error) {
	one, err := p.provider(ctx, i)
	if err != nil {
		return "", err
	}
	c := config(one, i, t, "")
	return c.AuthCodeURL(t.State, oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Proof)), nil
}

func config(one *provider, i signin.Issuer, t Trip, secret string) oauth2.Config {
	c := oauth2.Config{ClientID: i.ClientID, ClientSecret: secret, RedirectURL: t.Back, Endpoint: one.Endpoint(), Scopes: []string{oidc.ScopeOpenID, oidc.ScopeEmail}}
	c.Endpoint.AuthStyle = oauth2.AuthStyleInParams
	if one.basic && secret != "" {
		c.Endpoint.AuthStyle = oauth2.AuthStyleInHeader
	}
	return c
}

// Finish exchanges the code that a browser brought back and returns what the
// provider says in its token, if its signature is good. named is how the
// provider named itself on the way back, "" if it did not (RFC 9207).
func (p *Providers) Finish(ctx context.Context, i signin.Issuer, t Trip, code, named string) (signin.Claims, error) {
	one, err := p.provider(ctx, i)
	if err != nil {
		return signin.Claims{}, err
	}
	if named != "" && named != i.URL || named == "" && one.namesItself {
		return signin.Claims{}, fmt.Errorf("%w: another provider sent the browser back", signin.ErrProviderLies)
	}
	secret, err := secretOf(i)
	if err != nil {
		return signin.Claims{}, err
	}
	c := config(one, i, t, secret)
	ctx = oidc.ClientContext(ctx, p.client)
	got, err := c.Exchange(ctx, code, oauth2.VerifierOption(t.Proof))
	if err != nil {
		return signin.Claims{}, refused(err)
	}
	raw, ok := got.Extra("id_token").(string)
	if !ok {
		return signin.Claims{}, fmt.Errorf("%w: there is no id token", signin.ErrProviderLies)
	}
	token, err := p.verifier(one, i).Verify(ctx, raw)
	if err != nil {
		return signin.Claims{}, unreachable(err)
	}
	return claimsOf(i, token)
}

// largestSecret is how long the file of a secret may be, in bytes.
const largestSecret = 4096

// secretOf reads the client's secret, each time, so that a new one needs no
// restart.
func secretOf(i signin.Issuer) (string, error) {
	if i.SecretFile == "" {
		return "", nil
	}
	f, err := os.Open(i.SecretFile)
	if err != nil {
		return "", fmt.Errorf("%w: %w", signin.ErrProviderDown, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, largestSecret))
	if err != nil {
		return "", fmt.Errorf("%w: %w", signin.ErrProviderDown, err)
	}
	return strings.TrimRight(string(b), "\r\n"), nil
}

// refused says why a code was not exchanged. What the provider wrote beside its
// error code is left out: it may be about a person.
func refused(err error) error {
	var said *oauth2.RetrieveError
	switch {
	case !errors.As(err, &said):
		return unreachable(err)
	case said.ErrorCode == "invalid_grant":
		return fmt.Errorf("%w: invalid_grant", signin.ErrProviderLate)
	case said.Response != nil && said.Response.StatusCode < 500 && said.ErrorCode == "":
		return fmt.Errorf("%w: status %d", signin.ErrProviderLies, said.Response.StatusCode)
	}
	return fmt.Errorf("%w: %s", signin.ErrProviderDown, said.ErrorCode)
}

// claimsOf reads a token whose signature is good.
func claimsOf(i signin.Issuer, t *oidc.IDToken) (signin.Claims, error) {
	var said struct {
		AuthorizedParty string `json:"azp"`
		SID             string `json:"sid"`
		Email           string `json:"email"`
		// Providers send true or "true"; Entra ID says it in a claim of its own.
		Verified any `json:"email_verified"`
		EDOV     any `json:"xms_edov"`
	}
	all := map[string]any{}
	if err := errors.Join(t.Claims(&said), t.Claims(&all)); err != nil {
		return signin.Claims{}, fmt.Errorf("%w: %w", signin.ErrProviderLies, err)
	}
	return signin.Claims{
		Issuer: t.Issuer, Subject: t.Subject, Audience: t.Audience, AuthorizedParty: said.AuthorizedParty, Nonce: t.Nonce, SID: said.SID,
		Email: strings.TrimSpace(said.Email), Verified: yes(said.Verified) || said.Verified == nil && yes(said.EDOV),
		IssuedAt: t.IssuedAt, ExpiresAt: t.Expiry, Values: values(all, i.RolesClaim),
	}, nil
}

func yes(said any) bool { return said == true || said == "true" || said == "1" || said == 1.0 }

// values returns what stands in a claim: texts, or one. The claim's own name
// goes before a way into objects, because names may hold dots.
func values(all map[string]any, claim string) []string {
	if claim == "" {
		return nil
	}
	found, ok := all[claim]
	if first, rest, deeper := strings.Cut(claim, "."); !ok && deeper {
		if in, isObject := all[first].(map[string]any); isObject {
			return values(in, rest)
		}
	}
	switch found := found.(type) {
	case string:
		return []string{found}
	case []any:
		var out []string
		for _, v := range found {
			if text, ok := v.(string); ok {
				out = append(out, text)
			}
		}
		return out
	}
	return nil
}

// Ended is a session of a provider, or all of a subject, that is over.
type Ended struct {
	// ID names the message; it counts once until Until.
	ID           string
	Subject, SID string
	Until        time.Time
}

// oldest is how long ago a message that a session has ended may have been
// written. Source: OpenID Connect Back-Channel Logout 1.0, 2.4, recommends two
// minutes; slow networks get a little more.
const oldest = 5 * time.Minute

// Logout verifies a provider's message that a session is over.
func (p *Providers) Logout(ctx context.Context, i signin.Issuer, raw string) (Ended, error) {
	one, err := p.provider(ctx, i)
	if err != nil {
		return Ended{}, err
	}
	t, err := p.verifier(one, i).VerifyLogout(oidc.ClientContext(ctx, p.client), raw)
	if err != nil {
		return Ended{}, unreachable(err)
	}
	var said struct {
		Events map[string]json.RawMessage `json:"events"`
	}
	now := p.now()
	event := map[string]any{}
	switch err := t.Claims(&said); {
	case err != nil, json.Unmarshal(said.Events["http://schemas.openid.net/event/backchannel-logout"], &event) != nil:
		return Ended{}, fmt.Errorf("%w: the event is none", signin.ErrProviderLies)
	case t.IssuedAt.IsZero(), t.IssuedAt.After(now.Add(signin.Skew)), t.IssuedAt.Before(now.Add(-oldest - signin.Skew)):
		return Ended{}, fmt.Errorf("%w: written at another time", signin.ErrProviderLies)
	}
	// A message is remembered for as long as it would be taken.
	return Ended{ID: t.TokenID, Subject: t.Subject, SID: t.SessionID, Until: t.IssuedAt.Add(oldest + 2*signin.Skew)}, nil
}
