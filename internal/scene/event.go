package scene

import (
	"context"
	"fmt"
	"time"

	"chancencheck/access"
	"chancencheck/dialogue"
)

// said is what tables wrote down at the kick-off.
var said = []struct {
	table, round, place int
	sort                dialogue.Sort
	text, more, heading string
}{
	{0, 1, 1, dialogue.Offer, "Sprachmittlung im Bürgerservice", "Zwei Nachmittage in der Woche, kaum bekannt.", "Verstehen"},
	{0, 1, 2, dialogue.Idea, "Karte an jedem Schalter: welche Sprache?", "Nummer des Dolmetschdienstes dazu.", "Verstehen"},
	{0, 2, 1, dialogue.Idea, "Briefe mit einem Satz vorweg, was zu tun ist", "", "Verstehen"},
	{1, 1, 1, dialogue.Note, "Wer Schicht arbeitet, erreicht niemanden", "Telefon nur bis 12 Uhr.", "Hinkommen"},
	{1, 1, 2, dialogue.Idea, "Ein langer Abend im Monat", "Auch für Termine ohne E-Mail.", "Hinkommen"},
	{1, 2, 1, dialogue.Offer, "Aufzug und Begleitung im Rathaus Nord", "Steht auf keiner Einladung.", "Hinkommen"},
	{2, 1, 1, dialogue.Note, "Unterlagen werden mehrmals verlangt", "", ""},
	{3, 1, 1, dialogue.Idea, "Eine Stelle, die weiterleitet statt wegschickt", "Mit Namen und Durchwahl.", ""},
}

// KickOff holds an event: four tables have talked, phones may add offers and
// ideas, and there are statements to vote on.
func (s *Scene) KickOff(ctx context.Context) (*dialogue.Event, error) {
	act := s.Act(access.Coordinator)
	e, err := dialogue.Plan(ctx, s.Store, act, dialogue.Event{
		Ref: dialogue.Ref{Org: string(s.Org.ID)}, Title: "Auftakt: Passt unser Angebot zu allen, die hier leben?", Kind: dialogue.Public, Goal: dialogue.Consult,
		Words: dialogue.Words{"de": "Wir zeigen, was Abteilungen bei sich gefunden haben, und fragen: Was gibt es schon, was fehlt?",
			"en": "We show what departments found, and ask: what exists already, what is missing?", "ar": "نعرض ما وجدته الأقسام ونسأل: ما الموجود وما الناقص؟"},
		Starts: s.Now.Add(-time.Hour).Truncate(time.Minute), Ends: s.Now.Add(2 * time.Hour).Truncate(time.Minute), Place: "Ratssaal", Languages: []string{"ar"},
		Moderation: dialogue.Before, Facilitators: []string{string(s.People[access.Facilitator].ID)},
	})
	if err != nil {
		return nil, fmt.Errorf("kick-off: %w", err)
	}
	for i, topic := range []string{"Verstehen und verständigen", "Hinkommen und Zugangswege", "Verfahren und Nachweise", "Weiterleiten"} {
		t := dialogue.Table{Name: fmt.Sprintf("Tisch %d", i+1), Topic: topic}
		if i == 0 {
			t.Interpreter = "Arabisch"
		}
		if err := dialogue.AddTable(ctx, s.Store, act, e.Ref, t); err != nil {
			return nil, err
		}
	}
	if err := s.voice(ctx, act, e.Ref); err != nil {
		return nil, err
	}
	if err := dialogue.Begin(ctx, s.Store, act, e.Ref); err != nil {
		return nil, err
	}
	if e, err = s.Store.Event(ctx, e.Ref); err != nil {
		return nil, err
	}
	for _, p := range said {
		if err := s.write(ctx, act, e, p.table, dialogue.Point{Round: p.round, Place: p.place, Sort: p.sort, Text: p.text, More: p.more, Language: "de"}, p.heading); err != nil {
			return nil, err
		}
	}
	return e, s.phones(ctx, act, e)
}

// voice adds statements to vote on.
func (s *Scene) voice(ctx context.Context, act access.Act, ref dialogue.Ref) error {
	for _, w := range []dialogue.Words{
		{"de": "Ich finde am Telefon jemanden, der mich versteht.", "ar": "أجد على الهاتف من يفهمني."},
		{"de": "Die Öffnungszeiten passen zu meinem Alltag.", "ar": "تناسب أوقات الدوام حياتي اليومية."},
		{"de": "Briefe der Stadt verstehe ich ohne Hilfe.", "ar": "أفهم رسائل المدينة دون مساعدة."},
	} {
		if _, err := dialogue.PutStatement(ctx, s.Store, act, ref, dialogue.Statement{Words: w}, false); err != nil {
			return err
		}
	}
	return nil
}

// write stores a point of a table under its heading.
func (s *Scene) write(ctx context.Context, act access.Act, e *dialogue.Event, table int, p dialogue.Point, heading string) error {
	t := &e.Tables[table]
	if err := dialogue.WritePoint(ctx, s.Store, act, e, t, p); err != nil {
		return err
	}
	if heading == "" {
		return nil
	}
	return dialogue.PutUnder(ctx, s.Store, act, e.Ref, dialogue.PointID(t.ID, p.Round, p.Place), heading)
}

// phones send two contributions, which wait to be looked at.
func (s *Scene) phones(ctx context.Context, act access.Act, e *dialogue.Event) error {
	for i, say := range []dialogue.Saying{
		{Sort: dialogue.Idea, Text: "Am Schalter eine Karte: welche Sprache?", Language: "de"},
		{Sort: dialogue.Idea, Text: "نحتاج إلى مواعيد في المساء", Language: "ar"},
	} {
		key := dialogue.Author(fmt.Sprintf("phone-%d-%s", i, e.ID))
		if err := dialogue.Join(ctx, s.Store, e, key, false); err != nil {
			return err
		}
		p := &dialogue.Participant{Event: e.Ref, Key: key}
		if _, err := dialogue.Say(ctx, s.Store, s.Store, act, e, p, say); err != nil {
			return err
		}
	}
	return nil
}
