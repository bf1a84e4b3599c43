package events

import (
	"net/http"
	"slices"
	"strconv"

	"chancencheck/access"
	"chancencheck/dialogue"
	"chancencheck/fault"
	"chancencheck/internal/qr"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/organisation"
)

// setup is the page of an event: what stands on the invitation, agenda, tables.
type setup struct {
	*view
	Form form
	// Site is the address of the product, for links that are printed.
	Site string
}

// Event shows an event.
func (p *Pages) Event(w http.ResponseWriter, r *site.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	return p.setup(w, r, v, filled(v.Event, zone(r)), nil)
}

func (p *Pages) setup(w http.ResponseWriter, r *site.Request, v *view, f form, refused error) error {
	status := http.StatusOK
	if refused != nil {
		status = site.Status(refused)
		v.Mistakes = []page.Mistake{{Field: fieldOf[fault.KeyOf(refused)], Sentence: v.P.Error(refused)}}
	}
	if v.Plans {
		var err error
		if v.People, err = p.facilitators(r); err != nil {
			return err
		}
	}
	return r.RenderStatus(w, status, setupPage(setup{v, f, p.BaseURL}))
}

// facilitators are the people who may be named for an event.
func (p *Pages) facilitators(r *site.Request) ([]organisation.Person, error) {
	parts, err := p.Store.Memberships(r.Context(), r.Org(), "")
	if err != nil {
		return nil, err
	}
	people, err := p.Store.People(r.Context(), r.Org())
	return slices.DeleteFunc(people, func(one organisation.Person) bool {
		return !slices.ContainsFunc(parts, func(m organisation.Membership) bool { return m.Person == one.ID && m.Role == access.Facilitator })
	}), err
}

// Change changes what stands on the invitation.
func (p *Pages) Change(w http.ResponseWriter, r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return dialogue.ErrForm
	}
	v, err := p.view(r)
	if err != nil {
		return err
	}
	f := formOf(r)
	to := f.read(*v.Event, zone(r))
	to.Facilitators = r.PostForm["facilitator"]
	version, _ := strconv.Atoi(r.FormValue("version")) // 0 is no version
	err = dialogue.Change(r.Context(), p.Store, r.Act, to, version)
	return p.back(w, r, v, f, err, "event.saved")
}

// back shows the event again after something was changed or refused.
func (p *Pages) back(w http.ResponseWriter, r *site.Request, v *view, f form, err error, done string) error {
	if k := fault.KindOf(err); err != nil && (k == fault.Invalid || k == fault.Conflict) {
		return p.setup(w, r, v, f, err)
	}
	if err != nil {
		return err
	}
	p.changed(v.Event.ID)
	r.Redirect(w, v.at(""), done)
	return nil
}

// Agenda adds, moves and drops steps.
func (p *Pages) Agenda(w http.ResponseWriter, r *site.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	id := dialogue.ActivityID(r.FormValue("step"))
	switch r.FormValue("do") {
	case "up":
		err = dialogue.MoveStep(r.Context(), p.Store, r.Act, v.Event.Ref, id, -1)
	case "down":
		err = dialogue.MoveStep(r.Context(), p.Store, r.Act, v.Event.Ref, id, 1)
	case "drop":
		err = dialogue.MoveStep(r.Context(), p.Store, r.Act, v.Event.Ref, id, 0)
	default:
		a := dialogue.Activity{What: dialogue.What(r.FormValue("what")), Title: r.FormValue("step_title")}
		a.Minutes, _ = strconv.Atoi(r.FormValue("minutes")) // what is no number is refused
		if a.What == dialogue.Dots {
			a.Dots = dialogue.UsualDots
		}
		err = dialogue.AddStep(r.Context(), p.Store, r.Act, v.Event.Ref, a)
	}
	return p.back(w, r, v, filled(v.Event, zone(r)), err, "event.saved")
}

// Tables adds and drops tables.
func (p *Pages) Tables(w http.ResponseWriter, r *site.Request) error {
	v, err := p.view(r)
	if err != nil {
		return err
	}
	if id := r.FormValue("drop"); id != "" {
		err = dialogue.DropTable(r.Context(), p.Store, r.Act, v.Event.Ref, dialogue.TableID(id))
	} else {
		err = dialogue.AddTable(r.Context(), p.Store, r.Act, v.Event.Ref, dialogue.Table{
			Name: r.FormValue("name"), Topic: r.FormValue("topic"), Moderator: r.FormValue("moderator"), Interpreter: r.FormValue("interpreter")})
	}
	return p.back(w, r, v, filled(v.Event, zone(r)), err, "event.saved")
}

// Sheet prints what lies on a table: its code for the scribe, and the code to join.
func (p *Pages) Sheet(w http.ResponseWriter, r *site.Request) error {
	v, err := p.leading(r, r.Page.T("event.sheet_title"))
	if err != nil {
		return err
	}
	return r.Render(w, sheetPage(setup{view: v, Site: p.BaseURL}))
}

func (s setup) scribeURL(t dialogue.Table) string { return s.Site + "/t/" + t.Code }

func (s setup) qr(address, title string) string { return qr.SVG(address, title) }

// seated is the group at each table in a round, both counted from 1.
func (s setup) seated(table, round int) int {
	return dialogue.Group(table, round-1, len(s.Event.Tables)) + 1
}
