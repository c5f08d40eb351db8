package newsroom

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"stet/internal/article"
	"stet/internal/intake"
	"stet/internal/picture"
)

// Paste is what the clipboard holds: rich text where there is any, and plain.
type Paste struct {
	HTML string `json:"html"`
	Text string `json:"text"`
	// FirstNote is the number that the first footnote gets in a body that has
	// some; 0 = 1.
	FirstNote int `json:"firstNote"`
}

// read hands the clipboard to do: the rich text, which keeps links and
// emphasis, else the plain, which some programs put beside an empty page.
func (p Paste) read(do func(intake.Kind, []byte) error) error {
	if strings.TrimSpace(p.HTML) != "" {
		if err := do(intake.HTML, []byte(p.HTML)); !errors.Is(err, intake.ErrEmpty) || p.Text == "" {
			return err
		}
	}
	return do(intake.Text, []byte(p.Text))
}

// BodyPaste is clipboard copy as it goes into a body.
type BodyPaste struct {
	Markdown string          `json:"markdown"`
	Receipt  article.Receipt `json:"receipt"`
	Pictures []TakenPicture  `json:"pictures"` // that came within it; no story has them yet
}

// PasteBody turns the clipboard into body copy: nothing of it becomes
// furniture, and the receipt names what changed.
func (r *Room) PasteBody(p Paste) (BodyPaste, error) {
	options, err := r.intakeOptions()
	if err != nil {
		return BodyPaste{}, err
	}
	options.FirstNote = p.FirstNote
	var in BodyPaste
	err = p.read(func(kind intake.Kind, data []byte) (err error) {
		if err = roomFor(data); err != nil {
			return err
		}
		read, err := intake.Body(kind, data, options)
		if err != nil {
			return err
		}
		if in.Pictures, err = r.takeInline(&read); err != nil {
			return err
		}
		_, err = r.db.PutPictures(slices.Collect(maps.Values(read.Pictures)))
		in.Markdown, in.Receipt = read.Article.Body, read.Receipt
		return err
	})
	tidyReceipt(&in.Receipt)
	return in, err
}

// takeInline looks at the pictures that came within copy as at any others; they
// are not kept yet. One that Stet does not use is left out of the copy, and the
// receipt says why.
func (r *Room) takeInline(read *intake.Result) ([]TakenPicture, error) {
	taken := []TakenPicture{}
	known := []article.Picture(nil)
	for _, p := range slices.Clone(read.Article.Pictures) {
		if read.Pictures[p.ID] == nil { // the copy names it; its bytes may be here
			known = append(known, p)
			continue
		}
		t, err := r.lookAt(context.Background(), "", read.Pictures[p.ID])
		if errors.Is(err, picture.ErrKind) || errors.Is(err, picture.ErrLarge) || errors.Is(err, picture.ErrBroken) {
			read.Refuse(p.ID, "A picture was left out: "+err.Error()+".")
			continue
		}
		if err != nil {
			return nil, err
		}
		t.Picture = saidOf(t.Picture, &p)
		taken, known = append(taken, t), append(known, t.Picture)
	}
	read.Article.Pictures = known
	return taken, nil
}

// saidOf is a picture with what its copy says of it, which wins over what the
// file says.
func saidOf(t article.Picture, p *article.Picture) article.Picture {
	t.ID = p.ID
	t.Alt, t.Caption, t.Credit = cmp.Or(p.Alt, t.Alt), cmp.Or(p.Caption, t.Caption), cmp.Or(p.Credit, t.Credit)
	t.Rights, t.Source, t.Shape = cmp.Or(p.Rights, t.Rights), cmp.Or(p.Source, t.Source), cmp.Or(p.Shape, t.Shape)
	if p.FocusX > 0 || p.FocusY > 0 {
		t.FocusX, t.FocusY = p.FocusX, p.FocusY
	}
	return t
}
