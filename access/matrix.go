package access

// Verb is something a person may be allowed to do.
type Verb string

// The verbs of the self-check.
const (
	// ImportOrganisation reads units, services and people from files.
	ImportOrganisation Verb = "organisation.import"
	// SeeOrganisation shows the unit tree and the services.
	SeeOrganisation Verb = "organisation.see"
	// SeeInstruments shows questionnaires and guides.
	SeeInstruments Verb = "instrument.see"
	// ManageRounds prepares, opens, extends and closes rounds.
	ManageRounds Verb = "round.manage"
	// SeeRounds shows which rounds there are and which units have finished.
	SeeRounds Verb = "round.see"
	// PrepareCheck chooses service and situations and shows the code to join.
	PrepareCheck Verb = "check.prepare"
	// SeeCheck shows that a check exists, its mode, its steps, never an answer.
	SeeCheck Verb = "check.see"
	// LeadTalk leads the team talk: reveals cards, writes down what was agreed.
	LeadTalk Verb = "check.talk"
	// EnterPaper types a paper sheet in.
	EnterPaper Verb = "check.paper"
	// SeeDraft shows what a team has agreed before it is signed.
	SeeDraft Verb = "check.draft"
	// SignOff puts a name under the team's result and may comment.
	SignOff Verb = "check.sign"
	// Reopen unfreezes a finished check, with a reason on record.
	Reopen Verb = "check.reopen"
	// Postpone takes a unit out of a round for now, with a reason.
	Postpone Verb = "check.postpone"
	// OfferDates adds dates on which team talks can be booked.
	OfferDates Verb = "date.offer"
	// BookTalk books a date for the talk of a team.
	BookTalk Verb = "date.book"
	// SeeResult shows and exports a signed result.
	SeeResult Verb = "result.see"
	// SeeOverview shows units by fields, in organisation order.
	SeeOverview Verb = "overview.see"
	// SeeNeeds shows recurring needs with counts, without naming units.
	SeeNeeds Verb = "needs.see"
	// InvitePeople sees who has which role and makes sign-in links for them.
	InvitePeople Verb = "people.invite"
	// ManagePeople adds people, gives and takes roles, names deputies, hands over.
	ManagePeople Verb = "people.manage"
	// AppointAdmins gives and takes the roles that a coordinator may not give, not
	// even to herself: administrator, approver, outside evaluator.
	AppointAdmins Verb = "people.appoint"
	// Reorganise moves, merges, splits, dissolves and renames units, and joins
	// services that are in the register twice.
	Reorganise Verb = "unit.reorganise"
	// ReleaseRound lets the organisation above see what recurs in a closed round,
	// and takes that back.
	ReleaseRound Verb = "round.release"
	// SeeReleased shows what the organisations below have released.
	SeeReleased Verb = "release.see"
	// ManageOrganisations makes organisations in this installation and lists them.
	ManageOrganisations Verb = "organisation.manage"
	// SeeAudit shows who did what.
	SeeAudit Verb = "audit.see"
	// ManageLegal enters imprint, privacy notice and accessibility statement.
	ManageLegal Verb = "legal.manage"
	// AnswerBarriers answers people who have reported a barrier.
	AnswerBarriers Verb = "barrier.answer"
	// SeeProtection shows what is stored for how long, and the papers on it.
	SeeProtection Verb = "protection.see"
	// ErasePeople removes an account for good.
	ErasePeople Verb = "people.erase"
	// Redact blackens a passage of what a team has written.
	Redact Verb = "text.redact"
	// ManageOrgCheck prepares, assigns, opens and closes organisation checks.
	ManageOrgCheck Verb = "orgcheck.manage"
	// SeeOrgCheck shows organisation checks, how far they are and what offices said.
	SeeOrgCheck Verb = "orgcheck.see"
	// AnswerOrgCheck answers for a unit, passes questions on and returns them.
	AnswerOrgCheck Verb = "orgcheck.answer"
	// ConfirmOrgCheck puts a name behind what a unit said.
	ConfirmOrgCheck Verb = "orgcheck.confirm"
	// DecideOrgCheck decides between statements of units in the own line.
	DecideOrgCheck Verb = "orgcheck.decide"
	// SeeOrgResult shows what a closed organisation check has come to.
	SeeOrgResult Verb = "orgcheck.result"
	// SeeIssuers shows which identity providers vouch for people.
	SeeIssuers Verb = "issuer.see"
	// AppraiseOrgCheck adds an appraisal from outside.
	AppraiseOrgCheck Verb = "orgcheck.appraise"
	// SeeFindings shows what units have found, with the unit and its words.
	SeeFindings Verb = "finding.see"
	// WriteFindings types findings in and says who can change them.
	WriteFindings Verb = "finding.write"
	// GatherFindings takes findings from results, puts alike ones together and sets
	// some aside.
	GatherFindings Verb = "finding.gather"
	// SeeMeasures shows the plan of measures.
	SeeMeasures Verb = "measure.see"
	// PlanMeasures proposes and changes measures.
	PlanMeasures Verb = "measure.plan"
	// DecideMeasures accepts, defers and rejects measures.
	DecideMeasures Verb = "measure.decide"
	// ReportMeasures says how a measure is getting on, and what its indicators show.
	ReportMeasures Verb = "measure.report"
	// ConfirmMeasures is the second pair of eyes on a measure that is said to be done.
	ConfirmMeasures Verb = "measure.confirm"
	// AskMeasures sends the half-yearly status request to posts.
	AskMeasures Verb = "measure.ask"
	// ManageEvents plans events: agenda, tables, who leads them.
	ManageEvents Verb = "event.manage"
	// SeeEvents shows which events there are, with their codes to join.
	SeeEvents Verb = "event.see"
	// LeadEvent leads an event: agenda, moderation, plenary. A facilitator leads
	// those she is named for.
	LeadEvent Verb = "event.lead"
)

