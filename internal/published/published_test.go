package published_test

import (
	"context"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"chancencheck/fault"
	"chancencheck/internal/published"
	"chancencheck/internal/sqlstore"
	"chancencheck/library"
	"chancencheck/organisation"
	"chancencheck/round"
)

var now = time.Date(2027, 3, 1, 9, 0, 0, 0, time.UTC)

// counting counts how often the database is asked.
type counting struct {
	*sqlstore.DB
	reads atomic.Int32
}

func (c *counting) PublishedInstrument(ctx context.Context, org organisation.OrgID, key round.InstrumentKey) (sqlstore.Published, error) {
	c.reads.Add(1)
	return c.DB.PublishedInstrument(ctx, org, key)
}

func store(t *testing.T) *counting {
	t.Helper()
	db, err := sqlstore.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return &counting{DB: db}
}

func TestWhatIsPublishedComesBack(t *testing.T) {
	t.Parallel()
	db := store(t)
	wrote, err := published.New(db).Publish(t.Context(), "o", library.FS, library.ServiceCheck, now)
	if err != nil {
		t.Fatal(err)
	}
	key := round.InstrumentKey{ID: wrote.ID, Version: wrote.Version}
	instruments := published.New(db) // another start of the program
	read, err := instruments.Get(t.Context(), "o", key)
	if err != nil {
		t.Fatal(err)
	}
	if read.Hash() != wrote.Hash() || len(read.Guides) == 0 || read.Guides["de"] != wrote.Guides["de"] {
		t.Errorf("hash %s and %d guides, published were %s and %d", read.Hash(), len(read.Guides), wrote.Hash(), len(wrote.Guides))
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if again, err := instruments.Get(t.Context(), "o", key); err != nil || again != read {
				t.Errorf("another instrument, %v", err)
			}
		})
	}
	all.Wait()
	if n := db.reads.Load(); n != 1 {
		t.Errorf("the database was asked %d times", n)
	}
	for _, other := range []struct {
		org organisation.OrgID
		key round.InstrumentKey
	}{{"p", key}, {"o", round.InstrumentKey{ID: key.ID, Version: "0"}}, {"", key}} {
		if _, err := instruments.Get(t.Context(), other.org, other.key); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%v: got %v", other, err)
		}
	}
}

func TestAVersionIsPublishedOnce(t *testing.T) {
	t.Parallel()
	db := store(t)
	instruments := published.New(db)
	publish := func(fsys fs.FS) error {
		_, err := instruments.Publish(t.Context(), "o", fsys, library.ServiceCheck, now)
		return err
	}
	if err := publish(library.FS); err != nil {
		t.Fatal(err)
	}
	if err := publish(library.FS); err != nil {
		t.Errorf("the same again: %v", err)
	}
	source, err := fs.ReadFile(library.FS, library.ServiceCheck)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(source), "Noch kein Thema", "Gar kein Thema", 1)
	if changed == string(source) {
		t.Fatal("the text to change is not in the instrument")
	}
	files := fstest.MapFS{library.ServiceCheck: {Data: []byte(changed)}}
	guides, err := fs.Glob(library.FS, "service-check/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range guides {
		b, err := fs.ReadFile(library.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: b}
	}
	if err := publish(files); fault.KindOf(err) != fault.Conflict {
		t.Errorf("another text under the same version: got %v", err)
	}
	for name, broken := range map[string]fs.FS{
		"no file":     fstest.MapFS{},
		"no contents": fstest.MapFS{library.ServiceCheck: {Data: []byte("format: nothing")}},
	} {
		if err := publish(broken); err == nil {
			t.Errorf("%s is published", name)
		}
	}
}

func TestDamagedSourceIsAnError(t *testing.T) {
	t.Parallel()
	db := store(t)
	key := round.InstrumentKey{ID: "i", Version: "1"}
	if err := db.Publish(t.Context(), sqlstore.Published{Org: "o", Key: key, Source: []byte("damaged: [")}); err != nil {
		t.Fatal(err)
	}
	if ins, err := published.New(db).Get(t.Context(), "o", key); err == nil {
		t.Errorf("got %v", ins)
	}
}
