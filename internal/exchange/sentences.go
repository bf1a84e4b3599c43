package exchange

// sentences say what is wrong and what to do. Keys of other packages are those
// of tabular and organisation.
var sentences = map[string]struct{ de, en string }{
	"table.too_big": {
		"Die Datei ist größer als {megabytes} MB. Wir haben nichts übernommen. Bitte teilen Sie die Tabelle auf.",
		"The file is larger than {megabytes} MB. We have not taken over anything. Please split the table."},
	"table.too_many_rows": {
		"Die Tabelle hat mehr als {most} Zeilen. Wir haben nichts übernommen. Bitte teilen Sie die Tabelle auf.",
		"The table has more than {most} rows. We have not taken over anything. Please split the table."},
	"table.too_many_columns": {
		"Zeile {row} hat mehr als {most} Spalten. Ist das die richtige Datei?",
		"Row {row} has more than {most} columns. Is this the right file?"},
	"table.quote_open": {
		"In Zeile {row} beginnt ein Anführungszeichen, das nicht endet. Bitte ergänzen oder löschen Sie es.",
		"In row {row} a quotation mark begins and does not end. Please complete or remove it."},
	"table.spreadsheet": {
		"Das ist eine Tabelle von Excel oder LibreOffice. Bitte speichern Sie sie als „CSV UTF-8“ und wählen Sie diese Datei.",
		"This is an Excel or LibreOffice file. Please save it as “CSV UTF-8” and choose that file."},
	"table.not_text": {
		"Das ist keine Textdatei. Bitte speichern Sie die Tabelle als „CSV UTF-8“.",
		"This is not a text file. Please save the table as “CSV UTF-8”."},
	"table.empty": {
		"Die Datei ist leer. Wir brauchen eine erste Zeile mit den Spaltennamen.",
		"The file is empty. We need a first row with the names of the columns."},
	"column.missing": {
		"Die Spalte „{column}“ fehlt. Gefunden haben wir: {header}.",
		"The column “{column}” is missing. We found: {header}."},
	"column.twice": {
		"Diese Spalte steht zweimal in der Kopfzeile. Bitte löschen oder benennen Sie eine um.",
		"This column stands twice in the header. Please remove or rename one."},
	"column.unknown": {
		"Diese Spalte kennen wir nicht. Wir lesen sie nicht mit.",
		"We do not know this column. We do not read it."},
	"cell.missing": {"Hier fehlt ein Eintrag.", "An entry is missing here."},
	"cell.long": {
		"Der Text ist zu lang. Möglich sind {most} Zeichen.",
		"The text is too long. {most} characters are possible."},
	"cell.formula": {
		"Das sieht aus wie eine Formel. Wir übernehmen es als Text.",
		"This looks like a formula. We take it over as text."},
	"cell.number": {
		"Hier muss eine ganze Zahl stehen, zum Beispiel 12.",
		"This must be a whole number, for example 12."},
	"organisation.id_missing": {"Die Kennung fehlt.", "The id is missing."},
	"organisation.id_invalid": {
		"Eine Kennung besteht aus höchstens 64 Buchstaben von A bis Z, Ziffern, Punkt, Binde- oder Unterstrich.",
		"An id consists of at most 64 letters from A to Z, digits, points, hyphens or underscores."},
	"organisation.name_missing": {"Der Name fehlt.", "The name is missing."},
	"organisation.name_long": {
		"Der Name ist zu lang. Möglich sind {most} Zeichen.",
		"The name is too long. {most} characters are possible."},
	"unit.twice": {
		"Diese Kennung steht schon weiter oben. Jede Einheit braucht ihre eigene.",
		"This id stands further up already. Each unit needs its own."},
	"unit.parent_unknown": {
		"Diese übergeordnete Einheit steht nicht in der Tabelle.",
		"This parent unit is not in the table."},
	"unit.circle": {
		"Diese Einheiten sind im Kreis übergeordnet: {units}. Bitte lösen Sie den Kreis auf.",
		"These units are each other's parents in a circle: {units}. Please break the circle."},
	"unit.level_unknown": {
		"Diese Ebene gibt es hier nicht. Möglich sind: {known}.",
		"This level does not exist here. Possible are: {known}."},
	"unit.level_order": {
		"Die Ebene „{level}“ kann nicht unter der Ebene „{above}“ stehen.",
		"The level “{level}” cannot be below the level “{above}”."},
	"unit.kind_unknown": {
		"Diese Art kennen wir nicht. Möglich sind: Publikum, Vollzug, Einrichtung, Infrastruktur, Intern.",
		"We do not know this kind. Possible are: counter, enforcement, facility, infrastructure, internal."},
	"unit.headcount_negative": {"Die Zahl der Personen kann nicht kleiner als 0 sein.", "The headcount cannot be below 0."},
	"service.twice": {
		"Diese Kennung steht schon weiter oben. Jedes Angebot braucht seine eigene.",
		"This id stands further up already. Each service needs its own."},
	"service.unit_unknown": {"Diese Einheit gibt es nicht.", "This unit does not exist."},
	"service.channel_unknown": {
		"„{value}“ kennen wir nicht. Möglich sind: Schalter, Telefon, Online, Post, E-Mail, Einrichtung, Hausbesuch.",
		"We do not know “{value}”. Possible are: counter, phone, online, post, email, site, visit."},
	"service.leika_invalid": {
		"Ein LeiKa-Schlüssel hat 14 Ziffern und beginnt mit 99. Lassen Sie das Feld leer, wenn Sie ihn nicht kennen.",
		"A LeiKa key has 14 digits and begins with 99. Leave the cell empty if you do not know it."},
	"service.visits_negative": {"Die Zahl der Kontakte kann nicht kleiner als 0 sein.", "The number of visits cannot be below 0."},
	"language.invalid": {
		"„{value}“ kennen wir nicht als Sprache. Schreiben Sie zum Beispiel Deutsch oder de.",
		"We do not know “{value}” as a language. Write, for example, English or en."},
	"person.twice":         {"Diese Kennung steht schon weiter oben.", "This id stands further up already."},
	"person.unit_unknown":  {"Diese Einheit gibt es nicht.", "This unit does not exist."},
	"person.email_invalid": {"Das ist keine E-Mail-Adresse.", "This is not an e-mail address."},
	"person.email_twice": {
		"Diese E-Mail-Adresse gehört schon zu einer anderen Person.",
		"This e-mail address belongs to another person already."},
	"person.role_unknown": {
		"Diese Rolle kennen wir nicht. Möglich sind: Koordination, Leitung, Team, Moderation, Lesen.",
		"We do not know this role. Possible are: coordinator, unit_lead, respondent, facilitator, reader."},
	"person.rows_differ": {
		"Diese Person steht schon in Zeile {row}, aber mit anderem Namen, anderer E-Mail-Adresse oder Sprache.",
		"This person stands in row {row} already, but with another name, e-mail address or language."},
}
