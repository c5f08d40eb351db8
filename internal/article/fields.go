package article

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Field is one named part of a story that a person may edit, with its text
// form: what the command line takes, what a diff shows and what a digest
// covers. The table serves all of them, so that a new field is one line.
type Field struct {
	Path string // as in JSON: "standfirst", "headlines.search"
	Get  func(*Article) string
	Set  func(*Article, string) error // wraps ErrValue
}

// Fields in the order the desk shows them. Lists read and write "A; B";
// structured fields their JSON.
var Fields = []Field{
	text("overline", func(a *Article) *string { return &a.Overline }),
	text("headlines.main", func(a *Article) *string { return &a.Headlines.Main }),
	text("headlines.front", func(a *Article) *string { return &a.Headlines.Front }),
	text("headlines.search", func(a *Article) *string { return &a.Headlines.Search }),
	text("headlines.social", func(a *Article) *string { return &a.Headlines.Social }),
	text("headlines.push", func(a *Article) *string { return &a.Headlines.Push }),
	text("headlines.print", func(a *Article) *string { return &a.Headlines.Print }),
	text("standfirst", func(a *Article) *string { return &a.Standfirst }),
	list("bylines", func(a *Article) *[]string { return &a.Bylines }),
	structured("authors", func(a *Article) *[]Author { return &a.Authors }),
	text("dateline", func(a *Article) *string { return &a.Dateline }),
	text("trailText", func(a *Article) *string { return &a.TrailText }),
	text("searchDescription", func(a *Article) *string { return &a.SearchDescription }),
	text("socialDescription", func(a *Article) *string { return &a.SocialDescription }),
	list("keywords", func(a *Article) *[]string { return &a.Keywords }),
	{"slug", func(a *Article) string { return a.Slug }, setSlug},
	tidied(list("oldSlugs", func(a *Article) *[]string { return &a.OldSlugs }), tidyOldSlugs),
	text("slugline", func(a *Article) *string { return &a.Slugline }),
	text("leadPicture", func(a *Article) *string { return &a.LeadPicture }),
	tidied(structured("pictures", func(a *Article) *[]Picture { return &a.Pictures }), tidyPictures),
	{"body", func(a *Article) string { return a.Body }, setBody},
	{"status", func(a *Article) string { return string(a.Status) }, setStatus},
	{"flag", func(a *Article) string { return string(a.Flag) }, setFlag},
	text("assignee", func(a *Article) *string { return &a.Assignee }),
	moment("deadline", func(a *Article) *time.Time { return &a.Deadline }),
	number("commissionedLength", 0, 1_000_000, func(a *Article) *int { return &a.CommissionedLength }),
	text("noLength", func(a *Article) *string { return &a.NoLength }),
	text("budgetLine", func(a *Article) *string { return &a.BudgetLine }),
	number("urgency", 0, 9, func(a *Article) *int { return &a.Urgency }),
	{"embargo", func(a *Article) string { return a.Embargo.Text() }, setEmbargo},
	{"embargo.reason", embargoReason, setEmbargoReason},
	text("source.service", func(a *Article) *string { return &a.Source.Service }),
	text("source.key", func(a *Article) *string { return &a.Source.Key }),
	text("source.version", func(a *Article) *string { return &a.Source.Version }),
	structured("moreSources", func(a *Article) *[]Source { return &a.MoreSources }),
	text("credit", func(a *Article) *string { return &a.Credit }),
	text("usageTerms", func(a *Article) *string { return &a.UsageTerms }),
	{"legal.state", func(a *Article) string { return string(a.Legal.State) }, setLegal},
	{"language", func(a *Article) string { return a.Language }, setLanguage},
	{"direction", func(a *Article) string { return string(a.Direction) }, setDirection},
	{"internalNote", func(a *Article) string { return a.InternalNote }, setNote},
	structured("queries", func(a *Article) *[]Query { return &a.Queries }),
	tidied(structured("options", func(a *Article) *[]Option { return &a.Options }), tidyOptions),
	moment("firstPublished", func(a *Article) *time.Time { return &a.FirstPublished }),
	moment("lastPublished", func(a *Article) *time.Time { return &a.LastPublished }),
	tidied(structured("corrections", func(a *Article) *[]Correction { return &a.Corrections }), tidyCorrections),
}

// FieldAt finds a field by its path; it wraps ErrField and names the path.
func FieldAt(path string) (Field, error) {
	for _, f := range Fields {
		if f.Path == path {
			return f, nil
		}
	}
	if strings.HasPrefix(path, "embargo.") {
		return Field{}, fmt.Errorf("%w: %q; an embargo is set whole, as embargo='2026-12-03T00:01 Europe/Kyiv'", ErrField, path)
	}
	return Field{}, fmt.Errorf("%w: %q", ErrField, path)
}

func text(path string, at func(*Article) *string) Field {
	return Field{path,
		func(a *Article) string { return *at(a) },
		func(a *Article, v string) error { *at(a) = OneLine(v); return nil }}
}

func list(path string, at func(*Article) *[]string) Field {
	return Field{path,
		func(a *Article) string { return strings.Join(*at(a), "; ") },
		func(a *Article, v string) error { *at(a) = splitList(v); return nil }}
}

func splitList(v string) []string {
	items := []string{}
	for item := range strings.SplitSeq(v, ";") {
		if item = OneLine(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

func number(path string, low, high int, at func(*Article) *int) Field {
	return Field{path,
		func(a *Article) string {
			if *at(a) == 0 {
				return ""
			}
			return strconv.Itoa(*at(a))
		},
		func(a *Article, v string) error {
			if v = strings.TrimSpace(v); v == "" {
				*at(a) = 0
				return nil
			}
			n, err := strconv.Atoi(v)
			if err != nil || n < low || n > high {
				return fmt.Errorf("%w: %s %q; write a number from %d to %d", ErrValue, path, v, low, high)
			}
			*at(a) = n
			return nil
		}}
}

func moment(path string, at func(*Article) *time.Time) Field {
	return Field{path,
		func(a *Article) string {
			if at(a).IsZero() {
				return ""
			}
			return at(a).Format(time.RFC3339)
		},
		func(a *Article, v string) error {
			if v = strings.TrimSpace(v); v == "" {
				*at(a) = time.Time{}
				return nil
			}
			t, _, err := ParseMoment(path, v)
			if err != nil {
				return err
			}
			*at(a) = t
			return nil
		}}
}

func structured[T any](path string, at func(*Article) *[]T) Field {
	return Field{path,
		func(a *Article) string {
			if len(*at(a)) == 0 {
				return ""
			}
			b, _ := json.Marshal(*at(a)) // values of these types always marshal
			return string(b)
		},
		func(a *Article, v string) error {
			var items []T
			if strings.TrimSpace(v) != "" {
				if err := json.Unmarshal([]byte(v), &items); err != nil {
					return fmt.Errorf("%w: %s is not a JSON list: %v", ErrValue, path, err)
				}
			}
			*at(a) = items
			return nil
		}}
}

// tidied is a field that looks at what it was set to; where that does not
// hold, the article keeps what it had.
func tidied(f Field, tidy func(*Article) error) Field {
	return Field{f.Path, f.Get, func(a *Article, v string) error {
		after := *a
		if err := f.Set(&after, v); err != nil {
			return err
		}
		if err := tidy(&after); err != nil {
			return err
		}
		*a = after
		return nil
	}}
}
