package report

import "strings"

// Words are the few words writers add themselves. Empty ones are filled from
// the document's language, German or English.
type Words struct {
	// Table and Figure open a numbered caption; Data names a figure's table.
	Table, Figure, Data string
	// Page and Of make "Page 1 of 4".
	Page, Of string
	// Internal and Public name the classification.
	Internal, Public string
}

var (
	german = Words{Table: "Tabelle", Figure: "Abbildung", Data: "Zahlen zur Abbildung",
		Page: "Seite", Of: "von", Internal: "intern", Public: "öffentlich"}
	english = Words{Table: "Table", Figure: "Figure", Data: "Figures behind the picture",
		Page: "Page", Of: "of", Internal: "internal", Public: "public"}
)

// words returns the document's words with every gap filled.
func (d *Document) words() Words {
	base := english
	if d.Lang == "de" || strings.HasPrefix(d.Lang, "de-") {
		base = german
	}
	w := d.Words
	for _, p := range []struct {
		set *string
		def string
	}{
		{&w.Table, base.Table}, {&w.Figure, base.Figure}, {&w.Data, base.Data},
		{&w.Page, base.Page}, {&w.Of, base.Of}, {&w.Internal, base.Internal}, {&w.Public, base.Public},
	} {
		if *p.set == "" {
			*p.set = p.def
		}
	}
	return w
}

// classification returns the word printed for the document's classification.
func (d *Document) classification() string {
	switch d.Classification {
	case Internal:
		return d.words().Internal
	case Public:
		return d.words().Public
	}
	return ""
}
