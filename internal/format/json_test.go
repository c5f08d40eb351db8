package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"testing"
)

func TestJSON(t *testing.T) {
	type entry struct {
		A string `json:"a"`
		B []int  `json:"b,omitempty"`
	}
	type all struct {
		Text  string   `json:"text"`
		None  string   `json:"none,omitempty"`
		Zero  entry    `json:"zero,omitzero"`
		List  []entry  `json:"list"`
		Empty []entry  `json:"empty"`
		Gone  []entry  `json:"gone,omitempty"`
		Words []string `json:"words"`
		Point *entry   `json:"point,omitempty"`
	}
	v := all{Text: "<b>&\"\u2028\n", List: []entry{{"one", []int{1, 2}}, {"two", nil}}, Empty: []entry{}, Gone: []entry{}, Words: []string{"x", "y"}, Point: &entry{A: "p"}}
	const want = `{
  "text": "<b>&\"\u2028\n",
  "list": [
    {"a":"one","b":[1,2]},
    {"a":"two"}
  ],
  "empty": [],
  "words": ["x","y"],
  "point": {"a":"p"}
}
`
	var got bytes.Buffer
	if err := JSON(&got, &v); err != nil || got.String() != want {
		t.Errorf("%v\n%s", err, got.String())
	}
	var back all
	if err := json.Unmarshal(got.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	back.Gone = []entry{}
	if !reflect.DeepEqual(back, v) {
		t.Errorf("came back as %+v", back)
	}
	got.Reset()
	if err := JSON(&got, struct{}{}); err != nil || got.String() != "{\n}\n" {
		t.Errorf("%q %v", got.String(), err)
	}
	if err := JSON(&got, struct {
		F func() `json:"f"`
	}{}); err == nil {
		t.Error("what cannot be written passes")
	}
}

// A list that is written entry by entry reads as one that was there whole.
func TestJSONTo(t *testing.T) {
	type entry struct {
		Path string `json:"path"`
	}
	type list struct {
		Name  string  `json:"name"`
		Files []entry `json:"files"`
	}
	for _, files := range [][]entry{{}, {{"a"}}, {{"a"}, {"<b>"}, {"ü"}}} {
		var want, got bytes.Buffer
		if err := JSON(&want, &list{"bag", files}); err != nil {
			t.Fatal(err)
		}
		err := JSONTo(&got, &list{"bag", []entry{}}, func(yield func(entry, error) bool) {
			for _, f := range files {
				if !yield(f, nil) {
					return
				}
			}
		})
		if err != nil || got.String() != want.String() {
			t.Errorf("%v\n%s\nwant\n%s", err, got.String(), want.String())
		}
	}
	broken := errors.New("broken")
	err := JSONTo(io.Discard, &list{"bag", []entry{}}, func(yield func(entry, error) bool) { yield(entry{}, broken) })
	if !errors.Is(err, broken) {
		t.Errorf("an entry that cannot be had: %v", err)
	}
	none := func(func(entry, error) bool) {}
	if err := JSONTo(io.Discard, &list{"bag", []entry{{"a"}}}, none); err == nil {
		t.Error("a list that is not empty was written into")
	}
}
