package chart

// A role is what a mark means. Each has a class "chart-<role>" for the style
// sheet, a plain look that works without it, and fixed colours for files.
type role string

type look struct{ inline, file string }

// looks are ordered by use: writing, scaffold, data, levels, tones.
var looks = map[role]look{
	"ink":   {`fill="currentColor"`, `fill="#171a1c"`},
	"quiet": {`fill="currentColor" fill-opacity="0.78"`, `fill="#4b545c"`},
	"grid":  {`fill="none" stroke="currentColor" stroke-opacity="0.2"`, `fill="none" stroke="#cfd6dc"`},
	"axis":  {`fill="none" stroke="currentColor" stroke-opacity="0.6"`, `fill="none" stroke="#6b757d"`},
	"gap":   {`fill="none" stroke="currentColor" stroke-opacity="0.6" stroke-dasharray="2 4"`, `fill="none" stroke="#6b757d" stroke-dasharray="2 4"`},
	"track": {`fill="currentColor" fill-opacity="0.1"`, `fill="#e8edf1"`},
	"hatch": {`stroke="currentColor" stroke-opacity="0.6"`, `stroke="#6b757d"`},

	"bar":      {`fill="currentColor" fill-opacity="0.75"`, `fill="#12588c"`},
	"area":     {`fill="currentColor" fill-opacity="0.15"`, `fill="#12588c" fill-opacity="0.16"`},
	"line":     {`fill="none" stroke="currentColor" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"`, `fill="none" stroke="#12588c" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"`},
	"dot":      {`fill="currentColor"`, `fill="#12588c"`},
	"last":     {`fill="none" stroke="currentColor" stroke-opacity="0.7" stroke-width="1.75" stroke-dasharray="5 4"`, `fill="none" stroke="#5a646c" stroke-width="1.75" stroke-dasharray="5 4"`},
	"dot-last": {`fill="none" stroke="currentColor" stroke-opacity="0.7" stroke-width="1.75"`, `fill="#ffffff" stroke="#5a646c" stroke-width="1.75"`},
	"card":     {`fill="currentColor" fill-opacity="0.12" stroke="currentColor" stroke-width="1.5"`, `fill="#dbe8f2" stroke="#12588c" stroke-width="1.5"`},

	"works":    {`fill="currentColor" stroke="currentColor" stroke-width="2"`, `fill="#1a7350" stroke="#1a7350" stroke-width="2"`},
	"detours":  {`fill="currentColor" stroke="currentColor" stroke-width="2"`, `fill="#8a5a00" stroke="#8a5a00" stroke-width="2"`},
	"oftennot": {`fill="none" stroke="currentColor" stroke-width="3.2" stroke-linecap="round"`, `fill="none" stroke="#a32a1e" stroke-width="3.2" stroke-linecap="round"`},
	"unknown":  {`fill="none" stroke="currentColor" stroke-opacity="0.7" stroke-width="1.5" stroke-dasharray="3 3"`, `fill="none" stroke="#4b545c" stroke-width="1.5" stroke-dasharray="3 3"`},

	"group0": {`fill="currentColor"`, `fill="#12588c"`},
	"group1": {`fill="none" stroke="currentColor" stroke-width="2.2"`, `fill="none" stroke="#8a5a00" stroke-width="2.2"`},
	"group2": {`fill="currentColor"`, `fill="#6b2f8a"`},
	"group3": {`fill="none" stroke="currentColor" stroke-width="2.2"`, `fill="none" stroke="#1a7350" stroke-width="2.2"`},
	"group4": {`fill="none" stroke="currentColor" stroke-width="2.8" stroke-linecap="round"`, `fill="none" stroke="#a32a1e" stroke-width="2.8" stroke-linecap="round"`},
	"you":    {`fill="none" stroke="currentColor" stroke-width="2.5"`, `fill="none" stroke="#171a1c" stroke-width="2.5"`},

	"tone0": {`fill="#e6eff7" stroke="#8aa7c0"`, `fill="#e6eff7" stroke="#8aa7c0"`},
	"tone1": {`fill="#c0d8ec"`, `fill="#c0d8ec"`},
	"tone2": {`fill="#8fbadd"`, `fill="#8fbadd"`},
	"tone3": {`fill="#22689f"`, `fill="#22689f"`},
	"tone4": {`fill="#0c3557"`, `fill="#0c3557"`},

	"on-light": {`fill="#0d2236"`, `fill="#0d2236"`},
	"on-dark":  {`fill="#ffffff"`, `fill="#ffffff"`},
}

// attributes gives class and presentation attributes of a role.
func (o Options) attributes(r role) string {
	l := looks[r]
	if o.Standalone {
		return ` ` + l.file
	}
	return ` class="chart-` + string(r) + `" ` + l.inline
}
