//go:build !unix

package main

import "time"

var started = time.Now()

// cpuTime stands in where the system does not say how much processor time a
// program has used: the time since it started.
func cpuTime() time.Duration { return time.Since(started) }
