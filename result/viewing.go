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
