package scene

import "chancencheck/result"

// reasons are sentences as teams write them down, by field of the service check
// and by where the item ended up. "situation" is for situations, "" for fields
// of other instruments.
var reasons = map[string]map[result.Standing][]string{
	"": {
		result.Weak:   {"Darüber haben wir heute zum ersten Mal gesprochen.", "Das hängt an einer Kollegin; ist sie im Urlaub, geht es nicht."},
		result.Middle: {"Es klappt meistens, steht aber nirgends.", "Im Alltag ja, bei Andrang fällt es als Erstes weg."},
		result.Strong: {"Das ist verabredet und klappt auch in der Vertretung.", "Wir haben es mit drei Menschen ausprobiert und danach geändert."},
	},
	"who": {
		result.Weak: {
			"Wir zählen Vorgänge, keine Menschen. Wer wegbleibt, sehen wir nicht.",
			"Aus zwei Stadtteilen kommt fast niemand. Warum, hat noch keiner gefragt.",
			"Wer nach dem ersten Brief aufgibt, verschwindet aus der Liste.",
		},
		result.Middle: {
			"Einmal im Jahr vergleichen wir mit den Zahlen der Statistikstelle, mehr wird nicht daraus.",
			"Bei verfallenen Terminen rufen wir an, wenn Zeit ist.",
			"Wir kennen die Lücken aus Gesprächen, aufgeschrieben sind sie nicht.",
		},
		result.Strong: {
			"Zweimal im Jahr legen wir unsere Zahlen neben die des Stadtteils und besprechen sie im Team.",
			"Wer abbricht, bekommt nach zwei Wochen einen Anruf. Das steht im Ablaufplan.",
			"Die Quartiersbüros melden uns, wenn jemand nicht durchkommt. Zwei Regeln haben wir danach geändert.",
		},
	},
	"finding": {
		result.Weak: {
			"Auf der Internetseite steht der Name aus dem Gesetz. So sucht kein Mensch.",
			"Wer niemanden kennt, erfährt von uns durch Zufall.",
			"Das Faltblatt ist von 2019, die Öffnungszeiten stimmen nicht mehr.",
		},
		result.Middle: {
			"Die wichtigste Seite ist neu und verständlich, die Unterseiten noch nicht.",
			"Zwei Beratungsstellen wissen gut Bescheid, die anderen verweisen falsch.",
			"Auf Veranstaltungen sind wir dabei, wenn jemand fragt.",
		},
		result.Strong: {
			"Die Überschrift haben wir mit Worten ersetzt, die Leute am Telefon benutzen.",
			"Schlüsselpersonen aus acht Vereinen bekommen Änderungen zuerst, mit Bitte um Rückfrage.",
			"Ob jemand Anspruch hat, lässt sich mit vier Fragen auf einer Seite klären.",
		},
	},
	"access": {
		result.Weak: {
			"Termine gibt es nur mit E-Mail-Adresse. Am Telefon kommt man selten durch.",
			"Der Aufzug war im Sommer sechs Wochen kaputt, einen Ersatzweg gab es nicht.",
			"Das Formular lässt sich auf dem Telefon nicht abschicken.",
		},
		result.Middle: {
			"Wer ohne Termin kommt, wird nicht weggeschickt, wartet aber manchmal zwei Stunden.",
			"Das Telefon ist vormittags besetzt, nachmittags hängt es davon ab, wer da ist.",
			"Auf Papier geht alles, nur der letzte Nachweis muss hochgeladen werden.",
		},
		result.Strong: {
			"Jede Woche ein Nachmittag ohne Termin, auch in den Ferien.",
			"Wir haben das Formular mit fünf Leuten auf ihren eigenen Telefonen ausprobiert.",
			"Alles geht auch per Brief und am Telefon. Wer so kommt, wartet nicht länger.",
		},
	},
	"understanding": {
		result.Weak: {
			"Es dolmetscht, wer gerade mitkommt. Manchmal ist das ein Kind.",
			"Der Bescheid hat vier Seiten, das Wichtige steht auf der dritten.",
			"Niemand weiß, welche Kostenstelle das Dolmetschen bezahlt. Also bestellt es keiner.",
		},
		result.Middle: {
			"Drei Sprachen können wir im Team, bei den anderen behelfen wir uns.",
			"Das Anschreiben ist überarbeitet, die Anlagen sind noch aus dem Fachverfahren.",
			"Der Telefondienst ist bekannt, am Schalter traut sich nicht jede, ihn anzurufen.",
		},
		result.Strong: {
			"An jedem Platz liegt die Karte mit Nummer und Kostenstelle. Auch die Vertretung nutzt sie.",
			"Neue Briefe liest vorher jemand, der nicht vom Fach ist.",
			"Minderjährige dolmetschen bei uns nicht. Das ist Regel, und alle können sie erklären.",
		},
	},
	"procedure": {
		result.Weak: {
			"Dieselbe Bescheinigung fordern wir in jeder zweiten Akte nach.",
			"Ohne Konto oder Meldeadresse kommen wir im Verfahren nicht weiter.",
			"Nach dem Absenden hört man acht Wochen nichts von uns.",
		},
		result.Middle: {
			"Für fehlende Papiere finden wir fast immer einen Weg, jede macht es aber anders.",
			"Den Zwischenstand sagen wir, wenn jemand anruft.",
			"Ablehnungen erklären wir am Telefon. Im Brief steht nur der Paragraf.",
		},
		result.Strong: {
			"Wir haben 20 Akten gezogen und den Satz im Anschreiben geändert. Seitdem fehlt weniger.",
			"Eidesstattliche Erklärung statt Urkunde ist möglich und steht im Merkblatt.",
			"Vor jeder Ablehnung rufen wir an. Jede dritte hat sich dabei erledigt.",
		},
	},
	"encounter": {
		result.Weak: {
			"Am Schalter hört der ganze Wartebereich mit.",
			"Nach einem abfälligen Satz wusste niemand, an wen sich die Frau wenden kann.",
			"Namen sprechen wir oft falsch aus und fragen nicht nach.",
		},
		result.Middle: {
			"Ein Raum für vertrauliche Gespräche ist da, er ist nur meistens belegt.",
			"Nach schwierigen Gesprächen reden wir miteinander, einen festen Rahmen gibt es nicht.",
			"Wir fragen nach der Anrede, das Fachverfahren kennt aber nur zwei.",
		},
		result.Strong: {
			"„Möchten Sie das hier besprechen?“ fragen bei uns alle, auch die Aushilfen.",
			"Vorfälle schreiben wir auf und besprechen sie innerhalb einer Woche.",
			"Die Stelle gegen Diskriminierung hat uns zweimal begleitet. Danach hing ihr Aushang.",
		},
	},
	"fit": {
		result.Weak: {
			"Unsere Zeiten liegen genau in der Frühschicht.",
			"Wer heute Hilfe braucht, bekommt einen Termin in drei Wochen.",
			"Wir setzen eine Familie voraus, wie sie im Formular steht.",
		},
		result.Middle: {
			"Donnerstag bis 18 Uhr haben wir offen, das weiß nur kaum jemand.",
			"Im Notfall finden wir einen Weg, wenn die Leitung da ist.",
			"Für Alleinerziehende legen wir Termine um. Wer nicht fragt, bekommt es nicht angeboten.",
		},
		result.Strong: {
			"Für Notfälle gibt es jeden Tag zwei freie Plätze. Sie sind auch mittags noch da.",
			"Abendtermine sind seit einem Jahr ausgebucht. Wir haben sie verdoppelt.",
			"Wir bieten drei Wege an und fragen, welcher passt.",
		},
	},
	"voice": {
		result.Weak: {
			"Lob und Ärger landen in einem Postfach, das niemand auswertet.",
			"Rückmeldung geht nur schriftlich und auf Deutsch.",
			"Mit Menschen, die uns brauchen, haben wir noch nichts ausprobiert.",
		},
		result.Middle: {
			"Beschwerden beantworten wir schnell, gesammelt werden sie nicht.",
			"Es gibt Karten mit drei Gesichtern, was daraus folgt, sieht niemand.",
			"Vor der Umstellung haben wir zwei Leute zusehen lassen. Einmalig.",
		},
		result.Strong: {
			"Jeden Monat hängt am Eingang: „Sie haben gesagt, wir haben geändert.“",
			"Vor jedem neuen Formular schauen wir drei Menschen beim Ausfüllen zu.",
			"Beschwerden sehen wir vierteljährlich nach Anlass durch, nicht nach Person.",
		},
	},
	"referral": {
		result.Weak: {
			"Wir geben eine Nummer mit und hoffen, dass sie stimmt.",
			"Menschen stehen zum dritten Mal an der falschen Tür.",
			"Mit dem Jobcenter reden wir nur, wenn etwas schiefgegangen ist.",
		},
		result.Middle: {
			"Mit zwei Stellen klappt die Übergabe gut, weil man sich kennt.",
			"Wir rufen an, wenn es eilig ist. Sonst gibt es einen Zettel.",
			"Die Liste der Ansprechpersonen ist von uns, gepflegt wird sie nebenbei.",
		},
		result.Strong: {
			"Wir rufen im Beisein der Person an und vereinbaren den Termin.",
			"Das Einverständnis zur Weitergabe passt auf eine Seite und wird vorher erklärt.",
			"Alle drei Monate sitzen wir mit vier Partnern am Tisch. Der Kreis hat drei Umwege abgeschafft.",
		},
	},
	"team": {
		result.Weak: {
			"Für Fallgespräche ist keine Zeit vorgesehen.",
			"Neue lernen durch Zusehen, aufgeschrieben ist nichts.",
			"Wer Arabisch spricht, wird ständig geholt und bekommt die eigene Arbeit nicht fertig.",
		},
		result.Middle: {
			"Die Besprechung fällt bei Krankheit als Erstes aus.",
			"Die Leitung steht hinter uns, schriftlich haben wir es nicht.",
			"Einarbeitung gibt es, die schwierigen Gespräche kommen darin nicht vor.",
		},
		result.Strong: {
			"Alle zwei Wochen eine halbe Stunde für einen Fall. Das ist im Dienstplan geblockt.",
			"Sprachkenntnisse stehen in der Stellenbeschreibung und werden angerechnet.",
			"Entscheidungen im Sinn der Menschen trägt die Leitung mit, auch wenn einmal etwas schiefgeht.",
		},
	},
	"situation": {
		result.Weak: {
			"Ohne Begleitung kommen diese Menschen bei uns nicht ans Ziel.",
			"Drei Fälle aus dem letzten Quartal, keiner wurde beim ersten Mal fertig.",
			"Wir haben es erst gemerkt, als sich eine Beratungsstelle gemeldet hat.",
		},
		result.Middle: {
			"Es geht, aber mit einem zweiten Termin.",
			"Wenn die erfahrene Kollegin da ist, klappt es. Sonst dauert es.",
			"Am Telefon lösen wir es meist, schriftlich nicht.",
		},
		result.Strong: {
			"Hier haben wir einen eigenen Weg, und er ist bekannt.",
			"Das haben wir mit Betroffenen ausprobiert.",
			"Seit der Umstellung hören wir dazu keine Klagen mehr.",
		},
	},
}
