package chart_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chancencheck/internal/chart"
)

var samplesDir = flag.String("samples", "", "write every sample chart as pages into this folder, to look at them")

var fields = []string{
	"Wen wir erreichen", "Finden und erfahren", "Hinkommen und Zugangswege", "Verstehen und verständigen", "Verfahren, Nachweise, Kosten",
	"Begegnung und Gleichbehandlung", "Passung zur Lebenslage", "Mitwirkung und Beschwerde", "Weiterleiten und zusammenarbeiten", "Team und Rückhalt",
}

var situations = []string{
	"wenig Deutsch sprechen", "mühsam lesen oder schreiben", "schlecht sehen oder hören", "sich schwer fortbewegen", "Mühe mit komplizierten Abläufen haben oder seelisch belastet sind",
	"kein Gerät oder keine E-Mail haben", "neu sind und Behördenwege nicht kennen", "unsicheren Aufenthalt oder fehlende Papiere haben", "wenig Geld oder kein Konto haben",
	"durch Schicht, Pflege oder Alleinerziehen wenig Zeit haben", "keine feste Adresse haben", "schlechte Erfahrungen mit oder Angst vor Ämtern haben",
	"mit Namen, Geschlecht oder Familie nicht ins Formular passen", "religiöse Anforderungen haben", "Schutz vor Gewalt brauchen", "sehr jung oder hochbetagt allein sind",
}

func value(percent int) chart.Value {
	return chart.Value{Text: fmt.Sprint(percent), Fraction: float64(percent) / 100, Coverage: "beantwortet: 4 von 5"}
}

// secret is a withheld value whose caller forgot to remove the number.
var secret = chart.Value{Text: "4815", Fraction: 0.4815162, Coverage: "beantwortet: 4815 von 62342", Withheld: "zu wenige Antworten"}

func values() []chart.Value {
	out := []chart.Value{}
	for _, p := range []int{62, 35, 48, 71, 22, 88, 54, 41, 66, 79} {
		out = append(out, value(p))
	}
	out[3] = secret
	return out
}

var bands = []chart.Band{{From: 0, Label: "am Anfang"}, {From: 0.4, Label: "auf dem Weg"}, {From: 0.7, Label: "verlässlich"}}

