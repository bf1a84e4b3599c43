package scene

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/check"
	"chancencheck/finding"
	"chancencheck/measure"
	"chancencheck/organisation"
	"chancencheck/result"
	"chancencheck/round"
)

// intent is one measure of the scene and how far it has come.
type intent struct {
	title, goal, indicator, unit, base, target string
	readings                                   []string
	verdict                                    measure.Verdict
	reason                                     string
	status                                     measure.Status
	unfunded                                   bool
	euros                                      int
}

// intents are measures of the city, one for each need that recurs most.
var intents = []intent{
	{title: "Karte mit Dolmetschnummer an jeden Platz legen", goal: "Ein Gespräch kommt auch ohne gemeinsame Sprache in zehn Minuten zustande.", indicator: "Gespräche mit Dolmetschen",
		unit: "im Monat", base: "4", target: "20", readings: []string{"6", "11"}, verdict: measure.Accepted, status: measure.Running, euros: 80},
	{title: "Anschreiben mit drei Menschen ohne Amtserfahrung neu fassen", goal: "Weniger Rückfragen zum selben Satz.", indicator: "Rückfragen zum Anschreiben",
		unit: "in der Woche", base: "35", target: "10", readings: []string{"31", "9"}, verdict: measure.Accepted, status: measure.Claimed},
	{title: "Gemeinsamen Dolmetschpool für alle Bereiche einrichten", goal: "Niemand wird wegen der Sprache ein zweites Mal bestellt.", indicator: "Doppelte Besuche",
		unit: "im Monat", base: "60", target: "20", verdict: measure.Deferred, reason: "Das Geld kommt frühestens mit dem nächsten Haushalt.", unfunded: true, euros: 24000},
	{title: "Nachweise streichen, die nur Gewohnheit sind", goal: "Anträge sind beim ersten Mal vollständig.", indicator: "Unvollständige Anträge",
		unit: "%", base: "42", target: "20", readings: []string{"44"}, verdict: measure.Accepted, status: measure.Stuck, reason: "Die Fachaufsicht muss zustimmen."},
	{title: "Sprechzeit am frühen Abend erproben", goal: "Wer in Schicht arbeitet, muss keinen Urlaub nehmen.", verdict: measure.Rejected, reason: "Nein, weil die Wachen im Rathaus um 18 Uhr gehen. Ein Versuch in der Bücherei läuft."},
	{title: "Rückmeldung ohne Schreiben: drei Gesichter am Ausgang", goal: "Auch wer nicht schreibt, sagt uns, wie es war."},
}

// mostGathered is how many findings the scene puts together for one measure.
const mostGathered = 12

// Plan lets coordination take the findings of a round, put together what recurs
// most, and make measures of it, through the verbs that pages call.
func (s *Scene) Plan(ctx context.Context, ref round.Ref) error {
	fs, err := s.takeFindings(ctx, ref)
	if err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	needs := recurring(fs)
	posts, err := s.Store.Posts(ctx, s.Org.ID, "")
	if err != nil || len(posts) == 0 {
		return fmt.Errorf("plan without posts: %w", err)
	}
	for i, in := range intents {
		if i == len(needs) {
			break
		}
		if err := s.intend(ctx, in, needs[i], posts[0], i); err != nil {
			return fmt.Errorf("plan %q: %w", in.title, err)
		}
	}
	return nil
}

// takeFindings takes what is signed in a round.
func (s *Scene) takeFindings(ctx context.Context, ref round.Ref) ([]*finding.Finding, error) {
	rd, err := s.Store.Round(ctx, ref)
	if err != nil {
		return nil, err
	}
	ins, err := s.Instruments.Get(ctx, s.Org.ID, rd.Instrument)
	if err != nil {
		return nil, err
	}
	records, err := s.Store.RecordsOf(ctx, ref)
	if err != nil {
		return nil, err
	}
	var all []*finding.Finding
	for _, rec := range records {
		if rec.Check.State != check.Signed {
			continue
		}
		fs, err := result.Findings(ins, rd, rec)
		if err != nil {
			return nil, err
		}
		all = append(all, fs...)
	}
	if _, err := finding.Take(ctx, s.Store, s.Act(access.Coordinator), s.Org.ID, all, string(ref.ID)); err != nil {
		return nil, err
	}
	open, _, err := s.Store.Findings(ctx, s.Org.ID, finding.Filter{State: finding.Open, Kind: finding.Need, Round: ref.ID})
	return open, err
}

