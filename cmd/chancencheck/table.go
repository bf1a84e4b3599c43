package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"chancencheck/internal/tabular"
)

// printed is the flag of commands that print data.
type printed struct {
	Format string `enum:"table,csv,json" default:"table" help:"How to print: table, csv or json."`
}

// print writes rows under a header.
func (f printed) print(w io.Writer, header []string, rows [][]string) error {
	switch f.Format {
	case "csv":
		return tabular.Write(w, append([][]string{header}, rows...), tabular.Format{Separator: ','})
	case "json":
		return printJSON(w, header, rows)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range append([][]string{header}, rows...) {
		fmt.Fprintln(t, strings.Join(row, "\t"))
	}
	return t.Flush()
}

// printJSON writes a list of objects with the names of the header.
func printJSON(w io.Writer, header []string, rows [][]string) error {
	list := make([]map[string]string, len(rows))
	for i, row := range rows {
		list[i] = make(map[string]string, len(header))
		for n, name := range header {
			list[i][name] = row[n]
		}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(list)
}
