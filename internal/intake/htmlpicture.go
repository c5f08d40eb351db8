package intake

import (
	"cmp"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"stet/internal/article"
)

// picture takes in a picture that is part of the page, as some programs put
// theirs on the clipboard: it stands behind its paragraph. One that is
// elsewhere is named and never fetched. One of a pixel's size counts readers
// and is nothing to see.
func (r *htmlReader) picture(n *html.Node) {
	r.inline.add(" ", r.style)
	if w, h := attr(n, "width"), attr(n, "height"); w == "1" || h == "1" || w == "0" || h == "0" {
		return
	}
	r.takePicture(n, pictureWords{alt: article.OneLine(attr(n, "alt"))})
}

// pictureWords are what a page says of a picture.
type pictureWords struct{ alt, caption, credit string }

// takePicture brings a picture along that is in the page or lies beside it.
func (r *htmlReader) takePicture(n *html.Node, said pictureWords) bool {
	name := cmp.Or(said.alt, said.caption, "picture")
	address := attr(n, "src")
	var data []byte
	if inPage(address) {
		data = pictureIn(address)
	} else if found, _, ok := r.clean.options.besides(address); ok {
		data = found
	} else {
		r.lost.pictures = append(r.lost.pictures, name)
		return false
	}
	kind, width, height := pictureKind(data)
	if kind == "" {
		r.lost.damaged = append(r.lost.damaged, name)
		return false
	}
	if width == 1 || height == 1 {
		return false
	}
	p := article.Picture{ID: digest(data), Type: kind, Width: width, Height: height, Alt: said.alt, Caption: said.caption, Credit: said.credit}
	r.pictures = append(r.pictures, inlinePicture{p, data, address})
	r.aside = append(r.aside, line{md: figureSource(r.pictures, p), shape: figure, gap: true, noted: true})
	return true
}

// figureSource is a picture in the dialect. Its words stand with the picture, by
// the first that has some; where it is shown again with others, those stand in
// the text.
func figureSource(pictures []inlinePicture, p article.Picture) string {
	source := "![" + escapeAll(p.Alt) + "](media/" + p.ID
	i := slices.IndexFunc(pictures, func(q inlinePicture) bool { return q.ID == p.ID })
	first := &pictures[i].Picture
	first.Alt, first.Caption, first.Credit = cmp.Or(first.Alt, p.Alt), cmp.Or(first.Caption, p.Caption), cmp.Or(first.Credit, p.Credit)
	if p.Caption != "" && p.Caption != first.Caption {
		source += ` "` + strings.ReplaceAll(escapeAll(p.Caption), `"`, `\"`) + `"`
	}
	source += ")"
	if p.Credit != "" && p.Credit != first.Credit {
		source += `{credit="` + strings.ReplaceAll(escapeAll(p.Credit), `"`, `\"`) + `"}`
	}
	return source
}

// inlinePicture is a picture that came within the words.
type inlinePicture struct {
	article.Picture
	data    []byte
	address string // as the copy has it
}

func inPage(address string) bool {
	return len(address) > 5 && strings.EqualFold(address[:5], "data:")
}

// pictureIn is the bytes that a data: address holds; nil = none that can be read.
func pictureIn(address string) []byte {
	said, held, ok := strings.Cut(address[len("data:"):], ",")
	if !ok || !strings.HasSuffix(strings.ToLower(strings.TrimSpace(said)), ";base64") {
		return nil
	}
	if strings.Contains(held, "%") {
		held, _ = url.PathUnescape(held)
	}
	held = strings.TrimRight(strings.Join(strings.Fields(held), ""), "=")
	data, err := base64.RawStdEncoding.DecodeString(held)
	if err != nil {
		return nil
	}
	return data
}

// show hands the pictures of copy to the story that it became, each once.
func (res *Result) show(pictures []inlinePicture) {
	for _, p := range pictures {
		if res.Pictures == nil {
			res.Pictures = map[string][]byte{}
		}
		if res.Pictures[p.ID] != nil {
			continue
		}
		res.Pictures[p.ID] = p.data
		res.Article.Pictures = append(res.Article.Pictures, p.Picture)
	}
}

// Refuse leaves a picture of the copy out that somebody found to be none that
// Stet can use; why is a sentence for the receipt.
func (res *Result) Refuse(id, why string) {
	name := "picture"
	res.Article.Pictures = slices.DeleteFunc(res.Article.Pictures, func(p article.Picture) bool {
		if p.ID == id && p.Alt != "" {
			name = p.Alt
		}
		return p.ID == id
	})
	delete(res.Pictures, id)
	blocks := slices.DeleteFunc(strings.Split(res.Article.Body, "\n\n"), func(block string) bool {
		return strings.HasPrefix(block, "![") && strings.Contains(block, "](media/"+id) && !strings.Contains(block, "\n")
	})
	if res.Article.LeadPicture == id {
		res.Article.LeadPicture = ""
	}
	res.Article.Body = strings.Join(blocks, "\n\n")
	res.Receipt.Changed = append(res.Receipt.Changed, article.Note{Text: name, Why: why, Field: fieldPictures})
}
