package scorefile

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"chancencheck/score"
)

// book holds all answers of a file.
type book struct {
	questions int
	ids       []string // of the questions
	subjects  []string
	bySubject map[string]int32
	last      []int32 // by subject: its latest entry, -1 for none
	entries   []*[blockSize]entry
	rows      int32 // how many entries there are
}

// blockSize is how many entries are allocated at once; growing one long slice
// would copy all of them again and again.
const blockSize = 1 << 12

// entry returns entry i.
func (b *book) entry(i int32) *entry { return &b.entries[i/blockSize][i%blockSize] }

// add appends an entry of subject s.
func (b *book) add(s int32, question int, row int, mark score.Mark) {
	if b.rows%blockSize == 0 {
		b.entries = append(b.entries, new([blockSize]entry))
	}
	*b.entry(b.rows) = entry{mark, b.last[s], int32(question), int32(row)}
	b.last[s] = b.rows
	b.rows++
}

// entry is one row. The entries of one subject are chained backwards.
type entry struct {
	mark     score.Mark
	previous int32
	question int32
	row      int32
}

// maxSubject is the longest name of a subject, in characters.
const maxSubject = 200

// input reads one file into a book.
type input struct {
	opt      Options
	e        *score.Evaluator
	book     *book
	asked    []*asked
	comma    bool
	rows     *csv.Reader
	column   [3]int // of subject, question, answer
	mistakes Mistakes
}

// read reads the whole file.
func read(ctx context.Context, opt Options, e *score.Evaluator) (*book, error) {
	in := &input{opt: opt, e: e, book: &book{bySubject: map[string]int32{}}}
	for i, q := range e.Questions() {
		a, err := newAsked(e, i, q)
		if err != nil {
			return nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
		in.asked = append(in.asked, a)
		in.book.ids = append(in.book.ids, q.ID)
	}
	in.book.questions = len(in.asked)
	text, separator, err := decode(opt.Answers)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", opt.Name, err)
	}
	in.comma = separator != ','
	in.rows = csv.NewReader(text)
	in.rows.Comma, in.rows.ReuseRecord, in.rows.FieldsPerRecord = separator, true, -1
	if err := in.header(); err != nil {
		return nil, err
	}
	if err := in.all(ctx); err != nil {
		return nil, err
	}
	if len(in.mistakes) > 0 {
		return nil, in.mistakes
	}
	return in.book, nil
}

// columns are the names of the three columns; German ones do as well.
var columns = [3][]string{
	{"subject", "gegenstand", "subjekt"},
	{"question", "frage"},
	{"answer", "antwort"},
}

// header finds the columns.
func (in *input) header() error {
	names, err := in.rows.Read()
	if err == io.EOF {
		return Mistakes{{in.opt.Name, 0, "", "the file is empty; its first row must be subject,question,answer"}}
	}
	if err != nil {
		return in.unreadable(err)
	}
	for c, wanted := range columns {
		in.column[c] = -1
		for i, name := range names {
			for _, w := range wanted {
				if fold(name) != w {
					continue
				}
				if in.column[c] >= 0 {
					return Mistakes{{in.opt.Name, 1, wanted[0], "this column is there twice"}}
				}
				in.column[c] = i
			}
		}
		if in.column[c] < 0 {
			return Mistakes{{in.opt.Name, 1, "", fmt.Sprintf("there is no column %s; found %s, needed are subject, question and answer", wanted[0], quote(strings.Join(names, ", ")))}}
		}
	}
	return nil
}

// all reads the rows after the header, up to MostMistakes mistakes.
func (in *input) all(ctx context.Context) error {
	for n := 0; len(in.mistakes) < MostMistakes; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		record, err := in.rows.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return in.unreadable(err)
		}
		if in.book.rows == math.MaxInt32 {
			return Mistakes{{in.opt.Name, 0, "", "the file has more than two thousand million rows"}}
		}
		in.row(record)
	}
	return nil
}

// unreadable turns an error of the CSV reader into a mistake; what was found
// before is kept.
func (in *input) unreadable(err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return fmt.Errorf("read %s: %w", in.opt.Name, err)
	}
	sentence := "a quotation mark stands inside a cell that does not begin with one; put the whole cell in quotation marks and double those inside"
	if errors.Is(p.Err, csv.ErrQuote) {
		sentence = "a cell begins with a quotation mark and does not end with one"
	}
	return append(in.mistakes, Mistake{in.opt.Name, p.StartLine, "", sentence})
}

