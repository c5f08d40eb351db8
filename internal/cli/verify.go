package cli

import (
	"stet/internal/bundle"
	"stet/internal/handover"
)

func runVerify(c *call) error {
	words, err := c.words(none, 1, 1)
	if err != nil {
		return err
	}
	verify := bundle.Verify
	if handover.Is(words[0]) {
		verify = verifyHandOver
	}
	report, err := verify(words[0])
	if err != nil {
		return err
	}
	if err := c.showReport(report); err != nil {
		return err
	}
	if !report.OK {
		return &exitError{exitDamaged}
	}
	return nil
}

func (c *call) showReport(report bundle.Report) error {
	if c.json {
		return c.emit(report)
	}
	if report.OK {
		c.say("intact: %s, %s", count(report.Files, "file", "files"), count(report.Stories, "story", "stories"))
	} else {
		c.say("damaged: %s", count(len(report.Problems), "problem", "problems"))
	}
	if report.Note != "" {
		c.say("  note: %s", report.Note)
	}
	for _, p := range report.Problems {
		c.say("  %s: %s", p.Path, p.Problem)
	}
	return nil
}
