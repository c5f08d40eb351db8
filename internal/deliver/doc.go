// Package deliver brings stories of a bundle to where readers or other
// software get them: a folder, a server, a CMS. There is one file for each kind
// of target.
//
// A target is a client and nothing else. It keeps nothing, retries nothing and
// decides nothing that a person should: what it knows of earlier sendings is
// handed to it, what it learns is handed back, and why something did not go is
// a [Failure] whose kind says what may be done next. The outbox is elsewhere.
//
// What all targets hold to: a story is looked for before it is made, so that it
// stands there once however often it is sent; what somebody changed there is
// told and not written over; what was sent is read back and compared.
package deliver
