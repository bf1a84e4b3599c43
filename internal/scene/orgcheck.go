package scene

import (
	"context"
	"fmt"
	"slices"
	"time"

	"chancencheck/access"
	"chancencheck/instrument"
	"chancencheck/library"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
	"chancencheck/round"
)

// OrgStep is how far an organisation check is brought.
type OrgStep int

// The steps of an organisation check.
const (
	// OrgOpen: spread over the offices and open, with groups of partners.
	OrgOpen OrgStep = iota
	// OrgHalf: some offices have answered, some have begun, some have not.
	OrgHalf
	// OrgAnswered: the offices have answered, with a contradiction, and partners too.
	OrgAnswered
	// OrgClosed: frozen.
	OrgClosed
)

// partnerGroups are the groups of partners with the number who answer. One is
// too small to be shown.
var partnerGroups = []struct {
	sector orgcheck.Sector
	name   string
	people int
}{
	{orgcheck.AdvisoryBoard, "Beirat für Migration und Integration", 11},
	{orgcheck.Welfare, "Liga der Wohlfahrtsverbände", 8},
	{orgcheck.Jobcenter, "Jobcenter und Agentur für Arbeit", 6},
	{orgcheck.Volunteers, "Freiwilligenagentur", 3},
	{orgcheck.University, "Hochschule", 7},
	{orgcheck.CultureSports, "Kulturnetz und Sportkreis", 9},
}

// OrgCheck lets the whole organisation answer its organisation check, through
// the verbs that pages call.
func (s *Scene) OrgCheck(ctx context.Context, title string, opened time.Time, to OrgStep) (*orgcheck.Check, error) {
	ins, err := s.Instruments.Publish(ctx, s.Org.ID, library.FS, library.OrganisationCheck, opened)
	if err != nil {
		return nil, fmt.Errorf("organisation check %s: %w", title, err)
	}
	m := municipality{Scene: s, ins: ins, opened: opened, half: to == OrgHalf, lead: s.at(s.Actor(access.Coordinator), opened)}
	if err := m.open(ctx, title); err != nil {
		return nil, fmt.Errorf("organisation check %s: %w", title, err)
	}
	if to >= OrgHalf {
		if err := m.answer(ctx); err != nil {
			return nil, fmt.Errorf("organisation check %s: %w", title, err)
		}
	}
	if to >= OrgClosed {
		if err := m.close(ctx); err != nil {
			return nil, fmt.Errorf("organisation check %s: %w", title, err)
		}
	}
	return s.Store.OrgCheck(ctx, m.ref)
}

// OrgYears are the organisation checks of the city: last year's, closed, and
// this year's, which offices and partners are answering. Somebody who has
// confirmed answers has left since, an office that was asked is gone, and the
// head who signs in has questions before her.
func (s *Scene) OrgYears(ctx context.Context, progress func(title string)) error {
	for _, years := range []int{1, 0} {
		opened, to := s.Now.AddDate(-years, 0, -21), OrgHalf
		if years > 0 {
			to = OrgClosed
		}
		c, err := s.OrgCheck(ctx, fmt.Sprintf("Organisationscheck %d", opened.Year()), opened, to)
		if err != nil {
			return err
		}
		progress(c.Title)
		if years == 0 {
			if err := s.changes(ctx, c); err != nil {
				return fmt.Errorf("organisation check %s: %w", c.Title, err)
			}
		}
	}
	return nil
}

// changes lets an office be dissolved and the head of another leave, in the
// middle of a running organisation check.
func (s *Scene) changes(ctx context.Context, c *orgcheck.Check) error {
	ins, err := s.Instruments.Get(ctx, c.Org, c.Instrument)
	if err != nil {
		return err
	}
	gone := organisation.Unit{Org: s.Org.ID, ID: "a164", Parent: "b16", Level: "department", Name: "Stabsstelle Stadtteilmütter", Short: "1-64", Headcount: 3, Position: 4,
		ValidFrom: organisation.DateOf(s.Now.AddDate(-2, 0, 0)), ValidUntil: organisation.DateOf(s.Now.AddDate(0, 0, -2))}
	if err := s.Store.PutUnits(ctx, []organisation.Unit{gone}); err != nil {
		return err
	}
	rec, err := s.Store.OrgRecord(ctx, c.Ref)
	if err != nil {
		return err
	}
	questions := rec.Questions(ins)
	act := s.at(s.Actor(access.Coordinator), c.OpenedAt)
	last := orgcheck.Assignment{Question: questions[len(questions)-1].ID, Unit: gone.ID}
	if err := orgcheck.Assign(ctx, s.Store, act, c.Ref, ins, []orgcheck.Assignment{last}); err != nil {
		return err
	}
	if err := s.askTheHead(ctx, rec, ins, act); err != nil {
		return err
	}
	for _, m := range rec.Merge(ins, s.Now) {
		for _, st := range m.Statements {
			if !st.Confirmed.Signed() || st.Confirmed.Person == s.People[access.UnitLead].ID {
				continue
			}
			p, err := s.Store.Person(ctx, s.Org.ID, st.Confirmed.Person)
			if err != nil {
				return err
			}
			p.ValidUntil = organisation.DateOf(s.Now)
			return s.Store.PutPeople(ctx, []organisation.Person{p}, nil)
		}
	}
	return nil
}

