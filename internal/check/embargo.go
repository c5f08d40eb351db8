package check

import (
	"time"

	"stet/internal/article"
)

func embargo(s Story) []Finding {
	e := s.Article.Embargo
	return one(e.InForce(s.Now), Finding{
		Code: "embargo", Severity: Block, Field: "embargo", Message: embargoWords(e),
	})
}

func embargoWords(e *article.Embargo) string {
	switch {
	case e == nil:
		return ""
	case e.At.IsZero():
		return "The copy says “" + e.Said + "”. Say until when it is embargoed, or lift the embargo."
	}
	zone, err := time.LoadLocation(e.Zone)
	if err != nil || e.Zone == "" {
		return "Embargoed until " + e.At.UTC().Format("15:04, 2 January 2006") + " UTC."
	}
	return "Embargoed until " + e.At.In(zone).Format("15:04, 2 January 2006") + " " + e.Zone + "."
}
