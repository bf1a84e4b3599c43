package entrance

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/passkeys"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// byPasskey is the kind of what is remembered until a passkey answers.
const byPasskey = "passkey"

// AskPasskey gives a script what to ask the reader's device.
func (p *Pages) AskPasskey(w http.ResponseWriter, r *site.Request) error {
	if p.Passkeys == nil {
		return fault.New(fault.NotFound, "store.not_found")
	}
	if err := p.begun.Allow(byPasskey, r.Act.At); err != nil {
		return err
	}
	q, err := p.Passkeys.Ask()
	if err != nil {
		return err
	}
	_, browser := p.BeginSignIn(w)
	f := sqlstore.Flow{Key: site.HashToken(q.Challenge), Kind: byPasskey, Browser: browser, Doc: q.State, ExpiresAt: r.Act.At.Add(signin.TryLasts)}
	if err := p.Store.PutFlow(r.Context(), f); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err = w.Write(q.Options)
	return err
}

// Passkey signs in with what the device has signed.
func (p *Pages) Passkey(w http.ResponseWriter, r *site.Request) error {
	if err := p.byPasskey(w, r); err != nil {
		return p.sorry(w, r, signin.Issuer{}, err)
	}
	r.Redirect(w, homeOr(signin.SafePath(r.FormValue("to"))), "")
	return nil
}

func (p *Pages) byPasskey(w http.ResponseWriter, r *site.Request) error {
	answer := []byte(r.FormValue("credential"))
	_, browser := p.Browser(r)
	f, err := p.Store.UseFlow(r.Context(), site.HashToken(passkeys.Challenge(answer)), byPasskey, r.Act.At)
	if err != nil || p.Passkeys == nil || browser == "" || !fits(browser, f.Browser) {
		return orElse(err, signin.ErrPasskey)
	}
	key, err := p.Passkeys.Take(f.Doc, answer, func(id string) (signin.Passkey, error) {
		one, err := p.Store.Passkey(r.Context(), id)
		if fault.KindOf(err) == fault.NotFound {
			return one, signin.ErrPasskey
		}
		return one, err
	})
	if err != nil {
		return err
	}
	key.UsedOn = passkeys.Used(organisation.DateOf(r.Act.At))
	if err := p.Store.ChangePasskey(r.Context(), key); err != nil {
		return orElse(err, signin.ErrPasskey)
	}
	return orElseIf(p.StartSession(w, r, key.Who, signin.ByPasskey), signin.ErrPasskey)
}

// orElseIf is orElse for what may also succeed.
func orElseIf(err, gone error) error {
	if err == nil {
		return nil
	}
	return orElse(err, gone)
}
