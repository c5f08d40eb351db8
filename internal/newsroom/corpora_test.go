package newsroom_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"stet/internal/intake"
	"stet/internal/markup"
	"stet/internal/newsroom"
	"stet/internal/proof"
)

// hang is when a way of a text through the desk counts as one that never ends.
// On an idle machine none may take two seconds, the time that a rendering is
// given; how long the longest took is logged, since a busy machine takes longer.
const hang = 20 * time.Second

// TestCorporaOnTheDesk takes the public corpora of odd texts the whole way that
// words go on a desk: pasted as plain and as rich text, into a story and as
// one; shown as page, mobile page and cards; set as a proof; copied out. Nothing
// of them may run or fetch anything, and nothing may hang.
func TestCorporaOnTheDesk(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "corpora")
	if _, err := os.Stat(root); err != nil {
		t.Skipf("needs %s, which is not beside the project", root)
	}
	room := open(t, t.TempDir())
	for name, texts := range corpora(t, root) {
		t.Run(name, func(t *testing.T) {
			for _, text := range texts {
				onTheDesk(t, room, newsroom.Paste{HTML: text, Text: text})
				if name != "DOMPurify" {
					onTheDesk(t, room, newsroom.Paste{Text: text})
				}
			}
		})
	}
}

// corpora gives the texts of each corpus; short ones go together, as the
// paragraphs of one text.
func corpora(t *testing.T, root string) map[string][]string {
	t.Helper()
	read := func(path string, into any) {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(root, path))
		if err == nil {
			err = json.Unmarshal(data, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var naughty []string
	read("blns/blns.json", &naughty)
	var attacks []struct{ Payload string }
	read("DOMPurify/expect.json", &attacks)
	var examples []struct{ Markdown string }
	read("goldmark-tests/spec.json", &examples)
	found := map[string][]string{"blns": together(naughty)}
	for _, a := range attacks {
		found["DOMPurify"] = append(found["DOMPurify"], a.Payload)
	}
	var markdown []string
	for _, e := range examples {
		markdown = append(markdown, e.Markdown)
	}
	found["CommonMark"] = together(markdown)
	for _, folder := range []string{"trojan-source", "utf8tests", "stet-made/html", "stet-made/md", "stet-made/text"} {
		found[folder] = files(t, filepath.Join(root, folder))
	}
	return found
}

func together(texts []string) (grouped []string) {
	const at = 20
	for len(texts) > at {
		grouped, texts = append(grouped, strings.Join(texts[:at], "\n\n")), texts[at:]
	}
	return append(grouped, strings.Join(texts, "\n\n"))
}

// files reads what can come from a clipboard: no more than ten megabytes.
func files(t *testing.T, folder string) (texts []string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if len(data) <= 10<<20 {
			texts = append(texts, string(data))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// pasteNew takes a text in as a story of its own, whatever it is like.
func pasteNew(room *newsroom.Room, p newsroom.Paste) (newsroom.Imported, error) {
	b, err := room.PasteStory(context.Background(), p, "")
	switch {
	case len(b.Imported) > 0:
		return b.Imported[0], err
	case err != nil || len(b.Asked) == 0:
		return newsroom.Imported{}, err
	}
	answered, err := room.Answer(newsroom.Answer{Token: b.Asked[0].Token, As: newsroom.AsNew})
	return answered.Imported, err
}

func onTheDesk(t *testing.T, room *newsroom.Room, p newsroom.Paste) {
	t.Helper()
	within(t, p, "pasted into a story", func() error {
		_, err := room.PasteBody(p)
		return unlessRefused(err)
	})
	var in newsroom.Imported
	within(t, p, "pasted as a story", func() (err error) {
		in, err = pasteNew(room, p)
		return unlessRefused(err)
	})
	if in.ID == "" {
		return
	}
	a, err := room.Story(in.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, mobile := range []bool{false, true} {
		within(t, p, "shown", func() error {
			answer, err := room.Preview(t.Context(), newsroom.PreviewRequest{ID: a.ID, Mobile: mobile, Cards: true})
			harmless(t, answer.Frame+strings.Join(answer.HTML, "\n"))
			return err
		})
	}
	within(t, p, "set as a proof", func() error {
		err := room.Proof(t.Context(), &a, &bytes.Buffer{})
		if errors.Is(err, proof.ErrScript) {
			return nil // it says so, and which letters
		}
		return err
	})
	within(t, p, "copied out", func() error {
		out, err := room.CopyOut(t.Context(), a.ID, "")
		harmless(t, out.HTML)
		return err
	})
}

// unlessRefused lets a text be refused with a reason of its own.
func unlessRefused(err error) error {
	for _, reason := range []error{intake.ErrEmpty, intake.ErrEncoding, intake.ErrFrontMatter} {
		if errors.Is(err, reason) {
			return nil
		}
	}
	return err
}

func within(t *testing.T, p newsroom.Paste, what string, do func() error) {
	t.Helper()
	begin := time.Now()
	err := do()
	if errors.Is(err, markup.ErrBudget) {
		t.Logf("%s was given up: %.60q", what, p.Text) // as it must be where the machine is busy
	} else if err != nil {
		t.Errorf("%s: %v\n%.300q", what, err, p.Text)
	}
	switch took := time.Since(begin); {
	case took > hang:
		t.Errorf("%s: it took %v\n%.300q", what, took, p.Text)
	case took > time.Second:
		t.Logf("%s took %v: %.60q", what, took, p.Text)
	}
}

// harmless fails for markup in which anything could run or be fetched.
func harmless(t *testing.T, markup string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		switch n.Data {
		case "script", "iframe", "object", "embed", "base", "form", "link", "meta", "style", "svg", "math":
			if n.Type == html.ElementNode {
				t.Errorf("an element %s", n.Data)
			}
		}
		for _, attr := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(attr.Val))
			switch {
			case strings.HasPrefix(attr.Key, "on"), attr.Key == "style", attr.Key == "srcdoc":
				t.Errorf("<%s %s=%q>", n.Data, attr.Key, attr.Val)
			case strings.HasPrefix(value, "javascript:"), strings.HasPrefix(value, "vbscript:"):
				t.Errorf("<%s %s=%q>", n.Data, attr.Key, attr.Val)
			case attr.Key != "href" && attr.Key != "cite" && (strings.HasPrefix(value, "http:") || strings.HasPrefix(value, "https:") || strings.HasPrefix(value, "//")):
				t.Errorf("it would be fetched: <%s %s=%q>", n.Data, attr.Key, attr.Val)
			}
		}
	}
}