// handedOver is how many questions are passed on to the head who signs in.
const handedOver = 4

// askTheHead passes questions on to the unit of the head who signs in, from an
// office that has not answered them.
func (s *Scene) askTheHead(ctx context.Context, rec *orgcheck.Record, ins *instrument.Instrument, act access.Act) error {
	var own organisation.UnitID
	for _, part := range s.parts[s.People[access.UnitLead].ID] {
		if part.Role == access.UnitLead {
			own = part.Unit
		}
	}
	n := 0
	for _, m := range rec.Merge(ins, s.Now) {
		if m.Ending != orgcheck.Open || len(m.Units) != 1 || m.Units[0] == own || n == handedOver {
			continue
		}
		n++
		if err := orgcheck.Pass(ctx, s.Store, act, rec.Check.Ref, m.Question.ID, m.Units[0], own, "Das weiß Ihre Abteilung besser als wir."); err != nil {
			return err
		}
	}
	return nil
}

// municipality answers one organisation check.
type municipality struct {
	*Scene
	ins    *instrument.Instrument
	opened time.Time
	// half: some offices have not answered yet.
	half bool
	lead access.Act
	ref  orgcheck.Ref
}

// day is so many days after the check was opened, but not in the future.
func (m *municipality) day(n int) time.Time {
	if day := m.opened.AddDate(0, 0, n); day.Before(m.Now) {
		return day
	}
	return m.Now
}

// open drafts the check, spreads it as proposed, and asks partners.
func (m *municipality) open(ctx context.Context, title string) error {
	format := ""
	if f := m.ins.DefaultFormat(); f != nil {
		format = f.ID
	}
	c, err := orgcheck.Draft(ctx, m.Store, m.lead, orgcheck.Check{Ref: orgcheck.Ref{Org: m.Org.ID}, Title: title, Format: format, Threshold: 5,
		Instrument: round.InstrumentKey{ID: m.ins.ID, Version: m.ins.Version}, ClosesOn: organisation.DateOf(m.opened.AddDate(0, 0, 70))})
	if err != nil {
		return err
	}
	m.ref = c.Ref
	var list []orgcheck.Assignment
	for i, d := range m.ins.Desks {
		unit := orgcheck.Propose(d, m.Tree)
		if unit == "" {
			unit = m.department(i)
		}
		list = append(list, orgcheck.Assignment{Desk: d.ID, Unit: m.withHead(unit)})
	}
	if err := orgcheck.Assign(ctx, m.Store, m.lead, m.ref, m.ins, list); err != nil {
		return err
	}
	for _, g := range partnerGroups {
		group := orgcheck.Group{Sector: g.sector, Name: g.name, Places: orgcheck.DefaultPlaces}
		if err := orgcheck.PutGroup(ctx, m.Store, m.lead, m.ref, group); err != nil {
			return err
		}
	}
	return orgcheck.Begin(ctx, m.Store, m.lead, m.ref)
}

// withHead is the unit, or the first one below it that has a head.
func (m *municipality) withHead(unit organisation.UnitID) organisation.UnitID {
	for _, id := range m.Tree.Subtree(unit) {
		if u, _ := m.Tree.Unit(id); u.Kind != "" {
			return id
		}
	}
	return unit
}

// department is the n-th department, counted round.
func (m *municipality) department(n int) organisation.UnitID {
	var ids []organisation.UnitID
	m.Tree.Walk(func(u organisation.Unit, _ int) {
		if u.Kind != "" {
			ids = append(ids, u.ID)
		}
	})
	return ids[n%len(ids)]
}

