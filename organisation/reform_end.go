package organisation

import (
	"slices"
	"strings"
)

// merge ends units and begins one that takes all of them in.
func (w *reforming) merge() error {
	if len(w.Names) == 0 {
		w.Names = []string{""}
	}
	if err := w.named(w.Names[0], w.Parent); err != nil {
		return err
	}
	for _, id := range w.tree.Path(w.Parent) {
		if slices.Contains(w.Units, id) {
			return ErrReformBelow
		}
	}
	first := w.unit(0)
	heir := w.begin(w.Names[0], first, w.Parent)
	var names []string
	for i := range w.Units {
		u := w.unit(i)
		heir.Headcount += u.Headcount
		names = append(names, u.Name)
		w.end(u, func(Service) UnitID { return heir.ID }, heir.ID)
		w.inherit(u.ID, heir.ID)
	}
	w.out.Units, w.out.Begins = append(w.out.Units, heir), []Unit{heir}
	w.event(heir.ID, strings.Join(names, " + ")+" → "+heir.Name)
	return nil
}

// split ends a unit and begins several.
func (w *reforming) split() error {
	u := w.unit(0)
	var names []string
	for _, n := range w.Names {
		if n != "" {
			names = append(names, n)
		}
	}
	if len(names) < 2 {
		return ErrReformTwo
	}
	for i, name := range names {
		if err := w.named(name, u.Parent); err != nil {
			return err
		}
		if slices.ContainsFunc(names[:i], func(m string) bool { return strings.EqualFold(m, name) }) {
			return ErrReformTwice
		}
		heir := w.begin(name, u, u.Parent)
		heir.Headcount = u.Headcount / len(names)
		if i < u.Headcount%len(names) {
			heir.Headcount++
		}
		if i > 0 {
			heir.Position = w.last(u.Parent) + i - 1
		}
		w.out.Begins = append(w.out.Begins, heir)
	}
	w.end(u, func(s Service) UnitID {
		return w.out.Begins[min(max(w.Serving[s.ID], 0), len(names)-1)].ID
	}, w.out.Begins[0].ID)
	for _, heir := range w.out.Begins {
		w.out.Lineage = append(w.out.Lineage, w.line(u.ID, heir.ID))
	}
	w.out.Units = append(w.out.Units, w.out.Begins...)
	w.event(u.ID, u.Name+" → "+strings.Join(names, " + "))
	return nil
}

// dissolve ends a unit; another one takes over, or nobody.
func (w *reforming) dissolve() error {
	u := w.unit(0)
	heir := u.Parent
	detail := u.Name
	if w.Into != "" {
		into, ok := w.tree.Unit(w.Into)
		switch {
		case !ok || w.Into == u.ID:
			return ErrReformUnits
		case slices.Contains(w.tree.Path(w.Into), u.ID):
			return ErrReformBelow
		}
		heir, detail = w.Into, u.Name+" → "+into.Name
		after := into
		after.Headcount += u.Headcount
		w.out.Units = append(w.out.Units, after)
		w.inherit(u.ID, into.ID)
	}
	w.end(u, func(Service) UnitID { return w.Into }, heir)
	w.event(u.ID, detail)
	return nil
}

// begin is a new unit in the place and of the kind of one that ends.
func (w *reforming) begin(name string, like Unit, parent UnitID) Unit {
	position := w.last(parent)
	if parent == like.Parent {
		position = like.Position
	}
	return Unit{Org: w.estate.Organisation.ID, ID: UnitID(strings.ToLower(w.act.NewID())), Parent: parent, Level: like.Level, Name: name,
		Kind: like.Kind, Position: position, ValidFrom: w.On}
}

func (w *reforming) line(from, to UnitID) Lineage {
	return Lineage{w.estate.Organisation.ID, from, to, w.On, w.Kind}
}

// end ends a unit: its services go where serve says or end too, the units below
// it hang on under heir, and its posts go to heir.
func (w *reforming) end(u Unit, serve func(Service) UnitID, heir UnitID) {
	after := u
	after.ValidUntil = w.On
	w.out.Units, w.out.Ends = append(w.out.Units, after), append(w.out.Ends, after)
	for _, s := range w.estate.Services {
		if s.Unit != u.ID || s.ValidUntil != "" && s.ValidUntil <= w.On {
			continue
		}
		if to := serve(s); to != "" {
			s.Unit = to
		} else {
			s.ValidUntil = w.On
		}
		w.out.Services = append(w.out.Services, s)
	}
	for _, id := range w.tree.Children(u.ID) {
		child, _ := w.tree.Unit(id)
		if slices.Contains(w.Units, id) {
			continue
		}
		moved := child
		moved.Parent = heir
		w.out.Units = append(w.out.Units, moved.remembering(child, w.On))
	}
	for _, p := range w.estate.Posts {
		if p.Unit == u.ID && heir != "" {
			p.Unit = heir
			w.out.Posts = append(w.out.Posts, p)
		}
	}
}

// inherit lets a unit take over what came out of another: people keep their
// parts, now in the heir, and both are related from now on.
func (w *reforming) inherit(from, to UnitID) {
	w.out.Lineage = append(w.out.Lineage, w.line(from, to))
	today := DateOf(w.act.At)
	for _, m := range w.estate.Parts {
		if m.Unit != from || m.Until != "" && m.Until <= today {
			continue
		}
		m.Unit = to
		same := func(n Membership) bool { return n.Key() == m.Key() }
		if !slices.ContainsFunc(w.estate.Parts, same) && !slices.ContainsFunc(w.out.Parts, same) {
			w.out.Parts = append(w.out.Parts, m)
		}
	}
}
