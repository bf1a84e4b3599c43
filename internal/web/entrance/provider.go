package entrance

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/internal/oidc"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/signin"
)

// Kinds of what is remembered of a sign-in through an identity provider.
const (
	toProvider = "provider"
	overOnce   = "over"
)

// trip is what is remembered while a browser is at an identity provider. What
// would let anybody finish it is not among it: that is made from the cookie.
type trip struct{ Issuer, To string }

// GoToProvider sends the browser to an identity provider.
func (p *Pages) GoToProvider(w http.ResponseWriter, r *site.Request) error {
	i, err := p.Store.Issuer(r.Context(), r.PathValue("issuer"))
	if err != nil {
		return err
	}
	if err := p.begun.Allow(i.ID, r.Act.At); err != nil {
		return p.sorry(w, r, signin.Issuer{}, err)
	}
	state, secret := p.NewID()+p.NewID(), p.NewID()+p.NewID()
	at, err := p.Providers.Begin(r.Context(), i, p.trip(state, secret))
	if err != nil {
		return p.sorry(w, r, i, err)
	}
	doc, err := json.Marshal(trip{i.ID, signin.SafePath(r.FormValue("to"))})
	if err != nil {
		return err
	}
	f := sqlstore.Flow{Key: site.HashToken(state), Kind: toProvider, Browser: p.BeginSignInWith(w, secret), Doc: doc, ExpiresAt: r.Act.At.Add(signin.TryLasts)}
	if err := p.Store.PutFlow(r.Context(), f); err != nil {
		return err
	}
	http.Redirect(w, r.Request, at, http.StatusSeeOther)
	return nil
}

// trip is what ties a browser with a secret to its coming back.
func (p *Pages) trip(state, secret string) oidc.Trip {
	return oidc.Trip{Back: p.BaseURL + "/signin/back", State: state, Nonce: derive(secret, "nonce "+state), Proof: derive(secret, "proof "+state)}
}

func derive(secret, what string) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(what))
	return hex.EncodeToString(h.Sum(nil))
}

// Back is where the provider sends the browser back to, with a code or with the
// reason why there is none.
func (p *Pages) Back(w http.ResponseWriter, r *site.Request) error {
	state := r.FormValue("state")
	secret, hash := p.Browser(r)
	f, err := p.Store.UseFlow(r.Context(), site.HashToken(state), toProvider, r.Act.At)
	if err != nil || hash == "" || !fits(hash, f.Browser) {
		return p.sorry(w, r, signin.Issuer{}, orElse(err, signin.ErrProviderLate))
	}
	var t trip
	if err := json.Unmarshal(f.Doc, &t); err != nil {
		return err
	}
	i, err := p.Store.Issuer(r.Context(), t.Issuer)
	if err != nil {
		return p.sorry(w, r, i, orElse(err, signin.ErrProviderLate))
	}
	if err := p.arrive(w, r, i, p.trip(state, secret)); err != nil {
		return p.sorry(w, r, i, err)
	}
	r.Redirect(w, homeOr(t.To), "")
	return nil
}

// orElse is err if it is one of ours, and otherwise what people read of things
// that are not there any more.
func orElse(err, gone error) error {
	if kind := fault.KindOf(err); err != nil && kind == fault.Internal {
		return err
	}
	return gone
}

// arrive signs in whom the provider vouches for.
func (p *Pages) arrive(w http.ResponseWriter, r *site.Request, i signin.Issuer, t oidc.Trip) error {
	code := r.FormValue("code")
	if code == "" {
		return signin.ErrProviderNo
	}
	c, err := p.Providers.Finish(r.Context(), i, t, code, r.FormValue("iss"))
	if err == nil {
		err = i.Accept(c, t.Nonce, r.Act.At)
	}
	if err != nil {
		return err
	}
	who, err := p.vouched(r, i, c)
	if err != nil {
		return err
	}
	return p.StartSessionOf(w, r, signin.Session{Who: who, Way: signin.ByProvider, Issuer: i.URL, Subject: c.Subject, SID: c.SID})
}

