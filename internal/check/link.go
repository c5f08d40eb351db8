package check

import (
	"fmt"

	"stet/internal/article"
	"stet/internal/markup"
)

// link names every link of the text that readers do not get: its words ship,
// its address does not.
func link(s Story) []Finding {
	var found []Finding
	for _, l := range s.Doc.Refused {
		words := article.OneLine(l.Text)
		if words == "" {
			words = l.URL
		}
		trouble := LinkTrouble(l.URL)
		if trouble == "" { // it may stand in the text, and not on a card
			trouble = "A link card leads to the web only, by https:// or http://."
		}
		found = append(found, Finding{
			Code: "link", Severity: Warn, Field: "body", From: l.From, To: l.To,
			Message: "The page leaves out the link at “" + begin(words, 40) + "”. " + trouble,
		})
	}
	return found
}

// LinkTrouble says why the page cannot carry an address, and what to do, in
// whole sentences; "" where it can.
func LinkTrouble(typed string) string {
	a := markup.ReadAddress(typed)
	shown := begin(article.OneLine(typed), 60)
	switch a.Refused {
	case markup.NoAddress:
		return "It has no address: give it one, or take the link out."
	case markup.BareHost:
		return fmt.Sprintf("“%s” is not a whole address: write “%s”.", shown, begin(a.Whole, 80))
	case markup.Relative:
		return fmt.Sprintf("“%s” does not say on which site: write the whole address, from https:// on.", shown)
	case markup.OtherKind:
		return fmt.Sprintf("“%s” begins with %s, and a page carries only https://, http:// and mailto:.", shown, begin(a.Scheme, 20))
	case markup.NoSite:
		return fmt.Sprintf("“%s” names no site.", shown)
	case markup.NoMailbox:
		return fmt.Sprintf("“%s” names no mailbox.", shown)
	case markup.NoHeading:
		return fmt.Sprintf("“%s” names no crosshead.", shown)
	case markup.BegunTwice:
		if a.Whole == "" {
			return fmt.Sprintf("“%s” begins twice.", shown)
		}
		return fmt.Sprintf("“%s” begins twice: write “%s”.", shown, begin(a.Whole, 80))
	case markup.UnseenSigns:
		if a.Whole == "" {
			return "The name of its site has signs that nobody sees. Copy the address again, or type it."
		}
		return fmt.Sprintf("The name of its site has signs that nobody sees: write “%s” anew.", begin(a.Whole, 80))
	case markup.Unreadable:
		return fmt.Sprintf("“%s” is no address that every browser reads the same way.", shown)
	}
	return ""
}
