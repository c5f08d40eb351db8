package check

import (
	"fmt"

	"stet/internal/markup"
)

// stray names what was typed and is not on the page as it was meant: words
// behind the last column of a table, footnotes and their signs that have lost
// each other.
func stray(s Story) []Finding {
	var found []Finding
	for _, x := range s.Doc.Stray {
		code := "footnote"
		if x.Kind == markup.Surplus {
			code = "table"
		}
		found = append(found, Finding{
			Code: code, Severity: Warn, Field: "body", From: x.From, To: x.To, Message: strayed(x),
		})
	}
	return found
}

// strayed says what strayed, and what to do, in whole sentences.
func strayed(x markup.Stray) string {
	words, name := begin(x.Text, 40), begin(x.Name, 30)
	switch x.Kind {
	case markup.Surplus:
		return fmt.Sprintf(`Not on the page: “%s” stands behind the last column of the table. Give the table's first two lines one more column; a stroke that is part of the words is typed \|.`, words)
	case markup.Sign:
		return fmt.Sprintf("The footnote sign %s has no words on the page. Type them in a paragraph of their own, “%s: …”, or take the sign out.", name, name)
	case markup.Apart:
		return fmt.Sprintf("Readers see %s as it is typed: titles, captions and credits are plain words without footnotes. Move the sign behind words of the text, or take it out.", name)
	case markup.Twin:
		return fmt.Sprintf("Two footnotes are called %s, and its signs lead to the first. Give “%s” and its sign a name of their own.", name, words)
	}
	return fmt.Sprintf("No sign on the page leads to the footnote “%s”: it stands last, and readers cannot tell what it is about. Type %s where it belongs, or take the footnote out.", words, name)
}
