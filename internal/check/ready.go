package check

import (
	"slices"

	"stet/internal/article"
)

// ready stops nothing unless the house asks for it (export.requireReady).
func ready(s Story) []Finding {
	may := []article.Status{article.Ready, article.Sent, article.Live}
	return one(s.House.RequireReady && !slices.Contains(may, s.Article.Status), Finding{
		Code: "not-ready", Severity: stop("not-ready"), Field: "status",
		Message: "The story is not marked ready; it is at “" + string(s.Article.Status) + "”.",
	})
}
