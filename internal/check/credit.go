package check

import (
	"stet/internal/article"
	"stet/internal/markup"
)

// credit looks for pictures of which nobody knows whose they are.
func credit(s Story) []Finding {
	return unsaid(s, Finding{Code: "no-credit", Severity: Warn, Part: "credit"},
		func(p article.Picture) bool { return p.Credit != "" || p.Rights != "" },
		func(i markup.Image) bool { return i.Credit != "" },
		"The picture “", "” has neither credit nor rights: say whose it is.")
}
