package markup

import (
	"context"
	"strings"

	"stet/internal/article"
)

// Target is what stands between ( and ) of a link to an address; "" = the page
// cannot carry it.
func (d *Dialect) Target(typed string) string {
	typed = strings.ReplaceAll(strings.TrimSpace(typed), "|", "%7C") // it would end a cell of a table
	a := ReadAddress(typed)
	if a.URL == "" {
		return ""
	}
	for _, way := range []string{typed, sparing.Replace(typed), sparing.Replace(a.URL)} {
		if ships := ReadAddress(plain(way)).URL; unescape(ships) == unescape(a.URL) && d.carries(way, ships) {
			return way
		}
	}
	return ""
}

// sparing writes out what would end an address in the source.
var sparing = strings.NewReplacer("(", "%28", ")", "%29", " ", "%20", "<", "%3C", ">", "%3E", "&", "&amp;", "\u00a0", "%C2%A0")

// carries reports whether a link to target ships as a link to url.
func (d *Dialect) carries(target, url string) bool {
	doc := d.Parse("[a]("+target+")", nil)
	return len(doc.Links) == 1 && doc.Links[0].URL == url && doc.Text == "a"
}

// LinkSource is a link in the dialect, from words of a body to a target; words
// that would break it are escaped. "" = they cannot be one link: they run over
// the end of a paragraph, or hold a link.
func (d *Dialect) LinkSource(ctx context.Context, words, target string) (string, error) {
	held, err := d.ParseWithin(ctx, words, nil)
	if err != nil || len(held.Links)+len(held.Refused) > 0 {
		return "", err
	}
	for _, label := range []string{words, escapeLabel(words)} {
		source := "[" + label + "](" + target + ")"
		doc, err := d.ParseWithin(ctx, source, nil)
		if err != nil {
			return "", err
		}
		whole := article.Span{From: 0, To: len(source)}
		if len(doc.Links) == 1 && len(doc.Refused) == 0 && len(doc.Blocks) == 1 && doc.Links[0].Span == whole {
			return source, nil
		}
	}
	return "", nil
}

func escapeLabel(words string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "`", "\\`", "<", `\<`).Replace(words)
}
