package apptest

import (
	"net/http"
	"net/url"
	"strings"
)

// Client is a person in front of a browser without JavaScript.
type Client struct {
	app  *App
	http *http.Client
	lang string
}

// In is the same person reading another language; German is the default.
func (c *Client) In(lang string) *Client {
	other := *c
	other.lang = lang
	return &other
}

// address completes a path of ours with host and language.
func (c *Client) address(path string) string {
	if strings.HasPrefix(path, "http://") {
		return path
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	first, _, _ = strings.Cut(first, "?")
	if bare[first] || len(first) >= 2 && c.app.Site.Catalog.Serves(tag(first)) {
		return c.app.URL + path
	}
	lang := c.lang
	if lang == "" {
		lang = "de"
	}
	return c.app.URL + "/" + lang + path
}

// bare are the first parts of paths that have no language.
var bare = map[string]bool{"assets": true, "healthz": true, "live": true}

// Get opens a page; redirects are followed.
func (c *Client) Get(path string) *Page {
	c.app.t.Helper()
	return c.Do(http.MethodGet, path, nil, nil)
}

// PostForm sends a form; the page it leads to is returned.
func (c *Client) PostForm(path string, values url.Values) *Page {
	c.app.t.Helper()
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Sec-Fetch-Site": {"same-origin"}}
	return c.Do(http.MethodPost, path, header, strings.NewReader(values.Encode()))
}

// Do sends any request.
func (c *Client) Do(method, path string, header http.Header, body *strings.Reader) *Page {
	t := c.app.t
	t.Helper()
	if body == nil {
		body = strings.NewReader("")
	}
	req, err := http.NewRequestWithContext(t.Context(), method, c.address(path), body)
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	res, err := c.http.Do(req)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	text, err := drain(res.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return newPage(t, res, text)
}

// Raw sends a form and returns the answer itself: redirects are not followed.
func (c *Client) Raw(method, path string, values url.Values) *Page {
	c.app.t.Helper()
	still := *c.http
	still.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	other := *c
	other.http = &still
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Sec-Fetch-Site": {"same-origin"}}
	return other.Do(method, path, header, strings.NewReader(values.Encode()))
}

// Cookies are what the browser would send, by name.
func (c *Client) Cookies() map[string]string {
	c.app.t.Helper()
	home, err := url.Parse(c.app.URL)
	if err != nil {
		c.app.t.Fatal(err)
	}
	found := map[string]string{}
	for _, one := range c.http.Jar.Cookies(home) {
		found[one.Name] = one.Value
	}
	return found
}
