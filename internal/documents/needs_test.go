package documents

import (
	"fmt"
	"strings"
	"testing"

	"chancencheck/check"
	"chancencheck/disclosure"
	"chancencheck/internal/report"
	"chancencheck/result"
	"chancencheck/round"
)

// recurring is what twenty units come to: weak of them miss the first question.
func recurring(t testing.TB, weak int, a result.Audience) Needs {
	t.Helper()
	ins := catalogue(t)
	items := result.AskedAnywhere(ins, "standard")
	var signed []result.Signed
	var order []check.ItemID
	for _, i := range items {
		order = append(order, i.ID)
	}
	for u := range 20 {
		o := result.Outcome{Items: map[check.ItemID]result.Standing{order[1]: result.Strong, order[len(order)-1]: result.Strong}}
		if u < weak {
			o.Items[order[1]] = result.Weak
			o.Upward = []result.Passed{{Who: check.ByLaw, Text: fmt.Sprint("TEXT of unit ", u)}}
		}
		signed = append(signed, result.Signed{Check: &check.Check{UnitName: fmt.Sprint("UNIT ", u)}, Outcome: o})
	}
	n := Needs{Words: Words{printer(t, "de")}, Organisation: "Stadt", Instrument: ins, Made: made, Whole: a.Whole, Counted: 20, Of: 24,
		Round: &round.Round{Title: "Frühjahr 2026", Instrument: round.InstrumentKey{ID: ins.ID, Version: ins.Version}}}
	rows, withheld := result.Recurring(signed, order, a)
	n.Withheld = withheld
	for _, r := range rows {
		for _, i := range items {
			if i.ID == r.Item {
				n.Rows = append(n.Rows, Need{r, i})
			}
		}
	}
	n.Situations = result.SituationCounts(signed, order[len(order)-1:], a)
	n.Upward = result.Upward(signed, a)
	return n
}

func TestNeedsSayHowManyAndWhatToDo(t *testing.T) {
	t.Parallel()
	n := recurring(t, 6, result.Audience{Whole: true})
	for name, text := range files(t, n.Document(), n.Dataset(), n.Workbook()) {
		if !strings.Contains(text, n.Text(n.Rows[0].Asked.Question.Text)) {
			t.Errorf("%s does not name the need", name)
		}
	}
	inOrder(t, report.HTMLBody(n.Document()), "Grundlage: 20 abgegebene Ergebnisse aus 24", "Was am häufigsten fehlt", "in 6 von 20 Abteilungen",
		"Für die über uns", "Für wen es nicht klappt", "Was weitergegeben wurde", "Land oder Bund", "TEXT of unit 0 (UNIT 0)")
}

func TestNeedsForReadersNameNoUnit(t *testing.T) {
	t.Parallel()
	for weak := range 8 {
		n := recurring(t, weak, result.Audience{})
		for name, text := range files(t, n.Document(), n.Dataset(), n.Workbook()) {
			if strings.Contains(text, "UNIT") || strings.Contains(text, "TEXT") {
				t.Errorf("%d weak: %s names a unit or what it wrote", weak, name)
			}
			if few := fmt.Sprintf("in %d von 20", weak); weak < 5 && strings.Contains(text, few) {
				t.Errorf("%s says %q to readers", name, few)
			}
		}
	}
}

func TestOneCentralMeasureComesFirst(t *testing.T) {
	t.Parallel()
	n := recurring(t, 6, result.Audience{Whole: true})
	if s := n.Rows[0].Suggestions(); len(s) < 3 || s[0].Kind != "above" {
		t.Errorf("suggestions %v", s)
	}
}

func TestTonesGoFromLightToDark(t *testing.T) {
	t.Parallel()
	v := Overview{Instrument: catalogue(t), Signed: MostCharted + 1}
	show := func(n string) disclosure.Shown {
		p, err := disclosure.NewPolicy(disclosure.AgreedSigned, 0)
		if err != nil {
			t.Fatal(err)
		}
		return result.Value{Decimal: n, Answered: 1, Of: 1}.Show(p, disclosure.Standing{Entitled: true, Signed: true})
	}
	for number, want := range map[string]int{"0": 0, "19": 0, "20": 1, "50": 2, "79": 3, "80": 4, "100": 4, "": -1} {
		if got := v.Tone(show(number)); got != want {
			t.Errorf("%q has tone %d, want %d", number, got, want)
		}
	}
	if v.Charted() {
		t.Error("a whole city is drawn")
	}
}
