package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/term"

	"stet/internal/newsroom"
	"stet/internal/secret"
)

// passphraseFile names a file with the passphrase.
const passphraseFile = "STET_PASSPHRASE_FILE"

// Secrets is where this machine keeps Stet's: in the system's keyring, else in
// a file beside the newsrooms that a passphrase locks. STET_KEYRING=off leaves
// the keyring alone; STET_PASSPHRASE_FILE names a file with the passphrase, for
// runs that nobody sits at. ask may be nil.
func Secrets(getenv func(string) string, ask func(new bool) (string, error)) (*secret.Safe, error) {
	return secretsAt(getenv, ask, 0)
}

func secretsAt(getenv func(string) string, ask func(new bool) (string, error), work int) (*secret.Safe, error) {
	base, err := dataFolder(getenv)
	if err != nil {
		return nil, fmt.Errorf("find the data folder: %w", err)
	}
	o := secret.Options{Service: "Stet", File: filepath.Join(base, "secrets.age"), Ask: ask, Work: work}
	if getenv("STET_KEYRING") == "off" {
		o.Service = ""
	}
	if path := getenv(passphraseFile); path != "" {
		o.Ask, o.From = func(bool) (string, error) { return secret.PassphraseIn(path) }, path
	}
	return secret.Open(o), nil
}

// Keys are the public keys that this machine knows, beside the newsrooms.
func Keys(getenv func(string) string) (newsroom.KeyBook, error) {
	base, err := dataFolder(getenv)
	if err != nil {
		return newsroom.KeyBook{}, fmt.Errorf("find the data folder: %w", err)
	}
	return newsroom.KeyBook{Path: filepath.Join(base, "keys.json")}, nil
}

// secrets are this machine's, for this run.
func (c *call) secrets() (*secret.Safe, error) {
	if c.safe != nil {
		return c.safe, nil
	}
	getenv := c.Getenv
	var ask func(bool) (string, error)
	switch {
	case c.passphraseFile == "-":
		piped, err := firstLine(c.In) // now: what else is piped in stands behind it
		if err != nil {
			return nil, err
		}
		ask, getenv = func(bool) (string, error) { return secret.PassphraseOf("-", piped) }, c.instead("")
	case c.passphraseFile != "":
		getenv = c.instead(c.passphraseFile)
	case c.terminal() != nil:
		ask = c.passphrase
	}
	safe, err := secretsAt(getenv, ask, c.Work)
	c.safe = safe
	return safe, err
}

// instead is the environment with another file of the passphrase.
func (c *call) instead(path string) func(string) string {
	return func(name string) string {
		if name == passphraseFile {
			return path
		}
		return c.Getenv(name)
	}
}

// passphrase asks for the one of the file of secrets; a new one twice, since
// nobody sees what is typed. Nothing typed is nothing chosen, for all of the run.
func (c *call) passphrase(new bool) (string, error) {
	if c.declined {
		return "", nil
	}
	prompt := "Passphrase of Stet's secrets: "
	if new {
		fmt.Fprintln(c.Err, "This machine has no keyring: a passphrase locks what Stet keeps secret here.")
		prompt = "A new passphrase (empty = keep nothing): "
	}
	first, err := c.askSecret(prompt)
	c.declined = err == nil && first == ""
	if err != nil || first == "" || !new {
		return first, err
	}
	return first, c.onceMore(first)
}

// onceMore has what nobody saw typed again.
func (c *call) onceMore(first string) error {
	again, err := c.askSecret("Once more: ")
	if err == nil && again != first {
		err = fmt.Errorf("%w: the two are not the same", secret.ErrNowhere)
	}
	return err
}

// askSecret asks for a line that is not shown: at a terminal, else the first
// line of what is piped in, so that it never stands among the arguments.
func (c *call) askSecret(prompt string) (string, error) {
	at := c.terminal()
	if at == nil {
		return firstLine(c.In)
	}
	fmt.Fprint(c.Err, prompt)
	typed, err := term.ReadPassword(int(at.Fd()))
	fmt.Fprintln(c.Err)
	if err != nil {
		return "", fmt.Errorf("read from the terminal: %w", err)
	}
	return string(typed), nil
}

// terminal is the one that somebody sits at; nil = nobody does.
func (c *call) terminal() *os.File {
	if file, ok := c.In.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return file
	}
	return nil
}

// firstLine reads no further than the line's end: more may follow.
func firstLine(from io.Reader) (string, error) {
	var line []byte
	for one := make([]byte, 1); ; {
		n, err := from.Read(one)
		if n == 1 && one[0] != '\n' {
			line = append(line, one[0])
		}
		if err == io.EOF || n == 1 && one[0] == '\n' {
			break
		}
		if err != nil {
			return "", fmt.Errorf("read from standard input: %w", err)
		}
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return string(line), nil
}
