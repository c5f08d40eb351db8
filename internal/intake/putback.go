package intake

import (
	"regexp"
	"strings"

	"stet/internal/article"
)

// PutBack makes the words of a receipt's note a paragraph of the body again,
// behind n.Before blocks, or at the end of a body that has fewer. Words that
// went to the internal note leave it. The article given is left as it was.
func PutBack(a article.Article, n article.Note) article.Article {
	paragraphs := []string{}
	for text := range strings.SplitSeq(n.Text, "\n") {
		if strings.TrimSpace(text) != "" {
			paragraphs = append(paragraphs, Escape(text))
		}
	}
	if len(paragraphs) == 0 {
		return a
	}
	at := blockEnd(a.Body, n.Before)
	before := strings.TrimRight(a.Body[:at], "\n")
	after := strings.TrimLeft(a.Body[at:], "\n")
	parts := []string{}
	for _, part := range append(append([]string{before}, paragraphs...), after) {
		if part != "" {
			parts = append(parts, part)
		}
	}
	a.Body = strings.Join(parts, "\n\n")
	if n.Field == fieldNote {
		a.InternalNote = withoutLine(a.InternalNote, n.Text)
	}
	return a
}

func withoutLine(text, line string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		if lines[i] == line {
			return strings.Join(append(lines[:i:i], lines[i+1:]...), "\n")
		}
	}
	return text
}

var fence = regexp.MustCompile("^ {0,3}(`{3,}|~{3,}|:{3,})(.*)$")

// blockEnd is the byte in body behind its first n blocks. Blocks are parted by
// blank lines; a fenced block or a container is one, whatever it holds.
func blockEnd(body string, n int) int {
	at, blocks := 0, 0
	inside, open := false, ""
	for at < len(body) {
		text, _, _ := strings.Cut(body[at:], "\n")
		blank := strings.TrimSpace(text) == ""
		if blank && open == "" {
			inside = false
			if blocks == n {
				return at
			}
		}
		if !blank && !inside {
			if blocks == n {
				return at
			}
			blocks++
			inside = true
		}
		open = nextFence(open, text)
		at += len(text) + 1
	}
	return len(body)
}

// nextFence follows an open fence: it closes at a line of at least as many of
// its signs and nothing else.
func nextFence(open, text string) string {
	p := fence.FindStringSubmatch(text)
	switch {
	case p == nil:
		return open
	case open == "":
		return p[1]
	case strings.HasPrefix(p[1], open) && strings.TrimSpace(p[2]) == "":
		return ""
	}
	return open
}
