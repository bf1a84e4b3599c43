// Package scorefile turns a table of answers into a table of values: the file
// side of `chancencheck score`.
//
// The answers are a CSV file with the columns subject, question and answer, one
// answer per row, in any order (see Run). The file is read as a stream and kept
// as 32 bytes per row, so 100 MB of answers need neither the text nor an object
// per cell in memory. Nothing is written before every row has been understood:
// a file with a mistake gives sentences, not half a result.
//
// The caller's own files are the caller's own: nothing here suppresses small
// groups, and nothing here reads the database.
package scorefile
