// Package library carries what ships with the product: instruments with their
// guides and sources, one folder each.
package library

import "embed"

// FS holds every shipped instrument as <instrument>/instrument.yaml with the
// files beside it.
//
//go:embed service-check organisation-check
var FS embed.FS

// ServiceCheck is the file of the instrument a round starts with unless
// somebody chooses another.
const ServiceCheck = "service-check/instrument.yaml"

// OrganisationCheck is the file of the instrument with which a whole
// municipality looks at its work in seven fields of action.
const OrganisationCheck = "organisation-check/instrument.yaml"

// Files are the files of all instruments, in the order a new organisation gets
// them.
func Files() []string { return []string{ServiceCheck, OrganisationCheck} }
