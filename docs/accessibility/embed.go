// Package accessibility holds the protocol of accessibility checks, so that the
// statement on the pages says what the protocol says.
package accessibility

import _ "embed" // for the protocol

// Protocol is bitv-protokoll.csv: semicolons, UTF-8, a header.
//
//go:embed bitv-protokoll.csv
var Protocol []byte