// Relation is what must hold between the scope of a role and the object.
type Relation string

const (
	// Installation: the object belongs to no organisation but to all of the
	// installation, and tells nothing of any.
	Installation Relation = "installation"
	// InOrganisation: the object belongs to the organisation of the grant.
	InOrganisation Relation = "organisation"
	// WholeOrganisation: as before, and the grant is not limited to a unit.
	WholeOrganisation Relation = "whole"
	// ForDataProtection: as before, and the reader reads as data protection officer.
	ForDataProtection Relation = "data_protection"
	// InLine: the object's unit is the grant's unit or below it.
	InLine Relation = "line"
	// OwnUnit: the object's unit is exactly the grant's unit.
	OwnUnit Relation = "own"
)

// Line is one permission: who holds Role may do Verb to objects in Relation.
type Line struct {
	Verb     Verb
	Role     Role
	Relation Relation
}

// Matrix is the whole of what is allowed; what no line allows is denied. The
// handbook shows this table.
//
// Two absences are deliberate. A unit lead never leads the talk of the own
// unit: the head answers last and does not moderate. And nobody, not even an
// admin, has a verb for somebody else's sheet.
var Matrix = []Line{
	{ImportOrganisation, Admin, WholeOrganisation},
	{ImportOrganisation, Coordinator, WholeOrganisation},
	{SeeOrganisation, Admin, WholeOrganisation},
	{SeeOrganisation, Coordinator, WholeOrganisation},
	{SeeOrganisation, UnitLead, InOrganisation},
	{SeeOrganisation, Facilitator, InOrganisation},
	{SeeInstruments, Admin, InOrganisation},
	{SeeInstruments, Coordinator, InOrganisation},
	{SeeInstruments, UnitLead, InOrganisation},
	{SeeInstruments, Respondent, InOrganisation},
	{SeeInstruments, Facilitator, InOrganisation},
	{SeeInstruments, Reader, InOrganisation},
	{ManageRounds, Coordinator, WholeOrganisation},
	{SeeRounds, Coordinator, WholeOrganisation},
	{SeeRounds, UnitLead, InOrganisation},
	{SeeRounds, Facilitator, InOrganisation},
	{SeeRounds, Reader, InOrganisation},
	{PrepareCheck, Coordinator, WholeOrganisation},
	{PrepareCheck, UnitLead, InLine},
	{PrepareCheck, Facilitator, InLine},
	{SeeCheck, Coordinator, WholeOrganisation},
	{SeeCheck, UnitLead, InLine},
	{SeeCheck, Facilitator, InLine},
	{SeeCheck, Respondent, OwnUnit},
	{LeadTalk, Facilitator, InLine},
	{LeadTalk, Coordinator, WholeOrganisation},
	{EnterPaper, Facilitator, InLine},
	{EnterPaper, Coordinator, WholeOrganisation},
	{SeeDraft, Facilitator, InLine},
	{SeeDraft, UnitLead, OwnUnit},
	{SeeDraft, Respondent, OwnUnit},
	{SignOff, UnitLead, InLine},
	{Reopen, Facilitator, InLine},
	{Reopen, Coordinator, WholeOrganisation},
	{Postpone, Coordinator, WholeOrganisation},
	{OfferDates, Facilitator, InOrganisation},
	{OfferDates, Coordinator, WholeOrganisation},
	{BookTalk, Coordinator, WholeOrganisation},
	{BookTalk, UnitLead, InLine},
	{BookTalk, Facilitator, InLine},
	{SeeResult, Coordinator, WholeOrganisation},
	{SeeResult, UnitLead, InLine},
	{SeeResult, Facilitator, InLine},
	{SeeResult, Respondent, OwnUnit},
	{SeeOverview, Coordinator, WholeOrganisation},
	{SeeOverview, UnitLead, InLine},
	{SeeNeeds, Coordinator, WholeOrganisation},
	{SeeNeeds, UnitLead, InOrganisation},
	{SeeNeeds, Facilitator, InOrganisation},
	{SeeNeeds, Reader, InOrganisation},
	{InvitePeople, Admin, WholeOrganisation},
	{InvitePeople, Coordinator, WholeOrganisation},
	{SeeIssuers, Admin, WholeOrganisation},
	{SeeAudit, Admin, WholeOrganisation},
	{SeeAudit, Coordinator, WholeOrganisation},
	{ManageLegal, Admin, WholeOrganisation},
	{AnswerBarriers, Admin, WholeOrganisation},
	{AnswerBarriers, Coordinator, WholeOrganisation},
	{SeeProtection, Admin, WholeOrganisation},
	{SeeProtection, Coordinator, WholeOrganisation},
	{SeeProtection, Reader, WholeOrganisation},
	{ErasePeople, Admin, WholeOrganisation},
	{Redact, Coordinator, WholeOrganisation},
	{Redact, UnitLead, InLine},
	{ManageOrgCheck, Coordinator, WholeOrganisation},
	{SeeOrgCheck, Coordinator, WholeOrganisation},
	{SeeOrgCheck, UnitLead, InOrganisation},
	{SeeOrgCheck, Respondent, InOrganisation},
	{SeeOrgCheck, Facilitator, InOrganisation},
	{AnswerOrgCheck, Coordinator, WholeOrganisation},
	{AnswerOrgCheck, UnitLead, InLine},
	{AnswerOrgCheck, Respondent, OwnUnit},
	{ConfirmOrgCheck, UnitLead, InLine},
	{DecideOrgCheck, Coordinator, WholeOrganisation},
	{DecideOrgCheck, UnitLead, InLine},
	{SeeOrgResult, Coordinator, WholeOrganisation},
	{SeeOrgResult, UnitLead, InOrganisation},
	{SeeOrgResult, Respondent, InOrganisation},
	{SeeOrgResult, Facilitator, InOrganisation},
	{SeeOrgResult, Reader, WholeOrganisation},
	{SeeOrgResult, Evaluator, WholeOrganisation},
	{AppraiseOrgCheck, Evaluator, WholeOrganisation},
	{SeeInstruments, Evaluator, WholeOrganisation},
	{SeeAudit, Reader, ForDataProtection},
	{ManagePeople, Admin, WholeOrganisation},
	{ManagePeople, Coordinator, WholeOrganisation},
	{AppointAdmins, Admin, WholeOrganisation},
	{Reorganise, Admin, WholeOrganisation},
	{Reorganise, Coordinator, WholeOrganisation},
	{ReleaseRound, Coordinator, WholeOrganisation},
	{ReleaseRound, Approver, WholeOrganisation},
	{SeeReleased, Coordinator, WholeOrganisation},
	{SeeReleased, Approver, WholeOrganisation},
	{SeeReleased, Reader, WholeOrganisation},
	{ManageOrganisations, Operator, Installation},
	{SeeInstruments, Approver, InOrganisation},
	{SeeOrganisation, Approver, InOrganisation},
	{SeeRounds, Approver, InOrganisation},
	{SeeCheck, Approver, InLine},
	{SignOff, Approver, InLine},
	{SeeResult, Approver, InLine},
	{SeeOverview, Approver, InLine},
	{SeeNeeds, Approver, InOrganisation},
	{SeeInstruments, MeasureOwner, InOrganisation},
	{SeeRounds, MeasureOwner, InOrganisation},
	{SeeResult, MeasureOwner, OwnUnit},
	{ManageEvents, Coordinator, WholeOrganisation},
	{SeeEvents, Coordinator, WholeOrganisation},
	{SeeEvents, Facilitator, InOrganisation},
	{SeeEvents, UnitLead, InOrganisation},
	{SeeEvents, Reader, InOrganisation},
	{LeadEvent, Coordinator, WholeOrganisation},
	{LeadEvent, Facilitator, InOrganisation},
	{SeeNeeds, MeasureOwner, InOrganisation},
	{SeeFindings, Coordinator, WholeOrganisation},
	{SeeFindings, UnitLead, InLine},
	{SeeFindings, Approver, InLine},
	{SeeFindings, MeasureOwner, OwnUnit},
	{WriteFindings, Coordinator, WholeOrganisation},
	{WriteFindings, UnitLead, InLine},
	{GatherFindings, Coordinator, WholeOrganisation},
	{SeeMeasures, Coordinator, WholeOrganisation},
	{SeeMeasures, UnitLead, InOrganisation},
	{SeeMeasures, Respondent, InOrganisation},
	{SeeMeasures, Facilitator, InOrganisation},
	{SeeMeasures, Approver, InOrganisation},
	{SeeMeasures, Reader, WholeOrganisation},
	{SeeMeasures, MeasureOwner, InOrganisation},
	{PlanMeasures, Coordinator, WholeOrganisation},
	{PlanMeasures, UnitLead, InLine},
	{DecideMeasures, Coordinator, WholeOrganisation},
	{DecideMeasures, UnitLead, InLine},
	{DecideMeasures, Approver, InLine},
	{ReportMeasures, Coordinator, WholeOrganisation},
	{ReportMeasures, UnitLead, InLine},
	{ReportMeasures, MeasureOwner, OwnUnit},
	{ConfirmMeasures, Coordinator, WholeOrganisation},
	{ConfirmMeasures, UnitLead, InLine},
	{ConfirmMeasures, Approver, InLine},
	{AskMeasures, Coordinator, WholeOrganisation},
}
