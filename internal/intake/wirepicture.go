package intake

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/format"
)

// besideAt reads a file that lies where an address says, seen from the copy, or
// where programs put it. The host of an address is never asked.
func (o *Options) besideAt(address string) []byte {
	data, _, _ := o.besides(address)
	return data
}

// wireFile is one of a picture's files, as an item names it.
type wireFile struct{ name, href, width string }

// cropName is a file that is cut to a shape, as Stet calls it.
var cropName = regexp.MustCompile(`^\d+x\d+-`)

// widestFirst are the places of a picture's files: whole ones ahead of those
// that are cut, wide ones ahead of narrow.
func widestFirst(files []wireFile) []string {
	slices.SortStableFunc(files, func(x, y wireFile) int {
		cut := func(f wireFile) int { return len(cropName.FindString(f.name)) }
		wide := func(f wireFile) int { return number(strings.TrimSuffix(f.width, ".0")) }
		return cmp.Or(cmp.Compare(cut(x), cut(y)), cmp.Compare(wide(y), wide(x)))
	})
	hrefs := []string{}
	for _, f := range files {
		if f.href != "" {
			hrefs = append(hrefs, f.href)
		}
	}
	return hrefs
}

// pictureAt is a picture that lies beside the copy; nil = none.
func (o *Options) pictureAt(address string) []byte {
	data := o.besideAt(address)
	if kind, _, _ := pictureKind(data); kind == "" {
		return nil
	}
	return data
}

// besidePicture is one of an item's pictures; data is nil where none of its
// files lies beside the copy.
type besidePicture struct {
	wirePicture
	data []byte
}

// leads makes the first picture lead where the item names none. Stet says which
// one does, or that none does.
func (w *wireItem) leads() {
	named := slices.ContainsFunc(w.pics, func(p wirePicture) bool {
		_, stet := format.ParseDigestURI(p.uri)
		return p.lead || stet
	})
	if len(w.pics) > 0 && !named {
		w.pics[0].lead = true
	}
}

// beside looks for the item's pictures. A picture of Stet's is known in the
// copy by the digest in its address; it gets the one of the file that came.
func (w *wireItem) beside(o Options) []besidePicture {
	found := []besidePicture{}
	for _, p := range w.pics {
		b := besidePicture{wirePicture: p}
		for _, file := range p.files {
			if b.data = o.pictureAt(file); b.data != nil {
				break
			}
		}
		if b.data != nil {
			b.ID = digest(b.data)
			b.Type, b.Width, b.Height = pictureKind(b.data)
			if was, ok := format.ParseDigestURI(p.uri); ok && w.body.kind == Markdown {
				w.body.text = strings.ReplaceAll(w.body.text, "](media/"+was, "](media/"+b.ID)
			}
		}
		found = append(found, b)
	}
	return found
}

// show hands the item's pictures to the story. The first one that is said to
// lead does; the others are in its list, and in the copy where the copy says so.
func (w *wireItem) show(res *Result, pictures []besidePicture) {
	a := &res.Article
	for _, p := range pictures {
		if p.data == nil {
			res.missing(article.OneLine(firstOf(p.Alt, p.Caption, p.uri, "picture")))
			continue
		}
		if p.lead && a.LeadPicture == "" {
			a.LeadPicture = p.ID
		}
		if i := slices.IndexFunc(a.Pictures, func(q article.Picture) bool { return q.ID == p.ID }); i >= 0 {
			p.Alt = firstOf(p.Alt, a.Pictures[i].Alt)
			a.Pictures[i] = p.Picture
			continue
		}
		if res.Pictures == nil {
			res.Pictures = map[string][]byte{}
		}
		res.Pictures[p.ID] = p.data
		a.Pictures = append(a.Pictures, p.Picture)
	}
}

// missing tells of a picture that did not come, once.
func (res *Result) missing(name string) {
	r := &res.Receipt
	if slices.ContainsFunc(r.Changed, func(n article.Note) bool { return n.Field == fieldPictures && n.Text == name }) {
		return
	}
	r.Changed = append(r.Changed, article.Note{Text: name, Field: fieldPictures,
		Why: "A picture that belongs to the item. Its file is not beside the copy, and nothing is fetched: save it as a file, then insert it."})
}
