package orgchecks

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
	"chancencheck/orgcheck"
)

// unitView is the page on which a unit answers what it is asked.
type unitView struct {
	*desk
	Unit   organisation.Unit
	Fields []unitField
	// Passed questions are answered elsewhere.
	Passed []orgcheck.Duty
	// MayAnswer and MayConfirm are about this unit, while the check runs.
	MayAnswer, MayConfirm bool
	Post                  string
	// Posted and what is wrong with it, of a refused form.
	Posted   url.Values
	Mistakes []page.Mistake
	wrong    map[string]string
	changed  map[string]*orgcheck.Changed
}

// unitField is what a unit is asked in one field.
type unitField struct {
	Field  *instrument.Node
	Items  []unitItem
	Worked orgcheck.Words
}

// unitItem is one question with what the unit has said.
type unitItem struct {
	orgcheck.Duty
	*instrument.Question
	Statement orgcheck.Statement
	Merged    *orgcheck.Merged
	// No is its number on the page.
	No int
}

// Unit shows the page of a unit.
func (p *Pages) Unit(w http.ResponseWriter, r *site.Request) error {
	v, err := p.unitView(r)
	if err != nil {
		return err
	}
	return r.Render(w, unitPage(*v))
}

func (p *Pages) unitView(r *site.Request) (*unitView, error) {
	d, err := p.load(r, access.SeeOrgCheck)
	if err != nil {
		return nil, err
	}
	id := unitOf(r)
	v := &unitView{desk: d, Unit: organisation.Unit{ID: id, Name: d.UnitName(id)}}
	duties := d.DutiesOf(d.Ins, id)
	if len(duties) == 0 {
		return nil, fault.New(fault.NotFound, "store.not_found")
	}
	running := d.Check.State == orgcheck.Running && d.Exists(id, d.At)
	v.MayAnswer, v.MayConfirm = running && d.mayAnswer(id), running && d.mayConfirm(id)
	v.Post = d.post(id)
	for _, duty := range duties {
		if !duty.Pending() {
			v.Passed = append(v.Passed, duty)
			continue
		}
		if d.Asks(d.Ins, d.Merged, duty.Place) {
			v.add(duty)
		}
	}
	d.named(v.Unit.Name)
	return v, nil
}

// add puts a question into its field.
func (v *unitView) add(duty orgcheck.Duty) {
	q := v.Ins.Question(duty.Question)
	f := v.Ins.Field(q)
	if n := len(v.Fields); n == 0 || v.Fields[n-1].Field.ID != f.ID {
		v.Fields = append(v.Fields, unitField{Field: f, Worked: v.Worked[f.ID]})
	}
	last := &v.Fields[len(v.Fields)-1]
	last.Items = append(last.Items, unitItem{duty, q, v.Statements[duty.Place], v.merged(q.ID), v.count() + 1})
}

// count is how many questions the unit answers itself.
func (v *unitView) count() int {
	n := 0
	for _, f := range v.Fields {
		n += len(f.Items)
	}
	return n
}

// items are all questions of the page.
func (v *unitView) items() []unitItem {
	var out []unitItem
	for _, f := range v.Fields {
		out = append(out, f.Items...)
	}
	return out
}

// said counts the questions answered.
func (v *unitView) said() int {
	n := 0
	for _, i := range v.items() {
		if i.Statement.Given() {
			n++
		}
	}
	return n
}

// Fields of the form beside those of answerform. No id contains a colon.
func remarkField(q string) string  { return q + ":remark" }
func versionField(q string) string { return q + ":version" }

// Answer saves what a unit says. What cannot be accepted, and what somebody else
// has changed meanwhile, comes back filled in; everything else is kept.
func (p *Pages) Answer(w http.ResponseWriter, r *site.Request) error {
	if err := parse(r); err != nil {
		return err
	}
	v, err := p.unitView(r)
	if err != nil {
		return err
	}
	v.Posted, v.wrong, v.changed = r.PostForm, map[string]string{}, map[string]*orgcheck.Changed{}
	var list []orgcheck.Said
	for _, i := range v.items() {
		said, asked, err := i.read(r.PostForm)
		switch {
		case err != nil:
			v.wrong[i.Question.ID] = r.Page.P.Error(err)
		case asked:
			list = append(list, said)
		}
	}
	err = orgcheck.Say(r.Context(), p.Store, r.Act, refOf(r), v.Ins, v.Unit.ID, p.signature(r), list)
	if err := v.refused(err); err != nil {
		return err
	}
	if len(v.wrong)+len(v.changed)+len(v.Mistakes) == 0 {
		r.Redirect(w, v.path("/units/"+string(v.Unit.ID)), "oc.saved")
		return nil
	}
	status := http.StatusUnprocessableEntity
	if len(v.changed) > 0 {
		status = http.StatusConflict
	}
	return p.again(w, r, v, status)
}

// again shows the page with what was refused over what is stored now.
func (p *Pages) again(w http.ResponseWriter, r *site.Request, refused *unitView, status int) error {
	v, err := p.unitView(r)
	if err != nil {
		return err
	}
	v.Posted, v.wrong, v.changed, v.Post = refused.Posted, refused.wrong, refused.changed, r.FormValue("post")
	v.Mistakes = refused.Mistakes
	for _, i := range v.items() {
		if m := v.wrong[i.Question.ID]; m != "" {
			v.Mistakes = append(v.Mistakes, page.Mistake{Field: answerform.FieldID(i.Question.ID), Sentence: m})
		}
		if v.changed[i.Question.ID] != nil {
			v.Mistakes = append(v.Mistakes, page.Mistake{Field: answerform.FieldID(i.Question.ID), Sentence: v.T("oc.changed_at", "place", i.No)})
		}
	}
	return r.RenderStatus(w, status, unitPage(*v))
}