// vouched finds whom a provider means, links her when she comes for the first
// time, and gives and takes what its claims say.
func (p *Pages) vouched(r *site.Request, i signin.Issuer, c signin.Claims) (organisation.Ref, error) {
	var who organisation.PersonID
	today := organisation.DateOf(r.Act.At)
	act := access.Act{By: i.Giver(), At: r.Act.At, NewID: r.Act.NewID}
	err := p.Store.UpdateIdentities(r.Context(), i, today, func(ro *organisation.Roster, all []signin.Identity) ([]signin.Identity, []audit.Event, error) {
		known := signin.Identity{Org: i.Org, Issuer: i.URL, Subject: c.Subject}
		linked := map[organisation.PersonID]bool{}
		for _, one := range all {
			linked[one.Person] = true
			if one.Subject == c.Subject {
				known = one
			}
		}
		var err error
		if who, err = i.Find(c, known, ro.People, today, func(id organisation.PersonID) bool { return linked[id] }); err != nil {
			return nil, nil, err
		}
		var events []audit.Event
		if known.Person == "" {
			known.Person = who
			events = append(events, audit.Event{Org: string(i.Org), At: r.Act.At, Verb: "signin.linked", Object: string(who), Detail: i.Name})
		}
		given, more := ro.FollowClaims(act, who, i.Parts(who, c.Values), known.Given)
		known.Given = given
		return []signin.Identity{known}, append(events, more...), nil
	})
	return organisation.Ref{Org: i.Org, ID: string(who)}, err
}

// sorry shows the sign-in page with what went wrong; the other ways in remain.
// What the provider did stands in the log, without anything about a person.
func (p *Pages) sorry(w http.ResponseWriter, r *site.Request, i signin.Issuer, err error) error {
	kind := fault.KindOf(err)
	if kind != fault.Denied && kind != fault.Unavailable {
		return err
	}
	if key := fault.KeyOf(err); i.ID != "" && (kind == fault.Unavailable || key == signin.ErrProviderLies.Key) {
		p.Log.Warn("identity provider", "issuer", i.ID, "error", err)
	}
	f, failed := NewForm(p.Site, r)
	if failed != nil {
		return failed
	}
	f.Base = r.Page.Named(r.Page.T("signin.title"))
	f.Sorry = f.P.Error(err)
	return r.RenderStatus(w, site.Status(err), formPage(f))
}

// Over takes a provider's message that a session is over, and ends what began
// with it. Source: OpenID Connect Back-Channel Logout 1.0.
func (p *Pages) Over(w http.ResponseWriter, r *site.Request) error {
	i, err := p.Store.Issuer(r.Context(), r.PathValue("issuer"))
	if err != nil {
		return err
	}
	if err := p.forged.Allow(r.Act.At); err != nil {
		return err
	}
	if err := p.end(r, i); err != nil {
		if fault.KindOf(err) == fault.Internal {
			return err
		}
		p.forged.Wrong()
		p.Log.Warn("identity provider ends a session", "issuer", i.ID, "error", err)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, err = w.Write([]byte(`{"error":"invalid_request"}`))
		return err
	}
	w.WriteHeader(http.StatusOK)
	return nil
}

func (p *Pages) end(r *site.Request, i signin.Issuer) error {
	over, err := p.Providers.Logout(r.Context(), i, r.PostFormValue("logout_token"))
	if err != nil {
		return err
	}
	once := sqlstore.Flow{Key: site.HashToken(i.URL + " " + over.ID), Kind: overOnce, ExpiresAt: over.Until}
	if err := p.Store.PutFlow(r.Context(), once); err != nil {
		return err
	}
	all, err := p.Store.SessionsAt(r.Context(), i.URL, over.Subject, over.SID)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.Who.Org != i.Org {
			continue
		}
		if err := p.Store.EndSession(r.Context(), one.Hash); err != nil {
			return err
		}
	}
	return nil
}
