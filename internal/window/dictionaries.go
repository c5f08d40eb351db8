package window

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Dictionaries are folders with spelling dictionaries that lie beside the
// program or that somebody put there:
// NAME.aff and NAME.dic in Hunspell's format, NAME being a language such as
// de or de_AT. Of two of one name the first folder's counts.
type Dictionaries []string

// Dictionary is one that was found.
type Dictionary struct {
	Name   string `json:"name"`
	Folder string `json:"folder"`
}

// Beside is where the dictionaries lie that came with a program at this path,
// which are under other licences than the program and no part of it: in the
// folder that it is in, or where a system's package puts them.
func Beside(program string) Dictionaries {
	folder := filepath.Dir(program)
	return Dictionaries{filepath.Join(folder, "dictionaries"), filepath.Join(folder, "..", "share", "stet", "dictionaries")}
}

// largestDictionary in bytes for each file: the largest known has 10 MB.
const largestDictionary = 32 << 20

// dictionaryName is the only form in which a dictionary can be asked for, so
// that no name leads out of its folder.
var dictionaryName = regexp.MustCompile(`^[a-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,3}$`)

// Found lists the dictionaries that are whole, by name.
func (d Dictionaries) Found() []Dictionary {
	found := []Dictionary{}
	for _, folder := range d {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue // a folder that is not there has none
		}
		for _, e := range entries {
			name, isDic := strings.CutSuffix(e.Name(), ".dic")
			known := slices.ContainsFunc(found, func(f Dictionary) bool { return f.Name == name })
			if isDic && !known && dictionaryName.MatchString(name) && usable(folder, name) {
				found = append(found, Dictionary{Name: name, Folder: folder})
			}
		}
	}
	slices.SortFunc(found, func(a, b Dictionary) int { return strings.Compare(a.Name, b.Name) })
	return found
}

func usable(folder, name string) bool {
	for _, ending := range []string{".aff", ".dic"} {
		info, err := os.Stat(filepath.Join(folder, name+ending))
		if err != nil || !info.Mode().IsRegular() || info.Size() > largestDictionary {
			return false
		}
	}
	return true
}

// Serve answers /dictionary/NAME.aff and /dictionary/NAME.dic with the bytes
// of the file, and leaves everything else to next.
func (d Dictionaries) Serve(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		file, asked := strings.CutPrefix(q.URL.Path, "/dictionary/")
		if !asked {
			next.ServeHTTP(w, q)
			return
		}
		name, ending := strings.TrimSuffix(file, filepath.Ext(file)), filepath.Ext(file)
		found := d.Found()
		at := slices.IndexFunc(found, func(f Dictionary) bool { return f.Name == name })
		if at < 0 || (ending != ".aff" && ending != ".dic") {
			http.Error(w, "no such dictionary", http.StatusNotFound)
			return
		}
		f, err := os.Open(filepath.Join(found[at].Folder, file))
		if err != nil {
			http.Error(w, "the dictionary cannot be read", http.StatusInternalServerError)
			return
		}
		defer f.Close()
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = io.Copy(w, io.LimitReader(f, largestDictionary))
	})
}
