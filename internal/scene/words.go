package scene

import "chancencheck/check"

// references are where facts can be looked up; often people name none.
var references = []string{"", "", "Dienstanweisung 3/2024", "Internetseite, Stand dieser Monat", "Aushang im Wartebereich", "Ablaufplan im Teamordner"}

// reflections are what people write where nothing is rated.
var reflections = []string{
	"Menschen ohne Internet und die, die schon einmal abgewiesen wurden. Woher wir das wissen? Von der Beratungsstelle, nicht von uns.",
	"Wissen wir nicht. Wir sehen nur, wer kommt.",
	"Familien aus dem Norden der Stadt. Die Fahrt kostet, und wir sind nur vormittags da.",
	"Leute, die neu sind. Sie erfahren von uns erst nach Monaten über Bekannte.",
	"Ältere, die allein leben. Im Winter kommt kaum jemand von ihnen.",
	"Menschen in Schichtarbeit. Zwei haben das am Telefon gesagt, gefragt haben wir niemanden.",
	"Junge Erwachsene nach dem Auszug. Die Briefe gehen an die alte Adresse.",
}

// unknowns are reasons to say that nobody in the team knows.
var unknowns = []string{
	"Das weiß bei uns niemand. Wir fragen bis zum nächsten Treffen nach.",
	"Zahlen dazu gibt es, aber keiner von uns hat sie je gesehen.",
	"Wir haben drei Vermutungen und keinen Beleg.",
	"Dazu müssten wir die Menschen selbst fragen.",
}

// notHere are reasons why an item is no matter for a service.
var notHere = []string{"Kommt bei dieser Leistung nicht vor.", "Dafür ist die Kreisverwaltung zuständig, nicht wir."}

// differing are two reasons for two levels of the same item.
var differing = [][2]string{
	{"Am Schalter erleben wir es anders: Es fehlt die Zeit, und die Schlange wird länger.", "Im Rückraum klappt es seit der Umstellung, die Fälle kommen vollständig an."},
	{"Für die, die gut Deutsch sprechen, ja. Für die anderen nicht.", "Bisher hat sich niemand beschwert, auch nicht über Dritte."},
	{"Die Regel gibt es, im Alltag kennt sie nur die Hälfte von uns.", "In meinem Bereich arbeiten alle danach, auch die Neuen."},
	{"Seit zwei Stellen unbesetzt sind, bleibt das liegen.", "Trotz der Lücken halten wir das durch, weil es uns wichtig ist."},
	{"Die letzten drei Fälle, die ich hatte, gingen alle schief.", "Ich hatte im selben Zeitraum nur Fälle, die gut liefen."},
}

// worked are lines under "what works".
var worked = []string{
	"Wer nicht weiterweiß, fragt im Team und bekommt am selben Tag eine Antwort.",
	"Unsere Merkblätter mit Bildern werden mitgenommen und weitergegeben.",
	"Der offene Nachmittag: Seit es ihn gibt, ist die Schlange am Montag kürzer.",
	"Rückruf innerhalb von zwei Tagen. Das halten wir ein.",
	"Die Übergabe an die Schuldnerberatung: ein Anruf, ein Termin, fertig.",
	"Neue bekommen eine Patin für die ersten drei Monate.",
	"Wir haben den Wartebereich mit Kindern zusammen eingerichtet.",
	"Bei Ärger gehen zwei raus, nie eine allein.",
	"Der kurze Draht zum Quartiersbüro spart allen Wege.",
	"Im Sommer waren wir zweimal auf dem Wochenmarkt. Elf Menschen kamen danach zu uns.",
	"Die Vorlesezeit in drei Sprachen ist immer voll.",
	"Wir schicken vor dem Termin eine Nachricht mit der Liste der Papiere.",
}

// step is a measure, or a need passed upward.
type step struct {
	text string
	who  check.Who
	post string
}

