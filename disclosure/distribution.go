package disclosure

import "encoding/json"

// unanimousShare is the share from which an answer counts as everybody's.
const unanimousShare = 0.9

// NearlyAll is the band shown instead of a count when nearly all gave one answer.
const NearlyAll = "nearly_all"

// Distribution is how often each level of one question was chosen, as far as
// that may be shown. It has no minimum and no maximum: they are single people.
type Distribution struct {
	n      Shown
	levels []Level
	median Shown
}

// Level is one level of a distribution.
type Level struct {
	// Count is the number of people; withheld where a band stands for it.
	Count Shown
	// Band is NearlyAll or "".
	Band string
}

// N returns the number of people behind the distribution.
func (d Distribution) N() Shown { return d.n }

// Levels returns one entry per level, lowest first.
func (d Distribution) Levels() []Level { return append([]Level(nil), d.levels...) }

// Median returns the index of the middle level.
func (d Distribution) Median() Shown { return d.median }

// MarshalJSON writes what may be shown and nothing else.
func (d Distribution) MarshalJSON() ([]byte, error) {
	type level struct {
		Count Shown  `json:"count"`
		Band  string `json:"band,omitempty"`
	}
	out := struct {
		N      Shown   `json:"n"`
		Median Shown   `json:"median"`
		Levels []level `json:"levels"`
	}{N: d.n, Median: d.median, Levels: []level{}}
	for _, l := range d.levels {
		out.Levels = append(out.Levels, level(l))
	}
	return json.Marshal(out)
}

// Distribution decides about one question; counts holds the people per level,
// lowest level first. With anonymous answers counts are shown from the
// threshold on. If 90 % or more, or all but one, chose the same level, that
// level is marked NearlyAll and every count is withheld: everybody's answer
// would be known, and the one who differs would know the others'.
func (p Policy) Distribution(counts []int, s Standing) Distribution {
	n := sum(counts)
	d := Distribution{median: p.Median(counts, s), levels: make([]Level, len(counts))}
	if r := p.refuse(n, s); r != "" {
		d.n = Withhold(r)
		for i := range d.levels {
			d.levels[i].Count = Withhold(r)
		}
		return d
	}
	d.n = people(n, n)
	top := -1
	for i, c := range counts {
		d.levels[i].Count = people(c, n)
		if p.class == AnonymousAnswers && c >= nearlyAll(n) {
			top = i
		}
	}
	if top >= 0 {
		for i := range d.levels {
			d.levels[i].Count = Withhold(Complementary)
		}
		d.levels[top].Band = NearlyAll
	}
	return d
}

// Median decides about the middle level (its index), the proposal a team talk
// starts from. It tells less than a distribution and is therefore shown from
// the floor on, even where the threshold is higher. With an even number the
// lower of the two middle levels is taken: levels are steps, not distances.
func (p Policy) Median(counts []int, s Standing) Shown {
	n := sum(counts)
	at := p
	at.threshold = min(p.threshold, Floor)
	if r := at.refuse(n, s); r != "" {
		return Withhold(r)
	}
	below := 0
	for i, c := range counts {
		below += c
		if 2*below >= n {
			return Shown{shown: true, value: float64(i), coverage: Answered(n, n)}
		}
	}
	return Withhold(NoAnswers)
}

// nearlyAll is the least number of n people who count as nearly all of them.
func nearlyAll(n int) int {
	share := n - n/10 // 90 %, rounded up
	return min(share, n-1)
}

func people(count, n int) Shown {
	return Shown{shown: true, value: float64(count), unit: People, coverage: Answered(n, n)}
}

func sum(counts []int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}
