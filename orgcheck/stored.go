package orgcheck

import (
	"encoding/json"
	"fmt"

	"chancencheck/instrument"
)

// Part is one piece of a record as it is stored: pieces change one by one.
type Part struct{ Kind, Key string }

// The kinds of part. They are stored: add kinds, never rename them.
const (
	partDuty      = "duty"
	partStatement = "statement"
	partDecision  = "decision"
	partWorked    = "worked"
	partAppraisal = "appraisal"
	partGroup     = "group"
)

// storedStatement is the shape of a stored statement, because an answer is not
// marshalled by accident.
type storedStatement struct {
	Place
	UnitName  string          `json:"unit_name"`
	Answer    json.RawMessage `json:"answer"`
	Remark    string          `json:"remark,omitempty"`
	By        Signature       `json:"by"`
	Confirmed Signature       `json:"confirmed"`
	Version   int             `json:"version"`
}

// key names a place; ids of questions contain no space.
func (p Place) key() string { return p.Question + " " + string(p.Unit) }

// Parts writes everything but the check itself for the store.
func (r *Record) Parts() (map[Part]string, error) {
	out := map[Part]string{}
	var failed error
	add := func(kind, key string, v any) {
		b, err := json.Marshal(v)
		if err != nil && failed == nil {
			failed = fmt.Errorf("encode %s %s: %w", kind, key, err)
		}
		out[Part{kind, key}] = string(b)
	}
	for p, d := range r.Duties {
		add(partDuty, p.key(), d)
	}
	for p, s := range r.Statements {
		add(partStatement, p.key(), storedStatement{s.Place, s.UnitName, s.Answer.Encode(), s.Remark, s.By, s.Confirmed, s.Version})
	}
	for q, d := range r.Decisions {
		add(partDecision, q, d)
	}
	for f, w := range r.Worked {
		add(partWorked, f, w)
	}
	for f, w := range r.Appraisals {
		add(partAppraisal, f, w)
	}
	for id, g := range r.Groups {
		add(partGroup, string(id), g)
	}
	return out, failed
}

// Put reads one stored part into the record.
func (r *Record) Put(p Part, doc string) error {
	var err error
	switch p.Kind {
	case partDuty:
		err = read(doc, func(d Duty) { r.Duties[d.Place] = d })
	case partStatement:
		err = r.putStatement(doc)
	case partDecision:
		err = read(doc, func(d Decision) { r.Decisions[d.Question] = d })
	case partWorked:
		err = read(doc, func(w Words) { r.Worked[w.Field] = w })
	case partAppraisal:
		err = read(doc, func(w Words) { r.Appraisals[w.Field] = w })
	case partGroup:
		err = read(doc, func(g Group) { r.Groups[g.ID] = g })
	default:
		err = fmt.Errorf("unknown kind")
	}
	if err != nil {
		return fmt.Errorf("stored %s of organisation check: %w", p.Kind, err)
	}
	return nil
}

func read[T any](doc string, keep func(T)) error {
	var v T
	if err := json.Unmarshal([]byte(doc), &v); err != nil {
		return err
	}
	keep(v)
	return nil
}

func (r *Record) putStatement(doc string) error {
	var s storedStatement
	if err := json.Unmarshal([]byte(doc), &s); err != nil {
		return err
	}
	a, err := instrument.DecodeAnswer(s.Answer)
	if err != nil {
		return err
	}
	r.Statements[s.Place] = Statement{Place: s.Place, UnitName: s.UnitName, Answer: a, Remark: s.Remark, By: s.By, Confirmed: s.Confirmed, Version: s.Version}
	return nil
}

// Code is the code of a group with where it leads.
type Code struct {
	Ref
	Group GroupID
}
