//go:build !unix

package main

import "errors"

// freeSpace is known on Unix systems only.
func freeSpace(string) (uint64, error) { return 0, errors.New("not on this system") }
