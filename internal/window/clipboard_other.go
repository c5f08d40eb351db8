//go:build !linux

package window

import "context"

// ClipboardPicture is nil: here the page is shown the pictures of the clipboard.
func ClipboardPicture(context.Context, int64) []byte { return nil }

// ClipboardCopy is empty: here the page may read the clipboard when somebody
// says so.
func ClipboardCopy(context.Context, int64) Copied { return Copied{} }
