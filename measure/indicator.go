package measure

import (
	"slices"
	"strings"
	"unicode"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/organisation"
)

// Indicator is what shows whether a measure works: a number with its unit.
type Indicator struct {
	ID string
	// Name is what is counted ("applications sent back"), Unit in what ("a month").
	Name, Unit string
	// Baseline and Target are numbers written with a point, "" if not known.
	Baseline, Target string
	Readings         []Reading `json:",omitempty"`
}

// Reading is what an indicator showed on a day.
type Reading struct {
	On    organisation.Date
	Value string
	// Note says where the number is from.
	Note string `json:",omitempty"`
	By   organisation.PersonID
}

func (i Indicator) validate() error {
	if strings.TrimSpace(i.Name) == "" || strings.TrimSpace(i.Unit) == "" {
		return ErrIndicator
	}
	for _, v := range []string{i.Baseline, i.Target} {
		if _, err := number(v); err != nil {
			return err
		}
	}
	return nil
}

// number reads a stored number; "" is none.
func number(s string) (instrument.Number, error) {
	if s == "" {
		return instrument.Number{}, nil
	}
	n, err := instrument.ParseNumber(s)
	if err != nil {
		return n, ErrNumber
	}
	return n, nil
}

// Amount reads a number as people write it, with a comma or a point, spaces or
// points between thousands, and perhaps the unit behind it. It returns the number
// as it is stored. Faults: "measure.number", and "measure.other_unit" if another
// unit stands there than the indicator has.
func (i Indicator) Amount(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	end := strings.LastIndexFunc(typed, unicode.IsDigit) + 1
	figure, unit := typed[:end], strings.TrimSpace(typed[end:])
	if unit != "" && !strings.EqualFold(unit, i.Unit) {
		return "", fault.New(fault.Invalid, "measure.other_unit", "typed", unit, "unit", i.Unit)
	}
	return decimal(figure)
}

// decimal reads a figure; "" stays "".
func decimal(figure string) (string, error) {
	figure = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, figure)
	if strings.Contains(figure, ",") {
		figure = strings.ReplaceAll(strings.ReplaceAll(figure, ".", ""), ",", ".")
	} else if head, last, ok := strings.Cut(figure, "."); ok && (strings.Contains(last, ".") || len(last) == 3 && head != "0") {
		figure = strings.ReplaceAll(figure, ".", "") // 1.200 are thousands, as German tables write them
	}
	n, err := number(figure)
	return n.String(), err
}

// Decimal reads a figure as people write it; see Indicator.Amount.
func Decimal(figure string) (string, error) { return decimal(strings.TrimSpace(figure)) }

// Indicator returns an indicator by its id, nil if there is none.
func (m *Measure) Indicator(id string) *Indicator {
	n := slices.IndexFunc(m.Indicators, func(i Indicator) bool { return i.ID == id })
	if n < 0 {
		return nil
	}
	return &m.Indicators[n]
}

// Read notes what an indicator showed. A second reading of the same day replaces
// the first. Its unit must be the indicator's.
func (m *Measure) Read(act access.Act, indicator, typed, note string, on, today organisation.Date) ([]audit.Event, error) {
	if err := access.Require(act, access.ReportMeasures, m.Object()); err != nil {
		return nil, err
	}
	i := m.Indicator(indicator)
	if i == nil {
		return nil, fault.New(fault.NotFound, "store.not_found")
	}
	value, err := i.Amount(typed)
	switch {
	case err != nil:
		return nil, err
	case value == "" || on == "":
		return nil, ErrNumber
	case on > today:
		return nil, ErrFuture
	}
	i.Readings = slices.DeleteFunc(i.Readings, func(r Reading) bool { return r.On == on })
	i.Readings = append(i.Readings, Reading{on, value, strings.TrimSpace(note), organisation.PersonID(act.By.Person)})
	slices.SortFunc(i.Readings, func(a, b Reading) int { return strings.Compare(string(a.On), string(b.On)) })
	return m.event(act, "measure.read", i.Name), nil
}

// Course says where an indicator stands between its baseline and its target.
type Course string

// The courses of an indicator.
const (
	NoReading Course = ""        // nothing has been read
	Reached   Course = "reached" // the target, or beyond
	Towards   Course = "towards" // nearer to the target than the baseline
	Away      Course = "away"    // the baseline, or on the wrong side of it
	Plain     Course = "plain"   // read, without baseline and target to compare with
)

// Course compares the last reading with baseline and target. It says where the
// number stands, not why.
func (i Indicator) Course() Course {
	if len(i.Readings) == 0 {
		return NoReading
	}
	base, err1 := number(i.Baseline)
	target, err2 := number(i.Target)
	now, err3 := number(i.Readings[len(i.Readings)-1].Value)
	if err1 != nil || err2 != nil || err3 != nil || !base.IsSet() || !target.IsSet() || base.Cmp(target) == 0 {
		return Plain
	}
	up := target.Cmp(base)
	switch {
	case now.Cmp(target)*up >= 0:
		return Reached
	case now.Cmp(base)*up > 0:
		return Towards
	}
	return Away
}
