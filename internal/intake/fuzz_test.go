package intake_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"stet/internal/intake"
)

var textSeeds = []string{
	"World\n\nCouncil votes to save the river bridge\n\nPublished\n\non\n\nThe council voted on Monday to keep the old bridge open for another year.\n\nTrending",
	"- Так\n- Ні\n1. one\n2. two\n\n---\n***\n# hash\n> quote\n    indented",
	"[x](y) `code` ~~gone~~ f***ing *a* _b_ &amp; <b> \\* a\\",
	"EMBARGOED UNTIL 00:01 GMT, 3 December 2026\nBy Jane Doe\nKYIV, Dec 3 (Agency) — The river rose.\nENDS\nTel: +44 20 7946 0000",
	"Share\nTweet\n\u2028\u2029\x00\x1b[2J\uFEFF\u0085x\uFFFE",
	"one line that is wrapped at a width that mail systems like to use, and\nthat goes on and on for quite a while, so that it can be told from the\nothers, and ends here.",
}

func FuzzText(f *testing.F) {
	for _, seed := range textSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, copied string) {
		res, err := intake.Read(intake.Text, []byte(copied), intake.Options{})
		if err != nil {
			checkRefusal(t, err)
			return
		}
		if utf8.ValidString(copied) && !utf16Like(copied) {
			checkLaw(t, asCopy(copied), res)
		}
	})
}

// utf16Like holds for text that decoding may take for another encoding.
func utf16Like(text string) bool { return strings.Contains(text, "\x00") }

func checkRefusal(t *testing.T, err error) {
	t.Helper()
	for _, known := range []error{intake.ErrEmpty, intake.ErrTooLarge, intake.ErrKind, intake.ErrEncoding, intake.ErrFrontMatter} {
		if errors.Is(err, known) {
			return
		}
	}
	t.Errorf("an error nobody has words for: %v", err)
}

// FuzzPaste: what is pasted into a body is all there, and nothing is furniture.
func FuzzPaste(f *testing.F) {
	for _, seed := range textSeeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, copied string) {
		body, receipt, err := intake.Body(intake.Text, []byte(copied), intake.Options{})
		if err != nil {
			checkRefusal(t, err)
			return
		}
		if len(receipt.Dropped)+len(receipt.Moved) > 0 {
			t.Errorf("a paste lost words: %v", receipt)
		}
		if utf8.ValidString(copied) && !utf16Like(copied) {
			got := counts(words(unmark(body)), noteWords(gone(receipt.Changed)))
			if want := counts(words(asCopy(copied))); difference(want, got) != "" {
				t.Errorf("words do not add up: %s", difference(want, got))
			}
		}
	})
}
