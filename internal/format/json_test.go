package format

import (
	"encoding/json"
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
	got, err := JSON(&v)
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, got)
	}
	var back all
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatal(err)
	}
	back.Gone = []entry{}
	if !reflect.DeepEqual(back, v) {
		t.Errorf("came back as %+v", back)
	}
	if got, err := JSON(struct{}{}); err != nil || string(got) != "{\n}\n" {
		t.Errorf("%q %v", got, err)
	}
	if _, err := JSON(struct {
		F func() `json:"f"`
	}{}); err == nil {
		t.Error("what cannot be written passes")
	}
}
