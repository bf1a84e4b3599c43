package round

import (
	"context"
	"fmt"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/organisation"
)

// Release (Freigabe für die Organisation darüber) lets the organisation above
// see what recurs in a closed round: counts over units, as disclosure allows for
// readers who may see no unit, and nothing else. It can be taken back.
type Release struct {
	Ref
	// To is the organisation that may see it.
	To organisation.OrgID
	At time.Time
	By organisation.PersonID
}

// Errors of releasing.
var (
	ErrNoParent  = fault.New(fault.Conflict, "round.no_parent")
	ErrNotClosed = fault.New(fault.Conflict, "round.release_open")
)

// Releases keeps what organisations have released.
type Releases interface {
	// PutRelease stores a release; releasing twice changes nothing.
	PutRelease(ctx context.Context, r Release, events ...audit.Event) error
	// DeleteRelease takes a release back, or answers fault.NotFound.
	DeleteRelease(ctx context.Context, ref Ref, to organisation.OrgID, events ...audit.Event) error
}

// ReleaseTo releases a round to the organisation above its own.
func ReleaseTo(ctx context.Context, st Releases, act access.Act, rd *Round, own organisation.Organisation) error {
	if err := access.Require(act, access.ReleaseRound, rd.Object()); err != nil {
		return err
	}
	switch {
	case own.ID != rd.Org || own.Parent == "":
		return ErrNoParent
	case rd.State != Closed:
		return ErrNotClosed
	}
	r := Release{Ref: rd.Ref, To: own.Parent, At: act.At, By: organisation.PersonID(act.By.Person)}
	if err := st.PutRelease(ctx, r, rd.Event(act, "round.release", string(own.Parent))); err != nil {
		return fmt.Errorf("release round %s: %w", rd.ID, err)
	}
	return nil
}

// Withdraw takes a release back. From then on the organisation above sees nothing
// of the round; what it has written down meanwhile it keeps.
func Withdraw(ctx context.Context, st Releases, act access.Act, rd *Round, from organisation.OrgID) error {
	if err := access.Require(act, access.ReleaseRound, rd.Object()); err != nil {
		return err
	}
	if err := st.DeleteRelease(ctx, rd.Ref, from, rd.Event(act, "round.withdraw", string(from))); err != nil {
		return fmt.Errorf("withdraw round %s: %w", rd.ID, err)
	}
	return nil
}
