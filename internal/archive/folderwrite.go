package archive

import (
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

func newFolderMedium(root string) *folderMedium { return &folderMedium{root: root} }

func (m *folderMedium) pack(item Item) (Packed, error) {
	folder := path.Dir(item.Name)
	if _, ok := m.made.Load(folder); !ok {
		if err := os.MkdirAll(filepath.Join(m.root, filepath.FromSlash(folder)), 0o777); err != nil {
			return Packed{}, err
		}
		m.made.Store(folder, nil)
	}
	return Packed{item: Item{Name: item.Name}}, writeNew(filepath.Join(m.root, filepath.FromSlash(item.Name)), item.Data)
}

func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func (m *folderMedium) add(Packed) error { return nil }
func (m *folderMedium) finish() error    { return nil }
