// Package loadbench measures the store under load, on both engines:
//
//	go test -run '^$' -bench . ./internal/loadbench
//
// Absolute figures belong to one machine. What counts are the ratios, measured
// against a reference in the same run; docs/benchmarks.md names them and their
// targets.
package loadbench
