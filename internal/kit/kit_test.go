package kit_test

import (
	"testing"
	"time"

	"chancencheck/instrument"
	"chancencheck/internal/app"
	"chancencheck/internal/i18n"
	"chancencheck/internal/instrumentfile"
	"chancencheck/internal/kit"
)

var made = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// in makes the kit of an instrument in a language; a missing text fails the test.
func in(t testing.TB, lang i18n.Tag, ins *instrument.Instrument) kit.Kit {
	t.Helper()
	c, err := app.Catalog(app.Settings{Drafts: true, OnMissing: func(lang i18n.Tag, key string) { t.Errorf("%s lacks %s", lang, key) }})
	if err != nil {
		t.Fatal(err)
	}
	return kit.Kit{Printer: c.Printer(lang), Instrument: ins, Organisation: "Stadt Musterhafen am Rhein", Made: made}
}

func german(t testing.TB, ins *instrument.Instrument) kit.Kit { return in(t, "de", ins) }

// load reads an instrument from a file.
func load(t testing.TB, file string) *instrument.Instrument {
	t.Helper()
	ins, err := instrumentfile.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	return ins
}

func service(t testing.TB) *instrument.Instrument {
	return load(t, "../../library/service-check/instrument.yaml")
}
