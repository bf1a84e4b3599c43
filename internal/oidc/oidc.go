// Package oidc speaks with identity providers: it finds out what they offer,
// sends browsers there, takes back what they bring, and verifies what providers
// say of people and of sessions that have ended.
//
// It knows the protocol and no person; whom a token lets in is decided by
// package signin. Nothing a provider sends is believed before its signature,
// and requests to it are short, small and follow no redirect.
package oidc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"

	"chancencheck/signin"
)

const (
	// patience is how long a provider may take for one answer.
	patience = 10 * time.Second
	// largest is how much of an answer is read, in bytes.
	largest = 1 << 20
	// fresh is how long what a provider offers is not asked again; down how long
	// one that did not answer is left alone, so that visitors cannot make us ask.
	fresh = time.Hour
	down  = 10 * time.Second
)

// algorithms are how tokens may be signed: with a key pair. Neither "none" nor a
// shared secret is among them. Source: RFC 8725, 3.1 and 3.2.
var algorithms = []string{
	oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA,
}

// Providers are the identity providers this installation has spoken with.
type Providers struct {
	now    func() time.Time
	client *http.Client
	mu     sync.Mutex
	known  map[string]*provider
}

// provider is what an issuer offers.
type provider struct {
	*oidc.Provider
	keys oidc.KeySet
	// basic says that the client's secret goes into the header.
	basic bool
	// namesItself says that the provider names itself when it sends a browser back.
	namesItself bool
	asked       time.Time
	err         error
}

// New returns the providers of a program whose clock is now.
func New(now func() time.Time) *Providers {
	return &Providers{now: now, known: map[string]*provider{}, client: &http.Client{
		Timeout: patience, Transport: bounded{http.DefaultTransport},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// bounded reads no more of an answer than largest.
type bounded struct{ http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, largest), res.Body}
	}
	return res, err
}

// Reachable reports whether an issuer offers what is needed.
func (p *Providers) Reachable(ctx context.Context, i signin.Issuer) error {
	_, err := p.provider(ctx, i)
	return err
}

// provider asks an issuer what it offers, unless that is known.
func (p *Providers) provider(ctx context.Context, i signin.Issuer) (*provider, error) {
	p.mu.Lock()
	one := p.known[i.URL]
	p.mu.Unlock()
	if one != nil {
		age := p.now().Sub(one.asked)
		if one.err != nil && age < down {
			return nil, one.err
		}
		if one.err == nil && age < fresh {
			return one, nil
		}
	}
	one = p.discover(ctx, i)
	p.mu.Lock()
	p.known[i.URL] = one
	p.mu.Unlock()
	if one.err != nil {
		return nil, one.err
	}
	return one, nil
}

// offers are the parts of a provider's description that we look at.
type offers struct {
	Authorization string   `json:"authorization_endpoint"`
	Token         string   `json:"token_endpoint"`
	Keys          string   `json:"jwks_uri"`
	Methods       []string `json:"token_endpoint_auth_methods_supported"`
	NamesItself   bool     `json:"authorization_response_iss_parameter_supported"`
}

func (p *Providers) discover(ctx context.Context, i signin.Issuer) *provider {
	// Whoever asked may go away; what was found is for the next one too.
	ctx = oidc.ClientContext(context.WithoutCancel(ctx), p.client)
	out := &provider{asked: p.now()}
	found, err := oidc.NewProvider(ctx, i.URL)
	if err != nil {
		out.err = fmt.Errorf("%w: %w", signin.ErrProviderDown, err)
		return out
	}
	var o offers
	if err := found.Claims(&o); err != nil {
		out.err = fmt.Errorf("%w: %w", signin.ErrProviderDown, err)
		return out
	}
	for _, address := range []string{o.Authorization, o.Token, o.Keys} {
		if !signin.SafeProvider(i.URL, address) {
			out.err = fmt.Errorf("%w: it names an address that is not safe", signin.ErrProviderDown)
			return out
		}
	}
	out.Provider, out.namesItself = found, o.NamesItself
	out.basic = len(o.Methods) == 0 || slices.Contains(o.Methods, "client_secret_basic")
	out.keys = oidc.NewRemoteKeySet(oidc.ClientContext(context.Background(), p.client), o.Keys)
	return out
}

// verifier checks signature, issuer, audience and end of an issuer's tokens.
func (p *Providers) verifier(one *provider, i signin.Issuer) *oidc.IDTokenVerifier {
	return oidc.NewVerifier(i.URL, one.keys, &oidc.Config{
		ClientID: i.ClientID, SupportedSigningAlgs: algorithms, Now: func() time.Time { return p.now().Add(-signin.Skew) },
	})
}

// unreachable tells a provider that does not answer from one that lies.
func unreachable(err error) error {
	var net interface{ Timeout() bool }
	// The library says in words alone that it could not fetch the keys.
	if errors.As(err, &net) || strings.Contains(err.Error(), "fetching keys") {
		return fmt.Errorf("%w: %w", signin.ErrProviderDown, err)
	}
	return fmt.Errorf("%w: %w", signin.ErrProviderLies, err)
}
