package passkeys_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"testing"

	"github.com/go-webauthn/webauthn/protocol/webauthncbor"
	"github.com/go-webauthn/webauthn/webauthn"

	"chancencheck/internal/passkeys"
	"chancencheck/signin"
)

const home = "https://chancen.stadt.example"

// device is a key on somebody's device, which signs whatever a test asks it to.
type device struct {
	t       *testing.T
	key     *ecdsa.PrivateKey
	id      string
	handle  string
	counter uint32
	// what a browser would fill in
	origin, host string
	flags        byte
}

const present, verified = 0x01, 0x04

func newDevice(t *testing.T) *device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return &device{t: t, key: key, id: "key", handle: "handle", origin: home, host: "chancen.stadt.example", flags: present | verified}
}

// stored is the key as the installation knows it.
func (d *device) stored() signin.Passkey {
	d.t.Helper()
	point, err := d.key.PublicKey.Bytes()
	if err != nil {
		d.t.Fatal(err)
	}
	public, err := webauthncbor.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: point[1:33], -3: point[33:]})
	if err != nil {
		d.t.Fatal(err)
	}
	doc, err := json.Marshal(webauthn.Credential{ID: []byte(d.id), PublicKey: public, AttestationType: "none", AttestationFormat: "none",
		Flags: webauthn.CredentialFlags{UserPresent: true, UserVerified: true}, Authenticator: webauthn.Authenticator{SignCount: 5}})
	if err != nil {
		d.t.Fatal(err)
	}
	return signin.Passkey{ID: encode([]byte(d.id)), Handle: d.handle, Doc: doc}
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// sign answers a question.
func (d *device) sign(challenge string) []byte {
	d.t.Helper()
	client, err := json.Marshal(map[string]any{"type": "webauthn.get", "challenge": challenge, "origin": d.origin, "crossOrigin": false})
	if err != nil {
		d.t.Fatal(err)
	}
	host, said := sha256.Sum256([]byte(d.host)), sha256.Sum256(client)
	data := binary.BigEndian.AppendUint32(append(host[:], d.flags), d.counter)
	sum := sha256.Sum256(append(append([]byte{}, data...), said[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, sum[:])
	if err != nil {
		d.t.Fatal(err)
	}
	answer, err := json.Marshal(map[string]any{
		"id": encode([]byte(d.id)), "rawId": encode([]byte(d.id)), "type": "public-key", "clientExtensionResults": map[string]any{},
		"response": map[string]any{"clientDataJSON": encode(client), "authenticatorData": encode(data), "signature": encode(signature), "userHandle": encode([]byte(d.handle))},
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return answer
}

// TestAnswersThatLie: one thing wrong each, and nobody comes in.
func TestAnswersThatLie(t *testing.T) {
	t.Parallel()
	party := passkeys.New(home + "/")
	for name, c := range map[string]struct {
		change func(*device)
		good   bool
	}{
		"good":                 {func(*device) {}, true},
		"another origin":       {func(d *device) { d.origin = "https://evil.example" }, false},
		"another port":         {func(d *device) { d.origin += ":8443" }, false},
		"without encryption":   {func(d *device) { d.origin = "http://chancen.stadt.example" }, false},
		"another host's key":   {func(d *device) { d.host = "evil.example" }, false},
		"nobody was there":     {func(d *device) { d.flags = verified }, false},
		"anybody was there":    {func(d *device) { d.flags = present }, false},
		"another's handle":     {func(d *device) { d.handle = "another" }, false},
		"counter stands still": {func(d *device) { d.counter = 5 }, false},
		"counter goes back":    {func(d *device) { d.counter = 4 }, false},
		"another key": {func(d *device) {
			d.key = newDevice(t).key
		}, false},
	} {
		d := newDevice(t)
		d.counter = 6
		known := d.stored()
		c.change(d)
		q, err := party.Ask()
		if err != nil {
			t.Fatal(err)
		}
		got, err := party.Take(q.State, d.sign(q.Challenge), func(id string) (signin.Passkey, error) {
			if id != known.ID {
				t.Errorf("%s: asked for %s", name, id)
			}
			return known, nil
		})
		if (err == nil) != c.good || err != nil && !errors.Is(err, signin.ErrPasskey) {
			t.Errorf("%s: %v", name, err)
		}
		if c.good && string(got.Doc) == string(known.Doc) {
			t.Errorf("%s: the counter stays", name)
		}
	}
}

// TestAnAnswerToAnotherQuestion and one of a key that nobody has.
func TestAnAnswerToAnotherQuestion(t *testing.T) {
	t.Parallel()
	party, d := passkeys.New(home), newDevice(t)
	d.counter = 6
	known := func(string) (signin.Passkey, error) { return d.stored(), nil }
	first, err := party.Ask()
	if err != nil {
		t.Fatal(err)
	}
	second, err := party.Ask()
	if err != nil {
		t.Fatal(err)
	}
	answer := d.sign(first.Challenge)
	if got := passkeys.Challenge(answer); got != first.Challenge || first.Challenge == second.Challenge {
		t.Errorf("the answer is to %q, asked was %q", got, first.Challenge)
	}
	if _, err := party.Take(second.State, answer, known); !errors.Is(err, signin.ErrPasskey) {
		t.Errorf("an answer fits another question: %v", err)
	}
	nobody := func(string) (signin.Passkey, error) { return signin.Passkey{}, signin.ErrPasskey }
	if _, err := party.Take(first.State, answer, nobody); !errors.Is(err, signin.ErrPasskey) {
		t.Errorf("a key that nobody has: %v", err)
	}
	for _, bad := range []string{"", "{}", "null", "[]", `{"response":{"clientDataJSON":"!"}}`, `{"response":{"clientDataJSON":"e30"}}`} {
		if _, err := party.Take(first.State, []byte(bad), known); err == nil || passkeys.Challenge([]byte(bad)) != "" {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func TestWhereThereAreNoPasskeys(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]bool{
		home: true, "http://localhost:8080": true, "http://127.0.0.1:8080": false, "https://10.0.0.5": false, "http://chancen.stadt.example": false, "": false,
	} {
		if got := passkeys.New(base) != nil; got != want {
			t.Errorf("%q: %v", base, got)
		}
	}
}
