package window

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// A tool of the desktop's that answers with its own arguments.
func TestThePictureOfTheClipboard(t *testing.T) {
	bin := t.TempDir()
	tool := func(name, script string) {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", bin)
	t.Setenv("WAYLAND_DISPLAY", "")
	t.Setenv("DISPLAY", ":9")
	if got := ClipboardPicture(t.Context(), 99); got != nil {
		t.Errorf("without a tool: %q", got)
	}
	tool("xclip", `echo -n "x $5"`)
	tool("wl-paste", `echo -n "wl $3"`)
	for _, c := range []struct{ wayland, want string }{{"", "x image/png"}, {"wayland-0", "wl image/png"}} {
		t.Setenv("WAYLAND_DISPLAY", c.wayland)
		if got := string(ClipboardPicture(t.Context(), 99)); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	t.Setenv("WAYLAND_DISPLAY", "")
	if got, want := ClipboardCopy(t.Context(), 99), (Copied{"x text/html", "x UTF8_STRING"}); got != want {
		t.Errorf("copied %+v, want %+v", got, want)
	}
	tool("xclip", `[ $5 = text/html ] && printf '\377\376' || echo -n "x $5"`)
	if got, want := ClipboardCopy(t.Context(), 99), (Copied{"", "x UTF8_STRING"}); got != want {
		t.Errorf("in no Unicode: %+v, want %+v", got, want)
	}
	t.Setenv("WAYLAND_DISPLAY", "wayland-0")
	tool("xclip", `echo -n "x $5"`)
	tool("wl-paste", "echo no such type >&2; exit 1")
	if got := string(ClipboardPicture(t.Context(), 99)); got != "x image/png" {
		t.Errorf("where the first tool has nothing, the second is asked: %q", got)
	}
	if _, err := output(t.Context(), 1, []string{filepath.Join(bin, "xclip")}); !errors.Is(err, errOver) {
		t.Errorf("more than was asked for: %v", err)
	}
}