// read reads one question from the form; asked is false if the form does not
// have it.
func (i unitItem) read(form url.Values) (said orgcheck.Said, asked bool, err error) {
	id := i.Question.ID
	version, err := strconv.Atoi(form.Get(versionField(id)))
	if err != nil {
		return said, false, nil
	}
	a, err := answerform.Parse(form, id, i.Question)
	return orgcheck.Said{Question: id, Answer: a, Remark: form.Get(remarkField(id)), Version: version}, true, err
}

// refused sorts an error of Say to where it belongs.
func (v *unitView) refused(err error) error {
	var mistake *orgcheck.Mistake
	switch {
	case err == nil:
	case orgcheck.AsChanged(err) != nil:
		for _, c := range orgcheck.AsChanged(err) {
			v.changed[c.Yours.Question] = c
		}
	case errors.Is(err, orgcheck.ErrPost):
		v.Mistakes = append(v.Mistakes, page.Mistake{Field: "post", Sentence: v.P.Error(err)})
	case errors.As(err, &mistake) && fault.KindOf(err) == fault.Invalid:
		v.wrong[mistake.Question] = v.P.Error(err)
	default:
		return err
	}
	return nil
}

// options is how a question is asked.
func (v unitView) options(i unitItem) answerform.Options {
	o := answerform.Options{States: v.states(), Place: i.No, Mistake: v.wrong[i.Question.ID]}
	if v.Posted != nil && v.Posted.Has(versionField(i.Question.ID)) {
		o.Posted = v.Posted
	}
	return o
}

// states are offered beside an answer. A unit knows, or nobody there knows.
func (v unitView) states() []instrument.AnswerState {
	var out []instrument.AnswerState
	for _, s := range v.Ins.AnswerStates {
		if s != instrument.CannotJudge {
			out = append(out, s)
		}
	}
	return out
}

// remark is the text beside an answer, as typed if the form was refused.
func (v unitView) remark(i unitItem) string {
	if v.Posted.Has(versionField(i.Question.ID)) {
		return v.Posted.Get(remarkField(i.Question.ID))
	}
	return i.Statement.Remark
}

// unconfirmed are the statements that wait for somebody to stand behind them.
func (v unitView) unconfirmed() []unitItem {
	var out []unitItem
	for _, i := range v.items() {
		if i.Statement.Given() && !i.Statement.Confirmed.Signed() {
			out = append(out, i)
		}
	}
	return out
}

// Confirm puts the reader's name behind what a unit said.
func (p *Pages) Confirm(w http.ResponseWriter, r *site.Request) error {
	if err := parse(r); err != nil {
		return err
	}
	seen := map[string]int{}
	for _, id := range r.PostForm["confirm"] {
		if version, err := strconv.Atoi(r.PostForm.Get(versionField(id))); err == nil {
			seen[id] = version
		}
	}
	err := orgcheck.Confirm(r.Context(), p.Store, r.Act, refOf(r), unitOf(r), p.signature(r), seen)
	if fault.KindOf(err) == fault.Invalid {
		v, loadErr := p.unitView(r)
		if loadErr != nil {
			return loadErr
		}
		field := "confirm"
		if errors.Is(err, orgcheck.ErrPost) {
			field = "confirm-post"
		}
		v.Mistakes = []page.Mistake{{Field: field, Sentence: r.Page.P.Error(err)}}
		return r.RenderStatus(w, http.StatusUnprocessableEntity, unitPage(*v))
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/orgchecks/"+r.PathValue("orgcheck")+"/units/"+r.PathValue("unit"), "oc.confirmed")
	return nil
}

// WriteWorked saves what worked in a field.
func (p *Pages) WriteWorked(w http.ResponseWriter, r *site.Request) error {
	ins, err := p.ins(r)
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(r.FormValue("version"))
	words := orgcheck.Words{Field: r.PathValue("field"), Text: r.FormValue("worked"), By: p.signature(r), Version: version}
	err = orgcheck.WriteWorked(r.Context(), p.Store, r.Act, refOf(r), ins, words)
	var rewritten *orgcheck.Rewritten
	if errors.As(err, &rewritten) || fault.KindOf(err) == fault.Invalid {
		v, loadErr := p.unitView(r)
		if loadErr != nil {
			return loadErr
		}
		v.Posted = url.Values{"worked:" + words.Field: {words.Text}}
		v.Mistakes = []page.Mistake{{Field: "worked-" + words.Field, Sentence: r.Page.P.Error(err)}}
		return r.RenderStatus(w, site.Status(err), unitPage(*v))
	}
	if err != nil {
		return err
	}
	r.Redirect(w, "/orgchecks/"+r.PathValue("orgcheck")+"/units/"+r.PathValue("unit"), "oc.saved")
	return nil
}

// worked is the text on a field, as typed if the form was refused.
func (v unitView) worked(f unitField) string {
	if key := "worked:" + f.Field.ID; v.Posted.Has(key) {
		return v.Posted.Get(key)
	}
	return f.Worked.Text
}
