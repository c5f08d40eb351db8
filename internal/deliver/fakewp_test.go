package deliver_test

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// fakeWP answers as WordPress does, as far as Stet asks. What it does not keep,
// what it renames and what it refuses are as on a real one.
type fakeWP struct {
	sync.Mutex
	posts, media []map[string]any
	terms        map[string][]map[string]any
	plain        bool   // has no pretty addresses: whatever is asked for, its first page comes
	dropContent  string // is taken out of what is stored, as a site's filters do
}

func (w *fakeWP) find(list []map[string]any, id string) map[string]any {
	for _, item := range list {
		if fmt.Sprint(item["id"]) == id {
			return item
		}
	}
	return nil
}

func (w *fakeWP) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.Lock()
	defer w.Unlock()
	if user, secret, ok := r.BasicAuth(); !ok || user != "desk" || secret != secretOf["wordpress"] {
		refuse(out, 401, "rest_not_logged_in", "You are not currently logged in.")
		return
	}
	route := strings.TrimPrefix(r.URL.Path, "/wp-json")
	if asked := r.URL.Query().Get("rest_route"); asked != "" {
		route = asked
	} else if w.plain {
		out.Header().Set("Content-Type", "text/html; charset=UTF-8")
		_, _ = io.WriteString(out, "<!DOCTYPE html><title>The Quay</title>")
		return
	}
	parts := strings.Split(strings.Trim(route, "/"), "/")
	kind, id := "", ""
	if len(parts) > 2 {
		kind = parts[2]
	}
	if len(parts) > 3 {
		id = parts[3]
	}
	switch {
	case kind == "":
		answer(out, 200, map[string]any{"name": "The Quay"})
	case kind == "users" && id == "me":
		answer(out, 200, map[string]any{"id": 1, "name": "Desk", "capabilities": map[string]bool{"publish_posts": true}})
	case kind == "users":
		answer(out, 200, []any{map[string]any{"id": 5, "name": "Mara Lind"}})
	case kind == "posts":
		w.servePosts(out, r, id)
	case kind == "media":
		w.serveMedia(out, r, id)
	default:
		w.serveTerms(out, r, kind)
	}
}

func (w *fakeWP) servePosts(out http.ResponseWriter, r *http.Request, id string) {
	post := w.find(w.posts, id)
	switch {
	case id != "" && post == nil:
		refuse(out, 404, "rest_post_invalid_id", "Invalid post ID.")
	case r.Method == "GET" && id == "":
		found := []any{}
		for _, p := range w.posts {
			content := p["content"].(map[string]string)["raw"]
			if slug := r.FormValue("slug"); slug == p["slug"] || slug == "" && strings.Contains(content, r.FormValue("search")) {
				found = append(found, p)
			}
		}
		answer(out, 200, found)
	case r.Method == "GET":
		answer(out, 200, post)
	case r.Method == "DELETE" && post["status"] == "trash":
		refuse(out, 410, "rest_already_trashed", "The post has already been deleted.")
	case r.Method == "DELETE":
		post["status"], post["slug"] = "trash", post["slug"].(string)+"__trashed"
		answer(out, 200, post)
	default:
		if post == nil {
			post = map[string]any{"id": len(w.posts) + 100, "author": 1, "status": "draft", "date_gmt": "2026-11-20T12:00:00", "excerpt": map[string]string{"raw": ""}}
			w.posts = append(w.posts, post)
		}
		w.store(post, r.Body)
		post["link"] = "http://quay.test/?p=" + fmt.Sprint(post["id"])
		answer(out, 200, post)
	}
}

// store keeps what WordPress has a place for.
func (w *fakeWP) store(post map[string]any, body io.Reader) {
	var sent map[string]any
	_ = json.NewDecoder(body).Decode(&sent)
	for name, value := range sent {
		switch name {
		case "title", "content", "excerpt", "caption", "description":
			text := value.(string)
			if w.dropContent != "" {
				text = strings.ReplaceAll(text, w.dropContent, "")
			}
			post[name] = map[string]string{"raw": text, "rendered": "<p>" + text}
		case "slug", "status", "date_gmt", "featured_media", "categories", "tags", "author", "alt_text":
			post[name] = value
		}
	}
	if date, _ := post["date_gmt"].(string); post["status"] == "publish" && date > "2026-12" {
		post["status"] = "future"
	}
}

func (w *fakeWP) serveMedia(out http.ResponseWriter, r *http.Request, id string) {
	item := w.find(w.media, id)
	switch {
	case r.Method == "GET":
		found := []any{}
		for _, m := range w.media {
			if slices.Contains(r.URL.Query()["include[]"], fmt.Sprint(m["id"])) || slices.Contains(r.URL.Query()["slug[]"], m["slug"].(string)) {
				found = append(found, m)
			}
		}
		answer(out, 200, found)
	case item != nil:
		w.store(item, r.Body)
		answer(out, 200, item)
	default:
		_, name, _ := strings.Cut(r.Header.Get("Content-Disposition"), "filename=")
		name, _ = strconv.Unquote(name)
		stem, _, _ := strings.Cut(name, ".")
		item = map[string]any{"id": len(w.media) + 500, "slug": stem, "source_url": "http://quay.test/uploads/" + name}
		w.media = append(w.media, item)
		answer(out, 201, item)
	}
}

func (w *fakeWP) serveTerms(out http.ResponseWriter, r *http.Request, kind string) {
	if r.Method == "GET" {
		found := []any{} // of a search none, as for names that WordPress keeps escaped
		if post := w.find(w.posts, r.FormValue("post")); post != nil {
			ids, _ := post[kind].([]any)
			for _, t := range w.terms[kind] {
				if slices.ContainsFunc(ids, func(id any) bool { return fmt.Sprint(id) == fmt.Sprint(t["id"]) }) {
					found = append(found, map[string]any{"id": t["id"], "name": html.EscapeString(t["name"].(string))})
				}
			}
		}
		answer(out, 200, found)
		return
	}
	var sent struct{ Name string }
	_ = json.NewDecoder(r.Body).Decode(&sent)
	for _, t := range w.terms[kind] {
		if t["name"] == sent.Name {
			answer(out, 400, map[string]any{"code": "term_exists", "message": "A term with the name provided already exists.", "data": map[string]any{"status": 400, "term_id": t["id"]}})
			return
		}
	}
	term := map[string]any{"id": len(w.terms[kind]) + 20, "name": sent.Name}
	if w.terms == nil {
		w.terms = map[string][]map[string]any{}
	}
	w.terms[kind] = append(w.terms[kind], term)
	answer(out, 201, term)
}

func answer(out http.ResponseWriter, status int, value any) {
	out.Header().Set("Content-Type", "application/json; charset=UTF-8")
	out.WriteHeader(status)
	_ = json.NewEncoder(out).Encode(value)
}

func refuse(out http.ResponseWriter, status int, code, message string) {
	answer(out, status, map[string]any{"code": code, "message": message, "data": map[string]any{"status": status}})
}
