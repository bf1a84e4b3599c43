package talk_test

import (
	"net/url"
	"testing"

	"chancencheck/access"
	"chancencheck/check"
	"chancencheck/internal/apptest"
	"chancencheck/internal/scene"
	"chancencheck/organisation"
)

// session is a talk as two people lead it: moderation and scribe, each on a
// device of their own.
type session struct {
	*testing.T
	app               *apptest.App
	check             *check.Check
	moderation, write *apptest.Client
}

func newSession(t *testing.T, unit organisation.UnitID, step scene.Step) *session {
	t.Helper()
	app := apptest.New(t)
	return &session{t, app, app.Bring(unit, step), app.As(access.Facilitator), app.As(access.Facilitator)}
}

// at is a path of the check.
func (s *session) at(rest string) string { return "/checks/" + string(s.check.ID) + rest }

func (s *session) itemPath(id check.ItemID) string {
	return s.at("/talk/item?item=" + url.QueryEscape(string(id)))
}

// levels returns the n-th item that has levels.
func (s *session) rated(n int) check.Item {
	s.Helper()
	for _, i := range s.app.Scene.Items(s.check) {
		if i.Levels() == nil {
			continue
		}
		if n == 0 {
			return i
		}
		n--
	}
	s.Fatal("not so many rated items")
	return check.Item{}
}

func (s *session) post(c *apptest.Client, path string, fields ...string) *apptest.Page {
	s.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		v.Add(fields[i], fields[i+1])
	}
	return c.PostForm(s.at(path), v)
}

func (s *session) record() *check.Record {
	s.Helper()
	rec, err := s.app.Site.Store.Record(s.Context(), s.check.Ref)
	if err != nil {
		s.Fatal(err)
	}
	return rec
}

func (s *session) now() *check.Check {
	s.Helper()
	c, err := s.app.Site.Store.Check(s.Context(), s.check.Ref)
	if err != nil {
		s.Fatal(err)
	}
	return c
}

// reader is another person in front of the same pages.
func (s *session) as(role access.Role) *apptest.Client { return s.app.As(role) }