func (in *input) mistake(column string, sentence string) {
	line, _ := in.rows.FieldPos(0)
	in.mistakes = append(in.mistakes, Mistake{in.opt.Name, line, column, sentence})
}

// row enters one row.
func (in *input) row(record []string) {
	if blank(record) {
		return
	}
	for c, i := range in.column {
		if i >= len(record) {
			in.mistake(columns[c][0], fmt.Sprintf("the row has only %d cells; this column is missing", len(record)))
			return
		}
	}
	subject, question, answer := record[in.column[0]], record[in.column[1]], record[in.column[2]]
	place, ok := in.e.Question(question)
	if !ok {
		if place, ok = in.e.Question(strings.TrimSpace(question)); !ok {
			in.mistake("question", in.noQuestion(question))
			return
		}
	}
	s, err := in.subject(subject)
	if err != nil {
		in.mistake("subject", err.Error())
		return
	}
	mark, err := in.asked[place].read(in.e, answer, in.comma)
	if err != nil {
		in.mistake("answer", err.Error())
		return
	}
	line, _ := in.rows.FieldPos(0)
	in.book.add(s, place, line, mark)
}

func blank(record []string) bool {
	for _, cell := range record {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

// noQuestion is the sentence for an unknown question.
func (in *input) noQuestion(id string) string {
	if in.opt.Instrument.Question(strings.TrimSpace(id)) != nil {
		return fmt.Sprintf("question %s is not asked in this format and for this kind of unit", quote(id))
	}
	ids := in.book.ids
	if len(ids) > 12 {
		return fmt.Sprintf("there is no question %s; there are %d, from %s to %s", quote(id), len(ids), ids[0], ids[len(ids)-1])
	}
	return fmt.Sprintf("there is no question %s; there are %s", quote(id), strings.Join(ids, ", "))
}

// subject finds or adds a subject. Rows of one subject mostly follow each other.
func (in *input) subject(name string) (int32, error) {
	b := in.book
	if latest := len(b.subjects) - 1; latest >= 0 && b.subjects[latest] == name {
		return int32(latest), nil
	}
	if s, ok := b.bySubject[name]; ok {
		return s, nil
	}
	tidy := strings.TrimSpace(name)
	switch {
	case tidy == "":
		return 0, errors.New("the subject is empty; every row must name whose answer it is")
	case utf8.RuneCountInString(tidy) > maxSubject:
		return 0, fmt.Errorf("the subject %s is longer than %d characters", quote(tidy), maxSubject)
	}
	s, ok := b.bySubject[tidy]
	if !ok {
		tidy = strings.Clone(tidy)
		s = int32(len(b.subjects))
		b.bySubject[tidy] = s
		b.subjects, b.last = append(b.subjects, tidy), append(b.last, -1)
	}
	return s, nil
}

// fill puts the answers of subject i on the sheet.
func (b *book) fill(i int, sheet score.Sheet) {
	clear(sheet)
	for at := b.last[i]; at >= 0; {
		n := b.entry(at)
		sheet[n.question], at = n.mark, n.previous
	}
}

// checkDoubles finds questions that a subject answers in two different ways.
func (b *book) checkDoubles(file string) error {
	var mistakes Mistakes
	seen := make([]int32, b.questions)  // by question: the entry
	owner := make([]int32, b.questions) // and its subject, plus 1
	for i := range b.subjects {
		for at := b.last[i]; at >= 0; at = b.entry(at).previous {
			n := b.entry(at)
			if owner[n.question] == int32(i)+1 {
				later := b.entry(seen[n.question])
				if !n.mark.Equal(later.mark) && len(mistakes) < MostMistakes {
					mistakes = append(mistakes, Mistake{file, int(later.row), "", fmt.Sprintf(
						"%s has already answered question %s in row %d, and differently; keep one of the two rows", quote(b.subjects[i]), b.ids[n.question], n.row)})
				}
			}
			owner[n.question], seen[n.question] = int32(i)+1, at
		}
	}
	if len(mistakes) > 0 {
		return mistakes
	}
	return nil
}
