// Package i18n turns message keys into sentences a person can read.
//
// A language is a folder of YAML files: _language.yaml says what the language
// calls itself, which way it runs and who has reviewed it; every other file
// holds flat dotted keys of one area of the product:
//
//	round.open.title: Runde eröffnen
//	round.open.units:
//	  one: "{count} Bereich nimmt teil."
//	  other: "{count} Bereiche nehmen teil."
//
// A placeholder is a name in braces. A text with plural forms is chosen by the
// argument named count. German is the source: every other language may lack a
// key (the German text is shown) but may not have one that German lacks, nor
// other placeholders.
//
// Load refuses a catalogue with mistakes and lists all of them with file and
// line, so that an operator who changes wordings in a folder of their own sees
// what to correct. Digits are Latin in every language, Arabic included: the
// same figure must look the same on every page of an event.
package i18n
