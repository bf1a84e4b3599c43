package votefile_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"chancencheck/internal/votefile"
	"chancencheck/opinion"
)

// conversations are the folders of testdata/polis, smallest first, with the
// agreement that we have and want to keep.
var conversations = []struct {
	name string
	// least is the adjusted Rand index below which something has gone wrong.
	least float64
}{
	{"15-per-hour-seattle", 0.40},
	{"canadian-electoral-reform", 0.40},
	{"scoop-hivemind.biodiversity", 0.40},
	{"vtaiwan.uberx", 0.40},
	{"american-assembly.bowling-green", 0.40},
}

// unpacked returns a file of testdata/polis.
func unpacked(tb testing.TB, folder, file string) []byte {
	tb.Helper()
	packed, err := os.Open(filepath.Join("..", "..", "testdata", "polis", folder, file+".gz"))
	if err != nil {
		tb.Fatal(err)
	}
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	if err != nil {
		tb.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// conversation reads one without the statements that moderation took out.
func conversation(tb testing.TB, folder, file string) *votefile.Conversation {
	tb.Helper()
	c, err := votefile.Read(bytes.NewReader(unpacked(tb, folder, file)), file)
	if err != nil {
		tb.Fatal(err)
	}
	out, err := votefile.LeftOut(bytes.NewReader(unpacked(tb, folder, "comments.csv")), "comments.csv")
	if err != nil {
		tb.Fatal(err)
	}
	for _, id := range out {
		c.Votes.LeaveOut(id)
	}
	return c
}

// TestPublishedGroups compares the groups with those published for five real
// conversations: adjusted Rand index over the participants that have a
// published group; whoever has none with us counts as a group of its own.
func TestPublishedGroups(t *testing.T) {
	t.Parallel()
	sum := 0.0
	for _, conv := range conversations {
		c := conversation(t, conv.name, "participants-votes.csv")
		m := opinion.Draw(c.Votes)
		ours, theirs := []int{}, []string{}
		for _, p := range m.People {
			if group, ok := c.Published[p.ID]; ok {
				ours, theirs = append(ours, p.Group), append(theirs, group)
			}
		}
		index := adjustedRand(ours, theirs)
		t.Logf("%-32s %d groups %v, silhouette %.2f: %.3f", conv.name, len(m.Groups), sizes(m), m.Silhouette, index)
		if index < conv.least {
			t.Errorf("%s: agreement %.3f is below %.2f", conv.name, index, conv.least)
		}
		sum += index
	}
	if mean := sum / float64(len(conversations)); mean < 0.77 {
		t.Errorf("mean agreement %.3f is below 0.77", mean)
	} else {
		t.Logf("mean %.3f", mean)
	}
}

func sizes(m *opinion.Map) []int {
	var list []int
	for _, g := range m.Groups {
		list = append(list, g.Size)
	}
	return list
}

// adjustedRand is the index of Hubert and Arabie (1985): 1 for equal divisions,
// about 0 for divisions that have nothing to do with each other.
func adjustedRand[A, B comparable](a []A, b []B) float64 {
	type pair struct {
		a A
		b B
	}
	cells, rows, columns := map[pair]int{}, map[A]int{}, map[B]int{}
	for i := range a {
		cells[pair{a[i], b[i]}]++
		rows[a[i]]++
		columns[b[i]]++
	}
	both, left, right := pairs(cells), pairs(rows), pairs(columns)
	all := float64(len(a)) * float64(len(a)-1) / 2
	expected := left * right / all
	return (both - expected) / ((left+right)/2 - expected)
}

// pairs is the number of pairs within the same class.
func pairs[K comparable](counts map[K]int) float64 {
	sum := 0.0
	for _, n := range counts {
		sum += float64(n) * float64(n-1) / 2
	}
	return sum
}

func TestAdjustedRand(t *testing.T) {
	t.Parallel()
	if got := adjustedRand([]int{1, 1, 2, 2}, []string{"b", "b", "a", "a"}); got != 1 {
		t.Errorf("equal divisions: %v", got)
	}
	// Hubert and Arabie's formula by hand: 6 pairs, 1 in both, 2 left, 3 right.
	if got, want := adjustedRand([]int{1, 1, 2, 2}, []int{1, 1, 1, 2}), 0.0; got != want {
		t.Errorf("%v, want %v", got, want)
	}
}
