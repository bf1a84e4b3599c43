// Package locales carries the texts people read: one folder per language, in
// it one YAML file per area of the product, so that two areas can be written
// at the same time. Package i18n describes the format; the tests here hold the
// languages against each other and against the keys the code uses.
package locales

import "embed"

// FS holds every <language>/<area>.yaml.
//
//go:embed */*.yaml
//go:embed */_language.yaml
var FS embed.FS
