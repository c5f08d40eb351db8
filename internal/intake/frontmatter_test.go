package intake_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/intake"
)

// TestFrontMatterHoldsAStory: front matter whose keys are the article's own
// fills every field again. JSON is YAML, so the article writes itself.
func TestFrontMatterHoldsAStory(t *testing.T) {
	at := time.Date(2026, 12, 3, 14, 5, 0, 0, time.UTC)
	a := article.Article{
		ID: "01989f2a-1b00-7000-8000-000000000001", Rev: 7, Section: "World: near & far", Overline: "- Exclusive", Headlines: article.Headlines{Main: "#1 “bridge”: it's \"safe\"", Front: "f", Search: "s", Social: "o", Push: "p", Print: "r"},
		Standfirst: "no", Bylines: []string{"Ingrid Moe", "Berg; Tomas"}, Authors: []article.Author{{Name: "Ingrid Moe", Role: "Editor", URL: "https://x.example/"}}, Dateline: "KYIV", TrailText: "0123", SearchDescription: "1.10", SocialDescription: "~",
		Keywords: []string{"true", "2026-01-01"}, Slug: "0123", OldSlugs: []string{"no", "0456"}, Slugline: "BRIDGE", LeadPicture: "ab", Pictures: []article.Picture{{ID: "ab", Width: 40, Height: 30, Alt: "12", FocusX: 250}}, Body: "A **body**.\n\n---\n\nEnd.",
		Status: article.Ready, Flag: article.Hold, Assignee: "IM", Deadline: at, CommissionedLength: 600, BudgetLine: "b", Urgency: 3, Embargo: &article.Embargo{At: at, Zone: "Europe/Kyiv", Said: "16.05", By: "IM", Reason: "why"},
		Source: article.Source{Service: "agency", Key: "k1", Version: "2"}, Credit: "c", UsageTerms: "u", Language: "nb", Direction: article.RTL, InternalNote: "one\ntwo", Queries: []article.Query{{Text: "q", By: "IM", At: at}}, Options: []article.Option{{Channel: article.Front, Text: "o", At: at}},
		FirstPublished: at, LastPublished: at, Corrections: []article.Correction{{At: at, Text: "t", Kind: "correction"}}, Created: at, Updated: at,
	}
	res, err := intake.Read(intake.Markdown, []byte("---\n"+matterOf(t, a)+"\n---\n\n"+a.Body+"\n"), intake.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := matterOf(t, res.Article), matterOf(t, a); got != want || res.Article.Body != a.Body {
		t.Errorf("got  %s\nwant %s\nbody %q\n%v", got, want, res.Article.Body, res.Receipt)
	}
	if len(res.Receipt.Dropped)+len(res.Receipt.Moved) != 0 {
		t.Errorf("receipt %v", res.Receipt)
	}
}

// matterOf is all of an article but its body, its place in the store and what
// a lawyer said, which no file may claim.
func matterOf(t *testing.T, a article.Article) string {
	t.Helper()
	a.Body = ""
	text, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(string(text), `"body":"",`, "", 1)
}
