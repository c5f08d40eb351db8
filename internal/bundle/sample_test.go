package bundle

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
	"stet/internal/page"
)

// dialect is set up once for all tests.
var dialect = markup.New()

// gif is a picture of one pixel.
const gif = "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"

const (
	harbour = "8a39d2abd3999ab73c34db2476849cddf303ce389b35826850f9a700589b4a90"
	lost    = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
)

// id mints ids that tests can tell apart.
func id(n int) article.ID { return article.ID(fmt.Sprintf("01989f2a-1b00-7000-8000-%012d", n)) }

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// canary is the word that stands in a field of [canaries].
func canary(field string) string {
	return "Canary" + strings.Map(func(r rune) rune {
		if r == '.' {
			return 'X'
		}
		return r
	}, field) + "Z"
}

// canaries is a story in which every field holds a word of its own.
func canaries() article.Article {
	c := canary
	return article.Article{
		ID: id(7), Rev: 4, SectionID: c("sectionId"), Section: c("section"),
		Overline: c("overline"),
		Headlines: article.Headlines{Main: c("headlines.main"), Front: c("headlines.front"), Search: c("headlines.search"),
			Social: c("headlines.social"), Push: c("headlines.push"), Print: c("headlines.print")},
		Standfirst: c("standfirst"), Bylines: []string{c("bylines")},
		Authors:  []article.Author{{Name: c("bylines"), Role: c("authors.role"), URL: "https://" + c("authors.url") + ".example/", Email: c("authors.email") + "@example.org"}},
		Dateline: c("dateline"), TrailText: c("trailText"),
		SearchDescription: c("searchDescription"), SocialDescription: c("socialDescription"),
		Keywords: []string{c("keywords")}, Slug: strings.ToLower(c("slug")), OldSlugs: []string{strings.ToLower(c("oldSlugs"))}, Slugline: c("slugline"),
		LeadPicture: harbour,
		Pictures: []article.Picture{{ID: harbour, Name: c("pictures.name"), Type: "image/gif", Width: 4000, Height: 3000,
			Alt: c("pictures.alt"), Caption: c("pictures.caption"), Credit: c("pictures.credit"), Rights: c("pictures.rights"), Source: c("pictures.source"), FocusX: 250, FocusY: 500, Shape: article.Wide,
			AsIs: true, Taken: c("pictures.taken"), Private: []string{c("pictures.private")}}},
		Body:   "First " + c("body") + " {==passage==}{>>cq: " + c("mark") + "<<} on.\n\n:::note\n" + c("note") + "\n:::\n\nLast {>>query: " + c("comment") + " @" + c("whom") + " 2026-11-22T2140Z: " + c("question") + "<<}{>>answer: " + c("answerer") + " 2026-11-22T2141Z: " + c("answer") + "<<}{>>reopen: TO: " + c("reopened") + "<<} words.\n\n![" + c("alt") + "](media/" + harbour + ")\n",
		Status: article.Ready, Flag: article.NoFlag, Assignee: c("assignee"), Deadline: noon.AddDate(0, 0, 1),
		CommissionedLength: 98765, NoLength: c("noLength"), BudgetLine: c("budgetLine"), Urgency: 3,
		Embargo:     &article.Embargo{At: noon.AddDate(0, 0, -1), Zone: "Europe/Oslo", Said: c("embargo.said"), By: c("embargo.by"), Reason: c("embargo.reason")},
		Source:      article.Source{Service: c("source.service"), Key: c("source.key"), Version: c("source.version")},
		MoreSources: []article.Source{{Service: c("moreSources"), Key: c("moreSources.key"), Version: c("moreSources.version")}}, MergedInto: id(8),
		Credit: c("credit"), UsageTerms: c("usageTerms"),
		Legal:    article.Legal{State: article.LegalDone, By: c("legal.by"), Over: c("legal.over")},
		Language: "nb", Direction: article.RTL,
		InternalNote: c("internalNote"), Queries: []article.Query{{Text: c("queries"), By: c("queries.by"), Answer: c("queries.answer")}},
		Options:        []article.Option{{Channel: article.Main, Text: c("options"), By: c("options.by"), Note: c("options.note"), Chosen: &article.Choice{By: c("options.chosenby"), At: noon, Why: c("options.why")}}},
		FirstPublished: noon.Add(-5 * time.Hour), LastPublished: noon.Add(-3 * time.Hour),
		Corrections: []article.Correction{{At: noon.Add(-4 * time.Hour), Text: c("corrections"), Kind: article.Corrected, Why: c("corrections.why"), By: c("corrections.by"), Rev: 3},
			{At: noon, Kind: article.MinorFix, Why: c("corrections.minor"), By: c("corrections.by"), Rev: 4}},
		Created: noon.Add(-9 * time.Hour), Updated: noon, Trashed: true,
	}
}

// told makes the story that a newsroom hands in.
func told(a article.Article) Story {
	return Story{
		Article: a, Doc: dialect.Parse(a.Body, a.Pictures),
		Section: desk.Section{ID: "s1", Name: "Harbour", Slug: "harbour", Mapping: map[string]string{"wordpress": canary("mapping")}},
		Picture: func(id string) ([]byte, error) {
			if id == harbour {
				return []byte(gif), nil
			}
			return nil, errors.New("not in the newsroom")
		},
		Trending:    []page.Link{{Headline: "Ferry late again", URL: "/harbour/ferry/"}},
		EmbargoOver: true,
	}
}

// house has a base URL, so that every link is there to be looked at.
func house() article.House {
	h := article.DefaultHouse()
	h.Name, h.BaseURL, h.Zone = "The Quay Post", "https://quay.example/", "Europe/Oslo"
	return h
}

func request(stories ...Story) Request {
	return Request{Stories: stories, House: house(), Program: "stet 0.1.0"}
}

// written makes a bundle in a new place and gives that.
func written(t *testing.T, name string, r Request) (string, Result) {
	t.Helper()
	out := filepath.Join(t.TempDir(), name)
	result, err := Write(t.Context(), r, out)
	if err != nil {
		t.Fatal(err)
	}
	return out, result
}

// few are three plain stories, one of them without a slug.
func few() []Story {
	stories := []Story{}
	for i, head := range []string{"Harbour wall to be raised", "Øysters return to the fjord", "港の新しい橋"} {
		a := article.Article{ID: id(i + 1), Rev: int64(i + 1), Status: article.Ready, Bylines: []string{"Mara Lind"}, Keywords: []string{"harbour", "sea"},
			Body: "The wall is **old**.\n\n## What next\n\n- stone\n- time\n", Updated: noon.AddDate(0, 0, -i), Created: noon.AddDate(0, 0, -9)}
		a.Headlines.Main = head
		stories = append(stories, told(a))
	}
	return stories
}
