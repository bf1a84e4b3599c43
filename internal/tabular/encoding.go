package tabular

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"chancencheck/fault"
)

// decode returns the text of a file and the name of its encoding. What is not
// valid UTF-8 or UTF-16 is read as Windows-1252, which Excel writes in western
// Europe.
func decode(data []byte) (text, name string, err error) {
	if spreadsheet(data) {
		return "", "", fault.New(fault.Invalid, "table.spreadsheet")
	}
	switch order, wide := utf16Order(data); {
	case wide:
		name = "UTF-16"
		text, err = with(unicode.UTF16(order, unicode.UseBOM), data)
	case utf8.Valid(data):
		name, text = "UTF-8", strings.TrimPrefix(string(data), "\ufeff")
	default:
		name = "Windows-1252"
		text, err = with(charmap.Windows1252, data)
	}
	if err != nil || strings.IndexByte(text, 0) >= 0 {
		return "", "", fault.New(fault.Invalid, "table.not_text")
	}
	return text, name, nil
}

func with(e encoding.Encoding, data []byte) (string, error) {
	text, err := e.NewDecoder().Bytes(data)
	return string(text), err
}

// spreadsheet recognises the files of Excel and LibreOffice by their first
// bytes: a ZIP archive, or an OLE container.
func spreadsheet(data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0"))
}

// utf16Order recognises UTF-16 by its byte order mark, or by zero bytes at
// every other place for most of the beginning.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return unicode.LittleEndian, true
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return unicode.BigEndian, true
	}
	var zero [2]int
	head := data[:min(len(data), 1000)]
	for i, b := range head {
		if b == 0 {
			zero[i%2]++
		}
	}
	switch {
	case zero[1] > len(head)/4 && zero[0] == 0:
		return unicode.LittleEndian, true
	case zero[0] > len(head)/4 && zero[1] == 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}
