package instrumentfile

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(SchemaID, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(SchemaID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON turns YAML into what a schema validator sees.
func asJSON(t *testing.T, text string) any {
	t.Helper()
	var v any
	if err := yaml.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestSchemaAcceptsTheSamples(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	for _, file := range everyInstrument(t) {
		name := filepath.Base(file)
		if err := s.Validate(asJSON(t, sample(t, file))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		ins, err := Load(file)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := Write(&b, ins, JSON); err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(asJSON(t, b.String())); err != nil {
			t.Errorf("%s written as JSON: %v", name, err)
		}
	}
}

// everyInstrument lists the instruments of the repository.
func everyInstrument(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"testdata/instruments/format/*.yaml", "testdata/instruments/*.yaml", "library/*/instrument.yaml"} {
		found, err := filepath.Glob("../../" + pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 3 {
		t.Fatalf("only %v found", files)
	}
	return files
}

// structural are the mistakes that show in the form alone.
var structural = []sentence{formatUnknown, idForm, idReserved, unknownKey, unknownKeyNear, keyMissing, keyHasNoUse,
	notAMapping, notAList, notAString, notABool, notANumber, notACount, notPositive, unknownWord, entryTwice, languageForm,
	urlForm, guideName, scaleTooFew, formatQuestions, conditionEmpty, elsewhereScored, textEmpty, textEmptyIn}

func TestSchemaRefusesWhatIsWrongInForm(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	whole := sample(t, full)
	tried := 0
	for _, c := range mistakes {
		spelling := c.new == "points: ¤0x10\n" || c.new == "points: ¤.inf\n" || c.new == "points: ¤1e3\n" // numbers to every JSON reader
		if spelling || !contains(structural, c.want) {
			continue
		}
		tried++
		broken := strings.Replace(strings.Replace(whole, c.old, c.new, 1), "¤", "", 1)
		if s.Validate(asJSON(t, broken)) == nil {
			t.Errorf("the schema accepts %q, which is wrong: %s", c.new, c.want.en)
		}
	}
	if tried < 40 {
		t.Errorf("only %d mistakes tried", tried)
	}
}

func contains(list []sentence, s sentence) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// Every key that a decoder knows stands in the schema, and the other way round
// by the example that has them all.
func TestSchemaKnowsEveryKey(t *testing.T) {
	t.Parallel()
	text := string(Schema())
	for _, file := range []string{"decode.go", "decode_scale.go", "decode_question.go", "decode_format.go"} {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(b), `o.get("`)[1:] {
			key, _, _ := strings.Cut(part, `"`)
			if !strings.Contains(text, `"`+key+`"`) {
				t.Errorf("%s reads %q, which the schema does not know", file, key)
			}
		}
	}
}
