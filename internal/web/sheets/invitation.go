package sheets

import (
	"errors"
	"net/http"
	"strings"

	"chancencheck/check"
	"chancencheck/fault"
	"chancencheck/instrument"
	"chancencheck/internal/sheetbox"
	"chancencheck/internal/web/page"
	"chancencheck/internal/web/site"
	"chancencheck/round"
)

// minutesPerItem is how long a question takes alone. Source: practice, section
// 2 (25 questions in 20 minutes).
const minutesPerItem = 20.0 / 25.0

// invitation is the page that a check's code opens.
type invitation struct {
	Check *check.Check
	Round *round.Round
	// Notice is what has to be said before the first question.
	Notice instrument.Notice
	// Format is how long the check is; its minutes are those of the talk.
	Format *instrument.Format
	// Questions and Minutes are what preparing alone takes.
	Questions, Minutes int
	// Situations are the titles that follow "people who …".
	Situations []instrument.Text
	// Open says that notes can be begun.
	Open     bool
	Name     string
	Mistakes []page.Mistake
}

// Invitation shows what a check is and what is promised, before the first answer.
func (p *Pages) Invitation(w http.ResponseWriter, r *site.Request) error {
	in, err := p.invited(r)
	if err != nil {
		return p.unknownCode(w, r, err)
	}
	return r.Render(w, invite(r.Page.Named(in.subject()), in))
}

// Begin opens a sheet and leads to it.
func (p *Pages) Begin(w http.ResponseWriter, r *site.Request) error {
	in, err := p.invited(r)
	if err != nil {
		return p.unknownCode(w, r, err)
	}
	in.Name = r.FormValue("name")
	secret, err := p.begin(r, in)
	var f *fault.Error
	if errors.As(err, &f) && (f.Kind == fault.Invalid || f.Kind == fault.Conflict) {
		field := ""
		if f.Kind == fault.Invalid {
			field = "name"
		}
		in.Mistakes = []page.Mistake{{Field: field, Sentence: r.Page.P.Error(err)}}
		return r.RenderStatus(w, site.Status(err), invite(r.Page.Named(in.subject()), in))
	}
	if err != nil {
		return err
	}
	r.Redirect(w, page.With(sheetPath(secret, ""), "begun", "1", "keep", r.FormValue("keep")), "")
	return nil
}

func (p *Pages) begin(r *site.Request, in invitation) (sheetbox.Secret, error) {
	if !in.Open {
		return sheetbox.Secret{}, check.ErrNotPreparing
	}
	return p.box.Begin(r.Context(), r.Act, in.Check, in.Name)
}

// invited loads the check whose code stands in the path.
func (p *Pages) invited(r *site.Request) (invitation, error) {
	if err := p.tries.Allow(r.Act.At); err != nil {
		return invitation{}, err
	}
	c, err := p.checkByCode(r.Context(), r.PathValue("code"))
	if err != nil {
		return invitation{}, err
	}
	asked, err := p.asked(r, c)
	if err != nil {
		return invitation{}, err
	}
	items := asked.Items()
	in := invitation{
		Check: c, Round: asked.Round, Notice: asked.Instrument.Notice, Format: asked.Instrument.Format(asked.Round.Format),
		Questions: len(items), Minutes: roundUp(float64(len(items))*minutesPerItem, 5),
	}
	for _, item := range items {
		if item.Field == nil {
			in.Situations = append(in.Situations, item.Question.Text)
		}
	}
	late := c.Mode == round.Anonymous && c.State == check.Talking
	in.Open = asked.Round.State == round.Running && (c.State == check.Preparing || c.State == check.Talking) && !late
	return in, nil
}

// roundUp returns the next multiple of step.
func roundUp(minutes float64, step int) int {
	n := int(minutes + 0.999)
	return (n + step - 1) / step * step
}

// unknownCode asks for the code again, filled in.
func (p *Pages) unknownCode(w http.ResponseWriter, r *site.Request, err error) error {
	if !errors.Is(err, errCode) {
		return err
	}
	p.tries.Wrong()
	mistakes := []page.Mistake{{Field: "code", Sentence: r.Page.P.Error(err)}}
	return r.RenderStatus(w, http.StatusNotFound, join(r.Page.Named(r.Page.T("sheets.join_title")), r.PathValue("code"), mistakes))
}

// subject is what the team looks at.
func (in invitation) subject() string { return subject(in.Check) }

func subject(c *check.Check) string {
	if strings.TrimSpace(c.ServiceName) == "" {
		return c.UnitName
	}
	return c.ServiceName
}

// standing names the sentence on why notes cannot be begun.
func (in invitation) standing() string {
	switch {
	case in.Check.State == check.Postponed:
		return "postponed"
	case in.Check.State == check.Ended:
		return "ended"
	case in.Check.Frozen() || in.Round.State == round.Closed:
		return "finished"
	}
	return "merged"
}
