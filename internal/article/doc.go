// Package article is the newsroom's vocabulary: what a story is, what a
// revision is, and what may be said about either. It reads no files, knows no
// database and imports only the standard library, so that every other room
// can share its words.
//
// One type serves as domain value, stored value and boundary value until they
// truly differ. Field names in JSON are the names that the command line, the
// bundle and the store use; they are a contract.
package article
