package instrument

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"reflect"
	"sort"
	"strconv"
)

// Hash returns the SHA-256 of the instrument's content in hexadecimal: equal
// for instruments that ask and score the same in the same words, however their
// files are laid out. The guide is not part of it.
//
// It is made of field names and values, and leaves out what is not set. A field
// added to these types later therefore does not change the hash of published
// versions; renaming one would.
func (ins *Instrument) Hash() string {
	h := sha256.New()
	writeContent(h, reflect.ValueOf(ins).Elem())
	return hex.EncodeToString(h.Sum(nil))
}

// writeContent writes v so that different values give different bytes: strings
// are quoted, everything composed is in brackets.
func writeContent(w io.Writer, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		writeContent(w, v.Elem())
	case reflect.Struct:
		writeFields(w, v)
	case reflect.Slice:
		io.WriteString(w, "[")
		for i := range v.Len() {
			writeContent(w, v.Index(i))
			io.WriteString(w, ",")
		}
		io.WriteString(w, "]")
	case reflect.Map:
		writeMap(w, v)
	case reflect.String:
		io.WriteString(w, strconv.Quote(v.String()))
	case reflect.Bool:
		io.WriteString(w, strconv.FormatBool(v.Bool()))
	case reflect.Int:
		io.WriteString(w, strconv.FormatInt(v.Int(), 10))
	default:
		panic(fmt.Sprintf("instrument: %s has no place in an instrument", v.Type()))
	}
}

// writeFields writes the set fields of a struct by name. Fields tagged
// `hash:"-"` are left out; of those tagged `hash:"id"` only the ID counts,
// because the thing itself is written elsewhere.
func writeFields(w io.Writer, v reflect.Value) {
	io.WriteString(w, "{")
	for i := range v.NumField() {
		f, tag := v.Field(i), v.Type().Field(i).Tag.Get("hash")
		if tag == "-" || isUnset(f) {
			continue
		}
		if tag == "id" {
			f = f.Elem().FieldByName("ID")
		}
		io.WriteString(w, v.Type().Field(i).Name+":")
		writeContent(w, f)
		io.WriteString(w, ",")
	}
	io.WriteString(w, "}")
}

// isUnset reports whether a field says nothing: zero, or empty.
func isUnset(f reflect.Value) bool {
	if k := f.Kind(); k == reflect.Slice || k == reflect.Map {
		return f.Len() == 0
	}
	return f.IsZero()
}

// writeMap writes a map with string keys in the order of its keys.
func writeMap(w io.Writer, v reflect.Value) {
	keys := v.MapKeys()
	sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
	io.WriteString(w, "{")
	for _, k := range keys {
		writeContent(w, k)
		io.WriteString(w, ":")
		writeContent(w, v.MapIndex(k))
		io.WriteString(w, ",")
	}
	io.WriteString(w, "}")
}
