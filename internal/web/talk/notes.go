package talk

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
)

// notesView is the page of the scribe.
type notesView struct {
	*table
	// Editing is the note whose form is open, as it stands in the form.
	Editing check.Note
	// New are the notes the empty forms begin with, by kind.
	New map[check.NoteKind]check.Note
	// Now is what somebody else has saved meanwhile, nil if nobody has.
	Now      *check.Note
	Mistakes []page.Mistake
}

// writing reports whether the form for a new note stands open: there is none of
// the kind yet, something is in it, or it was refused.
func (v *notesView) writing(kind check.NoteKind) bool {
	n := v.New[kind]
	refused := slices.ContainsFunc(v.Mistakes, func(m page.Mistake) bool { return strings.HasPrefix(m.Field, string(kind)+"-") })
	return len(v.of(kind)) == 0 || n.Item != "" || n.Text != "" || refused
}

var noteKinds = []check.NoteKind{check.Worked, check.Measure, check.Upward}

// Notes shows what was written down beside the items.
func (p *Pages) Notes(w http.ResponseWriter, r *site.Request) error {
	t, err := p.talking(w, r)
	if t == nil {
		return err
	}
	v := t.notes()
	if at := t.note(r.URL.Query().Get("edit")); at >= 0 {
		v.Editing = t.Record.Notes[at]
	}
	if i, err := t.item(check.ItemID(r.URL.Query().Get("item"))); err == nil {
		for _, kind := range []check.NoteKind{check.Measure, check.Upward} {
			v.New[kind] = check.Note{Kind: kind, Item: i.ID}
		}
	}
	return r.Render(w, notesPage(v))
}

func (t *table) notes() *notesView {
	v := &notesView{table: t.titled(t.T("talk.notes_title")), New: map[check.NoteKind]check.Note{}}
	for _, kind := range noteKinds {
		v.New[kind] = check.Note{Kind: kind}
	}
	return v
}

// note is the place of a note, -1 for none.
func (t *table) note(id string) int {
	return slices.IndexFunc(t.Record.Notes, func(n check.Note) bool { return id != "" && n.ID == id })
}

// of returns the notes of a kind.
func (t *table) of(kind check.NoteKind) []check.Note {
	return slices.DeleteFunc(slices.Clone(t.Record.Notes), func(n check.Note) bool { return n.Kind != kind })
}

// startsSoon reports whether one of the measures can be started within four weeks.
func (t *table) startsSoon() bool {
	return slices.ContainsFunc(t.of(check.Measure), func(n check.Note) bool { return n.Soon })
}

// WriteNote adds or changes a note.
func (p *Pages) WriteNote(w http.ResponseWriter, r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return errUnreadable
	}
	t, err := p.talking(w, r)
	if t == nil {
		return err
	}
	n := noteOf(r.PostForm)
	if n.Item != "" && t.place(n.Item) == 0 {
		return fault.New(fault.NotFound, "check.item_unknown")
	}
	err = check.WriteNote(r.Context(), p.Store, r.Act, t.Check.Ref, n)
	switch kind := fault.KindOf(err); {
	case err == nil:
	case kind == fault.Invalid:
		return p.noteRefused(w, r, n, err)
	case kind == fault.Conflict && t.note(n.ID) >= 0:
		return p.noteRefused(w, r, n, err)
	default:
		return err
	}
	p.Changed(t.Check.ID)
	r.Redirect(w, t.at("/talk/notes"), "talk.noted")
	return nil
}

// noteRefused gives the form back as it was filled in; after a conflict beside
// what stands there now.
func (p *Pages) noteRefused(w http.ResponseWriter, r *site.Request, n check.Note, refused error) error {
	t, err := p.talking(w, r)
	if t == nil {
		return err
	}
	v := t.notes()
	v.still()
	if n.ID == "" {
		v.New[n.Kind] = n
	} else {
		v.Editing = n
	}
	if at := t.note(n.ID); at >= 0 && fault.KindOf(refused) == fault.Conflict {
		now := t.Record.Notes[at]
		v.Now, v.Editing.Version = &now, now.Version
	}
	v.Mistakes = []page.Mistake{{Field: noteField(n, fieldOf(refused)), Sentence: t.P.Error(refused)}}
	return r.RenderStatus(w, site.Status(refused), notesPage(v))
}

// fieldOf is the field of a note that a mistake is about.
func fieldOf(err error) string {
	for field, about := range map[string]error{"who": check.ErrWhoCanChange, "post": check.ErrPostLong} {
		if fault.KindOf(err) == fault.Invalid && about.Error() == err.Error() {
			return field
		}
	}
	return "text"
}

// noteField is the id of a field in the form of a note.
func noteField(n check.Note, field string) string {
	if n.ID == "" {
		return string(n.Kind) + "-" + field
	}
	return "edit-" + field
}

// noteOf reads the form of a note.
func noteOf(form url.Values) check.Note {
	n := check.Note{
		ID: form.Get("id"), Kind: check.NoteKind(form.Get("kind")), Text: plain(form.Get("text")), Item: check.ItemID(form.Get("item")),
		Who: check.Who(form.Get("who")), Post: plain(form.Get("post")), Soon: form.Get("soon") != "",
	}
	n.Version, _ = strconv.Atoi(form.Get("version"))
	return n
}

// RemoveNote takes a note back.
func (p *Pages) RemoveNote(w http.ResponseWriter, r *site.Request) error {
	if err := r.ParseForm(); err != nil {
		return errUnreadable
	}
	ref := r.CheckRef()
	if err := check.RemoveNote(r.Context(), p.Store, r.Act, ref, r.PostForm.Get("id")); err != nil {
		return err
	}
	p.Changed(ref.ID)
	r.Redirect(w, "/checks/"+string(ref.ID)+"/talk/notes", "talk.note_removed")
	return nil
}

// whos are who can change what is noted: a need is passed to others.
func whos(kind check.NoteKind) []check.Who {
	if kind == check.Upward {
		return slices.DeleteFunc(slices.Clone(check.Whos), func(w check.Who) bool { return w == check.We })
	}
	return check.Whos
}
