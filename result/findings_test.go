package result

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chancencheck/check"
	"chancencheck/round"
)

// TestFindingsOfASignedCheck: what a signed check says becomes a finding, word by
// word, and what nobody has signed does not.
func TestFindingsOfASignedCheck(t *testing.T) {
	t.Parallel()
	ins := small()
	rec := &check.Record{Check: signedCheck("c"), Agreements: map[check.ItemID]check.Agreement{}, Notes: []check.Note{
		{ID: "n1", Kind: check.Worked, Text: "Wir grüßen alle."}, {ID: "n2", Kind: check.Upward, Text: "Ein Pool fehlt.", Who: check.Centrally},
		{ID: "n3", Kind: check.Measure, Text: "Karte drucken", Who: check.We, Item: "a"},
	}}
	for item, said := range map[string]string{"a": "0 | Niemand dolmetscht.", "b": "yes | Das klappt.", "c": "3", "d": "no"} {
		rec.Agreements[check.ItemID(item)] = agreed(t, ins, item, said)
	}
	fs, err := Findings(ins, &round.Round{Format: "all"}, rec)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range fs {
		if f.UnitName != rec.Check.UnitName || f.Instrument.ID != ins.ID {
			t.Errorf("%s belongs to %q and %v", f.Origin, f.UnitName, f.Instrument)
		}
		got = append(got, fmt.Sprintf("%s %s %q %s %s", f.Origin, f.Kind, f.Text, f.Question, f.Who))
	}
	question, _ := ins.Question("d").Text.In("")
	want := []string{
		`answer:c/a need "Niemand dolmetscht." a `, `answer:c/b strength "Das klappt." b `, fmt.Sprintf(`answer:c/d need %q d `, question+" – nein"),
		`note:c/n1 strength "Wir grüßen alle."  `, `note:c/n2 need "Ein Pool fehlt."  central`, `note:c/n3 idea "Karte drucken" a we`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	rec.Check.State = check.Finished
	if _, err := Findings(ins, &round.Round{Format: "all"}, rec); !errors.Is(err, errUnsigned) {
		t.Errorf("taken from what nobody has signed: %v", err)
	}
}
