package check

import "stet/internal/article"

func killed(s Story) []Finding {
	return one(s.Article.Flag == article.Killed, Finding{
		Code: "killed", Severity: stop("killed"), Field: "flag",
		Message: "The story is killed. It must not be used.",
	})
}

func trashed(s Story) []Finding {
	return one(s.Article.Trashed, Finding{
		Code: "trashed", Severity: stop("trashed"),
		Message: "The story is in the trash. Take it out first.",
	})
}

func held(s Story) []Finding {
	messages := map[article.Flag]Finding{
		article.Hold:   {Code: "hold", Message: "The story is on hold."},
		article.Spiked: {Code: "spiked", Message: "The story is spiked."},
	}
	f, stopped := messages[s.Article.Flag]
	f.Severity, f.Field = stop(f.Code), "flag"
	return one(stopped, f)
}
