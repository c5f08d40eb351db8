package markup

import (
	"bytes"
	"strings"

	"stet/internal/article"
)

// container writes the news elements. A note never ships, in no form.
func (w *writer) container(c *container) Kind {
	switch c.name {
	case "note":
		return ""
	case "pullquote":
		return w.pullQuote(c)
	case "factbox":
		return w.box(c, `<aside class="factbox">`, "</aside>", FactBox)
	case "correction":
		return w.box(c, `<aside class="correction">`, "</aside>", Correction)
	case "embed":
		return w.embed(c)
	}
	open := w.lineStart(c.Pos())
	span := article.Span{From: open, To: open + len(bytes.TrimRight(firstLine(w.src[open:]), " \t"))}
	w.doc.Unknown = append(w.doc.Unknown, Container{Name: c.name, Span: span})
	return w.box(c, `<div class="box">`, "</div>", Box)
}

func firstLine(s []byte) []byte {
	line, _, _ := bytes.Cut(s, []byte{'\n'})
	return line
}

// box is a titled container around its blocks.
func (w *writer) box(c *container, open, end string, kind Kind) Kind {
	from := len(w.html)
	w.tag(open)
	titled := w.titled(c, "title", `<p class="box-title">`, "</p>")
	if wrote := w.children(c); !wrote && !titled {
		w.html = w.html[:from]
		return ""
	}
	w.tag("\n")
	w.tag(end)
	return kind
}

// pullQuote has the words after its name, or by="...", as who said it.
func (w *writer) pullQuote(c *container) Kind {
	from := len(w.html)
	w.tag(`<aside class="pullquote"><blockquote>`)
	wrote := w.children(c)
	w.tag("\n</blockquote>")
	if !w.titled(c, "by", `<p class="pullquote-by">`, "</p>") && !wrote {
		w.html = w.html[:from]
		return ""
	}
	w.tag("\n</aside>")
	return PullQuote
}

// titled writes the words after a container's name, or else its attribute.
func (w *writer) titled(c *container, key, open, end string) bool {
	from, to := c.title.Start, c.title.Stop
	if a, ok := c.attr(key); ok && from == to {
		from, to = a.from, a.to
	}
	if len(bytes.TrimSpace(w.src[from:to])) == 0 {
		return false
	}
	w.tag("\n")
	w.tag(open)
	w.space("\n")
	w.both(from, to, false)
	w.signsApart(from, to)
	w.tag(end)
	return true
}

// embed is a link card: no script, no frame, nothing fetched. The first word
// after the name, or url="...", is the link; what follows is its title.
func (w *writer) embed(c *container) Kind {
	at, end := w.embedURL(c)
	typed := plain(w.src[at:end])
	url, ok := shippable(typed)
	ok = ok && strings.HasPrefix(url, "http")
	from := len(w.html)
	w.tag(`<aside class="embed">`)
	wrote := false
	if typed != "" {
		w.card(c, at, end, url, typed, ok)
		wrote = true
	}
	if !w.children(c) && !wrote {
		w.html = w.html[:from]
		return ""
	}
	if h := host(url); ok && h != "" {
		w.tag("\n" + `<p class="embed-host">`)
		w.html = appendText(w.html, h)
		w.tag("</p>")
	}
	w.tag("\n</aside>")
	return Embed
}

// embedURL is the place of the link in the source; the title then starts
// behind it.
func (w *writer) embedURL(c *container) (from, to int) {
	if a, ok := c.attr("url"); ok {
		return a.from, a.to
	}
	words := w.src[c.title.Start:c.title.Stop]
	n := bytes.IndexAny(words, " \t")
	if n < 0 {
		n = len(words)
	}
	from, to = c.title.Start, c.title.Start+n
	c.title.Start = to + len(words[n:]) - len(bytes.TrimLeft(words[n:], " \t"))
	return from, to
}

func (w *writer) card(c *container, at, end int, url, typed string, ok bool) {
	w.tag("\n" + `<p class="embed-title">`)
	w.space("\n")
	if ok {
		w.tag("<a")
		w.attr("href", url)
		w.rel(url)
		w.tag(">")
	}
	said := len(w.text)
	title := c.title
	if a, has := c.attr("title"); has && title.IsEmpty() {
		title.Start, title.Stop = a.from, a.to
	}
	if title.Start < title.Stop {
		w.both(title.Start, title.Stop, false)
		w.signsApart(title.Start, title.Stop)
	} else {
		w.both(at, end, true)
	}
	if ok {
		w.tag("</a>")
	}
	w.tag("</p>")
	text := strings.TrimSpace(string(w.text[said:]))
	w.note(ok, url, typed, text, article.Span{From: at, To: end})
}
