package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strings"
)

// JSON writes a struct as an object with one member to a line, and the
// entries of its lists one to a line below: a person can read it and a diff
// shows what changed. Indenting deeper would cost more time than all the rest
// of writing a bundle's JSON. Tags mean what they do to encoding/json. On an
// error a part of it is written.
func JSON(out *bytes.Buffer, v any) error {
	out.Grow(usual)
	if err := newLiner(out).object(reflect.Indirect(reflect.ValueOf(v))); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// JSONTo writes what [JSON] makes of v, whose last member is an empty list,
// with entries in that list: for those that are too many to hold at once.
func JSONTo[T any](out io.Writer, v any, entries iter.Seq2[T, error]) error {
	const empty, end = "[]\n}\n", "\n  ]\n}\n"
	var text bytes.Buffer
	if err := JSON(&text, v); err != nil {
		return err
	}
	if !bytes.HasSuffix(text.Bytes(), []byte(empty)) {
		return errors.New("write json: the last member is no empty list")
	}
	text.Truncate(text.Len() - len(empty))
	w := newLiner(&text)
	before, after := "[\n    ", empty
	for entry, err := range entries {
		if err != nil {
			return err
		}
		w.out.WriteString(before)
		if err := w.value(reflect.ValueOf(entry)); err != nil {
			return fmt.Errorf("write json: %w", err)
		}
		if _, err := w.out.WriteTo(out); err != nil {
			return err
		}
		before, after = ",\n    ", end
	}
	w.out.WriteString(after)
	_, err := w.out.WriteTo(out)
	return err
}

// usual is how many bytes a story takes in most formats: room for them at once
// is made faster than in ten steps.
const usual = 20 << 10

type liner struct {
	out *bytes.Buffer
	enc *json.Encoder
}

func newLiner(out *bytes.Buffer) *liner {
	w := &liner{out, json.NewEncoder(out)}
	w.enc.SetEscapeHTML(false)
	return w
}

func (w *liner) object(v reflect.Value) error {
	w.out.WriteByte('{')
	before, of := "\n", v.Type()
	for i := range v.NumField() {
		name, options, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		field := v.Field(i)
		if options == "omitempty" && isEmpty(field) || options == "omitzero" && field.IsZero() {
			continue
		}
		w.out.WriteString(before + `  "` + name + `": `)
		before = ",\n"
		if err := w.member(field); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	w.out.WriteString("\n}\n")
	return nil
}

func isEmpty(v reflect.Value) bool {
	return v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0
}

func (w *liner) member(v reflect.Value) error {
	if v.Kind() != reflect.Slice || v.Len() == 0 || v.Type().Elem().Kind() != reflect.Struct {
		return w.value(v)
	}
	before := "[\n    "
	for i := range v.Len() {
		w.out.WriteString(before)
		before = ",\n    "
		if err := w.value(v.Index(i).Addr()); err != nil { // else each entry would be copied
			return err
		}
	}
	w.out.WriteString("\n  ]")
	return nil
}

// value writes one line; the encoder ends each with a line end of its own.
func (w *liner) value(v reflect.Value) error {
	if err := w.enc.Encode(v.Interface()); err != nil {
		return err
	}
	w.out.Truncate(w.out.Len() - 1)
	return nil
}
