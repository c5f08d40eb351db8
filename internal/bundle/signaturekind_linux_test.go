package bundle

import (
	"os"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// What lies in a signature's place and is no file is not waited for, nor read.
func TestASignatureIsAFile(t *testing.T) {
	for what, put := range map[string]func(string) error{
		"pipe":   func(path string) error { return unix.Mkfifo(path, 0o600) },
		"folder": func(path string) error { return os.Mkdir(path, 0o700) },
		"device": func(path string) error { return os.Symlink("/dev/zero", path) },
	} {
		t.Run(what, func(t *testing.T) {
			path := signed(t, "a.zip", aSigner(t))
			if err := os.Remove(SignaturePath(path)); err != nil {
				t.Fatal(err)
			}
			if err := put(SignaturePath(path)); err != nil {
				t.Fatal(err)
			}
			done := make(chan Report, 1)
			go func() { report, _ := Verify(path); done <- report }()
			select {
			case report := <-done:
				if report.OK || report.Signature != Bad || len(report.Problems) != 1 || report.Problems[0].Path != "a.zip.minisig" {
					t.Errorf("%+v", report)
				}
			case <-time.After(10 * time.Second):
				t.Fatal("it waits")
			}
			if err := Sign(path, aSigner(t)); err == nil {
				t.Error("written over")
			}
		})
	}
}
