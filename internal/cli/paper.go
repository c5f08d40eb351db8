package cli

import (
	"bytes"
	"errors"
	"flag"
	"os"

	"stet/internal/newsroom"
)

func runPrint(c *call) error { return c.paper("print") }

func runLegalCopy(c *call) error { return c.paper("legal") }

// paper writes a story as PDF to a file, or where the command's words go.
func (c *call) paper(kind newsroom.PaperKind) error {
	q := newsroom.PaperWish{Kind: kind}
	var out, why string
	words, err := c.words(func(f *flag.FlagSet) {
		f.StringVar(&out, "out", "", "")
		f.Func("pass", "", func(code string) error { q.Pass = append(q.Pass, newsroom.Pass{Stop: code}); return nil })
		f.StringVar(&why, "why", "", "")
	}, 1, 1)
	if err != nil {
		return err
	}
	for i := range q.Pass {
		q.Pass[i].Why = why
	}
	ids, err := c.stories(words)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	err = c.room.Paper(c.ctx, ids[0], q, &pdf)
	var blocked *newsroom.BlockedError
	if errors.As(err, &blocked) {
		return c.refuse(blocked)
	}
	if err != nil {
		return err
	}
	if out == "" {
		_, err = pdf.WriteTo(c.Out)
		return err
	}
	if err := os.WriteFile(out, pdf.Bytes(), 0o644); err != nil {
		return err
	}
	c.say("%s", out)
	return nil
}
