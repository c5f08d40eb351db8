package article

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// legalPaths are the fields that a legal read covers: every word that readers
// get, and the slug, which says something too.
var legalPaths = []string{
	"overline", "headlines.main", "headlines.front", "headlines.search", "headlines.social", "headlines.push", "headlines.print",
	"standfirst", "trailText", "searchDescription", "socialDescription", "slug", "body",
}

// legalTexts are the texts that a legal read covers, by field. heads are what
// the story is called in places that are not its own, such as a front.
func legalTexts(a *Article, heads []string) []Said {
	texts := []Said{}
	for _, f := range Fields {
		if slices.Contains(legalPaths, f.Path) {
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
	return append(texts, Said{Field: "pictures", Text: strings.Join(captions, "\n")},
		Said{Field: "heads", Text: strings.Join(heads, "\n")}, Said{Field: noticesField, Text: strings.Join(notices, "\n")})
}

// noticesField is what readers are told of corrections. A read of a Stet that
// did not cover it still holds where there are none.
const noticesField = "corrections"

// LegalDigest binds a legal read to what was read.
func LegalDigest(a *Article, heads ...string) string {
	sum := sha256.New()
	for _, t := range legalTexts(a, heads) {
		if t.Field == noticesField && t.Text == "" {
			continue
		}
		sum.Write([]byte(t.Field + "\x00" + t.Text + "\x00"))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Unread reports whether words were changed since a lawyer read them. A read of
// a Stet that bound it to nothing covers whatever there is.
func (a *Article) Unread() bool {
	return a.Legal.State == LegalDone && a.Legal.Over != "" && a.Legal.Over != LegalDigest(a)
}

// UnreadText is a field whose words changed since a lawyer read them: what came
// in is unread.
type UnreadText struct {
	Field  string  `json:"field"`
	Chunks []Chunk `json:"chunks"`
}

// UnreadWords are the changed words alone, between the revision that was read
// and the one of now.
func UnreadWords(read, now *Article) []UnreadText {
	found := []UnreadText{}
	after := legalTexts(now, nil)
	for i, was := range legalTexts(read, nil) {
		if was.Text != after[i].Text {
			found = append(found, UnreadText{was.Field, DiffWords(was.Text, after[i].Text)})
		}
	}
	return found
}
