package instrumentfile

import "strings"

// kindNames lists what an id may name, in a language.
func kindNames(kinds []refKind, lang string) string {
	german := map[refKind]string{aScale: "Skala", aQuestion: "Frage", aNode: "Feld", aGroup: "Gruppe",
		aUnitKind: "Art von Einheit", aDesk: "zuständige Stelle",
		aSituation: "Situation", aFormat: "Format", anOption: "Antwort"}
	var names []string
	for _, k := range kinds {
		name := string(k)
		if isGerman(lang) {
			name = german[k]
		}
		names = append(names, name)
	}
	if isGerman(lang) {
		return strings.Join(names, " oder ")
	}
	return strings.Join(names, " or ")
}

// Sentences about the file as a whole.
var (
	fileEmpty = sentence{
		"The file is empty; an instrument starts with “format: chancencheck-instrument/1”.",
		"Die Datei ist leer; ein Instrument beginnt mit „format: chancencheck-instrument/1“."}
	fileLarge = sentence{
		"The file has %d MB, more than the %d MB an instrument may have; move pictures and long texts into the guide.",
		"Die Datei hat %d MB, erlaubt sind %d MB; verlegen Sie Bilder und lange Texte in die Anleitung."}
	fileMissing = sentence{
		"The file %q could not be read; check its name and whether you may open it.",
		"Die Datei %q lässt sich nicht lesen; prüfen Sie den Namen und ob Sie sie öffnen dürfen."}
	notYAML = sentence{
		"This is not YAML or JSON (%s); often a quotation mark, a bracket, a colon or the indentation just before this place is wrong.",
		"Das ist kein YAML oder JSON (%s); oft stimmt kurz vor dieser Stelle ein Anführungszeichen, eine Klammer, ein Doppelpunkt oder die Einrückung nicht."}
	secondDocument = sentence{
		"A second document starts here; write each instrument into a file of its own.",
		"Hier beginnt ein zweites Dokument; schreiben Sie jedes Instrument in eine eigene Datei."}
	aliasUsed = sentence{
		"Anchors, aliases and merge keys (%s) are not read; write the text out at both places.",
		"Anker, Verweise und Zusammenführungen (%s) werden nicht gelesen; schreiben Sie den Text an beiden Stellen aus."}
	tagUsed = sentence{
		"The type mark %s is not read; leave it out.",
		"Die Typangabe %s wird nicht gelesen; lassen Sie sie weg."}
	tooDeep = sentence{
		"This is nested more than %d levels deep; flatten the tree of fields.",
		"Das ist mehr als %d Ebenen tief verschachtelt; machen Sie den Baum der Felder flacher."}
	formatUnknown = sentence{
		"The format is %q, but this program reads %q; correct the line or use a newer program.",
		"Das Format ist %q, dieses Programm liest %q; ändern Sie die Zeile oder nehmen Sie ein neueres Programm."}
)

