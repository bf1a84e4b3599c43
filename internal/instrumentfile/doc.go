// Package instrumentfile reads and writes instruments as files: YAML for
// people, JSON for programs, the same content in both. The format is described
// in docs/instrument-format.md and, for editors, by a JSON Schema.
//
// Reading is strict and finds every mistake in one go: Parse returns Problems,
// each with file, line, column and one sentence that names the thing and says
// how to mend it, in German and English. An Instrument comes out only when
// nothing is wrong, so that nothing after this package has to check again.
package instrumentfile

import (
	"regexp"

	"chancencheck/instrument"
)

// Forms of ids, language tags, web addresses and names of neighbouring files.
var (
	slugForm      = regexp.MustCompile(`^[a-z0-9][a-z0-9_.-]*$`)
	languageForms = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$`)
	urlStart      = regexp.MustCompile(`^https?://[^\s/]`)
	fileNameForm  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$`)
)

// reservedOptions are words that name the lack of an answer, wherever answers
// are written down: in conditions, gates and answer files.
var reservedOptions = []string{"answered", "unanswered", "missing", "skipped", "cannot_judge", "not_applicable", "nobody_knows"}

// choosable are the states an instrument can offer.
var choosable = []string{
	instrument.Skipped.String(), instrument.CannotJudge.String(),
	instrument.NotApplicable.String(), instrument.NobodyKnows.String(),
}
