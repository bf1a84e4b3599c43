package scene

import (
	"context"
	"time"

	"chancencheck/golive"
	"chancencheck/organisation"
)

// easy is the start page of the demo in easy language.
const easy = `Das ist der Chancen-Check.
Wir sind eine Stadt.
Wir fragen uns:
Ist unser Angebot für alle Menschen gut?
Menschen im Amt denken darüber nach.
Erst denkt jeder Mensch allein.
Dann sprechen alle zusammen.
Dann schreiben sie auf:
Das ist gut.
Das machen wir besser.
Niemand bekommt Noten.
Ihre Antworten sind geheim.
Sie müssen nicht mitmachen.
Haben Sie ein Problem mit dieser Seite?
Dann sagen Sie es uns.
Unten auf der Seite steht: Barriere melden.`

// lawful enters what the law asks for, as an administrator would: everything is
// made up, and the video in sign language is announced, because there is none.
func (s *Scene) lawful(ctx context.Context, town string) error {
	day := func(months int) organisation.Date {
		return organisation.DateOf(s.Now.AddDate(0, months, 0).Truncate(24 * time.Hour))
	}
	return s.Store.PutLegal(ctx, s.Org.ID, golive.Legal{
		Address: town + "\nRathausplatz 1\n00000 " + town, Represented: "die Oberbürgermeisterin", Email: "rathaus@" + string(s.Org.ID) + ".example",
		Phone: "00000 1234-0", Officer: "Datenschutzbeauftragte der Stadt, Rathausplatz 1, datenschutz@" + string(s.Org.ID) + ".example",
		Authority: "die oder der Landesbeauftragte für den Datenschutz", Basis: "Art. 6 Abs. 1 Buchst. e DSGVO mit dem Landesdatenschutzgesetz",
		Land: "rp", LandChecked: day(-1), Evaluated: day(-1), EvaluatedBy: "self", Reviewed: day(-1),
		Barriers: "Stelle für Barrierefreiheit, barrieren@" + string(s.Org.ID) + ".example", Easy: easy, SignBy: day(6),
		Council: day(-2), Consulted: day(-2), Deletion: day(-2),
	})
}
