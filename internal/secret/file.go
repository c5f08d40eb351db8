package secret

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"filippo.io/age"
)

// file is a JSON object of secrets, encrypted with a passphrase as age does it:
// age -d opens it too.
type file struct {
	path string
	ask  func(new bool) (string, error)
	from string // the file that ask reads, "" = it asks somebody
	work int    // log2 of what scrypt costs; 0 = age's own

	mu         sync.Mutex
	passphrase string
	secrets    map[string]string
	read       []byte // the file as it was when secrets were read
}

func newFile(path string, ask func(bool) (string, error)) *file { return &file{path: path, ask: ask} }

func (f *file) exists() bool {
	if f.path == "" {
		return false
	}
	_, err := os.Stat(f.path)
	return err == nil
}

func (f *file) state() State {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.passphrase != "":
		return InFile
	case f.exists():
		return Locked
	}
	return Nowhere
}

func (f *file) get(name string) (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.open(); err != nil {
		return "", err
	}
	value, ok := f.secrets[name]
	if !ok {
		return "", ErrNone
	}
	return value, nil
}

func (f *file) set(name, value string) error {
	return f.change(func() { f.secrets[name] = value })
}

func (f *file) delete(name string) error {
	return f.change(func() { delete(f.secrets, name) })
}

func (f *file) change(do func()) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.open(); err != nil {
		return err
	}
	do()
	return f.write()
}

func (f *file) unlock(passphrase string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.path == "" || passphrase == "" {
		return ErrNowhere
	}
	data, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		f.passphrase, f.secrets = passphrase, map[string]string{}
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w: %v", ErrFile, err)
	}
	return f.take(data, passphrase)
}

// open has the secrets in memory as they stand in the file; another Stet may
// have written it meanwhile.
func (f *file) open() error {
	if f.path == "" {
		return ErrNowhere
	}
	data, err := os.ReadFile(f.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %v", ErrFile, err)
	}
	if f.passphrase == "" {
		if err := f.askFor(data == nil); err != nil || data == nil {
			return err
		}
	}
	if data == nil || bytes.Equal(data, f.read) {
		return nil
	}
	return f.take(data, f.passphrase)
}

// askFor asks for the passphrase. It counts once it has opened the file, or
// where there is none to open.
func (f *file) askFor(new bool) error {
	if f.ask == nil {
		return ErrNowhere
	}
	passphrase, err := f.ask(new)
	if errors.Is(err, ErrPassphraseFile) {
		return err
	}
	if err != nil {
		return fmt.Errorf("ask for the passphrase: %w", err)
	}
	if passphrase == "" {
		return ErrNowhere
	}
	if !new {
		data, err := os.ReadFile(f.path)
		if err != nil {
			return fmt.Errorf("%w: %v", ErrFile, err)
		}
		err = f.take(data, passphrase)
		if f.from != "" && errors.Is(err, ErrPassphrase) {
			return unusable(f.from, "it does not open Stet's secrets")
		}
		return err
	}
	f.passphrase, f.secrets = passphrase, map[string]string{}
	return nil
}

// take decrypts the file's bytes.
func (f *file) take(data []byte, passphrase string) error {
	key, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return fmt.Errorf("%w: %v", ErrPassphrase, err)
	}
	plain, err := age.Decrypt(bytes.NewReader(data), key)
	if wrong := new(age.NoIdentityMatchError); errors.As(err, &wrong) {
		return ErrPassphrase
	}
	if err != nil {
		return fmt.Errorf("%w: %s: %v", ErrFile, f.path, err)
	}
	text, err := io.ReadAll(plain)
	secrets := map[string]string{}
	if err == nil {
		err = json.Unmarshal(text, &secrets)
	}
	if err != nil {
		return fmt.Errorf("%w: %s is damaged", ErrFile, f.path) // not what is in it
	}
	f.passphrase, f.secrets, f.read = passphrase, secrets, data
	return nil
}

// write puts the secrets beside the file and then in its place.
func (f *file) write() error {
	data, err := f.encrypt()
	if err == nil {
		err = os.MkdirAll(filepath.Dir(f.path), 0o700)
	}
	if err == nil {
		err = replaceFile(f.path, data)
	}
	if err != nil {
		return fmt.Errorf("write the file of secrets: %w", err)
	}
	f.read = data
	return nil
}

func (f *file) encrypt() ([]byte, error) {
	text, err := json.Marshal(f.secrets)
	if err != nil {
		return nil, err
	}
	lock, err := age.NewScryptRecipient(f.passphrase)
	if err != nil {
		return nil, err
	}
	if f.work > 0 {
		lock.SetWorkFactor(f.work)
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, lock)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// replaceFile never leaves half a file.
func replaceFile(path string, data []byte) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".secrets-*") // nobody else may read it
	if err != nil {
		return err
	}
	_, err = temporary.Write(data)
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if err == nil {
		err = os.Rename(temporary.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temporary.Name()))
	}
	return nil
}

// PassphraseIn reads a passphrase from a file that nobody else may read, for
// runs that nobody sits at.
func PassphraseIn(path string) (string, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", unusable(path, "it is not there")
	case err != nil:
		return "", unusable(path, err.Error())
	case info.IsDir():
		return "", unusable(path, "it is a folder")
	case runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0:
		return "", unusable(path, "others may read it")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", unusable(path, err.Error())
	}
	return PassphraseOf(path, string(data))
}

// PassphraseOf is the passphrase in what stands in a file, or was piped in.
func PassphraseOf(path, text string) (string, error) {
	passphrase := strings.TrimRight(text, "\r\n")
	if passphrase == "" {
		return "", unusable(path, "it is empty")
	}
	return passphrase, nil
}

func unusable(path, why string) error {
	return fmt.Errorf("%w: %s: %s", ErrPassphraseFile, path, why)
}
