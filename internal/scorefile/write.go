package scorefile

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"text/tabwriter"

	"chancencheck/internal/tabular"
	"chancencheck/score"
)

// writer writes the values of subjects in one format. ranks is nil where
// nothing is ranked, and 0 for a subject without rank.
type writer interface {
	begin() error
	subject(name string, values []score.Value, ranks []int) error
	end() error
}

// appendCoverage writes answered / of with up to 4 decimals; nothing where no
// question applies.
func appendCoverage(dst []byte, c score.Coverage) []byte {
	if c.Of == 0 {
		return dst
	}
	parts := (20_000*c.Answered + c.Of) / (2 * c.Of)
	dst = strconv.AppendInt(dst, int64(parts/10_000), 10)
	if parts %= 10_000; parts == 0 {
		return dst
	}
	dst = append(dst, '.')
	for unit := 1000; parts > 0; unit /= 10 {
		dst = append(dst, byte('0'+parts/unit))
		parts %= unit
	}
	return dst
}

// csvWriter writes CSV; cells a spreadsheet would run as a formula are escaped.
type csvWriter struct {
	out  *bufio.Writer
	csv  *csv.Writer
	rank bool
}

func (w *csvWriter) begin() error {
	w.csv = csv.NewWriter(w.out)
	header := []string{"subject", "node", "value", "coverage"}
	if w.rank {
		header = append(header, "rank")
	}
	return w.csv.Write(header)
}

func (w *csvWriter) subject(name string, values []score.Value, ranks []int) error {
	name = tabular.Escape(name)
	for i := range values {
		v := &values[i]
		row := []string{name, v.ID, v.Text(), string(appendCoverage(nil, v.Coverage))}
		if w.rank {
			row = append(row, place(ranks[i], ""))
		}
		if err := w.csv.Write(row); err != nil {
			return err
		}
	}
	return nil
}

func (w *csvWriter) end() error {
	w.csv.Flush()
	if err := w.csv.Error(); err != nil {
		return err
	}
	return w.out.Flush()
}

func place(rank int, none string) string {
	if rank == 0 {
		return none
	}
	return strconv.Itoa(rank)
}

// jsonWriter writes a list of objects, one per line. It builds them by hand:
// with reflection, writing took longer than reading and evaluating together.
type jsonWriter struct {
	out   *bufio.Writer
	line  []byte
	nodes [][]byte // `,"node":"…","value":` by value
	comma bool
}

func (w *jsonWriter) begin() error {
	_, err := w.out.WriteString("[")
	return err
}

func (w *jsonWriter) subject(name string, values []score.Value, ranks []int) error {
	quoted, err := json.Marshal(name)
	if err != nil {
		return err
	}
	for i := range values {
		if i == len(w.nodes) {
			id, err := json.Marshal(values[i].ID)
			if err != nil {
				return err
			}
			w.nodes = append(w.nodes, fmt.Appendf(nil, `,"node":%s,"value":`, id))
		}
		b := w.line[:0]
		if w.comma {
			b = append(b, ',')
		}
		w.comma = true
		b = append(append(b, "\n{\"subject\":"...), quoted...)
		b = appendObject(append(b, w.nodes[i]...), &values[i])
		if ranks != nil && ranks[i] > 0 {
			b = strconv.AppendInt(append(b, `,"rank":`...), int64(ranks[i]), 10)
		} else if ranks != nil {
			b = append(b, `,"rank":null`...)
		}
		w.line = append(b, '}')
		if _, err := w.out.Write(w.line); err != nil {
			return err
		}
	}
	return nil
}

// appendObject appends value, coverage and reason.
func appendObject(b []byte, v *score.Value) []byte {
	if v.OK() {
		b = v.AppendText(b)
	} else {
		b = append(b, "null"...)
	}
	b = append(b, `,"coverage":`...)
	if v.Coverage.Of == 0 {
		b = append(b, "null"...)
	}
	b = appendCoverage(b, v.Coverage)
	b = strconv.AppendInt(append(b, `,"answered":`...), int64(v.Coverage.Answered), 10)
	b = strconv.AppendInt(append(b, `,"of":`...), int64(v.Coverage.Of), 10)
	if !v.OK() {
		b = append(append(append(b, `,"reason":"`...), v.Reason...), '"')
	}
	return b
}

func (w *jsonWriter) end() error {
	if _, err := w.out.WriteString("\n]\n"); err != nil {
		return err
	}
	return w.out.Flush()
}

// tableWriter writes aligned columns.
type tableWriter struct {
	out  *bufio.Writer
	tabs *tabwriter.Writer
	rank bool
}

func newTableWriter(out *bufio.Writer, rank bool) *tableWriter {
	return &tableWriter{out: out, tabs: tabwriter.NewWriter(out, 0, 0, 2, ' ', 0), rank: rank}
}

func (w *tableWriter) begin() error {
	header := "subject\tnode\tvalue\tanswered"
	if w.rank {
		header += "\trank"
	}
	_, err := fmt.Fprintln(w.tabs, header)
	return err
}

func (w *tableWriter) subject(name string, values []score.Value, ranks []int) error {
	for i := range values {
		v := &values[i]
		text := v.Text()
		if !v.OK() {
			text = "- (" + string(v.Reason) + ")"
		}
		line := fmt.Sprintf("%s\t%s\t%s\t%d of %d", clean(name), v.ID, text, v.Coverage.Answered, v.Coverage.Of)
		if w.rank {
			line += "\t" + place(ranks[i], "-")
		}
		if _, err := fmt.Fprintln(w.tabs, line); err != nil {
			return err
		}
	}
	return nil
}

func (w *tableWriter) end() error {
	if err := w.tabs.Flush(); err != nil {
		return err
	}
	return w.out.Flush()
}

// clean replaces control characters, which could move a terminal's cursor.
func clean(name string) string {
	out := []rune(name)
	for i, r := range out {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			out[i] = ' '
		}
	}
	return string(out)
}
