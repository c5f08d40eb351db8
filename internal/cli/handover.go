package cli

import (
	"fmt"

	"stet/internal/bundle"
	"stet/internal/handover"
	"stet/internal/newsroom"
)

// runHandOver writes a story with its history into one file for another desk.
func runHandOver(c *call) error {
	words, err := c.words(none, 2, 2)
	if err != nil {
		return err
	}
	ids, err := c.stories(words[:1])
	if err != nil {
		return err
	}
	ctx, stop := c.stoppable()
	defer stop()
	done, err := c.room.HandOver(ctx, ids[0], words[1])
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(done)
	}
	c.say("%s  not for publication: %s, %s", done.Path, count(done.Revisions, "revision", "revisions"), count(done.Pictures, "picture", "pictures"))
	for _, id := range done.Missing {
		c.say("  picture %s is missing here and did not come along", id)
	}
	return nil
}

// takeOver takes a file that another desk handed over.
func (c *call) takeOver(path string, q newsroom.ImportRequest) (newsroom.Imported, error) {
	if q.As != "" && q.As != newsroom.AsNew {
		return newsroom.Imported{}, &refusal{
			fmt.Sprintf("it is a story that another desk handed over, with its history: it does not come in as %s", q.As),
			"Leave out --as and --of: where the story is here already, what is new in it is merged.",
		}
	}
	in, err := c.room.TakeOver(path, q.Section, q.AsNew)
	return in, plain(err)
}

// verifyHandOver proves a hand-over; the report is that of any package.
func verifyHandOver(path string) (bundle.Report, error) {
	found, err := handover.Verify(path)
	if err != nil {
		return bundle.Report{}, err
	}
	report := bundle.Report{OK: found.OK, Files: found.Files, Problems: []bundle.Problem{}, Note: "a story handed over, not for publication"}
	if found.OK {
		report.Stories = 1
	}
	for _, p := range found.Problems {
		report.Problems = append(report.Problems, bundle.Problem{Path: printable(p.Entry), Problem: "refused: " + p.Why})
	}
	return report, nil
}

// showTakenOver says what came of a hand-over beside the story.
func (c *call) showTakenOver(h *newsroom.TakenOver) {
	switch {
	case h.Revisions == 0:
		c.say("  nothing was changed at %s that is not here", h.From)
	case !h.Merged:
		c.say("  handed over by %s: %s", h.From, count(h.Revisions, "revision", "revisions"))
	default:
		c.say("  merged with what %s made of it, which is revision %d of the history", h.From, h.With)
	}
	if n := len(h.Conflicts); n > 0 {
		c.say("  %s in conflict: both desks changed them", count(n, "place", "places"))
	}
}
