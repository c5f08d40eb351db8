package deliver_test

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"
)

// fakeGhost answers as Ghost's Admin API does, as far as Stet asks.
type fakeGhost struct {
	sync.Mutex
	posts  []map[string]any
	images int
	saves  int
}

var cardMark = regexp.MustCompile(`<!--kg-card-(begin|end): html-->`)

func (g *fakeGhost) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	g.Lock()
	defer g.Unlock()
	path := strings.Trim(strings.TrimPrefix(r.URL.Path, "/ghost/api/admin"), "/")
	kind, id, _ := strings.Cut(path, "/")
	if kind == "site" {
		answer(out, 200, map[string]any{"site": map[string]string{"title": "The Quay", "version": "6.65"}})
		return
	}
	if !strings.HasPrefix(r.Header.Get("Authorization"), "Ghost ey") {
		answer(out, 401, map[string]any{"errors": []any{map[string]any{"message": "Invalid token"}}})
		return
	}
	if kind == "images" {
		g.images++
		file, head, err := r.FormFile("file")
		if err != nil {
			answer(out, 422, map[string]any{"errors": []any{map[string]any{"message": "Please select an image."}}})
			return
		}
		_, _ = io.Copy(io.Discard, file)
		answer(out, 201, map[string]any{"images": []any{map[string]string{"url": "http://quay.test/content/images/" + head.Filename}}})
		return
	}
	g.servePosts(out, r, id)
}

func (g *fakeGhost) servePosts(out http.ResponseWriter, r *http.Request, id string) {
	found := []any{}
	for _, p := range g.posts {
		filter := r.FormValue("filter")
		mark, _ := p["codeinjection_head"].(string)
		_, want, _ := strings.Cut(filter, "'")
		want = strings.TrimSuffix(want, "'")
		if id == p["id"] || id == "" && (strings.HasPrefix(filter, "slug") && want == p["slug"] || strings.HasPrefix(filter, "code") && strings.Contains(mark, want)) {
			found = append(found, p)
		}
	}
	if r.Method == "GET" {
		if id != "" && len(found) == 0 {
			answer(out, 404, map[string]any{"errors": []any{map[string]any{"message": "Resource not found error, cannot read post.", "context": "Post not found."}}})
			return
		}
		answer(out, 200, map[string]any{"posts": found})
		return
	}
	var sent struct{ Posts []map[string]any }
	_ = json.NewDecoder(r.Body).Decode(&sent)
	g.saves++
	now := time.Date(2026, 11, 20, 12, 0, g.saves, 0, time.UTC).Format("2006-01-02T15:04:05.000Z")
	post := map[string]any{"id": fmt.Sprintf("%024x", len(g.posts)+1), "created_at": now, "published_at": nil}
	if id != "" {
		post = found[0].(map[string]any)
		if sent.Posts[0]["updated_at"] != post["updated_at"] {
			answer(out, 409, map[string]any{"errors": []any{map[string]any{"message": "Saving failed! Someone else is editing this post."}}})
			return
		}
	} else {
		g.posts = append(g.posts, post)
	}
	maps.Copy(post, sent.Posts[0])
	if html, ok := sent.Posts[0]["html"].(string); ok {
		post["html"] = cardMark.ReplaceAllString(html, "")
		post["lexical"] = "made of " + html
	}
	post["updated_at"], post["url"] = now, "http://quay.test/"+fmt.Sprint(post["slug"])
	if post["status"] == "published" && post["published_at"] == nil {
		post["published_at"] = now
	}
	answer(out, 200, map[string]any{"posts": []any{post}})
}
