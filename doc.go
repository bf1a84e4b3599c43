// Package chancencheck is the front door for people who read the code: a tour
// of all packages, bottom-up. It holds no code.
//
// # The job
//
// A team looks at one of its services: does it fit people who live differently
// and need different things? First everybody thinks alone, then the team talks,
// agrees and writes down, then the head signs. Two pages remain.
//
//	instrument ──> check ──> result
//	what is asked   reflect   see it
//
// # The subject
//
// The packages at the root are the words of the subject. They are pure Go: no
// database, no HTTP, no clock and no chance of their own; time and new ids come
// in with an access.Act. Each may import those above it in this list.
//
//   - fault: the five kinds of error that reach a person, each with the key of
//     its sentence.
//   - audit: what is recorded of who did what; never what a participant does.
//   - access: who may do what. One matrix, one function, denied by default.
//   - disclosure: what may be shown at all. The only maker of Shown values:
//     thresholds, complementary suppression, the pattern frozen at close; and
//     counts that the public watches.
//   - opinion: votes on statements to a map, groups, what is typical of each,
//     common ground, and which statement to show next.
//   - instrument: what is asked and what an answer is. Answers refuse to be
//     printed, logged or marshalled.
//   - score: values from answers, in exact fractions, every rule set by the
//     instrument.
//   - organisation: organisations, their tree of units with history, services,
//     people; what an import would change.
//   - signin: who comes in, by which way, and for how long.
//   - golive: what an organisation owes by law before it asks others: imprint,
//     statement, sixteen Länder, reports of barriers, the checklist.
//   - retention: how long each class of data is kept.
//   - trail: where something comes from and what becomes of it, in both directions;
//     it names the places that everybody stores, and what the public may know.
//   - round: one occasion of asking: which instrument, whom, protected how, until
//     when.
//   - check: one unit's look at one service. Sheets belong to people, cards carry
//     no name, agreements belong to the team. The agenda is made here.
//   - dialogue: events at which people talk: agenda, tables, what is said there
//     and how it is looked at, statements and priorities.
//   - facilitation: dates on which talks can be booked, and teams that lead each
//     other's talk. A head never leads her own.
//   - finding: strengths, needs and ideas, from where, and who can change it;
//     gathered by people, never by themselves.
//   - measure: what is done about them: a post answers for it, a decision has a
//     reason, "done" has evidence and a second pair of eyes.
//   - today: what there is to do, for coordination, heads and facilitators; it
//     knows states and days alone.
//   - result: what a check and a round have come to; composes check, score and
//     disclosure. There is no order of units by value in it.
//   - orgcheck: a whole organisation's look at its work: who answers what, what
//     offices say and where they contradict each other, and how partners see it.
//
// # What is not code
//
//   - library: the instruments that ship with the product, and Stadt Musterhafen
//     am Rhein to try them on.
//   - locales: the texts people read, one folder per language.
//   - docs/privacy: papers for staff council and data protection, which the print
//     kit hands out as they stand there.
//
// # The machinery
//
// Below internal/, from the disk to the page:
//
//   - sqlstore: everything stored, in SQLite or PostgreSQL with one SQL text;
//     storetest: what both must do alike; pgtest: a real PostgreSQL for tests.
//   - sheetbox: opens and closes sheets with the secret that only their author
//     has.
//   - instrumentfile: instruments as YAML and JSON, every mistake with its place;
//     published: versions that never change; scorefile: answers from a CSV file
//     to values; votefile: votes from the files of Polis; plainlanguage: what is
//     hard to read in a text; reviewsheet: texts to practitioners and back.
//   - tabular: tables as spreadsheets save them; exchange: tables of units,
//     services and people; intake: takes them over.
//   - i18n: message keys to sentences, numbers and dates.
//   - chart: pictures as SVG, each with its table; report: documents from one
//     model; documents: what stands in them; pdf: tagged PDF by the machine's
//     Chromium; kit: the papers for teams that work without the program; qr: codes
//     to scan.
//   - mail: mails to people, kept until the relay has them; oidc: speaks with
//     identity providers, and idptest is one for tests; passkeys: verifies keys on
//     people's own devices.
//   - live: tells open pages that something has changed, and nothing else.
//   - web: all routes on one screen. web/site is what all pages share, web/page
//     the frame they stand in, web/assets their style sheets and scripts,
//     web/answerform questions as form fields. The pages: web/door (coming in),
//     web/rounds, web/register (units, people, record), web/catalogue
//     (questionnaires), web/sheets (one's own notes), web/talk, web/results;
//     web/orgchecks and web/partners (the organisation check, inside and outside).
//   - web/findings: what units have found, gathered by hand; web/measures: the
//     plan, the status request, and whether it has helped.
//   - web/dates: booking a talk, tandems, rehearsals; web/letters: invitations and
//     reminders; calendar: a date as a file for calendar programs;
//     web/legal (what the law asks for), web/protection (one's own data, periods,
//     papers).
//   - conversation: the votes of events that are going on, in memory. web/events:
//     planning and leading an event; web/hall: taking part from a phone, writing
//     for a table.
//   - app: settings to a running program; scene: small worlds built by the verbs
//     that pages call; apptest: the whole program in a test; browsertest: a real
//     browser in a test; pagebench: what people wait for; archtest: the rules of
//     this house, as tests.
//
// On top, cmd/chancencheck is the one program: server, demo and tools.
//
// # Following one answer
//
// A member opens /j/CODE (web/sheets), which calls sheetbox.Begin. Each answer
// goes through answerform to an instrument.Answer, is sealed by sheetbox and
// stored by sqlstore.SaveEntry, together with those that arrive at the same
// moment; it is acknowledged after the commit. In the talk (web/talk) the author
// lays cards; check.MakeAgenda orders the items; check.Agree keeps what the team
// says. result.Finish computes values with score, freezes them, and deletes
// sheets and cards. After check.Sign, web/results shows result.ReportOf to those
// whom access lets in, as far as disclosure allows.
package chancencheck
