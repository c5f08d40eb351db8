package window

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"
	"unicode/utf8"
)

// WebKitGTK shows the page nothing of a clipboard that holds a picture only,
// and nothing at all unless somebody pastes with the keys, so it is asked for
// by the tool that the desktop has for it, if it has one.
var clipboardTools = []struct {
	display             string // the variable that says the desktop is of this kind
	command             []string
	picture, html, text string // what the tool calls them; added to the command
}{
	{"WAYLAND_DISPLAY", []string{"wl-paste", "--no-newline", "--type"}, "image/png", "text/html", "text/plain;charset=utf-8"},
	{"DISPLAY", []string{"xclip", "-selection", "clipboard", "-out", "-target"}, "image/png", "text/html", "UTF8_STRING"},
}

// clipboardWait is how long another program may take to hand over what it has.
const clipboardWait = 5 * time.Second

// ClipboardPicture is the picture on the clipboard, at most limit bytes of
// PNG. Nil = there is none, it is larger, or this desktop has no tool to say so.
func ClipboardPicture(ctx context.Context, limit int64) []byte {
	ctx, cancel := context.WithTimeout(ctx, clipboardWait)
	defer cancel()
	for _, tool := range clipboardTools {
		if os.Getenv(tool.display) == "" {
			continue
		}
		if data, err := output(ctx, limit, append(tool.command, tool.picture)); err == nil && len(data) > 0 {
			return data
		}
	}
	return nil
}

// ClipboardCopy is the copy on the clipboard, at most limit bytes of each kind.
// Empty = there is none, it is larger or in no Unicode, or this desktop has no
// tool to say so.
func ClipboardCopy(ctx context.Context, limit int64) Copied {
	ctx, cancel := context.WithTimeout(ctx, clipboardWait)
	defer cancel()
	for _, tool := range clipboardTools {
		if os.Getenv(tool.display) == "" {
			continue
		}
		words := func(kind string) string {
			data, err := output(ctx, limit, append(tool.command, kind))
			if err != nil || !utf8.Valid(data) {
				return ""
			}
			return string(data)
		}
		if c := (Copied{HTML: words(tool.html), Text: words(tool.text)}); c != (Copied{}) {
			return c
		}
	}
	return Copied{}
}

var errOver = errors.New("more than the limit")

// output is what a command writes, in at most limit bytes.
func output(ctx context.Context, limit int64, command []string) ([]byte, error) {
	c := exec.CommandContext(ctx, command[0], command[1:]...)
	pipe, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(pipe, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = errOver
		_ = c.Process.Kill() // it would wait for ever to write the rest
	}
	return data, errors.Join(err, c.Wait())
}
