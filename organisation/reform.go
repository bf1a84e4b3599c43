package organisation

import (
	"slices"
	"strings"

	"chancencheck/access"
	"chancencheck/audit"
	"chancencheck/fault"
)

// ReformKind is the sort of a reorganisation (Umbau).
type ReformKind string

// The kinds of reorganisation, in the order of pages.
const (
	RenameUnit ReformKind = "rename"
	MoveUnit   ReformKind = "move"
	Merge      ReformKind = "merge"
	Split      ReformKind = "split"
	Dissolve   ReformKind = "dissolve"
)

// ReformKinds lists every kind in the order of pages.
var ReformKinds = []ReformKind{RenameUnit, MoveUnit, Merge, Split, Dissolve}

// Reform is one reorganisation of units on a day. A unit that is renamed or
// moved stays itself; one that is merged, split or dissolved ends, and its
// results stay with it.
type Reform struct {
	Kind ReformKind
	// On is the first day on which it holds; a later one than today is planned, see
	// [PlanReform].
	On Date
	// Units are those concerned, two or more for Merge.
	Units []UnitID
	// Names are the new name, for Split the names of the new units.
	Names []string
	// Parent is the unit above from then on, for MoveUnit and Merge; "" is the top.
	Parent UnitID
	// Into takes over from a dissolved unit; "" for nobody.
	Into UnitID
	// Serving says for Split which new unit takes a service, by its place in Names;
	// services that are not named go to the first.
	Serving map[ServiceID]int
}

// Estate is what an organisation's units consist of.
type Estate struct {
	Organisation Organisation
	Units        []Unit
	Services     []Service
	Parts        []Membership
	Posts        []Post
}

// Reformed is what a reorganisation changes: the elements as they are after it.
type Reformed struct {
	Units    []Unit
	Services []Service
	Parts    []Membership
	Posts    []Post
	Lineage  []Lineage
	// Ends are the units that end, Begins those that begin.
	Ends, Begins []Unit
	Events       []audit.Event
	// Plan is the planned reorganisation that this carries out, "" for none.
	Plan string
}

// Errors that callers tell apart.
var (
	ErrReformDate   = fault.New(fault.Invalid, "reform.date_missing")
	ErrReformFuture = fault.New(fault.Invalid, "reform.date_future")
	ErrReformEarly  = fault.New(fault.Invalid, "reform.date_early")
	ErrReformUnits  = fault.New(fault.Invalid, "reform.units")
	ErrReformTwo    = fault.New(fault.Invalid, "reform.two")
	ErrReformCircle = fault.New(fault.Invalid, "reform.circle")
	ErrReformSame   = fault.New(fault.Invalid, "reform.same")
	ErrReformTwice  = fault.New(fault.Invalid, "reform.name_twice")
	ErrReformBelow  = fault.New(fault.Invalid, "reform.below")
)

// reforming is a reorganisation being worked out.
type reforming struct {
	Reform
	estate Estate
	tree   *Tree
	out    Reformed
	act    access.Act
}

// Reorganise works out what a reorganisation changes; it changes nothing itself.
func Reorganise(act access.Act, e Estate, f Reform) (Reformed, error) {
	w := &reforming{Reform: f, estate: e, act: act}
	if err := access.Require(act, access.Reorganise, access.Object{Org: string(e.Organisation.ID)}); err != nil {
		return w.out, err
	}
	tree, err := NewTree(UnitsOn(e.Units, DateOf(act.At)))
	if err != nil {
		return w.out, err
	}
	w.tree = tree
	if err := w.check(); err != nil {
		return Reformed{}, err
	}
	switch f.Kind {
	case RenameUnit:
		err = w.rename()
	case MoveUnit:
		err = w.move()
	case Merge:
		err = w.merge()
	case Split:
		err = w.split()
	case Dissolve:
		err = w.dissolve()
	default:
		err = ErrReformUnits
	}
	if err != nil {
		return Reformed{}, err
	}
	return w.out, w.consistent()
}

// check asks for units that exist and a day on which all of this can have been.
func (w *reforming) check() error {
	switch {
	case w.On == "":
		return ErrReformDate
	case w.On > DateOf(w.act.At):
		return ErrReformFuture
	case len(w.Units) == 0:
		return ErrReformUnits
	case w.Kind == Merge && len(w.Units) < 2:
		return ErrReformTwo
	}
	for i, name := range w.Names {
		w.Names[i] = strings.TrimSpace(name)
	}
	for i, id := range w.Units {
		u, ok := w.tree.Unit(id)
		if !ok || slices.Contains(w.Units[:i], id) {
			return ErrReformUnits
		}
		last := u.ValidFrom
		if n := len(u.Was); n > 0 {
			last = max(last, u.Was[n-1].Until)
		}
		if w.On <= last {
			return ErrReformEarly
		}
	}
	return nil
}

// consistent makes sure that the units of today are still a tree.
func (w *reforming) consistent() error {
	after := slices.Clone(w.estate.Units)
	for _, u := range w.out.Units {
		if i := slices.IndexFunc(after, func(v Unit) bool { return v.ID == u.ID }); i >= 0 {
			after[i] = u
		} else {
			after = append(after, u)
		}
	}
	on := UnitsOn(after, DateOf(w.act.At))
	if m := append(CheckUnits(on), CheckLevels(w.estate.Organisation, on)...); len(m) > 0 {
		return m[0].Err
	}
	return nil
}

// named checks a new name: there, short enough, and no sibling's.
func (w *reforming) named(name string, parent UnitID) error {
	var m mistakes
	if m.name(0, name); len(m) > 0 {
		return m[0].Err
	}
	for _, id := range w.tree.Children(parent) {
		if u, _ := w.tree.Unit(id); strings.EqualFold(u.Name, name) && !slices.Contains(w.Units, id) {
			return ErrReformTwice
		}
	}
	return nil
}

func (w *reforming) unit(i int) Unit {
	u, _ := w.tree.Unit(w.Units[i])
	return u
}

func (w *reforming) event(on UnitID, detail string) {
	w.out.Events = append(w.out.Events, audit.Event{Org: string(w.estate.Organisation.ID), At: w.act.At, Person: w.act.By.Person,
		Verb: "unit." + string(w.Kind), Object: string(on), Detail: detail})
}

func (w *reforming) rename() error {
	u := w.unit(0)
	if len(w.Names) == 0 || w.Names[0] == u.Name {
		return ErrReformSame
	}
	if err := w.named(w.Names[0], u.Parent); err != nil {
		return err
	}
	after := u
	after.Name = w.Names[0]
	w.out.Units = append(w.out.Units, after.remembering(u, w.On))
	w.event(u.ID, u.Name+" → "+after.Name)
	return nil
}

func (w *reforming) move() error {
	u := w.unit(0)
	above, known := w.tree.Unit(w.Parent)
	switch {
	case w.Parent == u.Parent:
		return ErrReformSame
	case w.Parent != "" && !known:
		return ErrReformUnits
	case slices.Contains(w.tree.Path(w.Parent), u.ID):
		return ErrReformCircle
	}
	if err := w.named(u.Name, w.Parent); err != nil {
		return err
	}
	after := u
	after.Parent, after.Position = w.Parent, w.last(w.Parent)
	w.out.Units = append(w.out.Units, after.remembering(u, w.On))
	w.event(u.ID, u.Name+" → "+above.Name)
	return nil
}

// last is the position behind all units below one.
func (w *reforming) last(parent UnitID) int {
	n := 0
	for _, id := range w.tree.Children(parent) {
		u, _ := w.tree.Unit(id)
		n = max(n, u.Position)
	}
	return n + 1
}
