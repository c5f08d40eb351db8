package intake

import (
	"regexp"
	"strings"
)

// blockTag begins what needs no paragraph around it.
var blockTag = regexp.MustCompile(`(?i)^\s*</?(?:address|article|aside|blockquote|details|div|dl|dt|dd|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tbody|thead|tr|td|th|ul|!--)\b`)

// shortcode of WordPress around a picture; its words are the caption.
var captionCode = regexp.MustCompile(`(?s)\[caption[^\]]*\]\s*((?:<a\b[^>]*>)?\s*<img\b[^>]*>(?:\s*</a>)?)(.*?)\[/caption\]`)

var embedCode = regexp.MustCompile(`(?s)\[embed[^\]]*\](.*?)\[/embed\]`)

var preformatted = regexp.MustCompile(`(?is)<pre\b.*?</pre>`)

// autoParagraphs makes paragraphs of what WordPress's older editor keeps: text
// whose blank lines part paragraphs and whose line ends count. Text of its newer
// one, or with paragraphs of its own, stays as it is.
func autoParagraphs(text string) string {
	text = captionCode.ReplaceAllString(text, "\n\n<figure>$1<figcaption>$2</figcaption></figure>\n\n")
	text = embedCode.ReplaceAllString(text, "\n\n<figure class=\"wp-block-embed\">$1</figure>\n\n")
	if strings.Contains(text, "<!-- wp:") || strings.Contains(text, "<p>") || strings.Contains(text, "<p ") {
		return text
	}
	kept := []string{}
	text = preformatted.ReplaceAllStringFunc(strings.ReplaceAll(text, "\r\n", "\n"), func(pre string) string {
		kept = append(kept, pre)
		return "\n\n<pre>\x00</pre>\n\n"
	})
	var b strings.Builder
	for _, part := range strings.Split(text, "\n\n") {
		switch part = strings.TrimSpace(part); {
		case part == "":
		case part == "<pre>\x00</pre>":
			b.WriteString(kept[0])
			kept = kept[1:]
		case blockTag.MatchString(part):
			b.WriteString(part + "\n")
		default:
			b.WriteString("<p>" + strings.ReplaceAll(part, "\n", "<br>") + "</p>\n")
		}
	}
	return b.String()
}
