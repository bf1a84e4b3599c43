package measures

import (
	"io"
	"net/http"
	"path"
	"strings"

	"chancencheck/fault"
	"chancencheck/internal/calendar"
	"chancencheck/internal/report"
	"chancencheck/internal/web/site"
	"chancencheck/measure"
	"chancencheck/organisation"
)

// errNoFile: nobody offers this file.
var errNoFile = fault.New(fault.NotFound, "problem.no_such_page")

// File sends the plan as a table or as dates for a calendar: what the reader may
// see, and nothing else.
func (p *Pages) File(w http.ResponseWriter, r *site.Request) error {
	if err := reader(r); err != nil {
		return err
	}
	pl, err := p.plan(r)
	if err != nil {
		return err
	}
	rows, err := p.rows(r, pl, measure.Filter{})
	if err != nil {
		return err
	}
	file := r.PathValue("file")
	a := site.Attachment{Name: r.Page.T("measures.file_name") + path.Ext(file), Of: string(r.Org())}
	data := dataset(r, rows)
	switch file {
	case "measures.xlsx":
		a.MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		a.Write = func(to io.Writer) error {
			return report.XLSX(to, data.Workbook(""))
		}
	case "measures.csv":
		a.MediaType, a.Write = "text/csv; charset=utf-8", func(to io.Writer) error { return report.CSV(to, data, report.CSVGerman) }
	case "measures.ics":
		a.MediaType = "text/calendar; charset=utf-8"
		a.Write = func(to io.Writer) error {
			_, err := to.Write(calendar.Days(r.Act.At, p.days(r, rows)))
			return err
		}
	default:
		return errNoFile
	}
	return r.Attach(w, a)
}

// columns of the table, the same names in every language.
var columns = []string{"title", "goal", "text", "cause", "unit", "post", "partners", "from", "until", "staff", "euros", "unfunded", "impact", "effort",
	"indicator", "baseline", "target", "last", "decision", "reason", "status", "evidence"}

// dataset is the plan as other programs read it.
func dataset(r *site.Request, rows []row) *report.Dataset {
	d := &report.Dataset{Name: "measures", Title: r.Page.T("measures.title"), Lang: string(r.Page.P.Lang()), Made: r.Act.At}
	for _, c := range columns {
		d.Columns = append(d.Columns, report.Column{Name: c, Title: r.Page.T("measures.column_" + c)})
	}
	for _, one := range rows {
		m := one.Measure
		var names, bases, targets, last []string
		for _, i := range m.Indicators {
			names, bases, targets = append(names, i.Name+" ("+i.Unit+")"), append(bases, i.Baseline), append(targets, i.Target)
			value := ""
			if n := len(i.Readings); n > 0 {
				value = i.Readings[n-1].Value
			}
			last = append(last, value)
		}
		texts := []string{m.Title, m.Goal, m.Text, m.Cause, m.UnitName, one.Post, m.Partners, string(m.From), until(r.Page, m), m.Resources.Staff}
		var cells []report.Value
		for _, t := range texts {
			cells = append(cells, report.Str(t))
		}
		cells = append(cells, money(m), report.Str(map[bool]string{true: "x"}[m.Resources.Unfunded]), report.Int(m.Impact), report.Int(m.Effort))
		for _, t := range []string{strings.Join(names, "; "), strings.Join(bases, "; "), strings.Join(targets, "; "), strings.Join(last, "; "),
			verdict(r.Page, m.Decision.Verdict), m.Decision.Reason, r.Page.T("measure.status_" + string(m.Status)), m.Evidence.Text} {
			cells = append(cells, report.Str(t))
		}
		d.Rows = append(d.Rows, cells)
	}
	return d
}

func money(m *measure.Measure) report.Value {
	if m.Resources.Euros < 0 {
		return report.Empty()
	}
	return report.Int(m.Resources.Euros)
}

// days are the last days and the check-ins of what is accepted and not over.
func (p *Pages) days(r *site.Request, rows []row) []calendar.Day {
	var out []calendar.Day
	for _, one := range rows {
		m := one.Measure
		add := func(kind string, on organisation.Date, summary string) {
			if at := day(on); !at.IsZero() {
				out = append(out, calendar.Day{UID: kind + "-" + string(m.ID) + "@chancencheck", Sequence: m.Version, On: at, Summary: summary,
					Text: m.UnitName + "\n" + one.Post, URL: p.BaseURL + r.Page.URL("/measures/"+string(m.ID))})
			}
		}
		if m.Decision.Verdict != measure.Accepted {
			continue
		}
		if m.Status != measure.Done && m.Status != measure.Stopped {
			add("until", m.Until, r.Page.T("measures.ics_until", "measure", m.Title))
		}
		add("check-in", m.CheckInDue(), r.Page.T("measures.ics_check_in", "measure", m.Title))
	}
	return out
}
