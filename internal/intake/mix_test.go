package intake_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"stet/internal/intake"
)

// pieces are lines of the kinds that rules and shapes look at; a random pile
// of them finds what neither cases nor byte fuzzing think of.
var pieces = []string{
	"World", "Politics", "Home > World > Europe", "Exclusive", "Ferry comes back to the lower town after nine years", "BRIDGE STAYS OPEN, COUNCIL SAYS",
	"The council voted on Monday to keep the old bridge open for another year, the mayor said.", "It will cost little.", "“We waited long,” said the ferryman, who is 71. “Now we go.”",
	"Published", "on", "December 3, 2025", "Published 3 December 2025, 14:05 GMT", "Updated 2 hours ago", "3 hours ago", "By Jane Doe and John Roe, Political Editor", "By", "Jane Doe",
	"By Jane Doe | 3 December 2025 | 4 min read", "KYIV, Dec 3 (Agency) — The river rose by a metre overnight, officials in the port said on Monday.", "LVIV — The tram is late.",
	"A Long Way Down", "What happens next?", "• one", "• two things", "- three", "- Так", "— Ні, — сказав він.", "1. first", "2. second", "3) third",
	"Advertisement", "Read more: Another story of the town", "Share", "Tweet", "Facebook Twitter WhatsApp", "We use cookies to give you the best experience", "Sign up for our newsletter", "12 comments",
	"Photo: Jane Doe / Agency", "Tags: ferry, river", "© 2025 The Town Paper", "Trending", "Related", "Exit mobile version", "All rights reserved.",
	"EMBARGOED UNTIL 00:01 GMT, 3 December 2026", "ENDS", "-30-", "MORE FOLLOWS", "Notes to editors", "Reporting by Jane Doe; editing by John Roe", "ATTN EDITORS: corrects spelling", "Tel: +44 20 7946 0000", "Contact: Jane Doe, +44 20 7946 0000",
	"HEADLINE: Bridge stays", "Slug: BRIDGE", "BYLINE: Jane Doe", "From: Jane Doe", "Subject: bridge", "Political correspondent", "https://x.example/a", "1 day ago", "- Published", "Q: Who pays?",
	"By: JOHN ROE", "By Jane Doe,", "and John Roe", "Published 3 Dec", "Updated: Monday 3 Dec", "020 7946 0958", "1939–1945", "12 345", "EMBARGOED UNTIL FRIDAY", "Notes to editors: the mayor was born in 1950.", "What it means for the harbour", "- Ні", "— Так.", "The\uFEFF lamps were lit.",
	"f***ing", "1986. That was the year", "---", "***", "# hash", "> quoted", "    indented", "[x](y)", "`code`", "~~~", ":::", "C #", "Український рядок про річку і міст", "这是一条新闻。", "שלום עולם",
}

func TestMixes(t *testing.T) {
	for seed := range uint64(1500) {
		copied := pile(seed)
		res, err := intake.Read(intake.Text, []byte(copied), intake.Options{})
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if checkLaw(t, asCopy(copied), res); t.Failed() {
			t.Fatalf("seed %d:\n%s\nbody:\n%s\n%+v", seed, copied, res.Article.Body, res.Receipt)
		}
	}
}

func pile(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for range 1 + r.IntN(14) {
		b.WriteString(pieces[r.IntN(len(pieces))])
		b.WriteString([]string{"\n\n", "\n", "\r\n", "\n \n\n", " "}[r.IntN(5)])
	}
	return b.String()
}
