package browsertest

import (
	"github.com/chromedp/cdproto/webauthn"
)

// Authenticator gives the page a device that makes passkeys and says yes to
// every question, without a person.
func (p *Page) Authenticator() {
	p.t.Helper()
	p.do("give the page a device", command(webauthn.Enable, webauthn.EnableParams{}), command(webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{
		Options: &webauthn.VirtualAuthenticatorOptions{
			Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal,
			HasResidentKey: true, HasUserVerification: true, IsUserVerified: true, AutomaticPresenceSimulation: true,
		},
	}))
}
