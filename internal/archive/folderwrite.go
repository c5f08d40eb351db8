package archive

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
)

// folderMedium writes files below root, a folder that nobody else knows yet:
// names have passed CheckName, so plain paths lead nowhere else.
type folderMedium struct {
	root string
	made sync.Map // folder -> nil, those that exist
}

func newFolderMedium(root string) *folderMedium {
	m := &folderMedium{root: root}
	m.made.Store(".", nil)
	return m
}

func (m *folderMedium) pack(item Item) (Packed, error) {
	if err := m.mkdir(path.Dir(item.Name)); err != nil {
		return Packed{}, err
	}
	return Packed{name: item.Name}, writeNew(m.at(item.Name), item.Data)
}

// mkdir makes a folder and those above it, but never root anew: when somebody
// takes that away, the writing fails instead of starting over elsewhere.
func (m *folderMedium) mkdir(folder string) error {
	if _, ok := m.made.Load(folder); ok {
		return nil
	}
	if err := m.mkdir(path.Dir(folder)); err != nil {
		return err
	}
	if err := os.Mkdir(m.at(folder), 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	m.made.Store(folder, nil)
	return nil
}

func (m *folderMedium) at(name string) string {
	return filepath.Join(m.root, filepath.FromSlash(name))
}

func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|noWait, 0o666)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func (m *folderMedium) stream(name string, write func(io.Writer) error) error {
	if err := m.mkdir(path.Dir(name)); err != nil {
		return err
	}
	f, err := os.OpenFile(m.at(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 1<<16)
	err = write(out)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func (m *folderMedium) add(Packed) error { return nil }
func (m *folderMedium) finish() error    { return nil }