// answer lets every office answer, two of them contradict each other, most
// answers be confirmed, and partners look from outside.
func (m *municipality) answer(ctx context.Context) error {
	if err := m.doubled(ctx); err != nil {
		return err
	}
	rec, err := m.Store.OrgRecord(ctx, m.ref)
	if err != nil {
		return err
	}
	for i, unit := range rec.Answering(m.opened) {
		if m.half && i%5 == 4 {
			continue
		}
		if err := m.unit(ctx, rec, unit, i); err != nil {
			return fmt.Errorf("unit %s: %w", unit, err)
		}
	}
	if err := m.settle(ctx); err != nil {
		return err
	}
	return m.partners(ctx, rec)
}

// doubled asks a second office for the first three questions.
func (m *municipality) doubled(ctx context.Context) error {
	rec, err := m.Store.OrgRecord(ctx, m.ref)
	if err != nil {
		return err
	}
	var list []orgcheck.Assignment
	for i, merged := range rec.Merge(m.ins, m.opened)[:3] {
		for n := i; ; n++ {
			if unit := m.department(n); len(merged.Units) > 0 && unit != merged.Units[0] {
				list = append(list, orgcheck.Assignment{Question: merged.Question.ID, Unit: unit, Also: true})
				break
			}
		}
	}
	return orgcheck.Assign(ctx, m.Store, m.lead, m.ref, m.ins, list)
}

// unit answers what a unit is asked; every seventh unit confirms nothing yet.
func (m *municipality) unit(ctx context.Context, rec *orgcheck.Record, unit organisation.UnitID, place int) error {
	act := m.at(m.head(unit), m.day(5+place%20))
	who := orgcheck.Sign(act, m.nameOf(act.By), "Leitung "+rec.UnitName(unit))
	var said []orgcheck.Said
	seen := map[string]int{}
	for n, d := range rec.DutiesOf(m.ins, unit) {
		if m.half && place%5 == 2 && n%2 == 1 {
			continue
		}
		q := m.ins.Question(d.Question)
		answer := m.says(rec, q, unit)
		said = append(said, orgcheck.Said{Question: q.ID, Answer: answer, Remark: remark(q, answer)})
		seen[q.ID] = 1
	}
	if err := orgcheck.Say(ctx, m.Store, act, m.ref, m.ins, unit, who, said); err != nil {
		return err
	}
	if place%3 == 0 {
		field := m.ins.Field(m.ins.Question(said[0].Question)).ID
		w := orgcheck.Words{Field: field, Text: succeeded[place%len(succeeded)], By: who}
		if err := orgcheck.WriteWorked(ctx, m.Store, act, m.ref, m.ins, w); err != nil {
			return nil // another office was first; its text stands
		}
	}
	if place%7 == 6 || !act.By.Has(access.UnitLead) {
		return nil
	}
	return orgcheck.Confirm(ctx, m.Store, act, m.ref, unit, who, seen)
}

// head is who answers for a unit: its lead, else the coordination.
func (m *municipality) head(unit organisation.UnitID) access.Actor {
	for id, parts := range m.parts {
		for _, part := range parts {
			if part.Role == access.UnitLead && part.Unit == unit {
				return m.actor(id)
			}
		}
	}
	return m.Actor(access.Coordinator)
}

func (m *municipality) nameOf(by access.Actor) string {
	p, err := m.Store.Person(context.Background(), m.Org.ID, organisation.PersonID(by.Person))
	if err != nil {
		return by.Person
	}
	return p.Name
}

// says is a unit's answer; of several offices asked the same, no two agree.
func (m *municipality) says(rec *orgcheck.Record, q *instrument.Question, unit organisation.UnitID) instrument.Answer {
	var asked []organisation.UnitID
	for _, u := range rec.Answering(m.opened) {
		if _, ok := rec.Duties[orgcheck.Place{Question: q.ID, Unit: u}]; ok {
			asked = append(asked, u)
		}
	}
	x := share(string(m.ref.ID), q.ID)
	if len(asked) > 1 {
		x = (float64(slices.Index(asked, unit)) + x) / float64(len(asked))
	} else if x < 0.07 && m.ins.Offers(instrument.Skipped) {
		return must(instrument.NewAnswerState(instrument.Skipped))
	}
	return answered(q, x)
}

