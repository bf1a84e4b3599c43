// Package idptest is an identity provider for tests: it describes itself, sends
// browsers back with a code, exchanges the code for a token it has signed, and
// tells when a session is over. It checks what a good provider checks, and lies
// as far as a test asks it to.
package idptest

import (
	"crypto"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"
)

// Provider is a running identity provider.
type Provider struct {
	// URL is the issuer.
	URL string
	// ClientID and Secret are those of the one client.
	ClientID, Secret string

	t      testing.TB
	now    func() time.Time
	server *httptest.Server
	mu     sync.Mutex
	key    *rsa.PrivateKey
	kid    string
	codes  map[string]asked
	person map[string]any
	// lie changes what a token says before it is signed.
	lie func(header, claims map[string]any)
	// refuse is the status of every answer while it is not 0.
	refuse int
	// describe changes what the provider says of itself.
	describe func(map[string]any)
	asked    int
}

// asked is what a code stands for.
type asked struct{ nonce, challenge, back string }

// New starts a provider that ends with the test.
func New(t testing.TB, now func() time.Time) *Provider {
	t.Helper()
	p := &Provider{ClientID: "chancencheck", Secret: "s3cret", t: t, now: now, codes: map[string]asked{}, person: map[string]any{}}
	p.Rotate()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", p.discovery)
	mux.HandleFunc("GET /keys", p.keys)
	mux.HandleFunc("GET /authorize", p.authorize)
	mux.HandleFunc("POST /token", p.token)
	p.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		status := p.refuse
		p.asked++
		p.mu.Unlock()
		if status != 0 {
			http.Error(w, "not now", status)
			return
		}
		mux.ServeHTTP(w, r)
	}))
	p.URL = p.server.URL
	t.Cleanup(p.server.Close)
	return p
}

// Rotate throws the key away and takes a new one.
func (p *Provider) Rotate() {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		p.t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.key, p.kid = key, rand.Text()
}

// Person sets who is signed in at the provider, as claims.
func (p *Provider) Person(claims map[string]any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.person = claims
}

// Lie changes every token from now on before it is signed; nil is the truth.
func (p *Provider) Lie(lie func(header, claims map[string]any)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lie = lie
}

// Describe changes what the provider says of itself.
func (p *Provider) Describe(change func(map[string]any)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.describe = change
}

// Refuse answers everything with a status; 0 ends that.
func (p *Provider) Refuse(status int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuse = status
}

// Asked is how often somebody has asked the provider anything.
func (p *Provider) Asked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

func (p *Provider) discovery(w http.ResponseWriter, _ *http.Request) {
	said := map[string]any{
		"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
		"id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"}, "response_types_supported": []string{"code"},
	}
	p.mu.Lock()
	if p.describe != nil {
		p.describe(said)
	}
	p.mu.Unlock()
	p.write(w, said)
}

func (p *Provider) keys(w http.ResponseWriter, _ *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.write(w, map[string]any{"keys": []any{map[string]any{
		"kty": "RSA", "use": "sig", "alg": "RS256", "kid": p.kid,
		"n": encode(p.key.N.Bytes()), "e": encode(big.NewInt(int64(p.key.E)).Bytes()),
	}}})
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

func (p *Provider) write(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		p.t.Error(err)
	}
}

// authorize sends the browser back with a code at once: whoever is set with
// Person is signed in here.
func (p *Provider) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	if err != nil || q.Get("client_id") != p.ClientID || q.Get("response_type") != "code" || q.Get("code_challenge_method") != "S256" ||
		len(q.Get("state")) < 32 || len(q.Get("nonce")) < 32 || len(q.Get("code_challenge")) != 43 {
		p.t.Errorf("the provider was asked for %s", r.URL)
		http.Error(w, "invalid_request", http.StatusBadRequest)
		return
	}
	code := rand.Text()
	p.mu.Lock()
	p.codes[code] = asked{q.Get("nonce"), q.Get("code_challenge"), q.Get("redirect_uri")}
	p.mu.Unlock()
	back.RawQuery = url.Values{"code": {code}, "state": {q.Get("state")}}.Encode()
	http.Redirect(w, r, back.String(), http.StatusFound)
}

// token exchanges a code, once, for whoever has the secret and the proof.
func (p *Provider) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	one, known := p.codes[r.PostFormValue("code")]
	delete(p.codes, r.PostFormValue("code"))
	claims := maps.Clone(p.person)
	p.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	id, secret, _ := r.BasicAuth()
	code := ""
	switch {
	case id != p.ClientID || secret != p.Secret:
		code = "invalid_client"
	case !known || r.PostFormValue("redirect_uri") != one.back || encode(sum[:]) != one.challenge:
		code = "invalid_grant"
	}
	if code != "" {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"` + code + `"}`))
		return
	}
	maps.Copy(claims, map[string]any{"aud": p.ClientID, "nonce": one.nonce})
	p.write(w, map[string]any{"access_token": rand.Text(), "token_type": "Bearer", "expires_in": 300, "id_token": p.Sign(claims)})
}

// Logout is a message that a session of somebody is over.
func (p *Provider) Logout(claims map[string]any) string {
	said := map[string]any{
		"aud": p.ClientID, "jti": rand.Text(), "events": map[string]any{"http://schemas.openid.net/event/backchannel-logout": map[string]any{}},
	}
	maps.Copy(said, claims)
	return p.Sign(said)
}

// Sign makes a token of claims; issuer, beginning and end are added where they
// are missing. The header's algorithm is obeyed, also where no good provider
// would: "none" leaves the signature out, "HS256" takes the public key as secret.
func (p *Provider) Sign(claims map[string]any) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	said := map[string]any{"iss": p.URL, "iat": now.Unix(), "exp": now.Add(5 * time.Minute).Unix()}
	maps.Copy(said, claims)
	header := map[string]any{"alg": "RS256", "typ": "JWT", "kid": p.kid}
	if p.lie != nil {
		p.lie(header, said)
	}
	text := p.part(header) + "." + p.part(said)
	switch header["alg"] {
	case "none":
		return text + "."
	case "HS256":
		h := hmac.New(sha256.New, p.key.N.Bytes())
		h.Write([]byte(text))
		return text + "." + encode(h.Sum(nil))
	}
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(rand.Reader, p.key, crypto.SHA256, sum[:])
	if err != nil {
		p.t.Error(err)
	}
	return text + "." + encode(signature)
}

func (p *Provider) part(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		p.t.Error(err)
	}
	return encode(b)
}
