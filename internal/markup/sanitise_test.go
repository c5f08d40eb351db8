package markup

import (
	"strings"
	"testing"
)

// TestProven: what the writer would not write is not proven, however harmless
// it looks, and what the policy leaves of it is safe.
func TestProven(t *testing.T) {
	for _, html := range []string{
		`<p>a</p>`, `<p>a<br>b</p>`, `<hr>`, ``, "\n", `<p>&lt;b&gt; &amp; "q"</p>`,
		`<a href="https://e.org/?a=1&amp;b=%22" rel="noopener" title="&#34;x&#34;">a</a>`,
		`<img src="media/ab.c" alt="" width="1" height="1" loading="lazy">`,
	} {
		if !proven(html) {
			t.Errorf("%s is not proven", html)
		}
	}
	for _, html := range []string{
		`<script>x</script>`, `<p onclick="x">a</p>`, `<p style="x">a</p>`, `<P>a</P>`, `<p>a`, `a</p>`, `<p><b>a</p></b>`,
		`<p`, `<`, `a > b`, `a & b`, `&nbsp;`, `<p >a</p>`, `<p/>`, `<br/>`, `<p class=a>a</p>`, `<p class='a'>a</p>`,
		`<p class="a" class="b">a</p>`, `<p  class="a">a</p>`, `<p class="a" >a</p>`, `<p class="a"id="s-x">a</p>`,
		`<p class="a"">a</p>`, `<p class>a</p>`, `<p ="a">a</p>`, "<p\nclass=\"a\">a</p>", `<!-- a -->`, `<!DOCTYPE html>`,
		`<a href="javascript:x">a</a>`, `<a href="HTTPS://e.org">a</a>`, `<a href="https://e.org" target="_blank">a</a>`,
		`<a href="//e.org">a</a>`, `<a href="">a</a>`, `<a href="#x">a</a>`, `<h2 id="location">a</h2>`, `<a name="s-x">a</a>`,
		`<img src="https://e.org/x.jpg" alt="">`, `<img src="media/../x" alt="">`, `<img src="data:x" alt="">`,
		`<img src="media/a" alt="" onerror="x">`, `<img src="media/a" srcset="b" alt="">`, `<svg></svg>`, `<iframe></iframe>`,
		`<div tabindex="1">a</div>`, `<p>a</p><`, `<p title="a">a</p>`, `<section role="main">a</section>`,
	} {
		if proven(html) {
			t.Errorf("%s is proven", html)
		}
		clean := safe(html, policy())
		for _, bad := range []string{"script", "onclick", "onerror", "javascript", "style", "svg", "iframe", "e.org/x", "data:", "location"} {
			if strings.Contains(clean, bad) {
				t.Errorf("%s became %s", html, clean)
			}
		}
	}
}

// TestFallback: should the writer ever write what it may not, the policy takes
// it out and the blocks still make up the HTML.
func TestFallback(t *testing.T) {
	w := newWriter([]byte("a"), nil, &session{})
	w.html = []byte("<p onclick=\"x\">one</p>\n<p>two<script>x</script></p>")
	w.blocks = []blockAt{{kind: Paragraph, from: 0, to: 22}, {kind: Paragraph, from: 23, to: len(w.html)}}
	doc := w.finish(policy())
	if doc.HTML != "<p>one</p>\n<p>two</p>" || doc.Blocks[1].HTML != "<p>two</p>" {
		t.Errorf("got %q", doc.HTML)
	}
}
