package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestParseNinjs(t *testing.T) {
	n, err := ParseNinjs([]byte("\ufeff" + `{"uri":"urn:uuid:1","version":"2","headlines":[{"value":"H"}],"unknown":{"a":[1]},
		"associations":[{"name":"p","uri":"urn:uuid:2","type":"picture","renditions":[{"name":"o","poi":{"x":1,"y":2}}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	want := Ninjs{URI: "urn:uuid:1", Version: "2", Headlines: []Text{{Value: "H"}},
		Associations: []NinjsAssociate{{Name: "p", Ninjs: Ninjs{URI: "urn:uuid:2", Type: "picture",
			Renditions: []Rendition{{Name: "o", POI: &Point{1, 2}}}}}}}
	if !reflect.DeepEqual(n, want) {
		t.Errorf("%+v, want %+v", n, want)
	}
	for _, wrong := range []string{"", "{}", "[]", "null", `{"uri":""}`, `{"uri":7}`, `{"uri":"urn:uuid:1"`, `{"uri":"urn:uuid:1"} more`, "<nitf/>"} {
		if _, err := ParseNinjs([]byte(wrong)); !errors.Is(err, ErrFormat) {
			t.Errorf("%q: %v, want ErrFormat", wrong, err)
		}
	}
}

// The examples of the standard itself are read, and what we write of them says
// the same as far as we read it.
func TestOfficialExamples(t *testing.T) {
	const beside = "../../../shared"
	if _, err := os.Stat(beside); err != nil {
		t.Skip("skipped: ../shared is not beside this clone")
	}
	examples, err := filepath.Glob(beside + "/schemas/ninjs/examples/documentation/includes/examples/3.1/*.json")
	if err != nil || len(examples) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, path := range examples {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		n, err := ParseNinjs(data)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
			continue
		}
		checkRoundTrip(t, n)
	}
}

func checkRoundTrip(t *testing.T, n Ninjs) {
	t.Helper()
	var data bytes.Buffer
	if err := WriteNinjs(&data, &n); err != nil {
		t.Fatal(err)
	}
	again, err := ParseNinjs(data.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	one, two := mustJSON(t, n), mustJSON(t, again)
	if one != two {
		t.Errorf("came back as %s, was %s", two, one)
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func FuzzParseNinjs(f *testing.F) {
	f.Add([]byte(`{"uri":"urn:uuid:1","headlines":[{"role":"main","value":"<b>\u2028</b>"}],"urgency":3}`))
	f.Add([]byte(`{"URI":"x","uri":"y","bodies":[null,{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := ParseNinjs(data)
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Error(err)
			}
			return
		}
		checkRoundTrip(t, n)
	})
}

func TestWriteNinjs(t *testing.T) {
	var data bytes.Buffer
	if err := WriteNinjs(&data, &Ninjs{URI: "urn:uuid:1", Bodies: []Body{{Value: "<p>a & b</p>"}}}); err != nil {
		t.Fatal(err)
	}
	const want = `{
  "uri": "urn:uuid:1",
  "bodies": [
    {"value":"<p>a & b</p>"}
  ]
}
`
	if data.String() != want {
		t.Errorf("%s", data.String())
	}
}

func TestStamp(t *testing.T) {
	if got := Stamp(time.Time{}); got != "" {
		t.Errorf("no moment is %q", got)
	}
	at := time.Date(2026, 11, 20, 13, 0, 0, 0, time.FixedZone("", 3600))
	if got := Stamp(at); got != "2026-11-20T12:00:00Z" {
		t.Errorf("%q", got)
	}
}

func TestDigestURI(t *testing.T) {
	digest := strings.Repeat("0f", 32)
	uri := DigestURI(digest)
	if !strings.HasPrefix(uri, "ni:///sha-256;") {
		t.Errorf("%q", uri)
	}
	if back, ok := ParseDigestURI(uri); !ok || back != digest {
		t.Errorf("came back as %q", back)
	}
	for _, wrong := range []string{"", "0f", "zz", strings.Repeat("0f", 33)} {
		if got := DigestURI(wrong); got != "" {
			t.Errorf("%q has the address %q", wrong, got)
		}
	}
	for _, wrong := range []string{"", "ni:///sha-256;", "ni:///sha-256;AA", "ni:///md5;" + uri[14:], uri + "!"} {
		if got, ok := ParseDigestURI(wrong); ok {
			t.Errorf("%q is the digest %q", wrong, got)
		}
	}
}
