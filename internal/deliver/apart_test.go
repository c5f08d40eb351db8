package deliver_test

import (
	"slices"
	"strings"
	"testing"

	"stet/internal/deliver"
)

// apartAt is how ours and theirs differ where a newer state is sent over what
// somebody made of the story there.
func apartAt(t *testing.T, kind string, edit func(*site)) []deliver.Difference {
	t.Helper()
	s, target, p, a := published(t, kind)
	edit(s)
	a.Rev, a.Standfirst = 2, "It ends."
	p.Bundle = packed(t, a, formatOf[kind])
	_, err := target.Send(t.Context(), p, func(deliver.Remote) {})
	return failure(t, err, deliver.Conflict).Differs
}

func fieldsOf(all []deliver.Difference) []string {
	names := []string{}
	for _, d := range all {
		names = append(names, d.Field)
	}
	return names
}

// Ours beside theirs: each field with both texts whole, the body as it is read.
func TestAConflictSaysWhatDiffers(t *testing.T) {
	long := strings.Repeat("a long headline of theirs ", 12)
	wp := func(s *site) {
		f := s.inner.(*fakeWP)
		post := f.posts[0]
		content := post["content"].(map[string]string)["raw"]
		post["title"] = map[string]string{"raw": long}
		post["content"] = map[string]string{"raw": strings.Replace(content, "stone", "granite", 1)}
		post["tags"] = post["tags"].([]any)[:1]
		f.terms["tags"] = f.terms["tags"][:]
	}
	ghost := func(s *site) {
		post := s.inner.(*fakeGhost).posts[0]
		post["title"], post["updated_at"] = long, "2026-11-21T00:00:00.000Z"
		post["html"] = strings.Replace(post["html"].(string), "stone", "granite", 1)
		post["tags"] = post["tags"].([]any)[:1]
	}
	for kind, want := range map[string]struct {
		edit   func(*site)
		fields []string
	}{
		"wordpress": {wp, []string{"excerpt", "title", "tags", "content"}},
		"ghost":     {ghost, []string{"custom_excerpt", "title", "tags", "html"}},
	} {
		found := apartAt(t, kind, want.edit)
		if !slices.Equal(fieldsOf(found), want.fields) {
			t.Errorf("%s: %q differ, want %q", kind, fieldsOf(found), want.fields)
			continue
		}
		if excerpt := found[0]; excerpt.Sent != "It ends." || excerpt.Stored != "A decade of delay & doubt ends." {
			t.Errorf("%s: %+v", kind, excerpt)
		}
		if found[1].Stored != strings.TrimSpace(long) || found[1].Sent != "Harbour wall to be raised" {
			t.Errorf("%s: %+v", kind, found[1])
		}
		body := found[3]
		if !strings.HasPrefix(body.Stored, "The wall is old & “cracked”.\n\nWhat next\n\ngranite\n\n") || strings.Contains(body.Stored, "stet urn:") ||
			body.Sent != strings.Replace(body.Stored, "granite", "stone", 1) {
			t.Errorf("%s: ours %q, theirs %q", kind, body.Sent, body.Stored)
		}
	}
}

// Words are the same: what was put under a link, and how it is set, is told.
func TestALinkAndHowABodyIsSetDiffer(t *testing.T) {
	body := func(from, to string) func(*site) {
		return func(s *site) {
			post := s.inner.(*fakeWP).posts[0]
			post["content"] = map[string]string{"raw": strings.Replace(post["content"].(map[string]string)["raw"], from, to, 1)}
		}
	}
	for _, c := range []struct {
		edit func(*site)
		want []deliver.Difference
	}{
		{body("https://example.test/x?a=1&amp;b=2", "https://elsewhere.test/"), []deliver.Difference{
			{"content href", "https://example.test/x?a=1&b=2", ""}, {"content href", "", "https://elsewhere.test/"},
		}},
		{body("<strong>old</strong>", "old"), nil},
	} {
		found := slices.DeleteFunc(apartAt(t, "wordpress", c.edit), func(d deliver.Difference) bool { return d.Field == "excerpt" })
		if c.want == nil {
			if len(found) != 1 || found[0].Field != "content set" || !strings.Contains(found[0].Sent, "<strong>") {
				t.Errorf("%+v", found)
			}
			continue
		}
		if !slices.Equal(found, c.want) {
			t.Errorf("%+v, want %+v", found, c.want)
		}
	}
}

// Another story stands at the address: who looks sees which.
func TestWhatStandsInItsPlaceIsShown(t *testing.T) {
	a := sample("01989f2a-1b00-7000-8000-000000000007")
	s, target := started(t, "wordpress")
	s.inner.(*fakeWP).posts = append(s.inner.(*fakeWP).posts, map[string]any{
		"id": 7, "slug": a.Slug, "status": "publish", "title": map[string]string{"raw": "A page of 2019"},
		"content": map[string]string{"raw": "<p>Old words.</p>\n\nMore of them."}, "excerpt": map[string]string{"raw": ""},
	})
	_, err := target.Send(t.Context(), deliver.Parcel{Bundle: packed(t, a, formatOf["wordpress"]), Story: a.ID, Act: deliver.Publish}, func(deliver.Remote) {})
	found := failure(t, err, deliver.NotOurs).Differs
	for _, want := range []string{"A page of 2019", "Old words.\n\nMore of them."} {
		if !slices.ContainsFunc(found, func(d deliver.Difference) bool { return d.Stored == want }) {
			t.Errorf("%q is not shown: %+v", want, found)
		}
	}
}
