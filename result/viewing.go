package result

import (
	"chancencheck/access"
	"chancencheck/check"
)

// ViewingOf says how a reader may see a check. Before it is signed it belongs to
// the team; once the team has finished, whoever may sign may read what she puts
// her name under, also a head further up. After that, access to results decides.
func ViewingOf(by access.Actor, c *check.Check) Viewing {
	may := func(v access.Verb) bool { return access.Can(by, v, c.Object()) }
	v := Viewing{Team: may(access.SeeDraft) || c.State == check.Finished && may(access.SignOff)}
	v.Entitled = v.Team || c.State == check.Signed && may(access.SeeResult)
	return v
}

// ViewingAfter says how a reader may see a signed check of a unit out of which
// the unit at a path came, when the two are compared. Whoever may see what came
// out of it may see what it was: who answers for a unit answers for where it
// comes from.
func ViewingAfter(by access.Actor, c *check.Check, path string) Viewing {
	v := ViewingOf(by, c)
	if c.State == check.Signed && path != "" {
		here := access.Object{Org: string(c.Org), UnitPath: path, Round: string(c.Round)}
		v.Entitled = v.Entitled || access.Can(by, access.SeeResult, here)
	}
	return v
}
