package signin

import (
	"net/url"
	"strings"
)

// longestPath is the longest path that is kept over a sign-in, in bytes.
const longestPath = 500

// SafePath returns where somebody wanted to go, if that is a page of ours, and
// otherwise "". It takes a path of the product without its language, with its
// query; everything a browser might read as another host is refused (CWE-601).
func SafePath(path string) string {
	if len(path) > longestPath || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
		return ""
	}
	for _, r := range path {
		if r < ' ' || r == '\\' || r == 0x7f || r > '~' {
			return ""
		}
	}
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" || u.Fragment != "" {
		return ""
	}
	// A path that changes when it is unescaped or cleaned is not one of ours.
	if u.Path != u.EscapedPath() || strings.Contains(u.Path, "//") || strings.Contains(u.Path, "/.") || strings.Contains(u.Path, "/@") {
		return ""
	}
	return path
}
