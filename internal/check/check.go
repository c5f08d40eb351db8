// Package check is the preflight: rules that look at a story and say what is
// wrong with it, in an editor's words. A rule is a function of values; what
// it says is data. A Block stops an export, a Warn and a Note do not.
package check

import (
	"slices"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
)

// Severity says what a finding does.
type Severity string

// The severities, heaviest first.
const (
	Block Severity = "block" // stops the export
	Warn  Severity = "warn"  // somebody should look
	Note  Severity = "note"  // for information
)

// Finding is one problem. Code is stable: scripts, docs and tests name it.
// From and To are UTF-8 bytes in the field; both 0 = the field as a whole.
type Finding struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
	Field    string   `json:"field"` // path as in article.Fields, "section" or ""
	From     int      `json:"from"`
	To       int      `json:"to"`
	// Picture is the ID of the one it is about, Part which of its words, as in
	// article.PictureFields: From and To are in them. "" = of none.
	Picture string `json:"picture,omitempty"`
	Part    string `json:"part,omitempty"`
}

// Story is all that a rule may look at.
type Story struct {
	Article *article.Article
	Doc     markup.Doc // of Article.Body
	House   article.House
	Section desk.Section // zero = none
	Now     time.Time
	Newest  time.Time            // when the newest thing was saved that the newsroom has: no right clock is behind it
	Ahead   time.Duration        // by which the clock went forward without time having passed
	Cuts    []Cut                // texts that do not fit where they go
	Twins   Twins                // of its headlines
	Limits  []Limit              // of where it goes; nil = it goes nowhere yet
	Heads   []article.PlacedHead // what it is called in lineups; needed where a lawyer read it
	Release time.Time            // when readers get it: the end of its embargo, else now; zero = they have it
	// DayWords are the words that name a day by where the reader stands, with
	// the days on which they were written.
	DayWords []DayWord
	Unlaid   string // why the body could not be laid out; "" = Doc is of Article.Body
}

// Rule is a named function of a story.
type Rule struct {
	Name string
	Run  func(Story) []Finding
}

// Rules in the order an editor mends things.
var Rules = []Rule{
	{"kill", killed},
	{"trash", trashed},
	{"conflict", conflict},
	{"headline", headline},
	{"body", body},
	{"layout", layout},
	{"section", section},
	{"tk", tk},
	{"link", link},
	{"stray", stray},
	{"query", query},
	{"embargo", embargo},
	{"day-word", dayWord},
	{"hold", held},
	{"legal", legal},
	{"ready", ready},
	{"commission", commission},
	{"picture", pictures},
	{"alt", alt},
	{"credit", credit},
	{"unshown", unshown},
	{"private", private},
	{"headings", headings},
	{"length", length},
	{"limits", limits},
	{"cut", cut},
	{"base-url", baseURL},
}

// Run applies every rule; stops come first, then in rule order. The result
// is never nil.
func Run(s Story) []Finding {
	found := []Finding{}
	for _, r := range Rules {
		found = append(found, r.Run(s)...)
	}
	slices.SortStableFunc(found, func(a, b Finding) int { return weight(a) - weight(b) })
	return found
}

// Blocked reports whether any finding stops an export.
func Blocked(found []Finding) bool {
	return slices.ContainsFunc(found, func(f Finding) bool { return f.Severity == Block })
}

func weight(f Finding) int {
	return slices.Index([]Severity{Block, Warn, Note}, f.Severity)
}

// one is the finding of a rule that looks at a field as a whole.
func one(when bool, f Finding) []Finding {
	if !when {
		return nil
	}
	return []Finding{f}
}
