// Package organisation says who takes part: organisations, their tree of units
// with history, the services each unit offers, posts, people and where they
// belong.
//
// It is pure: it holds what these things are, what makes a set of them
// consistent (Check…), what a tree of units answers (Tree), and what an import
// would change (Plan…). It reads no file and stores nothing. It refuses to rank
// anything: units come in organisation order and in no other.
//
// Level names ("Dezernat", "Bereich", "Abteilung") are data, because every city
// uses the words differently. Everything an organisation owns is named by its
// organisation first: see Ref.
package organisation

import "strings"

// OrgID names an organisation, the tenant that owns everything below it.
type OrgID string

// UnitID names a unit within its organisation (Organisationseinheit).
type UnitID string

// ServiceID names a service within its organisation (Angebot, Dienstleistung).
type ServiceID string

// PersonID names a person within the organisation that entered her.
type PersonID string

// PostID names a post within its organisation (Stelle, Funktion).
type PostID string

// Ref names anything an organisation owns. The organisation is the first part
// of every key, so that no look-up can cross from one tenant to another.
type Ref struct {
	Org OrgID
	ID  string
}

// Kind is the sort of an organisation.
type Kind string

// The kinds of organisation the product knows words for.
const (
	Municipality Kind = "municipality" // Stadt, Gemeinde
	County       Kind = "county"       // Landkreis
	Authority    Kind = "authority"    // andere Behörde
	Association  Kind = "association"  // Verband, Verein
	Culture      Kind = "culture"      // Kultureinrichtung
)

// Organisation is one tenant: a city, a county, an authority, an association.
type Organisation struct {
	ID   OrgID
	Name string
	Kind Kind
	// Languages in which the organisation works, the main one first (BCP 47).
	Languages []string
	// Terms are the organisation's own words for words of the product, for
	// example "unit" -> "Abteilung".
	Terms map[string]string
	// TimeZone in which its deadlines are meant (IANA name).
	TimeZone string
	// ARS is the 12-digit regional key (Amtlicher Regionalschlüssel), or "".
	ARS string
	// AGS is the 8-digit municipality key (Amtlicher Gemeindeschlüssel), or "".
	AGS string
	// Levels of the unit tree, the highest first.
	Levels []Level
	// Parent is the organisation above (the county of a municipality), or "". It
	// sees nothing but what is released to it.
	Parent OrgID `json:",omitempty"`
}

// Level is one level of the unit tree, with the word this organisation uses.
type Level struct {
	ID   string
	Name string
}

// Term returns the organisation's own word for key, or standard.
func (o Organisation) Term(key, standard string) string {
	if own := o.Terms[key]; own != "" {
		return own
	}
	return standard
}

// Depth returns the position of a level, 0 for the highest, and whether the
// organisation has it.
func (o Organisation) Depth(level string) (int, bool) {
	for i, l := range o.Levels {
		if l.ID == level {
			return i, true
		}
	}
	return 0, false
}

// levelNames returns the names of the levels for a message.
func (o Organisation) levelNames() string {
	names := make([]string, len(o.Levels))
	for i, l := range o.Levels {
		names[i] = l.Name
	}
	return strings.Join(names, ", ")
}