// samples draw every kind of chart with plausible data.
var samples = map[string]func(chart.Options) chart.Figure{
	"plan": func(o chart.Options) chart.Figure {
		day := func(month int) time.Time { return time.Date(2026, time.Month(month), 1, 0, 0, 0, 0, time.UTC) }
		return chart.Plan(o, chart.PlanData{Today: day(11), Now: "heute", Ongoing: "läuft weiter", Unset: "offen", Head: [3]string{"Maßnahme", "von", "bis"},
			Date: func(t time.Time) string { return t.Format("02.01.2006") }, Spans: []chart.Span{
				{Name: "Karte mit Dolmetschnummer an jeden Platz", From: day(9), Until: day(12)}, {Name: "Anschreiben neu fassen", From: day(13), Until: day(26)},
				{Name: "Gemeinsamer Dolmetschpool <für alle>", Open: true, From: day(15)}, {Name: "Noch ohne Termin"},
			}})
	},
	"radar": func(o chart.Options) chart.Figure {
		d := chart.RadarData{Now: "Herbst 2026", Last: "Herbst 2024", Head: [4]string{"Feld", "Stand", "beantwortet", "Herbst 2024"}}
		for i, v := range values() {
			last := value(30 + 5*i)
			d.Axes = append(d.Axes, chart.Axis{Label: fields[i], Now: v, Last: &last})
		}
		d.Axes[6].Last = &secret
		return chart.Radar(o, d)
	},
	"opinions": func(o chart.Options) chart.Figure {
		d := chart.OpinionData{Head: [3]string{"Gruppe", "Menschen", "typisch"}, You: &chart.OpinionMark{X: 0.4, Y: 0.2}, YouLabel: "Hier stehen Sie"}
		for g, label := range []string{"Gruppe A", "Gruppe B", "Gruppe C", "Gruppe D", "Gruppe E", "Gruppe F"} {
			group := chart.OpinionGroup{Label: label, Size: fmt.Sprintf("etwa %d Menschen", 95-15*g), Typical: "Mehr Abendtermine: stimmt zu"}
			for k := range 19 - 3*g {
				a, r := float64(k)*2.4, math.Sqrt(float64(k))/4
				group.Marks = append(group.Marks, chart.OpinionMark{X: []float64{-2, 1.6, 0.3, -1, 2.4, 9}[g] + r*math.Cos(a), Y: []float64{0.4, 0.8, -1.5, 2, -1.2, 9}[g] + r*math.Sin(a)})
			}
			d.Groups = append(d.Groups, group)
		}
		d.Groups[5] = chart.OpinionGroup{Label: "Gruppe F", Size: "4815", Marks: []chart.OpinionMark{{X: 48.15, Y: 62.342}}, Typical: "62342", Withheld: "zu wenige Menschen"}
		return chart.OpinionMap(o, d)
	},
	"bars": func(o chart.Options) chart.Figure {
		d := chart.BarsData{Bands: bands, Head: [3]string{"Feld", "Stand", "Grundlage"}}
		for i, v := range values() {
			d.Rows = append(d.Rows, chart.Bar{Label: fields[i], Value: v})
		}
		return chart.Bars(o, d)
	},
	"pairs": func(o chart.Options) chart.Figure {
		d := chart.PairsData{Left: "Ämter", Right: "Partner", Head: [4]string{"Feld oder Thema", "Ämter", "Partner", "Abstand"}}
		for i, v := range values() {
			d.Rows = append(d.Rows, chart.Pair{Label: fields[i], Below: i%3 == 1, Left: v, Right: value(20 + 7*i), Distance: "Ämter um 12 höher"})
		}
		d.Rows[5].Right = secret
		return chart.Pairs(o, d)
	},
	"counts": func(o chart.Options) chart.Figure {
		return chart.Counts(o, chart.CountsData{Head: [2]string{"Bedarf", "wie oft"}, Rows: []chart.Count{
			{Label: "Dolmetschen am Schalter und am Telefon verlässlich regeln", N: 23, Text: "aus 23 Dienststellen"},
			{Label: "Bescheide kürzer und verständlicher schreiben", N: 19, Text: "aus 19 Dienststellen"},
			{Label: "Termine auch ohne E-Mail-Adresse buchen", N: 11, Text: "aus 11 Dienststellen"},
			{Label: "Fehlende Papiere: ein Weg, der weiterhilft", N: 7, Text: "aus 7 Dienststellen"},
			{Label: "Ruhiger Raum für schwierige Gespräche", N: 4815, Text: "aus 4815", Withheld: "aus weniger als 5 Dienststellen"},
		}})
	},
	"situations": func(o chart.Options) chart.Figure { return chart.SituationPicture(o, situationData(5)) },
	"many":       func(o chart.Options) chart.Figure { return chart.SituationPicture(o, situationData(9)) },
	"service":    func(o chart.Options) chart.Figure { return chart.SituationPicture(o, situationData(1)) },
	"overview":   func(o chart.Options) chart.Figure { return chart.Overview(o, overviewData()) },
	"distribution": func(o chart.Options) chart.Figure {
		return chart.Distribution(o, chart.DistributionData{Head: [2]string{"Stufe", "Karten"}, Piles: []chart.Pile{
			{Label: "Noch kein Thema", Mark: "0", Cards: 0, Text: "keine Karte"}, {Label: "Hängt an Einzelnen", Mark: "1", Cards: 4, Text: "4 Karten"},
			{Label: "Verabredet, klappt meistens", Mark: "2", Cards: 2, Text: "2 Karten"}, {Label: "Verlässlich, auch bei Vertretung und Andrang", Mark: "3", Cards: 1, Text: "1 Karte"},
			{Label: "Mit Betroffenen geprüft und verbessert", Cards: 4815, Text: "4815", Withheld: "wird nicht gezeigt"}, {Label: "Kann ich nicht beurteilen", Mark: "?", Cards: 1, Text: "1 Karte"},
		}})
	},
	"timeline": func(o chart.Options) chart.Figure {
		return chart.Timeline(o, chart.TimelineData{Low: "0", High: "100", Head: [4]string{"Runde", "Stand", "beantwortet", "Hinweis"}, Moments: []chart.Moment{
			{When: "Herbst 2020", Value: value(58)}, {When: "Herbst 2022", Value: value(49)}, {When: "Herbst 2024", Value: secret},
			{When: "Herbst 2025", Value: value(55)}, {When: "Herbst 2026", Value: value(61), Break: "neue Fassung der Fragen, nicht vergleichbar"},
			{When: "Frühjahr 2027", Value: value(67)},
		}})
	},
}

