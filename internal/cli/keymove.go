package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"stet/internal/bundle"
	"stet/internal/newsroom"
)

// exportPrivate writes the key that signs here as a file of minisign's that a
// password locks, for another machine. It goes nowhere but into a file that was
// not there, which nobody else can read.
func (c *call) exportPrivate(out string) error {
	if out == "" {
		return c.misused("a private key goes into a file: --out is missing")
	}
	if _, err := os.Lstat(out); err == nil {
		return isThere(out) // before somebody types a password for nothing
	}
	secrets, err := c.secrets()
	if err != nil {
		return err
	}
	s, err := newsroom.OwnSigner(secrets)
	if err != nil {
		return err
	}
	password, err := c.newPassword("A password for " + out + ": ")
	if err != nil {
		return err
	}
	text, err := s.Locked(password)
	if err != nil {
		return err
	}
	if err := writeNew(out, text); err != nil {
		return err
	}
	c.say("%s", out)
	c.say("  key      %s", s.Key().ID())
	c.say("  Whoever has this file and its password signs as this desk.")
	return nil
}

// newPassword asks for one twice, since nobody sees what is typed; where nobody
// sits at a terminal it is the next line of what is piped in.
func (c *call) newPassword(prompt string) (string, error) {
	password, err := c.askSecret(prompt)
	if err != nil {
		return "", err
	}
	if password == "" {
		return "", &refusal{"a private key is not written without a password", "Type one, or pipe it in as a line."}
	}
	if c.terminal() == nil {
		return password, nil
	}
	again, err := c.askSecret("Once more: ")
	if err == nil && again != password {
		err = &refusal{"the two are not the same", "Nothing was written. Run the command again."}
	}
	return password, err
}

// writeNew writes a file that was not there, for its owner alone.
func writeNew(path string, text []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return isThere(path)
	}
	if err != nil {
		return fmt.Errorf("write the key: %w", err)
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("write the key: %w", err), os.Remove(path))
	}
	return nil
}

func isThere(path string) error {
	return &refusal{path + " is there already", "Nothing was written. Name a file that is not there."}
}

// longestKey is more than a private key's file can be long.
const longestKey = 4 << 10

// importPrivate makes a private key in minisign's format the one that signs here.
func (c *call) importPrivate(book newsroom.KeyBook, path string, replace bool) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read the key: %w", err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, longestKey))
	if err != nil {
		return fmt.Errorf("read the key: %w", err)
	}
	secrets, err := c.secrets() // its passphrase stands ahead of what else is piped in
	if err != nil {
		return err
	}
	password := ""
	if bundle.IsLocked(text) {
		if password, err = c.askSecret("The password of " + path + ": "); err != nil {
			return err
		}
	}
	s, err := bundle.Unlocked(text, password)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if err := newsroom.TakeKey(secrets, book, s, replace); err != nil {
		return err
	}
	return c.sayKey(newsroom.KnownKey{Name: "this desk", ID: s.Key().ID(), Key: s.Key().String(), Own: true})
}
