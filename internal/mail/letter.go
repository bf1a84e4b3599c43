package mail

import (
	"bytes"
	"html/template"
	"strings"
)

// Letter is what a mail says, once for both of its forms.
type Letter struct {
	// Language and Dir ("ltr" or "rtl") of the texts.
	Language, Dir string
	// Subject is also the heading.
	Subject string
	// Parts follow each other.
	Parts []Part
}

// Part is a paragraph, a link with its label, or a code to copy.
type Part struct {
	Text string
	// Link is an address of ours; Text is then its label.
	Link string
	// Code is shown large and in one piece; Text then says what it is.
	Code string
}

// Compose returns the letter as plain text and as a page.
func (l Letter) Compose() (text, page string, err error) {
	var b strings.Builder
	for i, p := range l.Parts {
		if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(p.Text)
		if p.Link != "" {
			b.WriteString("\n" + p.Link)
		}
		if p.Code != "" {
			b.WriteString("\n" + p.Code)
		}
	}
	b.WriteString("\n")
	var h bytes.Buffer
	err = layout.Execute(&h, l)
	return b.String(), h.String(), err
}

// layout has no picture, no style sheet of others and nothing to load: it looks
// plain in every mail program.
var layout = template.Must(template.New("mail").Parse(`<!DOCTYPE html>
<html lang="{{.Language}}" dir="{{.Dir}}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{{.Subject}}</title></head>
<body style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 36em; margin: 1em auto; padding: 0 1em">
<h1 style="font-size: 20px">{{.Subject}}</h1>
{{range .Parts}}{{if .Link}}<p><a href="{{.Link}}">{{.Text}}</a></p>
{{else if .Code}}<p>{{.Text}}<br><strong style="font-family: monospace; font-size: 22px; letter-spacing: 1px"><bdi dir="ltr">{{.Code}}</bdi></strong></p>
{{else}}<p>{{.Text}}</p>
{{end}}{{end}}</body>
</html>
`))
