package instrumentfile

import (
	"errors"
	"slices"

	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/score"
)

// scoring reports what package score refuses in the rules, in any format and
// any variant. Each mistake is reported once, where its question, node or group
// is defined.
func (r *reporter) scoring(ins *instrument.Instrument) {
	var said []error
	for _, opt := range everyLength(ins) {
		_, err := score.Compile(ins, opt)
		for _, f := range faults(err) {
			if !slices.ContainsFunc(said, func(e error) bool { return e.Error() == f.Error() }) {
				said = append(said, f)
				r.refused(f)
			}
		}
	}
}

// everyLength lists what can be asked: every format, in every variant.
func everyLength(ins *instrument.Instrument) []score.Options {
	formats, kinds := []string{""}, []string{""}
	for _, f := range ins.Formats {
		formats = append(formats, f.ID)
	}
	for _, v := range ins.Variants {
		kinds = append(kinds, v.UnitKind)
	}
	var out []score.Options
	for _, f := range formats {
		for _, k := range kinds {
			out = append(out, score.Options{Format: f, UnitKind: k})
		}
	}
	return out
}

// faults takes joined errors apart.
func faults(err error) []*fault.Error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []*fault.Error
		for _, e := range joined.Unwrap() {
			out = append(out, faults(e)...)
		}
		return out
	}
	var f *fault.Error
	if errors.As(err, &f) {
		return []*fault.Error{f}
	}
	return nil
}

// refused notes one refusal of package score at its place.
func (r *reporter) refused(f *fault.Error) {
	var args []any
	at := r.scoreAt
	for _, a := range f.Args {
		if id, ok := a.Value.(string); ok && a.Name == "at" && r.placeOf[id] != nil {
			at = r.placeOf[id]
		}
		args = append(args, a.Value)
	}
	s, known := refusals[f.Key]
	if !known {
		s, args = refusedAnyhow, []any{f.Error()}
	}
	r.error(at, s, args...)
}

// refusedAnyhow is for a refusal without a sentence of its own.
var refusedAnyhow = sentence{
	"The rules of scoring cannot be carried out (%s); see docs/instrument-scoring.md.",
	"Die Regeln der Auswertung lassen sich nicht ausführen (%s); siehe docs/instrument-scoring.md."}

// refusals are the sentences for the mistakes of score.Compile; the first
// argument is always the thing whose rule is meant.
var refusals = map[string]sentence{
	"score.condition_on_node": {
		"The question %q waits for %q, which is a field; name a question.",
		"Die Frage %q wartet auf %q, das ist ein Feld; nennen Sie eine Frage."},
	"score.option_unknown": {
		"A rule of %q names the answer %q, which the scale %q does not have; correct the answer.",
		"Eine Regel von %q nennt die Antwort %q, die es auf der Skala %q nicht gibt; berichtigen Sie die Antwort."},
	"score.bounds_empty": {
		"The bounds of %q span nothing; give min and max that differ.",
		"Die Grenzen von %q umfassen nichts; geben Sie min und max an, die sich unterscheiden."},
	"score.bounds_log": {
		"The bounds of %q are logarithmic and must be above 0; correct min and max.",
		"Die Grenzen von %q sind logarithmisch und müssen über 0 liegen; berichtigen Sie min und max."},
	"score.id_twice": {
		"The id %q of the total or a group is used already; choose another one.",
		"Die Kennung %q des Gesamtwerts oder einer Gruppe ist schon vergeben; wählen Sie eine andere."},
	"score.id_unknown": {
		"A rule of %q names %q, which does not exist; correct the id.",
		"Eine Regel von %q nennt %q, das es nicht gibt; berichtigen Sie die Kennung."},
	"score.digits": {
		"The rounding of %q has %s digits; write a whole number from -30 to 30.",
		"Die Rundung von %q hat %s Stellen; schreiben Sie eine ganze Zahl von -30 bis 30."},
	"score.divisor_zero": {
		"The divisor of %q is 0; write another number.",
		"Der Teiler von %q ist 0; schreiben Sie eine andere Zahl."},
	"score.coverage_share": {
		"The min_coverage of %q is %s; write a share from 0 to 1, or from 0% to 100%.",
		"Bei %q ist min_coverage %s; schreiben Sie einen Anteil von 0 bis 1 oder von 0% bis 100%."},
	"score.lookup_method": {
		"The node %q has a table but another method, or the method lookup without a table; make them agree.",
		"Das Feld %q hat eine Tabelle, aber eine andere Methode, oder die Methode lookup ohne Tabelle; bringen Sie beides zusammen."},
	"score.ratio_of_two": {
		"The ratio %q has %d members; it needs exactly two.",
		"Das Verhältnis %q hat %d Mitglieder; es braucht genau zwei."},
	"score.group_empty": {
		"The group %q has no members that are asked; list some under “over”.",
		"Die Gruppe %q hat keine Mitglieder, die gefragt werden; nennen Sie welche unter „over“."},
	"score.question_without_points": {
		"The value of %q counts the question %q, which has no points; add points or write scored: false.",
		"Der Wert von %q zählt die Frage %q mit, die keine Punkte hat; ergänzen Sie Punkte oder schreiben Sie scored: false."},
	"score.question_without_range": {
		"The value of %q needs the range of the question %q, which has none; add bounds or measure points.",
		"Der Wert von %q braucht den Bereich der Frage %q, den es nicht gibt; ergänzen Sie Grenzen oder messen Sie Punkte."},
	"score.full_without_range": {
		"The value of %q gives the question %q full points, but it has no highest points; add bounds or choose another policy.",
		"Der Wert von %q gibt der Frage %q volle Punkte, aber sie hat keine höchsten; ergänzen Sie Grenzen oder wählen Sie eine andere Regel."},
	"score.circle": {
		"The value of %q depends on itself; remove one of the references that lead back to it.",
		"Der Wert von %q hängt von sich selbst ab; entfernen Sie einen der Verweise, die zu ihm zurückführen."},
	"score.test_of_nothing": {
		"A gate or deduction of %q tests nothing; name a question or node and what has to hold.",
		"Eine Bedingung von %q prüft nichts; nennen Sie eine Frage oder ein Feld und was gelten muss."},
	"score.gate_without_test": {
		"A gate or deduction of %q has no condition; add “when”.",
		"Eine Regel unter gates oder deductions von %q hat keine Bedingung; ergänzen Sie „when“."},
	"score.option_of_node": {
		"A gate or deduction of %q asks for an answer of %q, which is a field; compare its value with at_least, at_most, above or below.",
		"Eine Bedingung von %q fragt nach einer Antwort von %q, das ist ein Feld; vergleichen Sie dessen Wert mit at_least, at_most, above oder below."},
	"score.row_length": {
		"A row of the table of %q has %d cells for %d columns; make them agree.",
		"Eine Zeile der Tabelle von %q hat %d Zellen für %d Spalten; bringen Sie beides zusammen."},
	"score.lookup_empty": {
		"The table of %q has no rows; add some.",
		"Die Tabelle von %q hat keine Zeilen; ergänzen Sie welche."},
	"score.cell": {
		"The table of %q has a cell %q that fits no answer; correct it.",
		"Die Tabelle von %q hat eine Zelle %q, die zu keiner Antwort passt; berichtigen Sie sie."},
	"score.state_unknown": {
		"A rule of %q names the answer state %q, which does not exist; correct it.",
		"Eine Regel von %q nennt den Antwortzustand %q, den es nicht gibt; berichtigen Sie ihn."},
}
