package report

import (
	"fmt"
	"strconv"
)

func (c *odtContent) table(t Table) {
	c.tableCaption(t)
	n := t.columns()
	if n == 0 {
		return
	}
	c.allTables++
	name := fmt.Sprintf("Table%d", c.allTables)
	c.open("table:table", "table:name", name, "table:style-name", c.automatic("table", "Ta", nil, func(m *markup) {
		m.empty("style:table-properties", "style:width", "16.5cm", "table:align", "margins",
			"fo:margin-bottom", "0.5cm", "style:may-break-between-rows", strconv.FormatBool(!t.short()), "style:writing-mode", odtWritingMode(c.doc))
	}))
	if t.Caption != "" {
		c.element("table:title", t.Caption)
	}
	c.tableColumns(t)
	if len(t.Header) > 0 {
		c.open("table:table-header-rows")
		header := Cells(t.Header...)
		c.row(t, header, func(int) string { return "Table_20_Heading" }, c.cellStyle("head", t.Grid))
		c.close("table:table-header-rows")
	}
	for i, row := range t.Rows {
		kind := "body"
		if i == len(t.Rows)-1 {
			kind = "last"
		}
		c.row(t, row, func(column int) string {
			if column == 0 && t.RowHeads {
				return "Table_20_Row_20_Heading"
			}
			return "Table_20_Contents"
		}, c.cellStyle(kind, t.Grid))
	}
	c.close("table:table")
}

func (c *odtContent) tableCaption(t Table) {
	switch {
	case t.Numbered:
		c.tables++
		c.caption("Table", c.words.Table, "Table", c.tables, t.Caption)
	case t.Caption != "":
		c.para("Table", T(t.Caption))
	case c.breakNext:
		c.para("Gap", nil)
	}
}

func (c *odtContent) tableColumns(t Table) {
	for i, share := range t.shares() {
		style := c.automatic("table-column", "Co", nil, func(m *markup) {
			m.empty("style:table-column-properties", "style:rel-column-width", strconv.Itoa(share*100)+"*")
		})
		head := i == 0 && t.RowHeads
		if head {
			c.open("table:table-header-columns")
		}
		c.empty("table:table-column", "table:style-name", style)
		if head {
			c.close("table:table-header-columns")
		}
	}
}

// row writes one row; style names the paragraph style of a column.
func (c *odtContent) row(t Table, row Row, style func(column int) string, cell string) {
	c.open("table:table-row", "table:style-name", c.automatic("table-row", "Ro", nil, func(m *markup) {
		m.empty("style:table-row-properties", "fo:keep-together", "always")
	}))
	for i := range t.columns() {
		c.open("table:table-cell", "table:style-name", cell, "office:value-type", "string")
		c.para(c.aligned(style(i), t.align(i)), row.cell(i))
		c.close("table:table-cell")
	}
	c.close("table:table-row")
}

// aligned returns the paragraph style with a column's alignment.
func (c *odtContent) aligned(style string, a Align) string {
	value := map[Align]string{Centre: "center", End: c.doc.endSide()}[a]
	if value == "" {
		return style
	}
	return c.automatic("paragraph", "P", []string{"style:parent-style-name", style}, func(m *markup) {
		m.empty("style:paragraph-properties", "fo:text-align", value, "style:justify-single-word", "false")
	})
}

// cellStyle returns the automatic style of header, body and last cells: rules
// above and below the header and at the end, hairlines between rows; a rule
// around every cell of a grid.
func (c *odtContent) cellStyle(kind string, grid bool) string {
	const rule, hair = "0.8pt solid #1a1a1a", "0.4pt solid #bbbbbb"
	props := []string{"fo:padding-top", "0.09cm", "fo:padding-bottom", "0.09cm", "fo:padding-left", "0.18cm", "fo:padding-right", "0.18cm",
		"fo:border-left", "none", "fo:border-right", "none"}
	switch {
	case grid:
		props = append(props[:8:8], "fo:border", "0.5pt solid #777777")
		if kind == "head" {
			props = append(props, "fo:background-color", "#f0f0ee", "style:vertical-align", "bottom")
		}
	case kind == "head":
		props = append(props, "fo:background-color", "#f0f0ee", "style:vertical-align", "bottom", "fo:border-top", rule, "fo:border-bottom", rule)
	case kind == "last":
		props = append(props, "fo:border-top", "none", "fo:border-bottom", rule)
	default:
		props = append(props, "fo:border-top", "none", "fo:border-bottom", hair)
	}
	return c.automatic("table-cell", "Ce", nil, func(m *markup) { m.empty("style:table-cell-properties", props...) })
}
