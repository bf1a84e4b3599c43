package golive

// Duty says whether a municipality must offer contents in easy language
// (Leichte Sprache) and German sign language on the start page.
type Duty string

// The duties a Land's law can name.
const (
	// Owed: the law names municipalities.
	Owed Duty = "owed"
	// NotOwed: it names the Land's own authorities alone.
	NotOwed Duty = "not_owed"
	// Unclear: the sources at hand do not say; ask the body.
	Unclear Duty = "unclear"
)

// Land is what the accessibility statement takes from the law of a Land.
type Land struct {
	// ID is the Land's part of ISO 3166-2:DE in lower case.
	ID   string
	Name string
	// Law is the act, and the ordinance that belongs to it.
	Law string
	// Body answers when a public body does not (Durchsetzungs-, Schlichtungs- or
	// Ombudsstelle); names are German as in the law.
	Body, Email string
	// Simple is the duty to offer easy language and sign language.
	Simple Duty
	// Answer is within how many months a report must be answered, where the law
	// or the body names a term; 0 where it does not, see [UsualMonths].
	Answer int
}

// Compiled is the day on which Lands was compiled. Sources: laws and duties from
// the comparison of the Landeskompetenzzentrum Barrierefreie IT Hessen
// (lbit.hessen.de/vergleichstabelle-bgg-bitv); Rheinland-Pfalz's body and term
// from inklusion.rlp.de; the other addresses as public accessibility statements
// name them. Addresses change: compare yours before you publish.
const Compiled = "2026-11-22"

// Lands are the sixteen Länder in the order of their names.
var Lands = []Land{
	{"bw", "Baden-Württemberg", "L-BGG und L-BGG-Durchführungsverordnung", "Schlichtungsstelle bei der Beauftragten der Landesregierung für die Belange von Menschen mit Behinderungen", "schlichtung@barrierefreiheit.bwl.de", Owed, 0},
	{"by", "Bayern", "BayBGG und Bayerische Digitalverordnung (BayDiV)", "Durchsetzungs- und Überwachungsstelle für barrierefreie Informationstechnik beim Landesamt für Digitalisierung, Breitband und Vermessung", "bitv@bayern.de", NotOwed, 0},
	{"be", "Berlin", "Barrierefreie-IKT-Gesetz Berlin (BIKTG Bln)", "Landesbeauftragte für digitale Barrierefreiheit", "landesbeauftragte-digitale-barrierefreiheit@senatskanzlei.berlin.de", Owed, 0},
	{"bb", "Brandenburg", "BbgBGG und BbgBITV", "Durchsetzungsstelle beim Ministerium für Soziales", "durchsetzung.BIT@msgiv.brandenburg.de", Unclear, 0},
	{"hb", "Bremen", "BremBGG mit Verweis auf BITV 2.0", "Schlichtungsstelle beim Landesbehindertenbeauftragten", "schlichtungsstelle@lbb.bremen.de", Owed, 0},
	{"hh", "Hamburg", "HmbBGG und HmbBITVO", "Schlichtungsstelle nach dem HmbBGG", "schlichtungsstelle-hmbbgg@soziales.hamburg.de", Owed, 0},
	{"he", "Hessen", "HessBGG und BITV HE", "Durchsetzungs- und Überwachungsstelle Barrierefreie Informationstechnik (LBIT) beim Regierungspräsidium Gießen", "lbit@rpgi.hessen.de", NotOwed, 0},
	{"mv", "Mecklenburg-Vorpommern", "LBGG M-V und BITVO M-V", "Überwachungsstelle beim Ministerium für Soziales", "ueberwachungsstelle@sm.mv-regierung.de", NotOwed, 0},
	{"ni", "Niedersachsen", "NBGG und NBITVO", "Schlichtungsstelle beim Ministerium für Soziales", "schlichtungsstelle@ms.niedersachsen.de", NotOwed, 0},
	{"nw", "Nordrhein-Westfalen", "BGG NRW und BITVNRW", "Ombudsstelle für barrierefreie Informationstechnik", "ombudsstelle-barrierefreie-it@mags.nrw.de", Owed, 0},
	{"rp", "Rheinland-Pfalz", "Landesinklusionsgesetz und BITV RP", "Durchsetzungsstelle bei der Landesbeauftragten für die Belange von Menschen mit Behinderungen", "durchsetzungsstelle@mastd.rlp.de", Owed, 1},
	{"sl", "Saarland", "SBGG und SBGVO", "Schlichtungsstelle beim Ministerium für Soziales", "inklusion@soziales.saarland.de", Owed, 0},
	{"sn", "Sachsen", "SächsInklusG und Barrierefreie-Websites-Gesetz (BfWebG)", "Durchsetzungsstelle bei der Sächsischen Staatskanzlei", "durchsetzungsstelle@sk.sachsen.de", NotOwed, 0},
	{"st", "Sachsen-Anhalt", "BGG LSA", "Ombudsstelle für barrierefreie Informationstechnik", "ombudsstelle@ukst.de", Unclear, 0},
	{"sh", "Schleswig-Holstein", "LBGG Schleswig-Holstein", "Beschwerdestelle für barrierefreie Informationstechnik beim Landtag", "bbit@landtag.ltsh.de", Unclear, 0},
	{"th", "Thüringen", "Thüringer Barrierefreie-Websites-Gesetz (ThürBarrWebG)", "Durchsetzungsstelle beim Landesbeauftragten für Menschen mit Behinderungen", "kontakt@tlmb.thueringen.de", Unclear, 0},
}

// LandOf returns a Land by its id.
func LandOf(id string) (Land, bool) {
	for _, l := range Lands {
		if l.ID == id {
			return l, true
		}
	}
	return Land{}, false
}

// UsualMonths is the term for an answer where the law names none. Source: the
// month that Rheinland-Pfalz's body waits before it takes a case.
const UsualMonths = 1

// Months is the term for answering a report.
func (l Land) Months() int {
	if l.Answer > 0 {
		return l.Answer
	}
	return UsualMonths
}
