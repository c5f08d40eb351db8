package bundle

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"stet/internal/archive"
	"stet/internal/article"
	"stet/internal/desk"
	"stet/internal/markup"
	"stet/internal/page"
	"stet/internal/picture"
)

// Story is one story as it is handed in. Picture gives a picture's bytes by
// its id; nil = there are none. Words gives the body and what it reads as when
// the story's turn comes, so that not all lie in memory at once; nil = they are
// in Article and Doc. Both are called from several goroutines.
type Story struct {
	Article  article.Article
	Doc      markup.Doc
	Words    func(context.Context) (string, markup.Doc, error)
	Section  desk.Section // zero = none
	Trending []page.Link
	Picture  func(id string) ([]byte, error)
	// EmbargoOver: a clock that can be right says that its embargo has ended.
	// Without it a story that has one is in no file that readers get at once.
	EmbargoOver bool
	Passed      []article.Passed // stops that a named editor let it go past
	Earlier     *Earlier         // what left of it before; nil = nothing did
}

// Request asks for a bundle. Program is who made it, as in "stet 0.1.0".
// Darkroom is the program's; nil = one for this bundle.
type Request struct {
	Stories  []Story
	House    article.House
	Profile  Profile // zero = the first of Profiles
	Program  string
	Darkroom *picture.Darkroom
	Front    *Front  // nil = none goes along
	Signer   *Signer // nil = it goes out unsigned
	Passing  bool    // it goes on at once and is thrown away: the disk need not have it

	// Wrote is told each story whose files are written, Sealing that all are;
	// nil = nobody listens.
	Wrote   func(headline string)
	Sealing func()
}

// Result is a bundle that was written.
type Result struct {
	Path       string   `json:"path"`
	Digest     string   `json:"digest"` // SHA-256 of tagmanifest-sha256.txt, lower-case hex
	Stories    int      `json:"stories"`
	Formats    []string `json:"formats"`
	NotCarried []Loss   `json:"notCarried"`
	Front      string   `json:"front,omitempty"` // where the front's page lies in it
	Key        string   `json:"key,omitempty"`   // the number of the key that signed it; "" = unsigned
}

// Loss is something of a story that one format could not carry.
type Loss struct {
	ID     article.ID `json:"id"`
	Format string     `json:"format"`
	Field  string     `json:"field"` // as in article.Fields
	Why    string     `json:"why"`
}

// Errors of writing. What is wrong with the place to write to wraps ErrTarget.
var (
	ErrTarget  = archive.ErrTarget
	ErrProfile = errors.New("no such profile")
	ErrEmpty   = errors.New("no story to put into a bundle")
	ErrTwice   = errors.New("one story in two revisions")
)

// Write makes a bundle at out: a zip where the name ends in .zip, else a
// folder. It is written beside its place and renamed into it, after one sync
// of the file system; on an error, or when ctx ends, nothing is left behind
// and what stood at out still stands. An empty folder or an earlier bundle at
// out is replaced; anything else wraps ErrTarget.
//
// The order of the stories makes no difference, and a story that is named
// twice in one revision comes once.
func Write(ctx context.Context, r Request, out string) (Result, error) {
	profile := r.Profile
	if profile.Name == "" {
		profile = Profiles[0]
	}
	stories, err := settle(r)
	if err != nil {
		return Result{}, err
	}
	m, err := newMaker(&r, profile, stories)
	if err != nil {
		return Result{}, err
	}
	w, err := archive.Create(out, mayReplace)
	if err != nil {
		return Result{}, fmt.Errorf("write bundle: %w", err)
	}
	defer w.Abort()
	if r.Passing {
		w.InPassing()
	}
	if err := mayPutSignature(SignaturePath(w.Path())); err != nil {
		return Result{}, fmt.Errorf("write bundle: %w", err)
	}
	b := newBag(w, r.Program)
	defer b.files.close()
	shown := map[article.ID]frontStory{}
	err = inOrder(ctx, len(stories), func(i int) int { return weigh(&stories[i].Article) },
		func(i int) (made, error) { return m.make(ctx, b, stories[i]) },
		func(i int, s made) error {
			if r.Front != nil {
				shown[s.story.ID] = s.front
			}
			if err := m.take(b, s); err != nil {
				return err
			}
			if r.Wrote != nil {
				r.Wrote(s.story.Headline)
			}
			return nil
		})
	if err == nil && r.Sealing != nil {
		r.Sealing()
	}
	if err == nil {
		err = m.end(b)
	}
	if err == nil && r.Front != nil {
		err = m.front(b, r.Front, shown)
	}
	if err == nil {
		err = b.seal(profile, r.House, stories, r.Front)
	}
	if err == nil {
		err = ctx.Err()
	}
	var signature []byte
	if err == nil && r.Signer != nil {
		signature, err = r.Signer.sign(b.signed, b.digest)
	}
	if err == nil {
		err = w.Commit()
	}
	if err == nil {
		err = putSignature(SignaturePath(w.Path()), signature)
	}
	if err != nil {
		return Result{}, fmt.Errorf("write bundle: %w", err)
	}
	return Result{
		Path: w.Path(), Digest: b.digest, Stories: len(stories), Key: r.Signer.number(),
		Formats: slices.Clone(profile.Formats), NotCarried: b.losses, Front: r.frontPath(),
	}, nil
}
