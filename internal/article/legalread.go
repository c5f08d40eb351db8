package article

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// LegalPaths are the fields that a legal read covers: every word that readers
// get, and the slug, which says something too.
var LegalPaths = []string{
	"overline", "headlines.main", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print",
	"standfirst", "trailText", "searchDescription", "socialDescription", "slug", "body",
}

// PlacedHead is what a story is called in a place that is not its own: a slot
// of a lineup.
type PlacedHead struct {
	Text  string `json:"text"`
	Where string `json:"where"` // "Home, place 2"
}

// legalTexts are the texts of its own that a legal read covers, by field.
func legalTexts(a *Article) []Said {
	texts := []Said{}
	for _, f := range Fields {
		if slices.Contains(LegalPaths, f.Path) {
			texts = append(texts, Said{Field: f.Path, Text: f.Get(a)})
		}
	}
	captions := make([]string, len(a.Pictures))
	for i, p := range a.Pictures {
		captions[i] = OneLine(p.Caption + " " + p.Alt)
	}
	notices := []string{}
	for _, c := range a.Notices() {
		notices = append(notices, c.Text)
	}
	return append(texts, Said{Field: "pictures", Text: strings.Join(captions, "\n")}, Said{Field: noticesField, Text: strings.Join(notices, "\n")})
}

// noticesField is what readers are told of corrections.
const noticesField = "corrections"

// LegalDigest binds a legal read to what was read of the story's own words. It
// goes on as if there were no heads in other places: those are kept as words
// (Legal.Heads). Reads of before, which knew of no notices either, stay good.
func LegalDigest(a *Article) string {
	sum := sha256.New()
	texts := legalTexts(a)
	notices := len(texts) - 1
	read := append(texts[:notices:notices], Said{Field: "heads"})
	if texts[notices].Text != "" {
		read = append(read, texts[notices])
	}
	for _, t := range read {
		sum.Write([]byte(t.Field + "\x00" + t.Text + "\x00"))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// HeadsRead is the form in which a legal read keeps the heads that it covers:
// each once, one a line.
func HeadsRead(heads []PlacedHead) string {
	var lines []string
	for _, h := range heads {
		lines = append(lines, OneLine(h.Text))
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "\n")
}

// bound reports whether a read is done and says what was read. A read of a Stet
// that bound it to nothing covers whatever there is.
func (l Legal) bound() bool { return l.State == LegalDone && l.Over != "" }

// Unread reports whether words of the story's own were changed since a lawyer
// read them.
func (a *Article) Unread() bool { return a.Legal.bound() && a.Legal.Over != LegalDigest(a) }

// UnreadHeads are the heads in other places whose words no lawyer read, neither
// there nor in the story.
func (a *Article) UnreadHeads(heads []PlacedHead) []PlacedHead {
	unread := []PlacedHead{}
	if !a.Legal.bound() || len(heads) == 0 {
		return unread
	}
	read := strings.Split(a.Legal.Heads, "\n")
	if !a.Unread() {
		for _, t := range legalTexts(a) {
			read = append(read, t.Text)
		}
	}
	for _, h := range heads {
		if !slices.Contains(read, OneLine(h.Text)) {
			unread = append(unread, h)
		}
	}
	return unread
}

// UnreadText is a field whose words changed since a lawyer read them: what came
// in is unread. Where says in which place a head stands, "" = in the story.
type UnreadText struct {
	Field  string  `json:"field"`
	Where  string  `json:"where,omitempty"`
	Chunks []Chunk `json:"chunks"`
}

// UnreadWords are the changed words alone, between the revision that was read
// and the one of now with its heads in other places.
func UnreadWords(read, now *Article, heads []PlacedHead) []UnreadText {
	found := []UnreadText{}
	after := legalTexts(now)
	for i, was := range legalTexts(read) {
		if was.Text != after[i].Text {
			found = append(found, UnreadText{Field: was.Field, Chunks: DiffWords(was.Text, after[i].Text)})
		}
	}
	known := append(strings.Split(now.Legal.Heads, "\n"), read.Standfirst, read.TrailText)
	for _, c := range Channels {
		known = append(known, read.Headlines.Own(c))
	}
	for _, h := range now.UnreadHeads(heads) {
		found = append(found, UnreadText{Field: "heads", Where: h.Where, Chunks: fromNearest(known, h.Text)})
	}
	return found
}

// fromNearest is what a text changed of the one that has most words with it; all
// of it is new where none has many.
func fromNearest(known []string, text string) []Chunk {
	best, most := []Chunk{{Op: In, Text: text}}, len(text)/3
	for _, was := range known {
		chunks, same := DiffWords(was, text), 0
		for _, c := range chunks {
			if c.Op == Same {
				same += len(c.Text)
			}
		}
		if same > most {
			best, most = chunks, same
		}
	}
	return best
}
