package organisation

import (
	"time"

	"chancencheck/fault"
)

// Date is a local calendar day written YYYY-MM-DD; "" means not set. Days
// compare with < as they stand.
type Date string

// ParseDate checks a day written YYYY-MM-DD; "" is accepted as not set. Any
// other text is a fault "date.invalid".
func ParseDate(s string) (Date, error) {
	if s == "" {
		return "", nil
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fault.New(fault.Invalid, "date.invalid", "value", s)
	}
	return Date(s), nil
}

// DateOf returns the day of an instant in its own location.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// Next returns the day after; "" for a day that is not set. People name the last
// day of something, what is stored is the first on which it is over.
func (d Date) Next() Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return DateOf(t.AddDate(0, 0, 1))
}

// Before returns the day before; see Next.
func (d Date) Before() Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return DateOf(t.AddDate(0, 0, -1))
}

// plus returns the day some days later.
func (d Date) plus(days int) Date {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return d
	}
	return DateOf(t.AddDate(0, 0, days))
}

// during reports whether day lies in [from, until); an unset bound is open.
func during(from, until, day Date) bool {
	return from <= day && (until == "" || day < until)
}
