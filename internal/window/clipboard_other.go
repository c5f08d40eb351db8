//go:build !linux

package window

import "context"

// ClipboardPicture is nil: here the page is shown the pictures of the clipboard.
func ClipboardPicture(context.Context, int64) []byte { return nil }
