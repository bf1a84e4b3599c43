package organisation

// Channel is a way in which people reach a service.
type Channel string

// The channels a service can have.
const (
	AtCounter Channel = "counter" // Schalter, Sprechstunde
	ByPhone   Channel = "phone"   // Telefon
	Online    Channel = "online"  // Onlinedienst
	ByPost    Channel = "post"    // Brief
	ByMail    Channel = "email"   // E-Mail
	OnSite    Channel = "site"    // in der Einrichtung
	Outreach  Channel = "visit"   // Hausbesuch, vor Ort bei den Menschen
)

// Service is one offer of a unit to people in the city or to colleagues
// (Angebot, Dienstleistung).
type Service struct {
	Org   OrgID
	ID    ServiceID
	Unit  UnitID
	Name  string
	Short string
	// ForWhom says in words who uses the service.
	ForWhom  string
	Channels []Channel
	// Languages in which the service is offered (BCP 47).
	Languages []string
	// LeiKa is the 14-digit key of the service catalogue
	// (Leistungskatalog), or "".
	LeiKa string
	// BudgetProduct is the product number in the budget (Produkt), or "".
	BudgetProduct string
	// Visits is the number of contacts per year, 0 if unknown.
	Visits int
	// ValidUntil is the first day on which it is no longer offered, or "".
	ValidUntil Date
	// Merged says into which service this one went, because it was in the register
	// twice; nil otherwise.
	Merged *Merged `json:",omitempty"`
	// Distinct are services that look the same and are not.
	Distinct []ServiceID `json:",omitempty"`
}

// Ref names the service.
func (s Service) Ref() Ref { return Ref{s.Org, string(s.ID)} }