// recurring groups needs by their question, the most frequent first.
func recurring(fs []*finding.Finding) [][]*finding.Finding {
	by := map[string][]*finding.Finding{}
	var order []string
	for _, f := range fs {
		if f.Question == "" {
			continue
		}
		if by[f.Question] == nil {
			order = append(order, f.Question)
		}
		by[f.Question] = append(by[f.Question], f)
	}
	slices.SortFunc(order, func(a, b string) int { return cmp.Or(cmp.Compare(len(by[b]), len(by[a])), cmp.Compare(a, b)) })
	var out [][]*finding.Finding
	for _, q := range order {
		out = append(out, by[q])
	}
	return out
}

// intend makes one measure of some needs and brings it as far as it has come.
func (s *Scene) intend(ctx context.Context, in intent, needs []*finding.Finding, post organisation.Post, n int) error {
	act := s.at(s.Actor(access.Coordinator), s.Now.AddDate(0, -8, n))
	answers := []finding.ID{needs[0].ID}
	if len(needs) > 1 {
		var ids []finding.ID
		for _, f := range needs[:min(len(needs), mostGathered)] {
			ids = append(ids, f.ID)
		}
		whole, err := finding.GatherInto(ctx, s.Store, act, s.Org.ID, "", ids)
		if err != nil {
			return err
		}
		answers = []finding.ID{whole.ID}
	}
	unit, _ := s.Tree.Unit(post.Unit)
	d := measure.Draft{
		Title: in.title, Goal: in.goal, Unit: unit.ID, Cause: needs[0].Text, Who: check.We, Field: needs[0].Field, From: organisation.DateOf(act.At),
		Until: organisation.DateOf(s.Now.AddDate(0, 2+n, 0)), Resources: measure.Resources{Euros: in.euros, Unfunded: in.unfunded}, Impact: 3 - n%3, Effort: 1 + n%3,
	}
	if in.verdict == measure.Accepted {
		d.Post = post.ID
	}
	if in.indicator != "" {
		d.Indicators = []measure.Indicator{{Name: in.indicator, Unit: in.unit, Baseline: in.base, Target: in.target}}
	}
	m, err := measure.Create(ctx, s.Store, act, s.Org.ID, d, measure.Place{Path: s.Tree.PathString(unit.ID), Name: unit.Name, Post: true}, answers)
	if err != nil || in.verdict == "" {
		return err
	}
	return s.advance(ctx, in, m.Ref)
}

// advance decides about a measure and says how it is getting on.
func (s *Scene) advance(ctx context.Context, in intent, ref measure.Ref) error {
	by := s.Actor(access.Coordinator)
	return measure.Update(ctx, s.Store, ref, func(m *measure.Measure) ([]audit.Event, error) {
		decided := s.at(by, s.Now.AddDate(0, -7, 0))
		events, err := m.Decide(decided, measure.Decision{Verdict: in.verdict, Reason: in.reason})
		if err != nil || in.verdict != measure.Accepted {
			return events, err
		}
		more, err := m.Report(s.at(by, s.Now.AddDate(0, -6, -7)), measure.Running, "", "")
		events = append(events, more...)
		for n, value := range in.readings {
			if err == nil {
				at := s.Now.AddDate(0, -4+2*n, 0)
				more, err = m.Read(s.at(by, at), m.Indicators[0].ID, value, "", organisation.DateOf(at), organisation.DateOf(at))
				events = append(events, more...)
			}
		}
		last := s.at(by, s.Now.Add(-7*24*time.Hour))
		switch {
		case err != nil:
		case in.status == measure.Stuck:
			more, err = m.Report(last, measure.Stuck, in.reason, "")
		case in.status == measure.Claimed:
			more, err = m.Claim(last, "Neue Fassung im Fachverfahren, Muster liegt bei.", "")
		}
		return append(events, more...), err
	})
}
