package site

import (
	"bytes"
	"io"
	"mime"
	"net/http"

	"chancencheck/audit"
)

// Attachment is a file to be saved.
type Attachment struct {
	Name, MediaType string
	// Of is the id of what the file tells about; who took it along is recorded
	// with it.
	Of    string
	Write func(io.Writer) error
}

// Attach sends a file to be saved, and records that somebody signed in took it
// along: from then on the product no longer knows who reads it. The file is
// written into memory first, so that an error in it never leaves half a file.
func (r *Request) Attach(w http.ResponseWriter, a Attachment) error {
	var b bytes.Buffer
	if err := a.Write(&b); err != nil {
		return err
	}
	if r.Page.SignedIn() {
		taken := audit.Event{Org: r.Act.By.Org, At: r.Act.At, Person: r.Act.By.Person, Verb: "document.download", Object: a.Of, Detail: a.Name}
		if err := r.Site.Store.Recorded(r.Context(), taken); err != nil {
			return err
		}
	}
	w.Header().Set("Content-Type", a.MediaType)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": a.Name}))
	_, err := b.WriteTo(w)
	return err
}
