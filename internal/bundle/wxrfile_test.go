package bundle

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stet/internal/article"
)

// inBrief are stories that WordPress's importer would take for one: the same
// title at the same second, with pictures that show the same.
func inBrief() []Story {
	stories := []Story{}
	for i := range 3 {
		a := article.Article{ID: id(50 + i), Rev: 1, Slug: fmt.Sprintf("brief-%d", i), Status: article.Ready, Bylines: []string{"Mara Lind"}, FirstPublished: noon, Created: noon, Updated: noon, Body: "Some words."}
		a.Headlines.Main = []string{"News in brief", "News in brief", "NEWS IN BRIEF"}[i]
		for n := range 2 {
			a.Pictures = append(a.Pictures, article.Picture{ID: strings.Repeat(fmt.Sprint(i*2+n), 64), Type: "image/gif", Alt: "The quay"})
		}
		a.LeadPicture = a.Pictures[1].ID
		s := told(a)
		s.Picture = func(string) ([]byte, error) { return []byte(gif), nil }
		stories = append(stories, s)
	}
	return stories
}

// WordPress's importer leaves out what has the title, the date and the type of
// something that is there, in whatever case the title is.
func TestTheImporterLeavesNothingOut(t *testing.T) {
	for name, partSize := range map[string]int{"one file": 0, "a file each": 1} {
		t.Run(name, func(t *testing.T) {
			req := request(inBrief()...)
			req.Profile = Profile{Name: "w", Formats: []string{"wxr"}, Options: Options{PartSize: partSize}}
			out, _ := written(t, "bag", req)
			seen, items := map[string]bool{}, 0
			for _, f := range wxrFiles(t, readAll(t, out)) {
				for _, item := range f.Items {
					items++
					key := item.Type + " " + strings.ToLower(item.Title) + " " + item.Date
					if seen[key] {
						t.Errorf("left out: %s", key)
					}
					seen[key] = true
					at, err := time.Parse(time.DateTime, item.DateGMT)
					if late := at.Sub(noon); err != nil || late < 0 || late > 6*time.Second {
						t.Errorf("%s is dated %s, want %s: %v", key, item.DateGMT, noon, err)
					}
					if _, err := time.Parse(time.RFC1123Z, item.PubDate); err != nil {
						t.Error(err)
					}
				}
			}
			if items != 9 {
				t.Errorf("%d items, want 3 stories with 2 pictures each", items)
			}
		})
	}
}

// The importer takes terms of one slug for one, and makes users of logins of up
// to 60 letters.
func TestWXRNamesAreToldApart(t *testing.T) {
	long := "Ines Maria Calder-Montgomery of the Marrow Quay Courier and the Coastal News Service"
	lists := [][]string{{"C++", "tide"}, {"C#", "Tide"}, {"C++", "C"}, {"C#"}}
	bylines := []string{"José Ruhl", "Jose Ruhl", long, long + " (Halvern)"}
	stories := []Story{}
	for i, keywords := range lists {
		a := article.Article{ID: id(60 + i), Rev: 1, Slug: fmt.Sprintf("named-%d", i), Status: article.Ready, Bylines: []string{bylines[i]}, Keywords: keywords, Updated: noon, Body: "Some words."}
		a.Headlines.Main = "Head " + a.Slug
		stories = append(stories, told(a))
	}
	req := request(stories...)
	req.Profile = Profile{Name: "w", Formats: []string{"wxr"}}
	out, _ := written(t, "bag", req)
	tags, logins := map[string]string{}, map[string]string{}
	for _, f := range wxrFiles(t, readAll(t, out)) {
		names := map[string]string{}
		for _, a := range f.Authors {
			names[a.Login] = a.Name
		}
		for i, item := range f.Items {
			if len(item.Creator) > 60 || logins[item.Creator] != "" || names[item.Creator] != bylines[i] {
				t.Errorf("%q signs in as %q, who is %q", bylines[i], item.Creator, names[item.Creator])
			}
			logins[item.Creator] = bylines[i]
			for _, term := range item.Terms {
				if term.Domain != "post_tag" {
					continue
				}
				if there := tags[term.Slug]; there != "" && !strings.EqualFold(there, term.Name) {
					t.Errorf("%s and %s are both %s", there, term.Name, term.Slug)
				}
				tags[term.Slug] = term.Name
			}
		}
	}
	if len(tags) != 4 || tags["c"] != "C++" || tags["c-2"] != "C#" || tags["c-3"] != "C" {
		t.Errorf("tags %v", tags)
	}
}
