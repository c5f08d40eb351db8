package markup

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"
)

// FuzzParse holds every Doc to the laws, and two parses of one source to each
// other. Time is bounded, since a fuzzer finds the slow ones too.
func FuzzParse(f *testing.F) {
	for _, c := range readCases(f) {
		f.Add(c.source)
	}
	for _, s := range hostile() {
		f.Add(s[:min(len(s), 200)])
	}
	d := New()
	f.Fuzz(func(t *testing.T, source string) {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		doc, err := d.ParseWithin(ctx, source, pictures)
		if errors.Is(err, ErrBudget) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		holds(t, source, doc)
		if again := d.Parse(source, pictures); !reflect.DeepEqual(doc, again) {
			t.Errorf("two parses differ")
		}
	})
}
