// Package instrument says what is asked and what an answer is.
//
// An Instrument (Erhebungsinstrument, Fragenkatalog) is a versioned catalogue:
// a tree of fields with questions, the scales they are answered on, bands of
// appraisal, suggestions, formats of different length and variants for
// different kinds of unit. It is data: how values are made from answers is
// stated by its Rules and carried out by package score.
//
// An Instrument is filled once, by internal/instrumentfile or a test, and never
// changed after its first lookup; it may then be used by many goroutines. A
// published version is immutable: Hash tells whether two are the same.
//
// An Answer is what one person or one team said. It refuses to be printed,
// logged or marshalled; package disclosure alone decides what may be shown.
package instrument

import "sync"

// FormatV1 names the file format that this package's types correspond to.
const FormatV1 = "chancencheck-instrument/1"

// Instrument is one version of a catalogue of questions.
type Instrument struct {
	// ID and Version together name the instrument, for example service-check 1.0.
	ID, Version string
	Title       Text
	Description Text
	// Languages are the languages offered; the first is the source language,
	// to which the others fall back.
	Languages []string
	// Licence is an SPDX identifier such as CC-BY-4.0, or a short name.
	Licence string
	// Origin attributes the instrument to its authors.
	Origin Origin
	// Guide is the base name of the guide's files (guide.<lang>.md); often empty.
	Guide string
	// Guides are the guide's Markdown texts by language. They are not part of
	// Hash: a misprint in a guide may be mended without a new version.
	Guides map[string]string `hash:"-"`
	// Notice stands before the first question.
	Notice Notice
	// UnitKinds are the kinds of unit that variants and situations refer to.
	UnitKinds []UnitKind
	// Desks are the offices that usually know the answers, for a check that a
	// whole organisation answers together; often empty.
	Desks  []Desk
	Scales []*Scale
	// AnswerStates are the states a person may choose instead of answering.
	AnswerStates []AnswerState
	// Situations are judged directly per service; nil if the instrument has none.
	Situations *Situations
	Formats    []Format
	Variants   []Variant
	// Calibration is tried out together before a talk; nil if there is none.
	Calibration *Calibration
	// Replaces says how this version continues earlier ones.
	Replaces []Replaces
	// Fields are the roots of the tree, in the order shown.
	Fields []*Node
	// ExtraQuestions stand in for others in variants; they are in no field of their own.
	ExtraQuestions []*Question
	// Score states how values are made, and holds for every node that says
	// nothing else.
	Score Scoring
	// Bands appraise the value of the whole instrument.
	Bands []Band
	// Sources is the name of a Markdown file beside the instrument; often empty.
	Sources string

	once  sync.Once `hash:"-"`
	index index     `hash:"-"`
}

// Origin names whom the instrument comes from.
type Origin struct {
	Text Text
	URL  string
}

// UnitKind is a kind of organisational unit, such as "public counter".
type UnitKind struct {
	ID    string
	Title Text
}

// Desk is an office or role that usually answers some of the questions
// (zuständige Stelle), such as "personnel" or "schools". It is a proposal: an
// organisation maps desks to its own units and moves single questions.
type Desk struct {
	// ID is unique among the instrument's desks.
	ID    string
	Title Text
	// Hint says under which names the desk is found in an organisation.
	Hint Text
}

// Node is a field, criterion or sub-criterion: a branch of the tree (Feld).
// Its own questions come before those of its child nodes.
type Node struct {
	// ID is unique among all nodes and questions of the instrument.
	ID           string
	Title, Intro Text
	// WhatWorked is the field's open question "What worked?"; often empty.
	WhatWorked Text
	// Weight among its siblings; unset = 1.
	Weight    Number
	Questions []*Question
	Nodes     []*Node
	// Score says how this node's value is made; the zero Rule takes the
	// instrument's defaults.
	Score Rule
	// Bands appraise the node's value, lowest first.
	Bands []Band
}

// Band is the appraisal of values from a lower bound up to the next band.
type Band struct {
	// From is the inclusive lower bound, on the range of the node's value.
	From  Number
	Title Text
	Text  Text
}

// Situations are the situations of people ("Menschen, die …") for which a
// service is judged directly.
type Situations struct {
	// Scale is how each situation is judged.
	Scale *Scale `hash:"id"`
	// Most is how many situations one service is judged for, at most.
	Most int
	List []Situation
}

// Situation is one situation of people (Lebenslage).
type Situation struct {
	ID    string
	Title Text
	// DefaultFor lists the unit kinds whose services start with this situation.
	DefaultFor []string
}

// Format is a length of the check: a subset of the questions.
type Format struct {
	ID    string
	Title Text
	// Minutes is the time planned for the team talk.
	Minutes int
	// Default marks the format chosen if nobody chooses.
	Default bool
	// All takes every question; Questions is then empty.
	All bool
	// Questions are question ids; the order asked is that of the tree.
	Questions []string
}

// Variant adapts the instrument to one kind of unit.
type Variant struct {
	UnitKind string
	// Omit lists questions that are not asked.
	Omit []string
	// Replace asks extra questions in the place of others.
	Replace []Replacement
	// Texts re-word questions; their meaning and score stay.
	Texts []Rewording
}

// Replacement asks question By, an extra question, in the place of Question.
type Replacement struct {
	Question, By string
}

// Rewording overrides texts of one question; empty texts stay as they are.
type Rewording struct {
	Question            string
	Text, Help, Example Text
}
