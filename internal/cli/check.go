package cli

import (
	"flag"

	"stet/internal/article"
	"stet/internal/newsroom"
)

func runCheck(c *call) error {
	profile := ""
	words, err := c.words(func(f *flag.FlagSet) { f.StringVar(&profile, "profile", "", "") }, 1, -1)
	if err != nil {
		return err
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	plan, err := c.room.PlanExport(c.ctx, newsroom.ExportRequest{Selection: newsroom.Selection{IDs: ids}, Profile: profile})
	if err != nil {
		return err
	}
	if err := c.showFindings(plan.Stories); err != nil {
		return err
	}
	if plan.Blocked > 0 {
		return &exitError{exitBlocked}
	}
	return nil
}

// storyFindings is the JSON shape of `stet check`.
type storyFindings struct {
	ID       article.ID `json:"id"`
	Findings any        `json:"findings"`
}

func (c *call) showFindings(stories []newsroom.Planned) error {
	if c.json {
		out := []storyFindings{}
		for _, s := range stories {
			out = append(out, storyFindings{s.ID, s.Findings})
		}
		return c.emit(out)
	}
	for _, s := range stories {
		c.say("%s  %s", s.ID, orNone(s.Headline, "(no headline)"))
		for _, f := range s.Findings {
			c.say("  %-5s %-12s %s%s", f.Severity, f.Code, inField(f.Field), f.Message)
		}
		if len(s.Findings) == 0 {
			c.say("  clean")
		}
	}
	return nil
}

func inField(path string) string {
	if path == "" {
		return ""
	}
	return path + ": "
}
