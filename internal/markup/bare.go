package markup

// Bare is a Doc without the words that readers see, which lie elsewhere: what
// stays of a story of a thousand words is a few hundred bytes.
type Bare struct {
	doc    Doc
	html   int   // bytes of the words that are HTML; the rest is the text
	blocks []int // bytes of each block's HTML
}

// Undress parts a Doc from its words.
func (d Doc) Undress() (Bare, []string) {
	words := []string{d.HTML, d.Text}
	b := Bare{doc: d, html: len(d.HTML), blocks: make([]int, len(d.Blocks))}
	b.doc.HTML, b.doc.Text, b.doc.runs, b.doc.origin = "", "", nil, origins{}
	b.doc.Blocks = make([]Block, len(d.Blocks))
	for i, block := range d.Blocks {
		b.blocks[i] = len(block.HTML)
		block.HTML = ""
		b.doc.Blocks[i] = block
	}
	return b, words
}

// Dress is the Doc with its words, joined, back in place. It no longer knows
// which words of the source they came from.
func (b Bare) Dress(words string) Doc {
	d := b.doc
	d.HTML, d.Text = words[:b.html], words[b.html:]
	d.Blocks = make([]Block, len(b.blocks))
	at := 0
	for i, size := range b.blocks {
		d.Blocks[i] = b.doc.Blocks[i]
		d.Blocks[i].HTML = d.HTML[at : at+size]
		at += size + len("\n")
	}
	return d
}
