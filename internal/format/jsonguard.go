package format

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// MaxJSON is how many bytes one JSON document may have.
const MaxJSON = 128 << 20

const (
	jsonDepth  = 64
	jsonValues = 5_000_000
)

// SoundJSON is a JSON document that anybody may have written, without its byte
// order mark, if all readers take it alike: UTF-8, one value, no key twice in
// one object (nor in two cases, which encoding/json takes for one), no number
// that a reader would round to infinity, no depth and size without end. It wraps
// ErrFormat.
func SoundJSON(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	switch {
	case len(data) > MaxJSON:
		return nil, fmt.Errorf("%w: more than %d MB", ErrFormat, MaxJSON>>20)
	case !utf8.Valid(data):
		return nil, fmt.Errorf("%w: it is not UTF-8", ErrFormat)
	}
	s := jsonSound{in: json.NewDecoder(bytes.NewReader(data))}
	s.in.UseNumber()
	err := s.value(0)
	if err == nil {
		if _, more := s.in.Token(); more != io.EOF {
			err = fmt.Errorf("more stands behind its end")
		}
	}
	if err != nil {
		line := 1 + bytes.Count(data[:min(int64(len(data)), s.in.InputOffset())], []byte("\n"))
		return nil, fmt.Errorf("%w: line %d: %v", ErrFormat, line, err)
	}
	return data, nil
}

type jsonSound struct {
	in     *json.Decoder
	values int
}

func (s *jsonSound) value(depth int) error {
	t, err := s.in.Token()
	if err == io.EOF {
		return fmt.Errorf("it ends too early")
	}
	if err != nil {
		return err
	}
	return s.token(t, depth)
}

func (s *jsonSound) token(t json.Token, depth int) error {
	if s.values++; s.values > jsonValues {
		return fmt.Errorf("it has more than %d values", jsonValues)
	}
	if depth > jsonDepth {
		return fmt.Errorf("values lie more than %d deep", jsonDepth)
	}
	switch t := t.(type) {
	case json.Number:
		if f, err := t.Float64(); err != nil || math.IsInf(f, 0) {
			return fmt.Errorf("%s is no number that can be read", t)
		}
	case json.Delim:
		if t == '{' {
			return s.object(depth)
		}
		return s.list(depth)
	}
	return nil
}

func (s *jsonSound) object(depth int) error {
	keys := map[string]bool{}
	for s.in.More() {
		t, err := s.in.Token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		if folded := strings.ToLower(key); keys[folded] {
			return fmt.Errorf("the key %q is there twice", key)
		} else {
			keys[folded] = true
		}
		if err := s.value(depth + 1); err != nil {
			return err
		}
	}
	_, err := s.in.Token()
	return err
}

func (s *jsonSound) list(depth int) error {
	for s.in.More() {
		if err := s.value(depth + 1); err != nil {
			return err
		}
	}
	_, err := s.in.Token()
	return err
}
