package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"stet/internal/article"
	"stet/internal/desk"
)

// kind says what a journal record tells. Numbers are for ever.
type kind byte

const (
	kindGap      kind = 1 // sequences up to a number are not here: see gapFact
	kindSave     kind = 2
	kindSections kind = 3
	kindLineup   kind = 4
	kindNoLineup kind = 5
	kindSettings kind = 6
	kindReceipts kind = 7
	kindIntake   kind = 8
	kindPicture  kind = 9
	kindName     kind = 10
	kindMoves    kind = 11

	kindTarget     kind = 12
	kindDeliveries kind = 13
)

// fact is one change of the newsroom. Facts hold no index keys: those are
// derived when a fact is applied, at its save or at a replay.
type fact interface {
	kind() kind
	// apply derives the fact's keys. Applying the facts of any suffix of the
	// journal again, in order, ends in the same keys and values.
	apply(b *batch) error
}

// saveFact is one revision of a story. Article has no Body and no Section;
// the body is the record's attachment, absent when BodyRev names an earlier
// revision that had the same one.
type saveFact struct {
	Article    article.Article  `json:"article"`
	Summary    article.Summary  `json:"summary"`
	Revision   article.Revision `json:"revision"`
	BodyRev    int64            `json:"bodyRev"`
	BodySHA256 string           `json:"bodySha256"`

	packed []byte // the packed body; nil = unchanged
	json   []byte // the fact's JSON, packed

	// Where packed is a delta: the sequence of its keyframe's fact, and what
	// packs the body again so that it stands alone.
	base  uint64
	alone func() ([]byte, error)
}

type sectionsFact struct {
	Sections []desk.Section `json:"sections"`
}

type lineupFact struct {
	Lineup desk.Lineup `json:"lineup"`
}

// noLineupFact takes a lineup away. Rev is the newest revision that it had, 0 in
// records of a Stet that kept no revisions of lineups.
type noLineupFact struct {
	ID  string    `json:"id"`
	Rev int64     `json:"rev,omitempty"`
	At  time.Time `json:"at,omitzero"`
	By  string    `json:"by,omitempty"`
}

// settingsFact holds the settings that changed; "" = taken away.
type settingsFact struct {
	Settings map[string]string `json:"settings"`
}

type receiptsFact struct {
	Receipts []article.ExportReceipt `json:"receipts"`
}

type intakeFact struct {
	ID      article.ID      `json:"id"`
	Rev     int64           `json:"rev"`
	Receipt article.Receipt `json:"receipt"`
}

type pictureFact struct {
	ID   string `json:"id"`
	Size int64  `json:"size"` // bytes
}

// gapFact stands in a journal that was made anew from Badger for facts that
// Badger no longer has, such as settings that were changed later, and keeps the
// numbers of moves free: see [movesFact]. The next record has sequence UpTo+1.
type gapFact struct {
	UpTo uint64 `json:"upTo"`
}

func (*saveFact) kind() kind     { return kindSave }
func (*sectionsFact) kind() kind { return kindSections }
func (*lineupFact) kind() kind   { return kindLineup }
func (*noLineupFact) kind() kind { return kindNoLineup }
func (*settingsFact) kind() kind { return kindSettings }
func (*receiptsFact) kind() kind { return kindReceipts }
func (*intakeFact) kind() kind   { return kindIntake }
func (*pictureFact) kind() kind  { return kindPicture }
func (*nameFact) kind() kind     { return kindName }
func (*gapFact) kind() kind      { return kindGap }

