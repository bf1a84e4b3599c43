package pdf

import (
	"errors"
	"strings"
	"testing"
)

const small = "%PDF-1.4\n1 0 obj\n<</CreationDate (D:20200101000000+00'00')>>\nendobj\n2 0 obj\n<</Type /Catalog\n/Lang (en)\n/StructTreeRoot 3 0 R>>\nendobj\n" +
	"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 4\n/Root 2 0 R\n/Info 1 0 R>>\nstartxref\n133\n%%EOF"

func TestFinish(t *testing.T) {
	t.Parallel()
	got, err := finish([]byte(small), options)
	if err != nil {
		t.Fatal(err)
	}
	text := string(got)
	for _, want := range []string{"/Lang <FEFF00640065>", "/Metadata 4 0 R", "/Title <FEFF0050", "/Prev 133", "/Size 5", "(D:20261122100000+00'00')"} {
		if !strings.Contains(text[len(small)-5:], want) {
			t.Errorf("update has no %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "D:2020") {
		t.Error("the printer's time is left")
	}
}

func TestFinishRefuses(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]string{
		"no tags":    strings.Replace(small, "StructTreeRoot", "Nothing", 1),
		"no trailer": small[:len(small)-5],
		"no catalog": strings.Replace(small, "2 0 obj", "9 0 obj", 1),
		"no info":    strings.Replace(small, "/Info 1 0 R", "", 1),
		"empty":      "",
	} {
		if _, err := finish([]byte(file), options); !errors.Is(err, ErrFailed) {
			t.Errorf("%s: error is %v", name, err)
		}
	}
}
