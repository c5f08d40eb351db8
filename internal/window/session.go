// Package window is what the web view may load and ask: the content security
// policy, the session token, the pictures, and the log. It knows HTTP but not
// the web view itself, so that all of it is tested without a window.
package window

import (
	"crypto/rand"
	"crypto/subtle"
	"errors"
)

// ErrNotOurs says that a call did not come from Stet's own page.
var ErrNotOurs = errors.New("the call carries no session token")

// Session is one run of the window. On Linux any script in any frame reaches
// every bound method, so a call must carry Token, which only the page itself
// holds. Nonce is what the page's own style sheets carry.
type Session struct {
	Token, Nonce string
}

// NewSession makes fresh secrets of 130 random bits each.
func NewSession() Session { return Session{Token: rand.Text(), Nonce: rand.Text()} }

// Admit refuses a call without the session's token.
func (s Session) Admit(token string) error {
	if subtle.ConstantTimeCompare([]byte(s.Token), []byte(token)) != 1 {
		return ErrNotOurs
	}
	return nil
}
