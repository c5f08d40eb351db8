package check

import (
	"testing"

	"stet/internal/article"
)

func TestConflict(t *testing.T) {
	a := article.Article{Body: "One.\n\nTwo!"}
	a.Leave(3, "wire v2", []article.Conflict{{Field: "body", Base: "Two.", Mine: "Two!", Theirs: "Two?"}, {Field: "body", Mine: "Gone.", Theirs: "Here."}, {Field: "standfirst", Mine: "a", Theirs: "b"}})
	found := conflict(Story{Article: &a})
	if len(found) != 3 || found[0].From != 6 || found[0].To != 10 || found[1].To != 0 || found[2].Field != "standfirst" {
		t.Fatalf("%+v", found)
	}
	for _, f := range found {
		if f.Severity != Block || f.Code != "conflict" {
			t.Errorf("%+v stops nothing", f)
		}
	}
	if found := conflict(Story{Article: &article.Article{}}); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}
