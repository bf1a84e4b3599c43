// Package votefile reads the votes of a conversation from the files that Polis
// exports: the table of participants with one column per statement, or the list
// of votes as they were cast. Which of the two a file is, its header says.
//
// In both, 1 is agree, -1 disagree and 0 pass; an empty cell is no vote. In the
// list the latest vote of a person on a statement counts, by its timestamp.
// Files are read as a stream. What cannot be understood is a fault with file,
// row and a sentence, and then nothing is returned.
package votefile
