package bundle

import "stet/internal/article"

var markdownFidelity = fidelity{}

// writeMarkdown is article.md: the body as it stands, under front matter whose
// keys are the JSON names of article.Article. It carries everything that
// leaves, so that a story comes back whole from it.
func writeMarkdown(e *export) ([]outFile, error) {
	a := &e.article
	y := &yamlWriter{make([]byte, 0, 2048)}
	y.text(0, "id", string(a.ID))
	y.number(0, "rev", a.Rev)
	y.text(0, "section", a.Section)
	y.text(0, "overline", a.Overline)
	y.headlines(&a.Headlines)
	y.text(0, "standfirst", a.Standfirst)
	y.list("bylines", a.Bylines)
	y.authors(a.Authors)
	y.text(0, "dateline", a.Dateline)
	y.text(0, "trailText", a.TrailText)
	y.text(0, "searchDescription", a.SearchDescription)
	y.text(0, "socialDescription", a.SocialDescription)
	y.list("keywords", a.Keywords)
	y.text(0, "slug", a.Slug)
	y.list("oldSlugs", a.OldSlugs)
	y.text(0, "slugline", a.Slugline)
	y.text(0, "leadPicture", a.LeadPicture)
	y.pictures(a.Pictures)
	y.text(0, "status", string(a.Status))
	y.text(0, "flag", string(a.Flag))
	y.number(0, "urgency", int64(a.Urgency))
	y.embargo(a.Embargo)
	y.source(a.Source)
	y.moreSources(a.MoreSources)
	y.text(0, "credit", a.Credit)
	y.text(0, "usageTerms", a.UsageTerms)
	y.text(0, "language", a.Language)
	y.text(0, "direction", string(a.Direction))
	y.moment(0, "firstPublished", a.FirstPublished)
	y.moment(0, "lastPublished", a.LastPublished)
	y.corrections(a.Corrections)
	y.moment(0, "created", a.Created)
	y.moment(0, "updated", a.Updated)
	out := e.sheets.blank()
	frontMatter(out, y.b, a.Body)
	return e.one("article.md", "text/markdown; charset=utf-8", out, nil)
}

func (y *yamlWriter) headlines(h *article.Headlines) {
	if *h == (article.Headlines{}) {
		return
	}
	y.open("headlines")
	for _, c := range article.Channels {
		y.text(2, string(c), h.Own(c))
	}
}

func (y *yamlWriter) authors(authors []article.Author) {
	if len(authors) == 0 {
		return
	}
	y.open("authors")
	for _, a := range authors {
		y.entry("name", a.Name)
		y.text(4, "role", a.Role)
		y.text(4, "url", a.URL)
	}
}

func (y *yamlWriter) pictures(pictures []article.Picture) {
	if len(pictures) == 0 {
		return
	}
	y.open("pictures")
	for _, p := range pictures {
		y.entry("id", p.ID)
		y.text(4, "type", p.Type)
		y.number(4, "width", int64(p.Width))
		y.number(4, "height", int64(p.Height))
		y.text(4, "alt", p.Alt)
		y.text(4, "caption", p.Caption)
		y.text(4, "credit", p.Credit)
		y.text(4, "rights", p.Rights)
		y.text(4, "source", p.Source)
		y.number(4, "focusX", int64(p.FocusX))
		y.number(4, "focusY", int64(p.FocusY))
		y.text(4, "shape", string(p.Shape))
	}
}

func (y *yamlWriter) embargo(e *article.Embargo) {
	if e == nil || e.At.IsZero() {
		return
	}
	y.open("embargo")
	y.moment(2, "at", e.At)
	y.text(2, "zone", e.Zone)
}

func (y *yamlWriter) source(s article.Source) {
	if s == (article.Source{}) {
		return
	}
	y.open("source")
	y.text(2, "service", s.Service)
	y.text(2, "key", s.Key)
	y.text(2, "version", s.Version)
}

func (y *yamlWriter) moreSources(sources []article.Source) {
	if len(sources) == 0 {
		return
	}
	y.open("moreSources")
	for _, s := range sources {
		y.entry("service", s.Service)
		y.text(4, "key", s.Key)
		y.text(4, "version", s.Version)
	}
}

func (y *yamlWriter) corrections(corrections []article.Correction) {
	if len(corrections) == 0 {
		return
	}
	y.open("corrections")
	for _, c := range corrections {
		y.entry("text", c.Text)
		y.text(4, "kind", string(c.Kind))
		y.moment(4, "at", c.At)
	}
}
