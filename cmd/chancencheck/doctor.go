package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"

	"chancencheck/internal/app"
	"chancencheck/internal/i18n"
	"chancencheck/internal/pdf"
	"chancencheck/internal/sqlstore"
	"chancencheck/internal/web/assets"
)

type doctor struct {
	database
	texts
	printed
}

// finding is what the doctor says about one thing.
type finding struct {
	about, state, detail string
}

// The states of a finding. A problem keeps the product from working, a note
// limits it.
const (
	fine    = "ok"
	note    = "note"
	problem = "problem"
)

// Run looks at everything and fails if there is a problem.
func (d *doctor) Run(p *program) error {
	found := []finding{
		{"program", fine, fmt.Sprintf("version %s, %s, %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)},
		d.lookAtDatabase(p), d.lookAtDisk(), lookAtAssets(), lookAtPrinter(), d.lookAtTexts(),
	}
	var rows [][]string
	failed := false
	for _, f := range found {
		rows = append(rows, []string{f.about, f.state, f.detail})
		failed = failed || f.state == problem
	}
	if err := d.print(p.stdout, []string{"about", "state", "detail"}, rows); err != nil {
		return err
	}
	if failed {
		return errSaid
	}
	return nil
}

func (d *doctor) lookAtDatabase(p *program) finding {
	v, err := sqlstore.Inspect(p.ctx, d.DB)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return finding{"database", note, d.DB + " does not exist yet; serve makes it."}
	case err != nil:
		return finding{"database", problem, sentence(err)}
	case v.Database > v.Program:
		return finding{"database", problem, fmt.Sprintf("version %d is newer than this program, which knows %d. Use the newer program.", v.Database, v.Program)}
	case v.Database < v.Program:
		return finding{"database", note, fmt.Sprintf("version %d; serve or migrate brings it to %d. Make a backup first.", v.Database, v.Program)}
	}
	return finding{"database", fine, fmt.Sprintf("reached, version %d", v.Database)}
}

// leastSpace is how much room a database should have to grow, in bytes: ten
// full rounds of a city take less than a tenth of it.
const leastSpace = 1 << 30

func (d *doctor) lookAtDisk() finding {
	if strings.HasPrefix(d.DB, "postgres") {
		return finding{"disk space", fine, "the database server's own concern"}
	}
	dir := filepath.Dir(d.DB)
	free, err := freeSpace(dir)
	switch {
	case err != nil:
		return finding{"disk space", note, "cannot be measured: " + err.Error()}
	case free < leastSpace:
		return finding{"disk space", note, fmt.Sprintf("only %d MB are free in %s", free>>20, dir)}
	}
	return finding{"disk space", fine, fmt.Sprintf("%d GB are free in %s", free>>30, dir)}
}

func lookAtAssets() finding {
	if _, err := assets.Load(); err != nil {
		return finding{"style sheets and scripts", problem, err.Error()}
	}
	return finding{"style sheets and scripts", fine, "built in"}
}

func lookAtPrinter() finding {
	r, err := pdf.Find()
	if err != nil {
		return finding{"PDF renderer", note, "no Chromium found; pages offer the print view instead. Install chromium, or name it in " + pdf.Variable + "."}
	}
	return finding{"PDF renderer", fine, r.Path()}
}

func (d *doctor) lookAtTexts() finding {
	c, err := app.Catalog(app.Settings{LocalesDir: d.Locales, OnMissing: func(i18n.Tag, string) {}})
	if err != nil {
		return finding{"languages", problem, err.Error()}
	}
	var states []string
	for _, l := range c.All() {
		states = append(states, fmt.Sprintf("%s %s", l.Tag, l.Review))
	}
	return finding{"languages", fine, strings.Join(states, ", ")}
}
