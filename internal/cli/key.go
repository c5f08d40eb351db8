package cli

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"stet/internal/bundle"
	"stet/internal/newsroom"
)

// runKey works on the keys that packages are signed and proved with. None of it
// needs a newsroom.
func runKey(c *call) error {
	var q keyWish
	words, err := c.words(func(f *flag.FlagSet) {
		f.StringVar(&q.out, "out", "", "")
		f.BoolVar(&q.private, "private", false, "")
		f.BoolVar(&q.replace, "replace", false, "")
	}, 0, 3)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		words = []string{"list"}
	}
	needs, known := map[string]int{"list": 0, "show": 0, "make": 0, "export": 0, "import": 1, "trust": 2, "forget": 1, "sign": 1}[words[0]]
	if !known {
		return c.misused(fmt.Sprintf("%q is nothing to do with a key", words[0]))
	}
	most := needs
	if words[0] == "show" || words[0] == "export" && !q.private {
		most = 1 // another's
	}
	if err := c.want(words[1:], needs, most); err != nil {
		return err
	}
	book, err := Keys(c.Getenv)
	if err != nil {
		return err
	}
	return c.doKey(book, words, q)
}

// keyWish is what the options say.
type keyWish struct {
	out     string // a file
	private bool   // the half that signs
	replace bool   // the key that signs here may go
}

func (c *call) doKey(book newsroom.KeyBook, words []string, q keyWish) error {
	switch words[0] {
	case "show", "export":
		if q.private {
			return c.exportPrivate(q.out)
		}
		return c.showKey(book, words, q.out)
	case "import":
		return c.importPrivate(book, words[1], q.replace)
	case "make":
		s, err := c.signer(book)
		if err != nil {
			return err
		}
		return c.sayKey(newsroom.KnownKey{Name: "this desk", ID: s.Key().ID(), Key: s.Key().String(), Own: true})
	case "trust":
		key, err := readKey(words[2])
		if err != nil {
			return err
		}
		kept, err := book.Trust(words[1], key)
		if err != nil {
			return err
		}
		return c.sayKey(kept)
	case "forget":
		if err := book.Forget(words[1]); err != nil {
			return err
		}
	case "sign":
		s, err := c.signer(book)
		if err == nil {
			err = bundle.Sign(words[1], s)
		}
		if err != nil {
			return err
		}
		c.args = words[1:]
		return runVerify(c)
	}
	return c.listKeys(book)
}

// signer is this machine's; its key is made when it is first asked for.
func (c *call) signer(book newsroom.KeyBook) (*bundle.Signer, error) {
	secrets, err := c.secrets()
	if err != nil {
		return nil, err
	}
	return newsroom.Signer(secrets, book)
}

// showKey prints a key, or writes it as a file of minisign's. Without a name it
// is this desk's.
func (c *call) showKey(book newsroom.KeyBook, words []string, out string) error {
	name := "this desk"
	if len(words) == 2 {
		name = words[1]
	}
	k, err := book.Find(name)
	if len(words) < 2 && errors.Is(err, newsroom.ErrNoKey) {
		return newsroom.ErrNoOwnKey
	}
	if err != nil {
		return err
	}
	if words[0] == "show" {
		return c.sayKey(k)
	}
	key, err := bundle.ParseKey(k.Key)
	if err != nil {
		return err
	}
	if out == "" {
		_, err = fmt.Fprint(c.Out, key.File())
		return err
	}
	if err := os.WriteFile(out, []byte(key.File()), 0o644); err != nil { //nolint:gosec // it is for everybody
		return fmt.Errorf("write the key: %w", err)
	}
	c.say("%s", out)
	return nil
}

// readKey takes a key from the command line, from a file of minisign's, or from
// the signature beside a package.
func readKey(word string) (bundle.PublicKey, error) {
	if key, err := bundle.ParseKey(word); err == nil {
		return key, nil
	}
	key, err := bundle.SignedWith(word)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return key, err
	}
	text, err := os.ReadFile(word)
	if err != nil {
		return key, fmt.Errorf("read the key: %w", err)
	}
	return bundle.ParseKey(string(text))
}

func (c *call) sayKey(k newsroom.KnownKey) error {
	if c.json {
		return c.emit(k)
	}
	c.say("%s\n  number  %s\n  key     %s", k.Name, k.ID, k.Key)
	return nil
}

func (c *call) listKeys(book newsroom.KeyBook) error {
	keys, err := book.Keys()
	if err != nil {
		return err
	}
	if c.json {
		return c.emit(keys)
	}
	table := tabwriter.NewWriter(c.Out, 0, 0, 2, ' ', 0)
	for _, k := range keys {
		own := ""
		if k.Own {
			own = "signs here"
		}
		fmt.Fprintln(table, strings.TrimRight(printable(k.ID+"\t"+k.Name+"\t"+own), "\t"))
	}
	return table.Flush()
}