// Sentences about the form of single values.
var (
	notAMapping = sentence{
		"“%s” must be a mapping with keys; possible keys are: %s.",
		"„%s“ braucht Schlüssel mit Werten; möglich sind: %s."}
	notAList = sentence{
		"“%s” must be a list; write each entry on its own line after “- ”.",
		"„%s“ muss eine Liste sein; schreiben Sie jeden Eintrag in eine eigene Zeile nach „- “."}
	notAString = sentence{
		"“%s” must be a single text, not a list or mapping; put it in quotation marks.",
		"„%s“ muss ein einzelner Text sein, keine Liste und keine Zuordnung; setzen Sie ihn in Anführungszeichen."}
	notABool = sentence{
		"“%s” must be true or false.",
		"„%s“ muss true oder false sein."}
	notANumber = sentence{
		"“%s” must be a decimal number with a point such as 2.5, or a fraction such as 1/3, but is %q.",
		"„%s“ muss eine Dezimalzahl mit Punkt wie 2.5 oder ein Bruch wie 1/3 sein, ist aber %q."}
	notACount = sentence{
		"“%s” must be a whole number from 0 to %d.",
		"„%s“ muss eine ganze Zahl von 0 bis %d sein."}
	notPositive = sentence{
		"“%s” must be greater than 0.",
		"„%s“ muss größer als 0 sein."}
	unknownWord = sentence{
		"%q is not possible for “%s”; choose one of: %s.",
		"%q gibt es für „%s“ nicht; wählen Sie eines von: %s."}
	unknownKey = sentence{
		"There is no key %q in “%s”; possible keys are: %s.",
		"Den Schlüssel %q gibt es in „%s“ nicht; möglich sind: %s."}
	unknownKeyNear = sentence{
		"There is no key %q in “%s”; did you mean %q?",
		"Den Schlüssel %q gibt es in „%s“ nicht; meinten Sie %q?"}
	keyTwice = sentence{
		"The key %q stands twice in “%s”; remove one of the two.",
		"Der Schlüssel %q steht in „%s“ zweimal; entfernen Sie einen davon."}
	keyMissing = sentence{
		"This entry of “%s” lacks the key %q; add it.",
		"Diesem Eintrag in „%s“ fehlt der Schlüssel %q; ergänzen Sie ihn."}
	emptyEntry = sentence{
		"The list “%s” has an empty entry; fill it in or remove it.",
		"Die Liste „%s“ hat einen leeren Eintrag; füllen Sie ihn aus oder entfernen Sie ihn."}
	listEmpty = sentence{
		"The list “%s” is empty; add an entry.",
		"Die Liste „%s“ ist leer; ergänzen Sie einen Eintrag."}
	entryTwice = sentence{
		"%q stands twice in the list “%s”; remove one of the two.",
		"%q steht zweimal in der Liste „%s“; entfernen Sie eines davon."}
	keyHasNoUse = sentence{
		"“%s” has no meaning for %s; remove it.",
		"„%s“ bedeutet bei %s nichts; entfernen Sie es."}
)

// Sentences about ids and references.
var (
	idForm = sentence{
		"The id %q is not possible for “%s”; use 1 to 100 lower-case letters, digits, “-”, “_” and “.”, beginning with a letter or digit.",
		"Die Kennung %q ist für „%s“ nicht möglich; nehmen Sie 1 bis 100 Kleinbuchstaben, Ziffern, „-“, „_“ und „.“, mit Buchstabe oder Ziffer am Anfang."}
	idTaken = sentence{
		"The id %q is already used by a %s; choose another one.",
		"Die Kennung %q ist schon vergeben (%s); wählen Sie eine andere."}
	idReserved = sentence{
		"The id %q is the name of an answer state; choose another one for this answer.",
		"Die Kennung %q bezeichnet schon einen Antwortzustand; wählen Sie eine andere für diese Antwort."}
	unknownID = sentence{
		"There is no %[2]s with the id %[1]q; add it or correct the id.",
		"Die Kennung %[1]q gibt es nicht (gesucht: %[2]s); legen Sie sie an oder berichtigen Sie sie."}
	unknownIDNear = sentence{
		"There is no %[2]s with the id %[1]q; did you mean %[3]q?",
		"Die Kennung %[1]q gibt es nicht (gesucht: %[2]s); meinten Sie %[3]q?"}
)

// Sentences about texts and languages.
var (
	textEmpty = sentence{
		"“%s” is empty; write a text or remove the key.",
		"„%s“ ist leer; schreiben Sie einen Text oder entfernen Sie den Schlüssel."}
	textEmptyIn = sentence{
		"“%s” is empty in the language %q; write a text or remove the line.",
		"„%s“ ist in der Sprache %q leer; schreiben Sie einen Text oder entfernen Sie die Zeile."}
	textLong = sentence{
		"“%s” has %d KB, more than the %d KB a single text may have; shorten it or move it into the guide.",
		"„%s“ hat %d KB, erlaubt sind %d KB je Text; kürzen Sie ihn oder verlegen Sie ihn in die Anleitung."}
	textControl = sentence{
		"“%s” contains an invisible control character; write the text anew without it.",
		"„%s“ enthält ein unsichtbares Steuerzeichen; schreiben Sie den Text ohne dieses neu."}
	textNoSource = sentence{
		"“%s” has no text in the source language %q, to which all others fall back; add it.",
		"„%s“ hat keinen Text in der Ausgangssprache %q, auf die alle anderen zurückfallen; ergänzen Sie ihn."}
	textUntranslated = sentence{
		"“%s” has no text in %q; its readers will see the one in %q.",
		"„%s“ hat keinen Text in %q; wer das liest, sieht den in %q."}
	languageNotListed = sentence{
		"The language %q of “%s” is not listed in “languages”; add it there or remove the text.",
		"Die Sprache %q bei „%s“ steht nicht in „languages“; ergänzen Sie sie dort oder entfernen Sie den Text."}
	languageForm = sentence{
		"%q is not a language tag; write for example de, en, pt-BR or de-x-leicht.",
		"%q ist kein Sprachkürzel; schreiben Sie zum Beispiel de, en, pt-BR oder de-x-leicht."}
	noLanguages = sentence{
		"“languages” must name at least one language, the source language first.",
		"„languages“ muss mindestens eine Sprache nennen, die Ausgangssprache zuerst."}
	urlForm = sentence{
		"%q is not a web address; begin it with https:// or http://.",
		"%q ist keine Internetadresse; beginnen Sie mit https:// oder http://."}
)

