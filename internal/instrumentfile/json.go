package instrumentfile

import (
	"regexp"
	"strconv"
	"unicode/utf16"
)

// surrogatePair is how JSON writers that keep to ASCII spell characters beyond
// the basic plane; YAML knows no such pairs.
var surrogatePair = regexp.MustCompile(`\\*\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})`)

// joinSurrogates replaces escaped surrogate pairs by the characters they mean,
// if data looks like JSON.
func joinSurrogates(data []byte) []byte {
	if len(data) == 0 || data[0] != '{' {
		return data
	}
	return surrogatePair.ReplaceAllFunc(data, func(m []byte) []byte {
		lead := len(m) - 12 // backslashes before the pair
		if lead%2 == 1 {
			return m // the backslash of \u is itself escaped
		}
		high, _ := strconv.ParseUint(string(m[lead+2:lead+6]), 16, 16)
		low, _ := strconv.ParseUint(string(m[lead+8:]), 16, 16)
		return append(append([]byte{}, m[:lead]...), string(utf16.DecodeRune(rune(high), rune(low)))...)
	})
}
