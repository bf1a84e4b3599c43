package account

import (
	"net/http"

	"chancencheck/fault"
	"chancencheck/internal/passkeys"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// newPasskey is the kind of what is remembered until a device has made a key.
const newPasskey = "new passkey"

// handleOf is the name that the reader's keys know her by.
func handleOf(r *site.Request, have []signin.Passkey) string {
	if len(have) > 0 {
		return have[0].Handle
	}
	return r.Act.NewID() + r.Act.NewID()
}

// AskPasskey gives a script what to ask the reader's device for a new key.
func (p *Pages) AskPasskey(w http.ResponseWriter, r *site.Request) error {
	if p.Passkeys == nil {
		return fault.New(fault.NotFound, "store.not_found")
	}
	have, err := p.Store.PasskeysOf(r.Context(), r.Session.Who)
	if err != nil {
		return err
	}
	if len(have) >= signin.MostPasskeys {
		return signin.ErrPasskeysMany
	}
	q, err := p.Passkeys.AskNew(handleOf(r, have), r.Page.Name, have)
	if err != nil {
		return err
	}
	f := sqlstore.Flow{Key: site.HashToken(q.Challenge), Kind: newPasskey, Browser: r.Session.Hash, Doc: q.State, ExpiresAt: r.Act.At.Add(signin.TryLasts)}
	if err := p.Store.PutFlow(r.Context(), f); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	_, err = w.Write(q.Options)
	return err
}

// AddPasskey takes a new key of the reader.
func (p *Pages) AddPasskey(w http.ResponseWriter, r *site.Request) error {
	err := p.add(r)
	if kind := fault.KindOf(err); kind == fault.Invalid || kind == fault.Conflict {
		field := ""
		if fault.KeyOf(err) == signin.ErrPasskeyName.Key {
			field = "passkey-name"
		}
		return p.page(w, r, []page.Mistake{{Field: field, Sentence: r.Page.P.Error(err)}})
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/account", "account.passkey_added")
	return nil
}

func (p *Pages) add(r *site.Request) error {
	name, err := signin.PasskeyName(r.FormValue("passkey-name"))
	if err != nil {
		return err
	}
	answer := []byte(r.FormValue("credential"))
	f, err := p.Store.UseFlow(r.Context(), site.HashToken(passkeys.Challenge(answer)), newPasskey, r.Act.At)
	if fault.KindOf(err) == fault.Internal && err != nil {
		return err
	}
	if err != nil || p.Passkeys == nil || f.Browser != r.Session.Hash {
		return signin.ErrPasskeyNew
	}
	handle, err := passkeys.Handle(f.Doc)
	if err != nil {
		return err
	}
	key, err := p.Passkeys.TakeNew(handle, r.Page.Name, f.Doc, answer)
	if err != nil {
		return err
	}
	key.Who, key.Name, key.CreatedOn = r.Session.Who, name, organisation.DateOf(r.Act.At)
	if err := p.Store.PutPasskey(r.Context(), key); err != nil {
		if fault.KindOf(err) == fault.Conflict {
			return signin.ErrPasskeyNew // it is somebody's already
		}
		return err
	}
	return nil
}

// NamePasskey gives one of the reader's keys another name.
func (p *Pages) NamePasskey(w http.ResponseWriter, r *site.Request) error {
	one, err := p.Store.Passkey(r.Context(), r.PathValue("passkey"))
	if err != nil {
		return err
	}
	if one.Who != r.Session.Who {
		return fault.New(fault.NotFound, "store.not_found")
	}
	if one.Name, err = signin.PasskeyName(r.FormValue("name-" + one.ID)); err != nil {
		return p.page(w, r, []page.Mistake{{Field: "name-" + one.ID, Sentence: r.Page.P.Error(err)}})
	}
	if err := p.Store.ChangePasskey(r.Context(), one); err != nil {
		return err
	}
	r.Redirect(w, "/account", "account.passkey_named")
	return nil
}

// DropPasskey removes one of the reader's keys.
func (p *Pages) DropPasskey(w http.ResponseWriter, r *site.Request) error {
	if err := p.Store.DropPasskey(r.Context(), r.Session.Who, r.PathValue("passkey")); err != nil {
		return err
	}
	r.Redirect(w, "/account", "account.passkey_removed")
	return nil
}
