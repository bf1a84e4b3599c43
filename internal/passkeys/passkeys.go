// Package passkeys verifies keys on people's own devices (WebAuthn): it asks a
// browser for a new key or for a signature, and says whether what comes back is
// good.
//
// A key is bound to this installation's host and address, is found without a
// name, and asks its owner for a finger, a face or a number each time. What to
// remember between question and answer is the caller's, who lets it be answered
// once.
package passkeys

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/netip"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"chancencheck/organisation"
	"chancencheck/signin"
)

// Party is this installation, as keys know it.
type Party struct{ at *webauthn.WebAuthn }

// New returns the installation with an address, nil where browsers have no
// passkeys: at an address without a name, and without encryption off this
// machine.
func New(base string) *Party {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Hostname() != "localhost" {
		return nil
	}
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		return nil
	}
	at, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: "ChancenCheck", RPOrigins: []string{u.Scheme + "://" + u.Host}, AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			RequireResidentKey: protocol.ResidentKeyRequired(), ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil
	}
	return &Party{at}
}

// owner is a person as her keys know her.
type owner struct {
	handle, name string
	keys         []webauthn.Credential
}

func (o owner) WebAuthnID() []byte                         { return []byte(o.handle) }
func (o owner) WebAuthnName() string                       { return o.name }
func (o owner) WebAuthnDisplayName() string                { return o.name }
func (o owner) WebAuthnCredentials() []webauthn.Credential { return o.keys }

// Question is what a browser is asked, and what to remember until it answers.
type Question struct {
	// Options go to the browser, as JSON; State stays here.
	Options, State []byte
	// Challenge names the question; the answer repeats it.
	Challenge string
}

func question(options any, state *webauthn.SessionData) (Question, error) {
	q := Question{Challenge: state.Challenge}
	var err error
	if q.Options, err = json.Marshal(options); err != nil {
		return q, err
	}
	q.State, err = json.Marshal(state)
	return q, err
}

// AskNew asks for a new key of a person who has others already.
func (p *Party) AskNew(handle, name string, have []signin.Passkey) (Question, error) {
	o, err := ownerOf(handle, name, have)
	if err != nil {
		return Question{}, err
	}
	options, state, err := p.at.BeginRegistration(o, webauthn.WithExclusions(webauthn.Credentials(o.keys).CredentialDescriptors()))
	if err != nil {
		return Question{}, fmt.Errorf("ask for a passkey: %w", err)
	}
	return question(options, state)
}

// Handle is the name that a new key was asked to know its owner by.
func Handle(state []byte) (string, error) {
	var s webauthn.SessionData
	err := json.Unmarshal(state, &s)
	return string(s.UserID), err
}

// TakeNew verifies the answer to AskNew.
func (p *Party) TakeNew(handle, name string, state, answer []byte) (signin.Passkey, error) {
	var s webauthn.SessionData
	if err := json.Unmarshal(state, &s); err != nil {
		return signin.Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return signin.Passkey{}, fmt.Errorf("%w: %w", signin.ErrPasskeyNew, err)
	}
	key, err := p.at.CreateCredential(owner{handle: handle, name: name}, s, parsed)
	if err != nil {
		return signin.Passkey{}, fmt.Errorf("%w: %w", signin.ErrPasskeyNew, err)
	}
	// How it was made says which device she has; nobody needs to know.
	key.Attestation, key.Authenticator.AAGUID = webauthn.CredentialAttestation{}, nil
	doc, err := json.Marshal(key)
	return signin.Passkey{ID: encode(key.ID), Handle: handle, Doc: doc}, err
}

// Ask asks for a signature by whatever key there is.
func (p *Party) Ask() (Question, error) {
	options, state, err := p.at.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Question{}, fmt.Errorf("ask for a signature: %w", err)
	}
	return question(options, state)
}

// Challenge is the question that an answer names, "" if it is none. It says
// nothing about whether the answer is good.
func Challenge(answer []byte) string {
	var a struct {
		Response struct {
			Client protocol.URLEncodedBase64 `json:"clientDataJSON"`
		} `json:"response"`
	}
	var c struct {
		Challenge string `json:"challenge"`
	}
	if json.Unmarshal(answer, &a) != nil || json.Unmarshal(a.Response.Client, &c) != nil {
		return ""
	}
	return c.Challenge
}

// Take verifies the answer to Ask with the key that find returns, and returns it
// as it is afterwards. A key whose counter goes back was copied, and is refused.
func (p *Party) Take(state, answer []byte, find func(id string) (signin.Passkey, error)) (signin.Passkey, error) {
	var s webauthn.SessionData
	if err := json.Unmarshal(state, &s); err != nil {
		return signin.Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return signin.Passkey{}, fmt.Errorf("%w: %w", signin.ErrPasskey, err)
	}
	known, err := find(encode(parsed.RawID))
	if err != nil {
		return known, err
	}
	o, err := ownerOf(known.Handle, "", []signin.Passkey{known})
	if err != nil {
		return known, err
	}
	key, err := p.at.ValidateDiscoverableLogin(func(_, handle []byte) (webauthn.User, error) {
		if string(handle) != known.Handle {
			return nil, signin.ErrPasskey
		}
		return o, nil
	}, s, parsed)
	switch {
	case err != nil:
		return known, fmt.Errorf("%w: %w", signin.ErrPasskey, err)
	case key.Authenticator.CloneWarning:
		return known, fmt.Errorf("%w: its counter went back", signin.ErrPasskey)
	}
	known.Doc, err = json.Marshal(key)
	return known, err
}

func ownerOf(handle, name string, have []signin.Passkey) (owner, error) {
	o := owner{handle: handle, name: name}
	for _, one := range have {
		var key webauthn.Credential
		if err := json.Unmarshal(one.Doc, &key); err != nil {
			return o, fmt.Errorf("passkey: %w", err)
		}
		o.keys = append(o.keys, key)
	}
	return o, nil
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// Used is the day of a key's use, kept by the month: it shows which keys are
// forgotten, and not when somebody came in.
func Used(day organisation.Date) organisation.Date { return day[:len("2006-01")] + "-01" }