func situationData(services int) chart.SituationData {
	d := chart.SituationData{Situations: situations, Head: "Leistung", Levels: [5]string{"nicht gefragt", "klappt", "mit Umwegen", "oft nicht", "wissen wir nicht"}}
	names := []string{"Wohngeld beantragen", "Ausweis und Pass", "Anmeldung einer Wohnung", "Ferienkarte für Kinder und Jugendliche", "Beratung bei Schulden", "Kita-Platz", "Bibliotheksausweis", "Sperrmüll anmelden", "Parkausweis"}
	for i, name := range names[:services] {
		row := chart.ServiceRow{Label: name}
		for k := range situations {
			row.Fits = append(row.Fits, chart.Fit((i*3+k*k+k)%5))
		}
		if services > 1 && i == 3 {
			row.Withheld = "noch nicht abgegeben"
		}
		d.Services = append(d.Services, row)
	}
	return d
}

func overviewData() chart.OverviewData {
	d := chart.OverviewData{Fields: fields, Missing: "kein Wert", Low: "am Anfang", High: "verlässlich", Head: [2]string{"Dezernat", "Dienststelle"}}
	units := [][]string{{"Bürgerbüro", "Standesamt", "Kasse und Steuern"}, {"Jugendamt", "Soziales und Wohnen", "Kindertagesstätten", "Volkshochschule und Bibliothek"}, {"Bauaufsicht"}}
	for g, names := range units {
		group := chart.OverviewGroup{Label: fmt.Sprintf("Dezernat %d: %s", g+1, []string{"Bürgerdienste", "Jugend, Soziales, Bildung", "Bauen"}[g])}
		for u, name := range names {
			row := chart.OverviewRow{Label: name}
			for f := range fields {
				v := value((g*31 + u*17 + f*23 + 9) % 101)
				if (g+u*3+f)%7 == 0 {
					v = secret
				}
				row.Values = append(row.Values, v)
			}
			group.Rows = append(group.Rows, row)
		}
		d.Groups = append(d.Groups, group)
	}
	return d
}

// TestWriteSamples writes pages to look at; without -samples it only draws.
func TestWriteSamples(t *testing.T) {
	css, err := os.ReadFile("chart.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, rtl := range []bool{false, true} {
		for _, standalone := range []bool{false, true} {
			var page strings.Builder
			for name, draw := range samples {
				o := chart.Options{ID: name, Title: "Titel " + name, RTL: rtl, Standalone: standalone}
				f := chart.Responsive(o, draw)
				if !strings.Contains(f.SVG, "</svg>") {
					t.Errorf("%s: no drawing", name)
				}
				if *samplesDir == "" {
					continue
				}
				page.Reset()
				fmt.Fprintf(&page, `<!doctype html><html dir=%q><meta charset=utf-8><meta name=viewport content="width=device-width"><meta name=color-scheme content="light dark"><style>body{margin:8px;font-family:"Fira Sans","Noto Sans",sans-serif}%s</style>%s`,
					map[bool]string{true: "rtl", false: "ltr"}[rtl], css, f.SVG)
				file := filepath.Join(*samplesDir, fmt.Sprintf("%s-rtl=%v-file=%v.html", name, rtl, standalone))
				if err := os.WriteFile(file, []byte(page.String()), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
