package sheets

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/web/site"
)

// saved is what the script of the page hears: nothing after success, a sentence
// otherwise, and where to read on if the sheet is closed.
type saved struct {
	Sentence string `json:"sentence,omitempty"`
	URL      string `json:"url,omitempty"`
}

// SaveAnswer saves one field the moment it changes.
func (p *Pages) SaveAnswer(w http.ResponseWriter, r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "sheet.form")
	}
	err := p.saveField(r, r.PostForm)
	if fault.KindOf(err) == fault.Internal && err != nil {
		return err
	}
	status, answer := http.StatusOK, saved{}
	if err != nil {
		status, answer.Sentence = site.Status(err), r.Page.P.Error(err)
	}
	if errors.Is(err, errGone) || errors.Is(err, check.ErrFrozen) {
		// The script tries again after every error but this one.
		status, answer.URL = http.StatusConflict, r.Page.URL("/s/"+r.PathValue("secret"))
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(answer)
}

// saveField loads the one entry that the posted fields belong to, changes them in
// it, and saves it. Most answers are one field; some need several at once.
func (p *Pages) saveField(r *site.Request, posted url.Values) error {
	secret, err := sheetbox.ParseSecret(r.PathValue("secret"))
	if err != nil {
		return err
	}
	names := posted["field"]
	id, _, _ := strings.Cut(posted.Get("field"), ":")
	o, err := p.box.Open(r.Context(), secret, check.ItemID(id))
	if err != nil {
		return err
	}
	asked, err := p.Asked(r.Context(), o.Check)
	if err != nil {
		return err
	}
	item, found := findItem(asked.Items(), check.ItemID(id))
	if !found || slices.ContainsFunc(names, func(name string) bool { return !isField(item, name) }) {
		return errField
	}
	before := o.Entries[item.ID]
	v := form(item, before)
	for _, name := range names {
		v[name] = posted[name]
	}
	e, err := read(asked.Instrument, v, item, before)
	if err != nil {
		return err
	}
	return p.box.Save(r.Context(), o, e)
}

// errField refuses a field that no page has.
var errField = fault.New(fault.Invalid, "sheet.field")
