package assets_test

import (
	"testing"

	"chancencheck/internal/browsertest"
)

// rowForm is a table with two questions as the page for paper sheets has it.
const rowForm = `<form data-rows action="/save" method="post"><table>
	<tr data-row><td><input type="radio" name="q1" value="0" data-key="0" id="q1-0" aria-label="0"></td><td><input type="radio" name="q1" value="2" data-key="2" id="q1-2" aria-label="2"></td>
	<td><input type="checkbox" name="h1" data-key="!" id="h1" aria-label="sprechen"></td></tr>
	<tr data-row><td><input type="radio" name="q2" value="0" data-key="0" id="q2-0" aria-label="0"></td><td><input type="radio" name="q2" value="x" data-key="-" id="q2-x" aria-label="trifft nicht zu"></td>
	<td><input type="checkbox" name="h2" data-key="!" id="h2" aria-label="sprechen"></td></tr></table><button id="send">Speichern</button></form>`

func TestRowsAreTypedByKeyboard(t *testing.T) {
	t.Parallel()
	d := newDesk(t, page("staff", rowForm))
	p := browsertest.New(t).Page()
	p.Goto(d.URL)
	focus := func(want string) {
		t.Helper()
		if got := browsertest.Eval[string](p, "document.activeElement.id"); got != want {
			t.Errorf("the focus is on %q, want %q", got, want)
		}
	}
	checked := func(want string) {
		t.Helper()
		if got := browsertest.Eval[string](p, "[...document.querySelectorAll(':checked')].map(c => c.id).join(' ')"); got != want {
			t.Errorf("chosen: %q, want %q", got, want)
		}
	}
	browsertest.Eval[bool](p, "document.getElementById('q1-0').focus() || true")
	p.Key("!")
	checked("h1")
	p.Key("2")
	checked("q1-2 h1")
	focus("q2-0")
	p.Key("7")
	focus("q2-0")
	p.Key("-")
	checked("q1-2 h1 q2-x")
	focus("send")
	browsertest.Eval[bool](p, "document.getElementById('q1-2').focus() || true")
	p.Key("\b")
	checked("q2-x")
	p.Key("\r")
	focus("q2-x")
	if n := len(d.posts); n != 0 {
		t.Errorf("the form was sent %d times", n)
	}
}
