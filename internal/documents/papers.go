package documents

import (
	"time"

	"chancencheck/golive"
	"chancencheck/internal/report"
	"chancencheck/organisation"
	"chancencheck/retention"
	"chancencheck/round"
)

// Papers is what the papers on data protection are written from: the
// organisation as it is set up now.
type Papers struct {
	Words
	Organisation organisation.Organisation
	Legal        golive.Legal
	Rounds       []*round.Round
	// People is how many have an account.
	People int
	Made   time.Time
}

// PaperNames are the papers, in the order of pages: the record of processing
// (Art. 30 GDPR), the deletion concept, the technical and organisational
// measures (Art. 32), and the package for the staff council.
var PaperNames = []string{"record", "deletion", "measures", "council"}

// paperRows are what each paper says in rows of a heading and a text. The words
// are texts of the product; a test compares those on behaviour with the program.
var paperRows = map[string][]string{
	"record":   {"purpose", "subjects", "roles", "code", "texts", "special", "recipients", "outside", "third"},
	"deletion": {"private", "anonymous", "named", "cards", "unfinished", "files", "backups"},
	"measures": {"sealed", "unlinked", "signin", "access", "guessing", "disclosure", "transport", "pages", "chain", "durable", "erasing"},
	"council":  {"about", "free", "modes", "order", "never", "seen", "head", "log", "rights"},
}

// Paper writes a paper, nil if there is none of that name.
func (p Papers) Paper(name string) *report.Document {
	rows := paperRows[name]
	if rows == nil {
		return nil
	}
	d := report.New(p.T("paper."+name+"_title"), string(p.Lang()))
	d.Organisation, d.Date, d.Made, d.Dir, d.Classification, d.Words = p.Organisation.Name, p.Date(p.Made), p.Made, p.Dir(), report.Internal, p.reportWords()
	d.Para(p.T("paper." + name + "_lead"))
	if name == "record" || name == "council" {
		p.responsible(d)
	}
	d.Heading(1, p.T("paper."+name+"_heading"))
	t := report.Table{Caption: p.T("paper." + name + "_heading"), Header: []string{p.T("paper.about"), p.T("paper.what")}, RowHeads: true, Widths: []int{3, 8}}
	for _, row := range rows {
		t.Rows = append(t.Rows, report.Cells(p.T("paper."+name+"_"+row+"_label"), p.T("paper."+name+"_"+row)))
	}
	d.Table(t)
	if name == "council" {
		p.roundsTable(d)
	}
	if name != "measures" {
		p.periods(d)
	}
	d.Small(p.T("paper.made"))
	return d
}

// responsible says who answers for the processing.
func (p Papers) responsible(d *report.Document) {
	d.Heading(1, p.T("paper.responsible"))
	t := report.Table{Caption: p.T("paper.responsible"), Header: []string{p.T("paper.about"), p.T("paper.what")}, RowHeads: true, Widths: []int{3, 8}}
	add := func(label, text string) {
		if text == "" {
			text = p.T("legal.not_entered")
		}
		t.Rows = append(t.Rows, report.Cells(label, text))
	}
	add(p.T("legal.organisation"), p.Organisation.Name)
	add(p.T("legal.address"), p.Legal.Address)
	add(p.T("legal.officer"), p.Legal.Officer)
	add(p.T("legal.authority"), p.Legal.Authority)
	add(p.T("legal.basis"), p.Legal.Basis)
	add(p.T("golive.council"), p.day(p.Legal.Council))
	add(p.T("golive.consulted"), p.day(p.Legal.Consulted))
	add(p.T("paper.people"), p.Count(p.People))
	d.Table(t)
}

func (p Papers) day(d organisation.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return p.Date(t)
}

// roundsTable says how the answers of each round are protected.
func (p Papers) roundsTable(d *report.Document) {
	d.Heading(1, p.T("paper.rounds"))
	t := report.Table{Caption: p.T("paper.rounds"), Header: []string{p.T("paper.round"), p.T("paper.mode"), p.T("paper.threshold"), p.T("paper.until")}, RowHeads: true, Widths: []int{4, 4, 2, 3}}
	for _, r := range p.Rounds {
		t.Rows = append(t.Rows, report.Cells(r.Title, p.T("mode."+string(r.Mode)), p.Count(r.Threshold), p.day(r.ClosesOn)))
	}
	if len(t.Rows) == 0 {
		d.Para(p.T("paper.no_rounds"))
		return
	}
	d.Table(t)
}

// periods is the table of what goes when, as the program does it.
func (p Papers) periods(d *report.Document) {
	d.Heading(1, p.T("paper.periods"))
	t := report.Table{Caption: p.T("paper.periods"), Header: []string{p.T("protection.class"), p.T("protection.kept")}, RowHeads: true, Widths: []int{8, 3}}
	for _, one := range retention.Periods {
		t.Rows = append(t.Rows, report.Cells(p.T("retention."+string(one.Class)), p.T("protection.days", "count", one.Days)))
	}
	d.Table(t)
	d.Heading(1, p.T("paper.no_period"))
	for _, reason := range retention.Reasons {
		d.Para(p.T("retention.reason_" + string(reason)))
	}
}
