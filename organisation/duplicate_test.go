package organisation

import (
	"fmt"
	"testing"

	"chancencheck/access"
)

func TestDuplicates(t *testing.T) {
	t.Parallel()
	s := func(id ServiceID, name, leika string) Service {
		return Service{Org: "mh", ID: id, Unit: "a1", Name: name, LeiKa: leika}
	}
	services := []Service{
		s("1", "Wohnsitz anmelden", ""), s("2", "wohnsitz  anmelden!", ""), s("3", "Wohnsitz-Anmeldung", ""), s("4", "Wohnsitz abmelden", ""),
		s("5", "Hundesteuer", "99107023037000"), s("6", "Abgabe für Hunde", "99107023037000"), s("7", "Hundesteuer", "99107023037001"),
		s("8", "Kita", ""), s("9", "Kiga", ""), s("10", "Beratung für Familien", ""), s("11", "Beratungen für Familien", ""),
	}
	services[9].Distinct = nil
	ended := s("12", "Kita", "")
	ended.ValidUntil = today
	told := func() string {
		out := ""
		for _, d := range Duplicates(append(services, ended), today) {
			out += fmt.Sprintf("%s-%s %s; ", d.A.ID, d.B.ID, d.Reason)
		}
		return out
	}
	if got, want := told(), "5-6 key; 1-2 name; 10-11 similar; "; got != want {
		t.Errorf("suggested: %s, want %s", got, want)
	}
	services[10].Distinct = []ServiceID{"10"}
	if got, want := told(), "5-6 key; 1-2 name; "; got != want {
		t.Errorf("after two were told apart: %s, want %s", got, want)
	}
}

func TestServicesAreJoinedAndParted(t *testing.T) {
	t.Parallel()
	e, act := townEstate(), by(access.Coordinator)
	e.Services[1].ValidUntil = "2026-12-31"
	r, err := MergeServices(act, e, "s1", "s2")
	if err != nil || len(r.Services) != 1 || r.Services[0].Merged.Into != "s1" || r.Services[0].ValidUntil != today || r.Events[0].Detail != "Meldung → Ausweis" {
		t.Fatalf("joined: %+v, %v", r, err)
	}
	after := e.after(r)
	for name, do := range map[string]func() error{
		"access.denied":      func() error { _, err := MergeServices(by(access.UnitLead), e, "s1", "s2"); return err },
		"service.not_two":    func() error { _, err := MergeServices(act, after, "s1", "s2"); return err },
		"store.not_found":    func() error { _, err := SplitServices(act, after, "none"); return err },
		"service.not_merged": func() error { _, err := SplitServices(act, after, "s1"); return err },
		"service.split_late": func() error {
			late := act
			late.At = late.At.AddDate(0, 0, SplitWithin+1)
			_, err := SplitServices(late, after, "s2")
			return err
		},
	} {
		if err := do(); key(err) != name {
			t.Errorf("%v, want %s", err, name)
		}
	}
	if _, err := MergeServices(act, e, "s1", "s1"); key(err) != "service.not_two" {
		t.Errorf("joined with itself: %v", err)
	}
	back, err := SplitServices(act, after, "s2")
	if err != nil || back.Services[0].Merged != nil || back.Services[0].ValidUntil != "2026-12-31" {
		t.Errorf("parted: %+v, %v", back, err)
	}
	apart, err := TellApart(act, e, "s1", "s3")
	if err != nil || len(Duplicates(apart.Services, today)) != 0 || apart.Services[0].Distinct[0] != "s3" {
		t.Errorf("told apart: %+v, %v", apart, err)
	}
	table := []Service{{Org: "mh", ID: "s2", Unit: "a1", Name: "Meldung"}}
	if plan := PlanServices(after.Services[1:2], table, today); plan[0].Kind != Unchanged || plan[0].After.Merged == nil {
		t.Errorf("a table parts what a person has joined: %+v", plan)
	}
}
