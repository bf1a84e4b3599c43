// Package privacy carries the papers for the staff council, so that the print
// kit hands out the same text that stands here.
package privacy

import "embed"

//go:embed personalrat.md staff-council.md
var files embed.FS

// StaffCouncil returns the information for the staff council as Markdown, and
// false in languages in which there is none.
func StaffCouncil(lang string) (string, bool) {
	name, ok := map[string]string{"de": "personalrat.md", "en": "staff-council.md"}[lang]
	if !ok {
		return "", false
	}
	text, err := files.ReadFile(name)
	if err != nil {
		panic(err) // the files are part of the program
	}
	return string(text), true
}
