package markup

// Bare is a Doc without the words that readers see, which lie elsewhere: what
// stays of a story of a thousand words is a few hundred bytes.
type Bare struct {
	doc    Doc
	html   int // bytes of the words that are HTML; the rest is the text
	blocks []bareBlock
}

type bareBlock struct {
	kind Kind
	size int // bytes of its HTML
}

// Undress parts a Doc from its words.
func (d Doc) Undress() (Bare, []string) {
	words := []string{d.HTML, d.Text}
	b := Bare{doc: d, html: len(d.HTML), blocks: make([]bareBlock, len(d.Blocks))}
	for i, block := range d.Blocks {
		b.blocks[i] = bareBlock{block.Kind, len(block.HTML)}
	}
	b.doc.HTML, b.doc.Text, b.doc.Blocks, b.doc.runs, b.doc.origin = "", "", nil, nil, origins{}
	return b, words
}

// Dress is the Doc with its words, joined, back in place. It no longer knows
// where in the source its words and blocks came from.
func (b Bare) Dress(words string) Doc {
	d := b.doc
	d.HTML, d.Text = words[:b.html], words[b.html:]
	d.Blocks = make([]Block, len(b.blocks))
	at := 0
	for i, block := range b.blocks {
		d.Blocks[i] = Block{Kind: block.kind, HTML: d.HTML[at : at+block.size]}
		at += block.size + len("\n")
	}
	return d
}
