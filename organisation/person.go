package organisation

// Post is a function that somebody holds (Stelle). What must be done belongs to
// a post, so that it stays when the person leaves.
type Post struct {
	Org   OrgID
	ID    PostID
	Unit  UnitID
	Title string
	// Holder is who holds the post now, "" while it is vacant.
	Holder PersonID
}

// Ref names the post.
func (p Post) Ref() Ref { return Ref{p.Org, string(p.ID)} }

// Person is somebody with a named part in the organisation. People who only
// fill in a sheet are no Person: nothing needs to know their names.
type Person struct {
	Org   OrgID
	ID    PersonID
	Name  string
	Email string
	// Language in which she is written to (BCP 47), "" for the organisation's.
	Language string
	// ValidUntil is the first day on which she no longer has a part, or "".
	ValidUntil Date
}

// Ref names the person.
func (p Person) Ref() Ref { return Ref{p.Org, string(p.ID)} }

// Left reports whether she has no part any more on a day.
func (p Person) Left(day Date) bool { return p.ValidUntil != "" && p.ValidUntil <= day }
