package bundle

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"path"
	"slices"

	"stet/internal/article"
	"stet/internal/markup"
)

// media is one picture of a story as it lies in the bundle.
type media struct {
	path string // in the story's folder: media/<id>.jpg
	kind string // media type
	size int
	data []byte
}

func (m media) name() string { return path.Base(m.path) }

// kinds are the pictures that go out as they are, by how their bytes begin.
var kinds = []struct {
	start, ext, kind string
}{
	{"\xff\xd8\xff", ".jpg", "image/jpeg"},
	{"\x89PNG\r\n\x1a\n", ".png", "image/png"},
	{"GIF87a", ".gif", "image/gif"},
	{"GIF89a", ".gif", "image/gif"},
}

// sniff goes by the bytes; what a file was called says nothing.
func sniff(data []byte) (ext, kind string, ok bool) {
	for _, k := range kinds {
		if bytes.HasPrefix(data, []byte(k.start)) {
			return k.ext, k.kind, true
		}
	}
	if len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP" {
		return ".webp", "image/webp", true
	}
	return "", "", false
}

// pictureList is every picture that a story shows or lists, the lead first.
// One that only the body names has no texts of its own but those typed there.
func pictureList(a *article.Article, images []markup.Image) []article.Picture {
	list := []article.Picture{}
	add := func(p article.Picture) {
		known := slices.ContainsFunc(list, func(q article.Picture) bool { return q.ID == p.ID })
		if p.ID != "" && !known {
			list = append(list, p)
		}
	}
	for _, p := range a.Pictures {
		if p.ID == a.LeadPicture {
			add(p)
		}
	}
	add(article.Picture{ID: a.LeadPicture})
	for _, p := range a.Pictures {
		add(p)
	}
	for _, i := range images {
		add(article.Picture{ID: i.ID, Alt: i.Alt, Caption: i.Caption, Credit: i.Credit})
	}
	return list
}

// collect fetches a story's pictures. One that cannot be had is a loss: the
// page shows a placeholder.
func collect(s *story) (map[string]media, []Loss) {
	found, losses := map[string]media{}, []Loss{}
	for _, p := range pictureList(&s.Article, s.Doc.Images) {
		m, err := fetch(s, p.ID)
		if err != nil {
			losses = append(losses, Loss{s.Article.ID, "media", "pictures", err.Error()})
			continue
		}
		found[p.ID] = m
	}
	return found, losses
}

func fetch(s *story, id string) (media, error) {
	if sum, err := hex.DecodeString(id); err != nil || len(sum) != 32 || hex.EncodeToString(sum) != id {
		return media{}, fmt.Errorf("%q is no picture's id", id)
	}
	if s.Picture == nil {
		return media{}, fmt.Errorf("picture %s is missing", id)
	}
	data, err := s.Picture(id)
	if err != nil {
		return media{}, fmt.Errorf("picture %s is missing: %w", id, err)
	}
	ext, kind, ok := sniff(data)
	if !ok {
		return media{}, fmt.Errorf("picture %s is no JPEG, PNG, GIF or WebP", id)
	}
	return media{path: "media/" + id + ext, kind: kind, size: len(data), data: data}, nil
}
