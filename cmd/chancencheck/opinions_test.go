package main

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// polis unpacks a file of testdata/polis.
func polis(t *testing.T, conversation, file string) string {
	t.Helper()
	packed, err := os.Open(filepath.Join("..", "..", "testdata", "polis", conversation, file+".gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return write(t, file, string(data))
}

func TestOpinions(t *testing.T) {
	t.Parallel()
	votes, statements := polis(t, "15-per-hour-seattle", "votes.csv"), polis(t, "15-per-hour-seattle", "comments.csv")
	status, stdout, stderr := tool(t, "opinions", votes, "--statements", statements, "--stability", "--format", "json")
	if status != 0 {
		t.Fatal(stderr)
	}
	var got struct {
		Participants []struct {
			ID    string
			Group *int
			X, Y  *float64
			Votes int
		}
		Groups []struct {
			ID, Size       int
			Stability      float64
			Representative []map[string]any
		}
		Consensus  []map[string]any
		Statements []struct {
			ID                    string
			Agree, Disagree, Pass *int
			Priority, Extremity   float64
		}
		CPU float64 `json:"cpu_ms"`
	}
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Participants) != 339 || len(got.Groups) != 2 || len(got.Statements) != 31 || len(got.Consensus) == 0 || got.CPU <= 0 {
		t.Errorf("%d participants, %d groups, %d statements, %d in consensus, %v ms",
			len(got.Participants), len(got.Groups), len(got.Statements), len(got.Consensus), got.CPU)
	}
	grouped := 0
	for _, p := range got.Participants {
		if p.Group != nil {
			grouped++
		}
		if p.ID == "" || p.X == nil || p.Y == nil {
			t.Errorf("%+v", p)
		}
	}
	if sum := got.Groups[0].Size + got.Groups[1].Size; grouped != 138 || sum != 138 {
		t.Errorf("%d people have a group, the groups have %d", grouped, sum)
	}
	for i, g := range got.Groups {
		if g.ID != i || len(g.Representative) == 0 || g.Representative[0]["id"] == "" || g.Stability <= 0 {
			t.Errorf("%+v", g)
		}
	}
	if s := got.Statements[0]; s.Agree == nil || s.Disagree == nil || s.Pass == nil || s.Priority <= 0 || s.Extremity <= 0 {
		t.Errorf("%+v", s)
	}
}

func TestOpinionsInOtherFormats(t *testing.T) {
	t.Parallel()
	votes := write(t, "votes.csv", "participant,a,b\n1,1,-1\n2,,0\n")
	status, stdout, stderr := tool(t, "opinions", votes, "--format", "csv")
	if status != 0 || !strings.HasPrefix(stdout, "id,group,x,y,votes\r\n1,,") {
		t.Errorf("csv: status %d, %s%s", status, stdout, stderr)
	}
	status, stdout, _ = tool(t, "opinions", votes)
	if status != 0 || !strings.HasPrefix(stdout, "group") {
		t.Errorf("table: status %d, %s", status, stdout)
	}
	status, stdout, stderr = tool(t, "opinions", votes, "--format", "json")
	if status != 0 || !strings.Contains(stdout, `"groups": []`) || !strings.Contains(stdout, `"group": null`) {
		t.Errorf("json without groups: status %d, %s%s", status, stdout, stderr)
	}
}

func TestOpinionsSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	good := write(t, "votes.csv", "participant,a\n1,1\n")
	bad := write(t, "bad.csv", "participant,a\n1,maybe\n")
	for _, tc := range []struct {
		args []string
		want string
	}{
		{[]string{bad}, "bad.csv, row 2: “maybe” is no vote"},
		{[]string{"nowhere.csv"}, "nowhere.csv does not exist"},
		{[]string{good, "--statements", bad}, "needs the columns comment-id and moderated"},
		{[]string{good, "--statements", "nowhere.csv"}, "nowhere.csv does not exist"},
	} {
		status, stdout, stderr := tool(t, append([]string{"opinions"}, tc.args...)...)
		if status != statusFailed || stdout != "" || !strings.Contains(stderr, tc.want) {
			t.Errorf("%v: status %d, stdout %q, stderr %q", tc.args, status, stdout, stderr)
		}
	}
}
