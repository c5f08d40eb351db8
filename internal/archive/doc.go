// Package archive reads and writes trees of files: folders and zips. It knows
// nothing of stories.
//
// Reading takes every input for hostile. One name validator, the same on all
// systems, decides what a file may be called; sizes are counted while reading,
// never believed; what two readers could understand differently is refused
// whole, with the entry named. Folders are read through [os.Root], so that a
// planted link leads nowhere.
//
// Writing is deterministic (same files, same bytes, on any day and system) and
// all or nothing: a tree is written beside its target, brought to the disk by
// one sync of the file system, and renamed into place.
package archive
