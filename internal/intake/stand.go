package intake

import (
	"strings"

	"stet/internal/article"
)

// Stand puts a picture in the place of one that did not come along itself, as
// the largest file that readers got of it does: everywhere in the story.
func (res *Result) Stand(p article.Picture, data []byte, id string) {
	a := &res.Article
	if a.LeadPicture == id {
		a.LeadPicture = p.ID
	}
	known := false
	for i := range a.Pictures {
		if a.Pictures[i].ID == id {
			q := &a.Pictures[i]
			q.ID, q.Type, q.Width, q.Height, q.AsIs, known = p.ID, p.Type, p.Width, p.Height, p.AsIs, true
		}
	}
	if !known {
		a.Pictures = append(a.Pictures, p)
	}
	a.Body = strings.ReplaceAll(a.Body, "media/"+id, "media/"+p.ID)
	if res.Pictures == nil {
		res.Pictures = map[string][]byte{}
	}
	res.Pictures[p.ID] = data
}
