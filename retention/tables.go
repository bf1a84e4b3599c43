package retention

// Reason is why something stored has no period of its own.
type Reason string

// The reasons.
const (
	// Kept: it is what the organisation keeps the program for.
	Kept Reason = "kept"
	// WithWork: it goes with a step of the work, not with a day.
	WithWork Reason = "with_work"
	// WithAccount: it goes with the account it belongs to.
	WithAccount Reason = "with_account"
	// Minutes: it ends after minutes by itself.
	Minutes Reason = "minutes"
	// Technical: it tells nothing of anybody.
	Technical Reason = "technical"
)

// Reasons lists the reasons in the order of papers.
var Reasons = []Reason{Kept, WithWork, WithAccount, Minutes, Technical}

// Rule is what ends the keeping of one table: classes, or a reason for none.
type Rule struct {
	Classes []Class
	Reason  Reason
}

func class(c ...Class) Rule { return Rule{Classes: c} }
func because(r Reason) Rule { return Rule{Reason: r} }

// Tables says of every table of the database what ends its keeping. A test fails
// for a table that does not stand here: whoever adds one decides that first.
var Tables = map[string]Rule{
	"session": class(Sessions), "signin_link": class(Links), "outbox": class(Mails, Waiting), "barrier": class(Contacts, Unanswered, Barriers),
	"person": class(Accounts), "audit": class(Events), "talk_date": class(Dates), "letter": class(Letters), "tandem": class(Tandems),
	"check_version": class(Versions), "status_request": class(Requests),

	"sheet": {[]Class{Leftovers}, WithWork}, "entry": {[]Class{Leftovers}, WithWork}, "card": {[]Class{Leftovers}, WithWork},
	"unerased": because(WithWork), "partner_sheet": because(WithWork), "partner_code": because(WithWork), "planned_reform": because(WithWork),
	"dialogue_code": because(WithWork), "dialogue_open": because(WithWork), "dialogue_participant": because(WithWork),
	"dialogue_mark": because(WithWork), "dialogue_crowd": because(WithWork),

	"part": because(WithAccount), "passkey": because(WithAccount), "identity": because(WithAccount), "erasure": because(WithAccount),
	"signin_try": because(Minutes), "signin_flow": because(Minutes),
	"audit_head": because(Technical), "goose_db_version": because(Technical), "sqlite_sequence": because(Technical),

	"unit_check": {[]Class{Signers}, Kept}, "organisation": because(Kept), "unit": because(Kept), "service": because(Kept), "lineage": because(Kept),
	"post": because(Kept), "release": because(Kept), "issuer": because(Kept), "legal": because(Kept), "instrument": because(Kept), "round": because(Kept),
	"agreement": because(Kept), "note": because(Kept), "outcome": because(Kept), "org_check": because(Kept), "org_check_part": because(Kept),
	"finding": because(Kept), "finding_part": because(Kept), "measure": because(Kept), "measure_finding": because(Kept),
	"dialogue_event": because(Kept), "dialogue_contribution": because(Kept),
}
