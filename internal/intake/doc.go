// Package intake turns bytes that came from elsewhere into an article and a
// receipt. It reads no network and no clock, and knows no store.
//
// The law of this room: every word of the copy, a word being a run between
// white space, is either in the article, in its order, or named in the
// receipt, and [PutBack] can return whatever the receipt names. Each kind of
// copy first becomes a list of lines; every line then gets exactly one fate,
// so that none can fall through.
//
// Where to read: rules.go is the table of what a web page or a wire adds to a
// story; markers.go finds bylines and times, furniture.go the other parts of a
// story by their shape; escape.go keeps Markdown from eating copy.
package intake
