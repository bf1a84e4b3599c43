package instrumentfile

import (
	"strings"
	"testing"
)

// The examples printed in the documentation are the files that tests read.
func TestDocumentationShowsTheSamples(t *testing.T) {
	t.Parallel()
	page := sample(t, "../../docs/instrument-format.md")
	for _, name := range []string{"minimal", "human-development"} {
		file := sample(t, "../../testdata/instruments/format/"+name+".yaml")
		start := strings.Index(file, "format:")
		if !strings.Contains(page, file[start:]) {
			t.Errorf("docs/instrument-format.md does not show %s.yaml as it is", name)
		}
	}
}

// Every key the schema knows outside of scoring is explained.
func TestDocumentationExplainsEveryKey(t *testing.T) {
	t.Parallel()
	page := sample(t, "../../docs/instrument-format.md")
	for _, file := range []string{"decode.go", "decode_scale.go", "decode_question.go", "decode_format.go"} {
		for _, part := range strings.Split(sample(t, file), `o.get("`)[1:] {
			if key, _, _ := strings.Cut(part, `"`); !strings.Contains(page, "`"+key+"`") && !strings.Contains(page, "`"+key+": ") {
				t.Errorf("%q is not explained", key)
			}
		}
	}
}