// measures are what teams decide to do themselves.
var measures = []step{
	{"Karte mit Nummer und Kostenstelle des Dolmetschdienstes an jeden Platz", check.We, "Teamleitung"},
	{"Anschreiben auf eine Seite kürzen und drei Menschen lesen lassen, die es nicht kennen", check.We, "Sachbearbeitung Anträge"},
	{"Zwei Wochen Strichliste: Wer kommt, wer bricht ab, an welcher Stelle?", check.We, "Empfang"},
	{"20 Akten ziehen und zählen, welcher Nachweis am häufigsten fehlt", check.We, "Qualität und Ablauf"},
	{"Einen Nachmittag im Monat ohne Termin öffnen, drei Monate zur Probe", check.We, "Abteilungsleitung"},
	{"Liste der Ansprechpersonen bei Partnern neu anlegen und jedes Quartal prüfen", check.We, "Koordination Netzwerk"},
	{"Satz für vertrauliche Gespräche vereinbaren und den kleinen Raum freihalten", check.We, "Teamleitung"},
	{"Rückmeldekarten mit Bildern auslegen, Ergebnis monatlich aushängen", check.We, "Empfang"},
	{"Fallgespräch alle zwei Wochen, 30 Minuten, fest im Dienstplan", check.We, "Abteilungsleitung"},
	{"Formular auf dem Telefon mit fünf Menschen ausprobieren", check.OtherOffice, "Digitale Verwaltung"},
	{"Beschilderung vom Eingang bis zur Tür mit zwei Ortsfremden ablaufen", check.OtherOffice, "Gebäudewirtschaft"},
	{"Ablehnungen vorher anrufen, einen Monat lang, danach auszählen", check.We, "Sachbearbeitung Bescheide"},
	{"Notfallplätze: zwei am Tag, Liste am Empfang", check.We, "Empfang"},
}

// upward are needs that others have to answer.
var upward = []step{
	{text: "Gemeinsamer Dolmetschpool mit einer Kostenstelle für alle Ämter", who: check.Centrally},
	{text: "Ein Terminsystem, das ohne E-Mail-Adresse auskommt", who: check.Centrally},
	{text: "Das Landesformular verlangt Angaben, die niemand braucht. Bitte beim Land vorbringen.", who: check.ByLaw},
	{text: "Zahlen je Stadtteil, zweimal im Jahr und ohne Anfrage", who: check.OtherOffice},
	{text: "Zeit für Einarbeitung: zwei Wochen ohne Fallzahlen", who: check.Centrally},
	{text: "Aufzug und Tür im Haus 2 verlässlich instand halten", who: check.OtherOffice},
	{text: "Das Fachverfahren soll mehr als zwei Anreden kennen", who: check.Centrally},
	{text: "Nachweis der Meldeadresse streichen, wo das Gesetz ihn nicht verlangt", who: check.ByLaw},
	{text: "Zulage für Sprachkenntnisse, die im Dienst gebraucht werden", who: check.Centrally},
	{text: "Verbindliche Ansprechperson im Jobcenter", who: check.OtherOffice},
	{text: "Stelle gegen Diskriminierung auch für Beschäftigte bekannt machen", who: check.Centrally},
}

// postponements are reasons to wait with a check.
var postponements = []string{
	"Umzug in das neue Haus bis Ende des Monats. Das Gespräch holen wir im nächsten Quartal nach.",
	"Drei von acht Stellen sind unbesetzt. Wir beginnen, wenn die Neuen da sind.",
	"Umstellung des Fachverfahrens, Beschluss der Dezernatsrunde.",
}

// comments are what heads write when they sign; often nothing.
var comments = []string{
	"", "", "Danke an alle für die offenen Worte.", "Die drei Schritte trage ich mit. Den Termin zum Nachsehen setze ich an.",
	"Zwei Punkte nehme ich mit in die Runde der Bereichsleitungen.", "Ich hätte einen Punkt anders gesehen, das Ergebnis des Teams bleibt so stehen.",
}
