package markup

import (
	"sync/atomic"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"stet/internal/article"
)

// Dialect parses Stet Markdown. It is safe for use by many goroutines at once.
type Dialect struct {
	parser parser.Parser
	policy *bluemonday.Policy
	slots  chan struct{} // one per ParseWithin that may run
}

// New sets goldmark up. Left out on purpose: setext headings (a line of dashes
// under a line is a rule), indented code (an indented paragraph is a
// paragraph) and both raw HTML parsers (HTML is text like any other).
func New() *Dialect {
	return &Dialect{
		parser: parser.NewParser(
			parser.WithBlockParsers(blockParsers()...),
			parser.WithInlineParsers(inlineParsers()...),
			parser.WithParagraphTransformers(
				util.Prioritized(boundedReferences{}, 100),
				util.Prioritized(boundedTables{extension.NewTableParagraphTransformer()}, 200),
			),
			parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
		),
		policy: newPolicy(),
		slots:  make(chan struct{}, maxRunning),
	}
}

func blockParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(checked{BlockParser: parser.NewThematicBreakParser()}, 200),
		util.Prioritized(checked{BlockParser: parser.NewListParser(), nests: true}, 300),
		util.Prioritized(checked{BlockParser: parser.NewListItemParser()}, 400),
		util.Prioritized(checked{BlockParser: parser.NewATXHeadingParser()}, 600),
		util.Prioritized(checked{BlockParser: parser.NewFencedCodeBlockParser()}, 700),
		util.Prioritized(checked{BlockParser: containerParser{}, nests: true}, 750),
		util.Prioritized(checked{BlockParser: parser.NewBlockquoteParser(), nests: true}, 800),
		util.Prioritized(checked{BlockParser: footnoteParser{extension.NewFootnoteBlockParser()}, nests: true}, 900),
		util.Prioritized(paragraphs{checked{BlockParser: parser.NewParagraphParser()}}, 1000),
	}
}

func inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(spanning{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(spanning{signParser{extension.NewFootnoteParser()}}, 101),
		util.Prioritized(attributeParser{}, 140),
		util.Prioritized(markParser{}, 150),
		util.Prioritized(linking{spanning{parser.NewLinkParser()}}, 200),
		util.Prioritized(spanning{parser.NewAutoLinkParser()}, 300),
		util.Prioritized(starParser{}, 500),
	}
}

// Parse reads a body without a budget; use it for text that ParseWithin has
// passed before, else [Dialect.ParseWithin]. Pictures are those of the story;
// an image that names none of them is missing.
func (d *Dialect) Parse(source string, pictures []article.Picture) Doc {
	doc, _ := d.parse(source, pictures, &atomic.Bool{})
	return doc
}

// parse gives up with ErrBudget soon after stop is set.
func (d *Dialect) parse(source string, pictures []article.Picture, stop *atomic.Bool) (doc Doc, err error) {
	defer func() {
		if p := recover(); p == errStopped {
			doc, err = Doc{}, ErrBudget
		} else if p != nil {
			panic(p)
		}
	}()
	plain, origin := normalise(source)
	s := &session{stop: stop}
	pc := parser.NewContext()
	pc.Set(sessionKey, s)
	src := []byte(plain)
	root := d.parser.Parse(text.NewReader(src), parser.WithContext(pc))
	w := newWriter(src, pictures, s)
	w.document(root)
	doc = w.finish(d.policy)
	origin.restore(&doc)
	doc.origin = origin
	return doc, nil
}
