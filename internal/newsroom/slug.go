package newsroom

import (
	"fmt"
	"strings"

	"stet/internal/article"
)

// settleSlug lets the slug follow the main headline until the story has first
// gone out, unless somebody typed a slug of their own. From then on it stays; a
// slug that is typed all the same leaves the one before it as a redirect.
func (r *Room) settleSlug(before, after *article.Article, set map[string]string) error {
	if err := r.oldSlugsFree(after, set); err != nil {
		return err
	}
	frozen, err := r.slugFrozen(before)
	if err != nil {
		return err
	}
	if _, typed := set["slug"]; typed && after.Slug != "" {
		if err := r.slugFree(after); err != nil {
			return err
		}
		if slug := after.Slug; frozen {
			after.TakeSlug(slug, before.Slug)
		} else {
			after.TakeSlug(slug, "") // one that led here is the address again
		}
		return nil
	}
	if frozen {
		after.Slug = before.Slug
		return nil
	}
	if !follows(before) && after.Slug != "" {
		return nil
	}
	after.Slug, err = r.freeSlug(after.ID, article.Slugify(after.Headlines.Main))
	return err
}

// follows reports whether the slug is still the one made from the headline.
func follows(a *article.Article) bool {
	made := article.Slugify(a.Headlines.Main)
	return a.Slug == made || strings.HasPrefix(a.Slug, made+"-") && made != ""
}

// slugFrozen reports whether a story went out under its slug.
func (r *Room) slugFrozen(a *article.Article) (bool, error) {
	out, err := r.wentOut(a)
	return out && a.Slug != "", err
}

// freeSlug is the slug, numbered when another story has it.
func (r *Room) freeSlug(id article.ID, slug string) (string, error) {
	if slug == "" {
		return "", nil
	}
	const few = 10
	for n := 1; n < few; n++ {
		try, free, err := r.trySlug(id, slug, n)
		if err != nil || free {
			return try, err
		}
	}
	return r.farSlug(id, slug, few)
}

// trySlug is the slug with a number, 1 = without, and whether a story may have it.
func (r *Room) trySlug(id article.ID, slug string, n int) (try string, free bool, err error) {
	try = slug
	if n > 1 {
		try = fmt.Sprintf("%s-%d", slug, n)
	}
	owner, taken, err := r.db.FindSlug(try)
	return try, !taken || owner == id, err
}

// farSlug numbers a slug that many stories have, as those of a site that calls
// each "Results": it looks ever further ahead, then for the first free one.
func (r *Room) farSlug(id article.ID, slug string, from int) (string, error) {
	taken, free, step := from-1, 0, 1
	for free == 0 {
		_, ok, err := r.trySlug(id, slug, taken+step)
		if err != nil {
			return "", err
		}
		if ok {
			free = taken + step
		} else {
			taken, step = taken+step, step*2
		}
	}
	for free-taken > 1 {
		middle := taken + (free-taken)/2
		_, ok, err := r.trySlug(id, slug, middle)
		if err != nil {
			return "", err
		}
		if ok {
			free = middle
		} else {
			taken = middle
		}
	}
	return fmt.Sprintf("%s-%d", slug, free), nil
}

func (r *Room) slugFree(a *article.Article) error { return r.freeFor(a.ID, a.Slug) }

func (r *Room) freeFor(id article.ID, slug string) error {
	owner, taken, err := r.db.FindSlug(slug)
	if err != nil || !taken || owner == id {
		return err
	}
	return fmt.Errorf("%w: slug %q belongs to story %s", article.ErrValue, slug, owner)
}

// oldSlugsFree refuses redirects that are typed and lead to another story.
func (r *Room) oldSlugsFree(a *article.Article, set map[string]string) error {
	if _, typed := set["oldSlugs"]; !typed {
		return nil
	}
	for _, slug := range a.OldSlugs {
		if err := r.freeFor(a.ID, slug); err != nil {
			return err
		}
	}
	return nil
}

// keepAddress makes a whole revision that comes back, or copy of a story that
// went out, keep the addresses under which readers know the story.
func (r *Room) keepAddress(a, head *article.Article) error {
	frozen, err := r.slugFrozen(head)
	if err != nil || !frozen {
		return err
	}
	a.Slug, a.OldSlugs = head.Slug, head.OldSlugs
	return nil
}
