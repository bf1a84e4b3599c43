package instrumentfile

import _ "embed"

// SchemaID is the id of the JSON Schema of instrument files.
const SchemaID = "chancencheck-instrument/1"

//go:embed schema.json
var schema []byte

// Schema returns a copy of the JSON Schema (draft 2020-12) of instrument files,
// for editors. It sees the form of a file; Parse sees the rest too.
func Schema() []byte { return append([]byte(nil), schema...) }
