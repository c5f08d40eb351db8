// Package bundle makes stories into a sealed bundle, and proves bundles.
//
// A bundle is a BagIt 1.0 bag (RFC 8493), as a folder or as a zip with the
// same files; docs/format.md names every file. The same input gives the same
// bytes, on any day and in any zone.
//
// What may leave the building is decided in one place, export.go: an export
// is made of named fields, never of a story less some fields. Every format is
// built from that value and sees nothing else.
package bundle