// Sentences about scales and questions.
var (
	scaleTooFew = sentence{
		"The scale %q has %d answers under “levels”, but its kind %s needs at least %d; add some.",
		"Die Skala %q hat unter „levels“ %d Antworten, ihre Art %s braucht mindestens %d; ergänzen Sie welche."}
	scaleBounds = sentence{
		"The scale %q has min %s above or equal to max %s; swap or correct them.",
		"Bei der Skala %q ist min %s nicht kleiner als max %s; vertauschen oder berichtigen Sie die beiden."}
	clampWithoutBounds = sentence{
		"The scale %q has clamp but neither min nor max; add a bound or remove clamp.",
		"Die Skala %q hat clamp, aber weder min noch max; ergänzen Sie eine Grenze oder entfernen Sie clamp."}
	optionTwice = sentence{
		"The answer %q stands twice in the scale %q; give one of them another id.",
		"Die Antwort %q steht in der Skala %q zweimal; geben Sie einer eine andere Kennung."}
	elsewhereScored = sentence{
		"The answer %q is decided elsewhere, so it has no points; remove them or elsewhere.",
		"Die Antwort %q liegt nicht in der eigenen Hand und hat darum keine Punkte; entfernen Sie die Punkte oder elsewhere."}
	optionUnknown = sentence{
		"The scale %[2]q has no answer %[1]q; possible are: %[3]s.",
		"Die Skala %[2]q hat keine Antwort %[1]q; möglich sind: %[3]s."}
	scaleHasNoOptions = sentence{
		"“%s” names answers, but the scale %q has none to choose from; use at_least or another scale.",
		"„%s“ nennt Antworten, aber die Skala %q hat keine zur Auswahl; nehmen Sie at_least oder eine andere Skala."}
	noHeight = sentence{
		"“%s” compares heights, but the scale %q is neither number, levels, choice nor fact; use another condition.",
		"„%s“ vergleicht Höhen, aber die Skala %q ist weder number noch levels, choice oder fact; nehmen Sie eine andere Bedingung."}
	cannotScore = sentence{
		"The question %q is scored, but its scale %q has no points; add points or write scored: false.",
		"Die Frage %q wird bewertet, aber ihre Skala %q hat keine Punkte; ergänzen Sie Punkte oder schreiben Sie scored: false."}
	conditionEmpty = sentence{
		"This condition says nothing about the answer; add is, not or at_least.",
		"Diese Bedingung sagt nichts über die Antwort; ergänzen Sie is, not oder at_least."}
	conditionCycle = sentence{
		"The question %q waits for itself (%s), so it would never be asked; remove one of these conditions.",
		"Die Frage %q wartet auf sich selbst (%s) und würde nie gestellt; entfernen Sie eine dieser Bedingungen."}
	conditionNotAsked = sentence{
		"The question %[1]q depends on %[2]q, which is not asked in %[3]s; ask both there or neither.",
		"Die Frage %[1]q hängt von %[2]q ab, die in %[3]s nicht gestellt wird; stellen Sie dort beide oder keine."}
)

