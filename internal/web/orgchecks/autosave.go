package orgchecks

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chancencheck/fault"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/site"
	"chancencheck/orgcheck"
)

// saved is what the script of a unit's page hears: the version of the statement
// that is stored now, and where further questions are if the answer has brought
// some; otherwise a sentence.
type saved struct {
	Fields   map[string]string `json:"fields,omitempty"`
	More     string            `json:"more,omitempty"`
	Sentence string            `json:"sentence,omitempty"`
}

// SaveAnswer saves one answer of a unit the moment it changes.
func (p *Pages) SaveAnswer(w http.ResponseWriter, r *site.Request) error {
	if err := parse(r); err != nil {
		return err
	}
	answer, err := p.saveOne(r)
	if err != nil && fault.KindOf(err) == fault.Internal {
		return err
	}
	status := http.StatusOK
	if err != nil {
		status, answer = site.Status(err), saved{Sentence: r.Page.P.Error(err)}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(answer)
}

// saveOne changes the posted fields in the statement they belong to. Her post,
// changed alone, is kept with the next answer.
func (p *Pages) saveOne(r *site.Request) (saved, error) {
	v, err := p.unitView(r)
	if err != nil {
		return saved{}, err
	}
	names := r.PostForm["field"]
	if slices.Equal(names, []string{"post"}) {
		return saved{}, nil
	}
	id, _, _ := strings.Cut(r.PostForm.Get("field"), ":")
	items := v.items()
	n := slices.IndexFunc(items, func(i unitItem) bool { return i.Question.ID == id })
	if n < 0 || slices.ContainsFunc(names, func(name string) bool { return !items[n].has(name) }) {
		return saved{}, errField
	}
	said, _, err := items[n].read(items[n].changed(r.PostForm, names))
	if err != nil {
		return saved{}, err
	}
	if err := orgcheck.Say(r.Context(), p.Store, r.Act, refOf(r), v.Ins, v.Unit.ID, p.signature(r), []orgcheck.Said{said}); err != nil {
		return saved{}, err
	}
	now, err := p.unitView(r)
	if err != nil {
		return saved{}, err
	}
	out := saved{Fields: map[string]string{versionField(id): strconv.Itoa(now.Statements[items[n].Place].Version)}}
	if now.count() > len(items) {
		out.More = r.Page.URL(v.path("/units/" + string(v.Unit.ID)))
	}
	return out, nil
}

// has reports whether a field of the form belongs to the question.
func (i unitItem) has(name string) bool {
	return name == remarkField(i.Question.ID) || slices.Contains(answerform.Names(i.Question.ID, i.Question), name)
}

// changed is the form of the stored statement with some fields as posted.
func (i unitItem) changed(posted url.Values, names []string) url.Values {
	id := i.Question.ID
	form := answerform.Values(id, i.Question, i.Statement.Answer)
	form.Set(remarkField(id), i.Statement.Remark)
	form.Set(versionField(id), posted.Get(versionField(id)))
	for _, name := range names {
		form[name] = posted[name]
	}
	return form
}

// errField refuses a field that no page has.
var errField = fault.New(fault.Invalid, "sheet.field")
