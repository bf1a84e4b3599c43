package chart

// Count is one recurring need and how often it was named.
type Count struct {
	Label string
	// N of Of is the length of the bar, Text says it: "in 23 of 98 departments".
	// Where Of is 0, the bars are compared with the longest.
	N, Of int
	Text  string
	// Withheld says why there is no number.
	Withheld string
}

// CountsData are recurring needs, in the order given.
type CountsData struct {
	Rows []Count
	// Head names the table's columns: need, how often.
	Head [2]string
}

// Counts draws how often each need was named, as bars on one common scale.
func Counts(o Options, d CountsData) Figure {
	c := newCanvas(o)
	l := c.barLayout()
	l.width = c.width - l.start - 8 // the number stands below, not at the end
	most := 1
	for _, row := range d.Rows {
		if row.Withheld == "" {
			most = max(most, row.N)
		}
	}
	t := Table{Head: d.Head[:]}
	y := 8.0
	for _, row := range d.Rows {
		of := row.Of
		if of == 0 {
			of = most
		}
		v := Value{Coverage: row.Text, Fraction: float64(row.N) / float64(of), Withheld: row.Withheld}
		y = c.bar(l, y, Bar{Label: row.Label, Value: v}, nil)
		t.Rows = append(t.Rows, []string{row.Label, v.coverage() + v.Withheld})
	}
	return c.figure("counts", y, t)
}
