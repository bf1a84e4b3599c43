package organisation

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

// DuplicateReason is why two services may be the same.
type DuplicateReason string

// The reasons, the weightiest first.
const (
	SameKey     DuplicateReason = "key"     // the same key of the service catalogue
	SameName    DuplicateReason = "name"    // the same name, but for case, spaces and signs
	SimilarName DuplicateReason = "similar" // nearly the same name
)

// Duplicate is a pair of services that may be one. It is a suggestion: a person
// decides, because two day-care centres may offer the same and still be two.
type Duplicate struct {
	A, B   Service
	Reason DuplicateReason
}

// nearlyAlike is the share of common pairs of letters (Dice's coefficient) from
// which two names are suggested, for names of at least shortest letters: plurals
// and typing errors are above it, "anmelden" and "abmelden" below.
const (
	nearlyAlike = 0.9
	shortest    = 8
)

// Duplicates returns the services offered on a day that may be in the register
// twice, the weightiest reason first. Pairs that a person has called different
// are left out.
func Duplicates(services []Service, day Date) []Duplicate {
	offered := OfferedOn(services, day)
	names, pairs := make([]string, len(offered)), make([][]string, len(offered))
	for i, s := range offered {
		names[i] = plainName(s.Name)
		pairs[i] = letterPairs(names[i])
	}
	var out []Duplicate
	for i, a := range offered {
		for j := i + 1; j < len(offered); j++ {
			b := offered[j]
			if slices.Contains(a.Distinct, b.ID) || slices.Contains(b.Distinct, a.ID) {
				continue
			}
			switch {
			case a.LeiKa != "" && a.LeiKa == b.LeiKa:
				out = append(out, Duplicate{a, b, SameKey})
			case a.LeiKa != "" && b.LeiKa != "":
				// two keys of the catalogue are two services
			case names[i] != "" && names[i] == names[j]:
				out = append(out, Duplicate{a, b, SameName})
			case alike(pairs[i], pairs[j]):
				out = append(out, Duplicate{a, b, SimilarName})
			}
		}
	}
	order := []DuplicateReason{SameKey, SameName, SimilarName}
	slices.SortStableFunc(out, func(a, b Duplicate) int {
		return cmp.Compare(slices.Index(order, a.Reason), slices.Index(order, b.Reason))
	})
	return out
}

// OfferedOn returns the services that are offered on a day.
func OfferedOn(services []Service, day Date) []Service {
	var out []Service
	for _, s := range services {
		if s.ValidUntil == "" || day < s.ValidUntil {
			out = append(out, s)
		}
	}
	return out
}

// plainName is a name without case, signs and double spaces.
func plainName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return ' '
	}, name)
	return strings.Join(strings.Fields(clean), " ")
}

// letterPairs are the pairs of neighbouring letters of a name, sorted.
func letterPairs(name string) []string {
	r := []rune(name)
	if len(r) < shortest {
		return nil
	}
	out := make([]string, 0, len(r)-1)
	for i := range r[1:] {
		out = append(out, string(r[i:i+2]))
	}
	slices.Sort(out)
	return out
}

func alike(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 || 2*float64(min(len(a), len(b))) < nearlyAlike*float64(len(a)+len(b)) {
		return false
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch cmp.Compare(a[i], b[j]) {
		case 0:
			common, i, j = common+1, i+1, j+1
		case -1:
			i++
		default:
			j++
		}
	}
	return 2*float64(common) >= nearlyAlike*float64(len(a)+len(b))
}

// Merged (zusammengeführt) says that a service was in the register twice.
type Merged struct {
	// Into is the service that stayed.
	Into ServiceID
	On   Date
	By   PersonID
	// Until was the end of the service before.
	Until Date `json:",omitempty"`
}

// SplitWithin is how many days after joining two services they can be parted
// again. Source: a quarter, in which a round with the joined service begins.
const SplitWithin = 90

// Errors that callers tell apart.
var (
	ErrServices  = fault.New(fault.Invalid, "service.not_two")
	ErrSplitLate = fault.New(fault.Conflict, "service.split_late", "days", SplitWithin)
	ErrNotMerged = fault.New(fault.Conflict, "service.not_merged")
)

// MergeServices joins two entries of one service: one stays, the other is no
// longer offered. Checks and results keep naming what they were made for.
func MergeServices(act access.Act, e Estate, stays, goes ServiceID) (Reformed, error) {
	a, b, err := e.two(act, stays, goes)
	if err != nil {
		return Reformed{}, err
	}
	today := DateOf(act.At)
	b.Merged = &Merged{Into: a.ID, On: today, By: PersonID(act.By.Person), Until: b.ValidUntil}
	b.ValidUntil = today
	return Reformed{Services: []Service{b}, Events: serviceEvent(act, a, "service.merge", b.Name+" → "+a.Name)}, nil
}

// TellApart notes that two services are different, so that they are suggested no
// more.
func TellApart(act access.Act, e Estate, one, other ServiceID) (Reformed, error) {
	a, b, err := e.two(act, one, other)
	if err != nil {
		return Reformed{}, err
	}
	a.Distinct = append(slices.Clone(a.Distinct), b.ID)
	return Reformed{Services: []Service{a}, Events: serviceEvent(act, a, "service.distinct", a.Name+" ≠ "+b.Name)}, nil
}

// SplitServices takes a joining back: the service is offered again as before.
func SplitServices(act access.Act, e Estate, id ServiceID) (Reformed, error) {
	if err := access.Require(act, access.Reorganise, access.Object{Org: string(e.Organisation.ID)}); err != nil {
		return Reformed{}, err
	}
	s, ok := e.service(id)
	switch {
	case !ok:
		return Reformed{}, errUnknown
	case s.Merged == nil:
		return Reformed{}, ErrNotMerged
	case !s.MaySplit(DateOf(act.At)):
		return Reformed{}, ErrSplitLate
	}
	s.ValidUntil, s.Merged = s.Merged.Until, nil
	return Reformed{Services: []Service{s}, Events: serviceEvent(act, s, "service.split", s.Name)}, nil
}

// MaySplit reports whether a joining can still be taken back on a day.
func (s Service) MaySplit(day Date) bool {
	return s.Merged != nil && day <= s.Merged.On.plus(SplitWithin)
}

// two finds two different services that are offered today and may be decided on.
func (e Estate) two(act access.Act, one, other ServiceID) (a, b Service, err error) {
	if err := access.Require(act, access.Reorganise, access.Object{Org: string(e.Organisation.ID)}); err != nil {
		return a, b, err
	}
	a, ok := e.service(one)
	b, also := e.service(other)
	today := DateOf(act.At)
	if !ok || !also || one == other || len(OfferedOn([]Service{a, b}, today)) < 2 {
		return a, b, ErrServices
	}
	return a, b, nil
}

func (e Estate) service(id ServiceID) (Service, bool) {
	i := slices.IndexFunc(e.Services, func(s Service) bool { return s.ID == id })
	if i < 0 {
		return Service{}, false
	}
	return e.Services[i], true
}

func serviceEvent(act access.Act, s Service, verb, detail string) []audit.Event {
	return []audit.Event{{Org: string(s.Org), At: act.At, Person: act.By.Person, Verb: verb, Object: string(s.ID), Detail: detail}}
}
