package orgchecks

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"chancencheck/access"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/web/answerform"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/orgcheck"
)

// paperView is the page on which the paper sheets of a group of partners are
// typed in, one after the other.
type paperView struct {
	*desk
	Group orgcheck.Group
	// Sheet is made before the first key is pressed, so that the same form sent
	// twice makes one sheet.
	Sheet  string
	Tables []paperTable
	Posted url.Values
	// First is the first typing while the second one is asked, "" else.
	First    string
	Mistakes []page.Mistake
}

// paperTable is a run of questions of one field with the same levels.
type paperTable struct {
	Field     *instrument.Node
	Scale     *instrument.Scale
	Questions []paperRow
}

type paperRow struct {
	*instrument.Question
	// No is its number on the sheet.
	No int
}

// Names of the fields beside the answers.
const (
	sheetField   = "sheet"
	twiceField   = "twice"   // the wish to type in twice
	firstField   = "first"   // the first typing
	decidedField = "decided" // differences have been shown
)

// PaperPage is the empty form.
func (p *Pages) PaperPage(w http.ResponseWriter, r *site.Request) error {
	v, err := p.paperView(r)
	if err != nil {
		return err
	}
	v.Sheet = r.Act.NewID()
	v.Posted = url.Values{twiceField: {r.URL.Query().Get(twiceField)}}
	return r.Render(w, paperForm(*v))
}

func (p *Pages) paperView(r *site.Request) (*paperView, error) {
	d, err := p.load(r, access.ManageOrgCheck)
	if err != nil {
		return nil, err
	}
	g, ok := d.Groups[orgcheck.GroupID(r.PathValue("group"))]
	switch {
	case !ok:
		return nil, fault.New(fault.NotFound, "store.not_found")
	case d.Check.State != orgcheck.Running:
		return nil, orgcheck.ErrNotRunning
	}
	v := &paperView{desk: d, Group: g, Posted: url.Values{}}
	for i, q := range orgcheck.PartnerQuestions(d.Ins) {
		v.lay(paperRow{q, i + 1})
	}
	d.named(d.T("oc.paper_title"), page.Crumb{Text: d.T("oc.to_partners"), Path: d.path("/partners")})
	return v, nil
}

// lay puts a question into the table it belongs to.
func (v *paperView) lay(row paperRow) {
	f := v.Ins.Field(row.Question)
	if n := len(v.Tables); n == 0 || v.Tables[n-1].Field != f || v.Tables[n-1].Scale != row.Scale {
		v.Tables = append(v.Tables, paperTable{Field: f, Scale: row.Scale})
	}
	last := &v.Tables[len(v.Tables)-1]
	last.Questions = append(last.Questions, row)
}

// Paper saves a sheet as it was typed in, or asks for it a second time.
func (p *Pages) Paper(w http.ResponseWriter, r *site.Request) error {
	if err := parse(r); err != nil {
		return err
	}
	v, err := p.paperView(r)
	if err != nil {
		return err
	}
	v.Sheet, v.Posted, v.First = r.PostForm.Get(sheetField), r.PostForm, r.PostForm.Get(firstField)
	answers := v.read(r.PostForm)
	if len(v.Mistakes) == 0 && r.PostForm.Get(twiceField) != "" && r.PostForm.Get(decidedField) == "" {
		if !r.PostForm.Has(firstField) {
			v.First = v.typed(r.PostForm).Encode()
			v.Posted = url.Values{twiceField: {"1"}}
			return r.Render(w, paperForm(*v))
		}
		v.compare(v.First, answers)
		v.Posted.Set(decidedField, "1")
		v.First = ""
	}
	if len(v.Mistakes) == 0 {
		err = p.keep(r, v, answers)
		if err == nil || !invalid(err) {
			return p.next(w, r, v, err)
		}
		v.Mistakes = []page.Mistake{{Sentence: v.P.Error(err)}}
	}
	return r.RenderStatus(w, http.StatusUnprocessableEntity, paperForm(*v))
}

// next goes on to the next sheet of paper.
func (p *Pages) next(w http.ResponseWriter, r *site.Request, v *paperView, err error) error {
	if err == nil {
		r.Redirect(w, page.With(v.path("/partners/"+string(v.Group.ID)+"/paper"), twiceField, v.Posted.Get(twiceField)), "oc.paper_saved")
	}
	return err
}

// read returns what was typed in, and notes what is wrong.
func (v *paperView) read(form url.Values) map[string]instrument.Answer {
	answers := map[string]instrument.Answer{}
	for _, t := range v.Tables {
		for _, q := range t.Questions {
			a, err := answerform.Parse(form, q.ID, q.Question)
			if err != nil {
				v.Mistakes = append(v.Mistakes, page.Mistake{Field: answerform.FieldID(q.ID), Sentence: v.P.Error(err)})
				continue
			}
			answers[q.ID] = a
		}
	}
	return answers
}

// typed keeps of a form what belongs to questions.
func (v *paperView) typed(form url.Values) url.Values {
	out := url.Values{}
	for _, t := range v.Tables {
		for _, q := range t.Questions {
			for _, name := range answerform.Names(q.ID, q.Question) {
				if values, ok := form[name]; ok {
					out[name] = values
				}
			}
		}
	}
	return out
}

// compare notes where two typings differ.
func (v *paperView) compare(first string, second map[string]instrument.Answer) {
	form, err := url.ParseQuery(first)
	if err != nil {
		form = url.Values{}
	}
	before := v.read(form)
	v.Mistakes = nil
	for _, t := range v.Tables {
		for _, q := range t.Questions {
			if !before[q.ID].Equal(second[q.ID]) {
				v.Mistakes = append(v.Mistakes, page.Mistake{Field: answerform.FieldID(q.ID), Sentence: v.T("oc.paper_differs",
					"place", q.No, "first", v.said(q, before[q.ID]), "second", v.said(q, second[q.ID]))})
			}
		}
	}
}

func (v *paperView) said(q paperRow, a instrument.Answer) string {
	if a.State() == instrument.Unanswered {
		return v.T("sheets.paper_nothing")
	}
	return answerform.Say(v.Base, q.Question, a)
}

var errEmptySheet = fault.New(fault.Invalid, "orgcheck.empty_sheet")

// keep stores the sheet as one of its group, without name, time or order.
func (p *Pages) keep(r *site.Request, v *paperView, answers map[string]instrument.Answer) error {
	given := func(a instrument.Answer) bool { return a.State() != instrument.Unanswered }
	empty := true
	for _, a := range answers {
		empty = empty && !given(a)
	}
	if empty || v.Sheet == "" {
		return errEmptySheet
	}
	sum := sha256.Sum256([]byte(string(v.Group.ID) + "\x00" + v.Sheet))
	key := orgcheck.PartnerKey(hex.EncodeToString(sum[:]))
	return p.Store.SavePartnerSheet(r.Context(), v.Check.Ref, orgcheck.PartnerSheet{Key: key, Group: v.Group.ID, Answers: answers})
}

// states are offered beside an answer, with the keys of paper sheets.
func (v paperView) states() []instrument.AnswerState {
	return slices.DeleteFunc(slices.Clone(v.Ins.AnswerStates), func(s instrument.AnswerState) bool { return s != instrument.CannotJudge && s != instrument.Skipped })
}

var paperKeys = map[instrument.AnswerState]string{instrument.CannotJudge: "?", instrument.Skipped: "."}

// number stands before a question and before the names of its fields.
func (q paperRow) number() string { return strconv.Itoa(q.No) + ". " }
