// Exportalone is the yardstick of the export: goldmark alone on the bodies of
// a package, and the same files written with one sync of the file system at
// the end. The package is read first, outside the time that is printed.
//
// usage: exportalone PACKAGE OUT    prints seconds for goldmark and for the files
package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: exportalone PACKAGE OUT")
	}
	files, err := read(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	start := time.Now()
	if err := convert(files); err != nil {
		log.Fatal(err)
	}
	converted := time.Since(start)
	if err := write(os.Args[2], files); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("goldmark %.3f files %.3f\n", converted.Seconds(), (time.Since(start) - converted).Seconds())
}

type file struct {
	path string // below the package
	data []byte
}

func read(root string) (files []file, err error) {
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, path)
		files = append(files, file{below, data})
		return err
	})
	return files, err
}

// convert renders the body of every article.md, its front matter cut off.
func convert(files []file) error {
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote))
	for _, f := range files {
		if filepath.Base(f.path) != "article.md" {
			continue
		}
		_, body, _ := bytes.Cut(f.data, []byte("\n---\n"))
		var out bytes.Buffer
		if err := md.Convert(body, &out); err != nil {
			return err
		}
	}
	return nil
}

func write(root string, files []file) error {
	for _, f := range files {
		path := filepath.Join(root, f.path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.data, 0o644); err != nil {
			return err
		}
	}
	return exec.Command("sync", "-f", root).Run()
}