// Sentences about bands, situations, formats, variants and the tree.
var (
	bandsNotAscending = sentence{
		"The bands must ascend, but %s comes after %s; put them in order, the lowest first.",
		"Die Bereiche müssen aufsteigen, aber %s kommt nach %s; ordnen Sie sie, den untersten zuerst."}
	bandsNotFromBottom = sentence{
		"The lowest band starts at %s, so lower values have no text; let it start at 0 or below.",
		"Der unterste Bereich beginnt bei %s, niedrigere Werte hätten keinen Text; lassen Sie ihn bei 0 oder darunter beginnen."}
	situationsMany = sentence{
		"%d situations are the default for the kind of unit %q, but at most %d are judged per service; remove some from default_for.",
		"%d Situationen sind für die Art von Einheit %q voreingestellt, je Leistung werden aber höchstens %d beurteilt; entfernen Sie einige aus default_for."}
	situationScale = sentence{
		"Situations are judged on a scale of kind levels, but %q is of kind %s; name another scale.",
		"Situationen werden auf einer Skala der Art levels beurteilt, %q ist aber %s; nennen Sie eine andere."}
	formatQuestions = sentence{
		"The format %q must either list questions or say all: true; write one of the two.",
		"Das Format %q muss entweder Fragen aufzählen oder all: true sagen; schreiben Sie eines von beiden."}
	formatsNoDefault = sentence{
		"No format is marked as default, so the first one is; write default: true at the one you mean.",
		"Kein Format ist voreingestellt, also gilt das erste; schreiben Sie default: true zu dem, das Sie meinen."}
	formatsManyDefaults = sentence{
		"More than one format says default: true; keep it at one of them.",
		"Mehr als ein Format sagt default: true; lassen Sie es bei einem stehen."}
	notInTree = sentence{
		"The question %q stands under extra_questions and is only asked in place of another one; name the question it replaces.",
		"Die Frage %q steht unter extra_questions und wird nur anstelle einer anderen gestellt; nennen Sie die, die sie ersetzt."}
	notExtra = sentence{
		"The question %q stands in a field already; a replacement must stand under extra_questions.",
		"Die Frage %q steht schon in einem Feld; ein Ersatz muss unter extra_questions stehen."}
	extraUnused = sentence{
		"The extra question %q replaces nothing; name it in a variant or remove it.",
		"Die Zusatzfrage %q ersetzt nichts; nennen Sie sie in einer Variante oder entfernen Sie sie."}
	extraTwoFields = sentence{
		"The extra question %q replaces questions of the fields %q and %q; use one extra question per field.",
		"Die Zusatzfrage %q ersetzt Fragen der Felder %q und %q; nehmen Sie je Feld eine eigene."}
	variantTwice = sentence{
		"There are two variants for the kind of unit %q; join them into one.",
		"Für die Art von Einheit %q gibt es zwei Varianten; fassen Sie sie zu einer zusammen."}
	variantContradicts = sentence{
		"The variant leaves out or replaces the question %q more than once; keep one of these lines.",
		"Die Variante lässt die Frage %q mehrfach weg oder ersetzt sie mehrfach; behalten Sie eine dieser Zeilen."}
	deskMissing = sentence{
		"The question %q names no desk, although the instrument has desks; add the one that usually answers.",
		"Die Frage %q nennt keine zuständige Stelle, obwohl das Instrument welche hat; ergänzen Sie, wer meist antwortet."}
	deskUnused = sentence{
		"No question is proposed to the desk %q; name it at a question or remove it.",
		"Der zuständigen Stelle %q ist keine Frage zugedacht; nennen Sie sie bei einer Frage oder entfernen Sie sie."}
	treeEmpty = sentence{
		"“fields” must contain at least one field with a question.",
		"„fields“ muss mindestens ein Feld mit einer Frage enthalten."}
	nodeEmpty = sentence{
		"The field %q has neither questions nor nodes; add some or remove it.",
		"Das Feld %q hat weder Fragen noch Unterfelder; ergänzen Sie welche oder entfernen Sie es."}
	guideName = sentence{
		"%q is not possible as a file name beside the instrument; use letters, digits, “-”, “_” and “.” without a folder.",
		"%q ist als Dateiname neben dem Instrument nicht möglich; nehmen Sie Buchstaben, Ziffern, „-“, „_“ und „.“ ohne Ordner."}
	guideMissing = sentence{
		"The guide's file %q is missing beside the instrument; add it or remove “guide”.",
		"Die Datei %q der Anleitung fehlt neben dem Instrument; legen Sie sie an oder entfernen Sie „guide“."}
	guideUntranslated = sentence{
		"The guide has no file %q; readers will see the one in %q.",
		"Die Anleitung hat keine Datei %q; wer sie sucht, sieht die in %q."}
	sourcesMissing = sentence{
		"The file %q named in “sources” is missing beside the instrument; add it or remove the key.",
		"Die in „sources“ genannte Datei %q fehlt neben dem Instrument; legen Sie sie an oder entfernen Sie den Schlüssel."}
)
