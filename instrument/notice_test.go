package instrument

import (
	"os"
	"strings"
	"testing"

	"chancencheck/fault"
)

// TestSpecialCategories reads the cases that a data protection officer can sign.
func TestSpecialCategories(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/special.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		parts := strings.Split(strings.TrimRight(line, "\n"), "|")
		if len(parts) != 5 {
			t.Fatalf("%q has %d parts", line, len(parts))
		}
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		q := &Question{ID: "q", Text: NewText(Translation{"de", parts[3]}), About: About(parts[0])}
		if parts[1] != "" {
			for s := range strings.SplitSeq(parts[1], ", ") {
				q.Special = append(q.Special, Special(s))
			}
		}
		if parts[2] != "" {
			q.Justification = NewText(Translation{"de", parts[2]})
		}
		if got := q.Objection(); got != Objection(parts[4]) {
			t.Errorf("%s: %q, want %q", parts[3], got, parts[4])
		}
		cases++
	}
	if cases < 12 {
		t.Errorf("only %d cases", cases)
	}
}

func TestNoticeInEveryLanguage(t *testing.T) {
	t.Parallel()
	both := NewText(Translation{"de", "Zweck"}, Translation{"en", "purpose"})
	ins := &Instrument{Notice: Notice{Purpose: both, Voluntary: both, Recipients: NewText(Translation{"de", "Wer es sieht"})}}
	if gaps := ins.NoticeGaps("de", "en"); len(gaps) != 1 || gaps[0] != (NoticeGap{"en", "recipients"}) {
		t.Errorf("gaps: %v", gaps)
	}
	if err := ins.RequireNotice("de"); err != nil {
		t.Error(err)
	}
	if err := ins.RequireNotice("de", "en", "ar"); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "en, ar") {
		t.Error(err)
	}
	if err := (&Instrument{}).RequireNotice(); err != nil {
		t.Error(err)
	}
}
