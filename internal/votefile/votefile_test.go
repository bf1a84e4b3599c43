package votefile_test

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"chancencheck/fault"
	"chancencheck/internal/votefile"
	"chancencheck/opinion"
)

// TestBothFormsSayTheSame reads one conversation from both of its files.
func TestBothFormsSayTheSame(t *testing.T) {
	t.Parallel()
	table := conversation(t, "15-per-hour-seattle", "participants-votes.csv")
	list := conversation(t, "15-per-hour-seattle", "votes.csv")
	if !reflect.DeepEqual(opinion.Draw(table.Votes), opinion.Draw(list.Votes)) {
		t.Error("the list of votes gives another map than the table of participants")
	}
	if len(table.Published) != 138 || len(list.Published) != 0 {
		t.Errorf("%d and %d published groups", len(table.Published), len(list.Published))
	}
}

func TestFilesAsProgramsSaveThem(t *testing.T) {
	t.Parallel()
	const table = "participant,group-id,n-votes,a,b\n1,0,2,1,-1\n2,,1,0,\n"
	for name, text := range map[string]string{
		"table":                table,
		"mark":                 "\ufeff" + table,
		"semicolons":           strings.ReplaceAll(table, ",", ";"),
		"quotes, line ends":    "\"participant\",\"a\",b\r\n1,1,\"-1\"\r\n2,0,\r\n",
		"statistics program":   "participant,a,b\n1,1.0,-1.0\n2,0.0,\n",
		"list":                 "comment-id,voter-id,vote\na,1,1\nb,1,-1\na,2,0\n",
		"last vote by time":    "timestamp,datetime,comment-id,voter-id,vote\n9.0,x,a,1,1\n3,x,a,1,-1\n4,x,b,1,-1\n5,x,a,2,0\n",
		"last vote by place":   "comment-id,voter-id,vote\na,1,-1\na,1,1\nb,1,-1\na,2,+0\n",
		"columns in any order": "vote,voter-id,more,comment-id\n1,1,,a\n-1,1,,b\n0,2,,a\n",
	} {
		c, err := votefile.Read(strings.NewReader(text), "v.csv")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		a, b := c.Votes.Tally("a"), c.Votes.Tally("b")
		if a != (opinion.Tally{Agree: 1, Pass: 1}) || b != (opinion.Tally{Disagree: 1}) || c.Votes.Voters() != 2 {
			t.Errorf("%s: %+v %+v", name, a, b)
		}
	}
}

func TestMistakesHaveTheirPlace(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 201)
	for _, tc := range []struct{ text, key, place string }{
		{"", "votes.none", ""},
		{"participant,a\n", "votes.none", ""},
		{"name,a\n1,1\n", "votes.header", "row=1"},
		{"participant,a,a\n1,1,1\n", "votes.column_twice", "column=a"},
		{"participant,a,\n1,1,1\n", "votes.id", "row=1"},
		{"participant," + long + "\n1,1\n", "votes.id", "row=1"},
		{"participant,\xff\n1,1\n", "votes.not_text", "row=1"},
		{"PK\x03\x04\x00", "votes.not_text", "row=1"},
		{"participant,a\n1,1\n2,7\n", "votes.vote", "row=3 cell=7"},
		{"participant,a\n1,yes\n", "votes.vote", "cell=yes"},
		{"participant,a\n1,1,1\n", "votes.row_length", "cells=3 columns=2"},
		{"participant,a\n1,1\n1,1\n", "votes.person_twice", "row=3"},
		{"participant,a\n,1\n", "votes.id", "row=2"},
		{"participant,a\n1,\"1\n", "votes.quote", "row=2"},
		{"comment-id,voter-id,vote\n\"a\nb\",1,1\nc,1,\n", "votes.vote", "row=4"},
		{"timestamp,comment-id,voter-id,vote\nnow,a,1,1\n", "votes.timestamp", "cell=now"},
		{"comment-id,voter-id,vote\na,,1\n", "votes.id", "row=2"},
		{"comment-id,voter-id,vote\n,1,1\n", "votes.id", "row=2"},
	} {
		c, err := votefile.Read(strings.NewReader(tc.text), "v.csv")
		var f *fault.Error
		if !errors.As(err, &f) || f.Key != tc.key || f.Kind != fault.Invalid || !strings.Contains(err.Error(), tc.place) || c != nil {
			t.Errorf("%.40q: %v, want %s %s", tc.text, err, tc.key, tc.place)
		}
	}
}

func TestLeftOut(t *testing.T) {
	t.Parallel()
	got, err := votefile.LeftOut(strings.NewReader("comment-id,moderated,comment-body\n1,0,\"a,\nb\"\n2,-1,c\n3,1,d\n5,,f\n4,-1,e\n"), "c.csv")
	if err != nil || !reflect.DeepEqual(got, []string{"2", "4"}) {
		t.Errorf("%v, %v", got, err)
	}
	for text, key := range map[string]string{
		"comment-id,body\n1,x\n":       "votes.statements_header",
		"comment-id,moderated\n1,no\n": "votes.moderated",
		"comment-id,moderated\n,0\n":   "votes.id",
	} {
		var f *fault.Error
		if _, err := votefile.LeftOut(strings.NewReader(text), "c.csv"); !errors.As(err, &f) || f.Key != key {
			t.Errorf("%q: %v, want %s", text, err, key)
		}
	}
}

func TestReadersThatFail(t *testing.T) {
	t.Parallel()
	failing := io.MultiReader(strings.NewReader("participant,a\n1,1\n"), iotest.ErrReader(io.ErrUnexpectedEOF))
	if _, err := votefile.Read(failing, "v.csv"); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v", err)
	}
	slow := iotest.OneByteReader(strings.NewReader("participant,a\n1,1\n"))
	if c, err := votefile.Read(slow, "v.csv"); err != nil || c.Votes.Voters() != 1 {
		t.Errorf("%v", err)
	}
}

// FuzzRead looks for files that make the reader panic, return both or neither of
// votes and error, or a map that is not one.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"participant,group-id,a,b\n1,0,1,-1\n2,,0,\n", "comment-id,voter-id,vote\na,1,1\n", "timestamp,comment-id,voter-id,vote\n9,a,1,1\n3,a,1,-1\n",
		"\ufeffparticipant;a\r\n1;1\r\n", "participant,\"a\n\"\n1,\"", "\x00", "participant\n1\n", "comment-id,moderated\n1,-1\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := votefile.Read(bytes.NewReader(data), "f")
		if (c == nil) == (err == nil) {
			t.Fatalf("%v, %v", c, err)
		}
		if out, err := votefile.LeftOut(bytes.NewReader(data), "f"); err != nil && out != nil {
			t.Fatal("statements and an error")
		}
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatalf("no fault: %v", err)
			}
			return
		}
		m := opinion.Draw(c.Votes)
		if len(m.People) != c.Votes.Voters() {
			t.Fatalf("%d people on the map, %d voters", len(m.People), c.Votes.Voters())
		}
	})
}
