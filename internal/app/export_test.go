package app

// Recovering and Behind are tested by themselves.
var (
	Recovering = recovering
	Behind     = behind
)
