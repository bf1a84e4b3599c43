// Package musterhafen is the city the product is shown with: Stadt Musterhafen
// am Rhein, 180,000 inhabitants, all of it invented. Its units, services and
// people with a named part are tables like those any organisation imports; the
// numbers of people are those of the offices, without shift staff elsewhere.
//
// Names of people are made up. Catalogue keys (LeiKa) are left empty wherever
// they are not certain.
package musterhafen

import (
	"embed"

	"chancencheck/organisation"
)

// Files holds units.csv, services.csv and people.csv.
//
//go:embed units.csv services.csv people.csv
var Files embed.FS

// Organisation returns the city itself, which its tables belong to. It has no
// regional key, because it is in no Land.
func Organisation() organisation.Organisation {
	return organisation.Organisation{
		ID:        "musterhafen",
		Name:      "Stadt Musterhafen am Rhein",
		Kind:      organisation.Municipality,
		Languages: []string{"de", "en"},
		TimeZone:  "Europe/Berlin",
		Levels: []organisation.Level{
			{ID: "directorate", Name: "Dezernat"},
			{ID: "division", Name: "Bereich"},
			{ID: "department", Name: "Abteilung"},
		},
	}
}
