package bundle

import "stet/internal/page"

var pageLacks = map[string]string{}

var mobileLacks = map[string]string{}

func writePage(e *export) ([]byte, error)   { return []byte(page.Full(e.pageInput())), nil }
func writeMobile(e *export) ([]byte, error) { return []byte(page.Mobile(e.pageInput())), nil }

func (e *export) pageInput() page.Input {
	return page.Input{
		Article: &e.article, Doc: e.doc, House: e.house, Section: e.section, Trending: e.trending,
		Media: func(id string) string { return e.media[id].path },
	}
}
