package signin

import (
	"time"

	"chancencheck/fault"
	"chancencheck/organisation"
)

// Session is somebody who is signed in, on one device.
type Session struct {
	// Hash names the session where it is stored; its token is in the cookie alone.
	Hash string
	// ID names it to its owner, who may end it from another device.
	ID  string
	Who organisation.Ref
	Way Way
	// Issuer, Subject and SID are those of the identity provider that vouched,
	// "" for other ways: by them the provider ends the session.
	Issuer, Subject, SID string
	BegunAt, ExpiresAt   time.Time
	// Extended is how often it was made longer.
	Extended int
}

// Begin returns a session that starts now.
func Begin(hash, id string, who organisation.Ref, way Way, now time.Time) Session {
	return Session{Hash: hash, ID: id, Who: who, Way: way, BegunAt: now, ExpiresAt: now.Add(Lasts)}
}

// Ends reports whether the session says that it is about to end.
func (s Session) Ends(now time.Time) bool {
	return !now.Before(s.ExpiresAt.Add(-WarnBefore)) && now.Before(s.ExpiresAt)
}

// MayExtend reports whether the session can still be made longer.
func (s Session) MayExtend() bool { return s.Extended < MostExtensions }

// ErrOver says that a session cannot be made longer any more.
var ErrOver = fault.New(fault.Conflict, "session.over")

// Extend makes the session longer from now on. It never makes it shorter.
func (s Session) Extend(now time.Time) (Session, error) {
	if !now.Before(s.ExpiresAt) || !s.MayExtend() {
		return s, ErrOver
	}
	if until := now.Add(Extension); until.After(s.ExpiresAt) {
		s.ExpiresAt = until
		s.Extended++
	}
	return s, nil
}
