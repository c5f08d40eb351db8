// Package search finds stories by their words. It parses what somebody types
// ([Parse]), keeps an index of words in a folder ([Open]), and marks the words
// found in a text ([Query.Marks], [Query.Fragment]).
//
// The index is derived: it holds no text, only which words stand where, and it
// can be thrown away at any time. It answers with ids; who may see a story, in
// which section it is and what it says is known elsewhere, so that moving a
// story changes nothing here.
//
// One cutting of text into words ([scan]) serves the index, the query and the
// marks, so that what is found is what is marked.
package search
