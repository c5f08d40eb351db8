package window

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"
)

// WebKitGTK shows the page nothing of a clipboard that holds a picture only,
// so it is asked for by the tool that the desktop has for it, if it has one.
var clipboardTools = []struct {
	display string // the variable that says the desktop is of this kind
	command []string
}{
	{"WAYLAND_DISPLAY", []string{"wl-paste", "--no-newline", "--type", "image/png"}},
	{"DISPLAY", []string{"xclip", "-selection", "clipboard", "-target", "image/png", "-out"}},
}

// clipboardWait is how long another program may take to hand its picture over.
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
		if data, err := output(ctx, limit, tool.command); err == nil && len(data) > 0 {
			return data
		}
	}
	return nil
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
