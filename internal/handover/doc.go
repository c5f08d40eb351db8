// Package handover writes one story with all that the desk knows of it as one
// file for another desk, and reads such files.
//
// A file may come from anywhere: what is in it is listed with its digest, the
// revisions must be one history of one story, and a file of which any of this
// does not hold is refused whole, with the entry named. What is not listed is
// not read. Nothing of it is for readers.
package handover
