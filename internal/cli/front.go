package cli

import "stet/internal/newsroom"

// showFront prints the front's page. Its pictures come with a bundle.
func (c *call) showFront(room *newsroom.Room, w *lineupWish) error {
	if c.json {
		view, err := room.Front(w.words[0])
		if err != nil {
			return err
		}
		return c.emit(view)
	}
	doc, err := room.FrontPage(w.words[0])
	if err != nil {
		return err
	}
	_, err = c.Out.Write(doc)
	return err
}

// checkFront says what stops the front and what to look at.
func (c *call) checkFront(room *newsroom.Room, w *lineupWish) error {
	found, stopped, err := room.CheckFront(w.words[0])
	if err != nil {
		return err
	}
	if c.json {
		err = c.emit(found)
	} else {
		for _, f := range found {
			c.say("%-5s %-14s %s", f.Severity, f.Code, f.Message)
		}
	}
	if err == nil && stopped {
		return &exitError{exitBlocked}
	}
	return err
}
