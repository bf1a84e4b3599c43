package report_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"chancencheck/internal/report"
)

// odt writes a document and returns its parts by name.
func odt(t testing.TB, d *report.Document) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := report.ODT(&b, d); err != nil {
		t.Fatal(err)
	}
	return unzip(t, b.Bytes())
}

func unzip(t testing.TB, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

// checkXML fails unless text is well-formed with only known prefixes; it
// returns the character data.
func checkXML(t testing.TB, name, text string) string {
	t.Helper()
	var data strings.Builder
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return data.String()
		}
		if err != nil {
			t.Fatalf("%s is not well-formed: %v", name, err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			if s := tok.Name.Space; s != "" && !strings.Contains(s, ":") {
				t.Fatalf("%s: prefix %s of %s is not declared", name, s, tok.Name.Local)
			}
		case xml.CharData:
			data.Write(tok)
		}
	}
}

// contains reports every part of want that is missing from text.
func contains(t *testing.T, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("missing %q", w)
		}
	}
}