func newFact(k kind) (fact, error) {
	switch k {
	case kindGap:
		return &gapFact{}, nil
	case kindSave:
		return &saveFact{}, nil
	case kindSections:
		return &sectionsFact{}, nil
	case kindLineup:
		return &lineupFact{}, nil
	case kindNoLineup:
		return &noLineupFact{}, nil
	case kindSettings:
		return &settingsFact{}, nil
	case kindReceipts:
		return &receiptsFact{}, nil
	case kindIntake:
		return &intakeFact{}, nil
	case kindPicture:
		return &pictureFact{}, nil
	case kindName:
		return &nameFact{}, nil
	case kindMoves:
		return &movesFact{}, nil
	case kindTarget:
		return &targetFact{}, nil
	case kindDeliveries:
		return &deliveriesFact{}, nil
	}
	return nil, fmt.Errorf("journal record of kind %d: %w", k, ErrNewer)
}

// packJSONFrom is the size from which the JSON of a fact is compressed: lists
// of receipts, long intake receipts. That of a save is nearly always.
const packJSONFrom = 8 << 10

// recordOf writes a fact as a journal record.
func recordOf(seq uint64, f fact, p *packer) (record, error) {
	text, err := encodeJSON(f)
	if err != nil {
		return record{}, fmt.Errorf("write fact: %w", err)
	}
	if replaced(text) {
		return record{}, fmt.Errorf("%w: a text is not UTF-8", article.ErrValue)
	}
	r := record{seq: seq, kind: f.kind(), json: text}
	s, isSave := f.(*saveFact)
	switch {
	case isSave && len(text) >= packFrom && len(text) < packJSONFrom:
		r.json, r.flags = p.fact.EncodeAll(text, nil), flagSampleJSON
	case len(text) >= packJSONFrom:
		r.json, r.flags = p.enc.EncodeAll(text, nil), flagPackedJSON
	}
	if isSave {
		s.json, r.extra, r.base, r.alone = packedJSON(checksum(text), &r), s.packed, s.base, s.alone
	}
	return r, nil
}

// text is the JSON of a record, laid behind into where it is packed.
func (r *record) text(p *packer, into []byte) (text []byte, err error) {
	switch {
	case r.flags&flagSampleJSON != 0:
		text, err = p.unfact.DecodeAll(r.json, into)
	case r.flags&flagPackedJSON != 0:
		text, err = p.dec.DecodeAll(r.json, into)
	default:
		text = append(into, r.json...)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: unpack fact %d: %v", ErrDamaged, r.seq, err)
	}
	return text, nil
}

// factOf reads a record back.
func factOf(r *record, p *packer) (fact, error) {
	f, err := newFact(r.kind)
	if err != nil {
		return nil, err
	}
	text, err := r.text(p, nil)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, f); err != nil {
		return nil, fmt.Errorf("%w: read fact %d: %v", ErrDamaged, r.seq, err)
	}
	switch f := f.(type) {
	case *saveFact:
		f.json = packedJSON(checksum(text), r)
		if len(r.extra) > 0 {
			f.packed = r.extra
		}
	case *movesFact:
		if uint64(len(f.Moves)) > r.seq {
			return nil, fmt.Errorf("%w: read fact %d: it has %d moves", ErrDamaged, r.seq, len(f.Moves))
		}
	}
	return f, nil
}

// after is the sequence that must follow a record.
func after(r *record) (uint64, error) {
	if r.kind != kindGap {
		return r.seq + 1, nil
	}
	var g gapFact
	if err := json.Unmarshal(r.json, &g); err != nil || g.UpTo < r.seq {
		return 0, fmt.Errorf("%w: the gap at sequence %d makes no sense", ErrDamaged, r.seq)
	}
	return g.UpTo + 1, nil
}

// replaced reports whether the JSON encoder met bytes that are not UTF-8: it
// writes an escape for them, and in no other case, without a word. Storing
// that would change the text behind the caller's back.
func replaced(text []byte) bool {
	escape := []byte(`\ufffd`)
	for at := 0; ; at++ {
		next := bytes.Index(text[at:], escape)
		if next < 0 {
			return false
		}
		at += next
		before := at - len(bytes.TrimRight(text[:at], `\`))
		if before%2 == 0 { // the backslash is not itself escaped
			return true
		}
	}
}

// encodeJSON keeps <, > and & readable, without a line end.
func encodeJSON(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}