// answered chooses a level by a share of the scale.
func answered(q *instrument.Question, x float64) instrument.Answer {
	switch q.Scale.Kind {
	case instrument.Fact, instrument.Levels, instrument.Choice:
		o := q.Scale.Options[min(int(x*float64(len(q.Scale.Options))), len(q.Scale.Options)-1)]
		if q.Scale.Kind == instrument.Fact {
			return must(instrument.NewAnswerFact(q, o.ID, references[int(x*100)%len(references)], x < 0.45 && !o.Elsewhere))
		}
		return must(instrument.NewAnswerOptions(q, o.ID))
	case instrument.FreeText, instrument.Reflection:
		return must(instrument.NewAnswerText(q, reflections[int(x*100)%len(reflections)]))
	}
	return must(instrument.NewAnswerState(instrument.Skipped))
}

// remark explains an answer that lies elsewhere.
func remark(q *instrument.Question, a instrument.Answer) string {
	if o := q.Scale.Option(a.Option()); o != nil && o.Elsewhere {
		return "Zuständig ist das Land. Wir sprechen es im Städtetag an."
	}
	return ""
}

// settle decides the first contradiction; others stay for the reader.
func (m *municipality) settle(ctx context.Context) error {
	rec, err := m.Store.OrgRecord(ctx, m.ref)
	if err != nil {
		return err
	}
	act := m.at(m.lead.By, m.day(40))
	for _, merged := range rec.Merge(m.ins, act.At) {
		if merged.Ending == orgcheck.Contradictory {
			return orgcheck.Decide(ctx, m.Store, act, m.ref, m.ins, merged.Question.ID, merged.Statements[0].Unit,
				"Der Beschluss liegt vor, das zweite Amt kannte ihn noch nicht.", orgcheck.Sign(act, m.nameOf(act.By), "Koordination"))
		}
	}
	return nil
}

// partners fills in the sheets of partners. They see things a little darker.
func (m *municipality) partners(ctx context.Context, rec *orgcheck.Record) error {
	for i, g := range rec.GroupsInOrder() {
		for n := range partnerGroups[i].people {
			sheet := orgcheck.PartnerSheet{Key: orgcheck.PartnerKey(m.NewID()), Group: g.ID, Answers: map[string]instrument.Answer{}}
			for _, q := range orgcheck.PartnerQuestions(m.ins) {
				x := 0.5*share("outside", q.ID) + 0.35*share(fmt.Sprint(g.Sector, n), q.ID)
				sheet.Answers[q.ID] = answered(q, x)
			}
			if err := m.Store.SavePartnerSheet(ctx, m.ref, sheet); err != nil {
				return err
			}
		}
	}
	return nil
}

// close freezes the check and lets somebody outside look at it.
func (m *municipality) close(ctx context.Context) error {
	act := m.at(m.lead.By, m.day(71))
	if err := orgcheck.Close(ctx, m.Store, act, m.ref, m.ins); err != nil {
		return err
	}
	evaluator := m.at(m.Actor(access.Evaluator), m.day(80))
	who := orgcheck.Sign(evaluator, m.People[access.Evaluator].Name, "Programm „Kommunen im Gespräch“")
	for i, f := range m.ins.Fields {
		w := orgcheck.Words{Field: f.ID, Text: fromOutside[i%len(fromOutside)], By: who}
		if err := orgcheck.Appraise(ctx, m.Store, evaluator, m.ref, m.ins, w); err != nil {
			return err
		}
	}
	return nil
}

// succeeded is what offices say has worked.
var succeeded = []string{
	"Die Sprechstunde im Stadtteil läuft seit einem Jahr. Es kommen Menschen, die wir vorher nie gesehen haben.",
	"Der Beirat sitzt jetzt am Anfang eines Vorhabens mit am Tisch, nicht am Ende.",
	"Drei Briefe haben wir mit Leser*innen aus dem Sprachkurs neu geschrieben. Rückfragen sind weniger geworden.",
	"Alle Abteilungen kennen den Dolmetschdienst und nutzen ihn.",
}

// fromOutside is what somebody from outside says about a field.
var fromOutside = []string{
	"Die Ziele sind klar und mit Zahlen hinterlegt. Wer für die Umsetzung Zeit hat, bleibt offen.",
	"Vieles hängt an einzelnen Personen. Wir raten zu einer Vertretungsregel, bevor Neues begonnen wird.",
	"Die eigene Sicht ist deutlich heller als die der Partner. Sprechen Sie im Workshop zuerst darüber.",
	"Hier ist die Stadt weiter als viele andere. Halten Sie fest, was Sie tun, damit andere es übernehmen können.",
}
