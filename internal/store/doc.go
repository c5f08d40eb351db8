// Package store keeps a newsroom's words: stories with every revision,
// sections, lineups, pictures, receipts and settings, in one folder.
//
// Two copies stand side by side. The journal (journal/) is a row of
// append-only files of checksummed facts, each readable without Stet; a save
// is acknowledged when its fact is on disk there, and not before. Badger
// (badger/) is what reads come from; it is written behind the journal, and a
// replay of the journal gives the same keys and values again. Either copy can
// be made anew from the other, so damage to one of them costs time, not words.
//
//	caller -> batch (checks, facts) -> journal (one fsync) -> Badger -> caller
//
// One process owns a newsroom; [Open] refuses with [ErrInUse] at once when
// another has it. A DB may be used from many goroutines; saves that wait for
// each other share one fsync.
//
// The order of saves is the order of their sequence numbers in the journal.
// Clocks are only ever shown, so a clock that jumps misorders nothing.
package store
