package main

import (
	"io"
	"math"
	"os"
	"runtime"
	"strconv"
	"time"

	"chancencheck/internal/votefile"
	"chancencheck/opinion"
)

type opinions struct {
	Votes      string `arg:"" placeholder:"VOTES.csv" help:"Polis export: the table of participants or the list of votes; - reads standard input."`
	Statements string `placeholder:"FILE" help:"Polis export of the statements; those with moderated = -1 are left out."`
	Stability  bool   `help:"Also say how much of each group comes back when statements are left out. Takes ten times as long."`
	Format     string `enum:"json,csv,table" default:"table" help:"How to print: json prints everything, csv the participants, table the groups."`
}

// Run draws the map and prints it.
func (o *opinions) Run(p *program) error {
	votes, err := o.read(p)
	if err != nil {
		return err
	}
	runtime.GC() // what reading has left behind is not the map's
	begun := cpuTime()
	m := opinion.Draw(votes)
	cpu := cpuTime() - begun
	votes.Divide(m)
	var stability []float64
	if o.Stability {
		stability = opinion.Stability(votes, m)
	}
	switch o.Format {
	case "json":
		return printObject(p.stdout, describe(votes, m, stability, cpu))
	case "csv":
		return printed{"csv"}.print(p.stdout, []string{"id", "group", "x", "y", "votes"}, placeRows(m))
	}
	return printed{"table"}.print(p.stdout, []string{"group", "people", "statement", "side", "share", "share elsewhere"}, groupRows(votes, m))
}

// read reads the votes, without the statements that moderation took out.
func (o *opinions) read(p *program) (*opinion.Votes, error) {
	var c *votefile.Conversation
	err := o.open(p, o.Votes, func(r io.Reader, name string) (err error) {
		c, err = votefile.Read(r, name)
		return err
	})
	if err != nil || o.Statements == "" {
		return votesOf(c), err
	}
	var out []string
	err = o.open(p, o.Statements, func(r io.Reader, name string) (err error) {
		out, err = votefile.LeftOut(r, name)
		return err
	})
	for _, id := range out {
		c.Votes.LeaveOut(id)
	}
	return c.Votes, err
}

func votesOf(c *votefile.Conversation) *opinion.Votes {
	if c == nil {
		return nil
	}
	return c.Votes
}

func (o *opinions) open(p *program, name string, read func(io.Reader, string) error) error {
	if name == "-" {
		return read(p.stdin, "standard input")
	}
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return read(file, name)
}

func placeRows(m *opinion.Map) [][]string {
	rows := make([][]string, len(m.People))
	for i, p := range m.People {
		group := ""
		if p.Group >= 0 {
			group = strconv.Itoa(p.Group)
		}
		rows[i] = []string{p.ID, group, decimal(p.X, -1), decimal(p.Y, -1), strconv.Itoa(p.Votes)}
	}
	return rows
}

func groupRows(v *opinion.Votes, m *opinion.Map) [][]string {
	var rows [][]string
	for g, group := range m.Groups {
		for _, t := range v.Representative(g) {
			rest := t.Rest.Lean(t.Side).Share
			rows = append(rows, []string{strconv.Itoa(g), strconv.Itoa(group.Size), t.Statement, sideName(t.Side), decimal(t.Share, 2), decimal(rest, 2)})
		}
	}
	return rows
}

func decimal(f float64, digits int) string { return strconv.FormatFloat(f, 'f', digits, 64) }

func sideName(side opinion.Vote) string {
	if side == opinion.Agree {
		return "agree"
	}
	return "disagree"
}

// milliseconds with three digits.
func milliseconds(d time.Duration) float64 { return math.Round(float64(d.Microseconds())) / 1000 }
