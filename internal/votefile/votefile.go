package votefile

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"chancencheck/fault"
	"chancencheck/opinion"
)

// Conversation is what a file of votes says.
type Conversation struct {
	Votes *opinion.Votes
	// Published has the group of each participant that the file names, as written there;
	// only the table of participants may have it.
	Published map[string]string
}

// most is the largest number of people, and of statements, that one file may have.
const (
	mostPeople     = 1 << 20
	mostStatements = 1 << 17
)

// Read reads a file of votes; name is how faults call it.
func Read(r io.Reader, name string) (*Conversation, error) {
	f, err := open(r, name)
	if err != nil {
		return nil, err
	}
	c := &Conversation{Votes: &opinion.Votes{}, Published: map[string]string{}}
	switch {
	case f.has("participant"):
		err = f.participants(c)
	case f.has("comment-id", "voter-id", "vote"):
		err = f.events(c)
	default:
		err = f.wrong("votes.header")
	}
	if err != nil {
		return nil, err
	}
	if c.Votes.Voters() == 0 {
		return nil, fault.New(fault.Invalid, "votes.none", "file", name)
	}
	return c, nil
}

// LeftOut reads a file of statements and returns the ids of those that
// moderation took out (moderated = -1).
func LeftOut(r io.Reader, name string) ([]string, error) {
	f, err := open(r, name)
	if err != nil {
		return nil, err
	}
	if !f.has("comment-id", "moderated") {
		return nil, f.wrong("votes.statements_header")
	}
	var out []string
	for {
		row, err := f.next()
		if err != nil || row == nil {
			return out, err
		}
		id, err := f.id(row[f.at["comment-id"]])
		if err != nil {
			return nil, err
		}
		switch mark := number(row[f.at["moderated"]]); mark {
		case "-1":
			out = append(out, id)
		case "0", "1", "": // nobody has looked at it, or it was let in
		default:
			return nil, f.wrong("votes.moderated", "cell", shorten(mark))
		}
	}
}

// about are the columns of the table of participants that are no statements.
var about = []string{"participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}

// participants reads the table with a row for each person.
func (f *file) participants(c *Conversation) error {
	var columns []int // of statements
	for i, name := range f.header {
		if slices.Contains(about, name) {
			continue
		}
		if name == "" || len(name) > longestID {
			return f.wrong("votes.id", "cell", shorten(name))
		}
		columns = append(columns, i)
		c.Votes.AddStatement(name)
	}
	seen := map[string]bool{}
	for {
		row, err := f.next()
		if err != nil || row == nil {
			return err
		}
		person, err := f.id(row[f.at["participant"]])
		if err != nil {
			return err
		}
		if seen[person] {
			return f.wrong("votes.person_twice", "person", shorten(person))
		}
		if seen[person] = true; len(seen) > mostPeople {
			return f.wrong("votes.too_many", "most", mostPeople)
		}
		if at, ok := f.at["group-id"]; ok && row[at] != "" {
			c.Published[person] = strings.Clone(row[at])
		}
		for _, at := range columns {
			if row[at] == "" {
				continue
			}
			vote, err := f.vote(row[at])
			if err != nil {
				return err
			}
			if err := c.Votes.Cast(person, f.header[at], vote); err != nil {
				return fmt.Errorf("%s: %w", f.name, err)
			}
		}
	}
}
