package scorefile

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"chancencheck/instrument"
	"chancencheck/score"
)

// Options say what is read and how it is written.
type Options struct {
	// Instrument holds the questions and the rules.
	Instrument *instrument.Instrument
	// Asked chooses a format and a kind of unit of the instrument.
	Asked score.Options
	// Answers is the CSV file: UTF-8, UTF-16 or Windows-1252, separated by
	// comma, semicolon or tab, columns and their case in any order.
	Answers io.Reader
	// Name is what mistakes call the file.
	Name string
	// Rank adds the rank of each subject by each value (instrument.Ranking).
	Rank bool
	// Format is CSV, JSON or Table; empty means CSV.
	Format Format
}

// Format is a way of writing the values.
type Format string

const (
	// CSV has the columns subject, node, value, coverage[, rank]; no value is an
	// empty cell.
	CSV Format = "csv"
	// JSON is a list of objects, one per line; no value is null with a reason.
	JSON Format = "json"
	// Table is for reading on a screen.
	Table Format = "table"
)

// Run reads the answers and writes one row per subject and node: subjects in
// the order in which they first appear, nodes as in score.Result.
//
// An answer is an option's id, its label in any language, or a number (with a
// decimal comma too where the separator is not a comma); several choices are
// joined with |, the four PDCA values with /. skipped, cannot_judge, n/a and
// unknown (nobody_knows) are what they say; an empty cell and an absent row are
// unanswered. A second row for the same subject and question must be identical.
//
// Mistakes in the file are returned as Mistakes; then nothing has been written.
func Run(ctx context.Context, opt Options, out io.Writer) error {
	e, err := score.Compile(opt.Instrument, opt.Asked)
	if err != nil {
		return explain(opt.Instrument.ID, err)
	}
	w, err := writerFor(opt, out)
	if err != nil {
		return err
	}
	b, err := read(ctx, opt, e)
	if err != nil {
		return err
	}
	if err := b.checkDoubles(opt.Name); err != nil {
		return err
	}
	return b.write(ctx, e, w, opt.Rank)
}

// write evaluates subject by subject.
func (b *book) write(ctx context.Context, e *score.Evaluator, w writer, rank bool) error {
	var ranks [][]int
	if rank {
		var err error
		if ranks, err = b.ranks(ctx, e); err != nil {
			return err
		}
	}
	var result score.Result
	sheet := make(score.Sheet, b.questions)
	if err := w.begin(); err != nil {
		return err
	}
	for i, subject := range b.subjects {
		if i%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		b.fill(i, sheet)
		if err := e.Evaluate(sheet, &result); err != nil {
			return err
		}
		var places []int
		if rank {
			places = ranks[i]
		}
		if err := w.subject(subject, result.Values, places); err != nil {
			return err
		}
	}
	return w.end()
}

// ranks returns the rank of every subject by every value.
func (b *book) ranks(ctx context.Context, e *score.Evaluator) ([][]int, error) {
	values := make([][]score.Value, e.Len())
	out := make([][]int, len(b.subjects))
	var result score.Result
	sheet := make(score.Sheet, b.questions)
	for i := range b.subjects {
		if i%1024 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		b.fill(i, sheet)
		if err := e.Evaluate(sheet, &result); err != nil {
			return nil, err
		}
		for n, v := range result.Values {
			values[n] = append(values[n], v)
		}
		out[i] = make([]int, e.Len())
	}
	for n := range values {
		for i, place := range score.Rank(values[n], e.Ranking()) {
			out[i][n] = place
		}
	}
	return out, nil
}

// writerFor chooses the writer of a format.
func writerFor(opt Options, out io.Writer) (writer, error) {
	buffered := bufio.NewWriterSize(out, 1<<16)
	switch opt.Format {
	case CSV, "":
		return &csvWriter{out: buffered, rank: opt.Rank}, nil
	case JSON:
		return &jsonWriter{out: buffered}, nil
	case Table:
		return newTableWriter(buffered, opt.Rank), nil
	}
	return nil, fmt.Errorf("%q is not a format: possible are csv, json and table", opt.Format)
}
