package intake

import (
	"testing"

	"stet/internal/article"
)

func TestKillItem(t *testing.T) {
	kill, ok := KillItem([]byte(`{"uri": "urn:x:77", "pubStatus": "canceled", "edNote": "The minister\ndid not say it.", "slugline": "FERRY", "infoSources": [{"name": "AFP"}], "altIds": [{"value": "77"}]}`))
	want := article.Source{Service: "AFP", Key: "urn:x:77"}
	if !ok || kill.Sources[0] != want || kill.Sources[2].Key != "77" || kill.Reason != "The minister did not say it." || kill.Slugline != "FERRY" {
		t.Errorf("%v %+v", ok, kill)
	}
	for _, text := range []string{`{"uri": "urn:x:77", "pubstatus": "usable"}`, `{"pubstatus": "canceled"}`, `{`, `KILL`, ``} {
		if _, ok := KillItem([]byte(text)); ok {
			t.Errorf("%s is a kill", text)
		}
	}
	if _, ok := KillItem([]byte("\xEF\xBB\xBF" + `{"uri": "urn:x:77", "pubstatus": "canceled"}`)); !ok {
		t.Error("lower case, as ninjs 1 writes it")
	}
}

func TestKillWords(t *testing.T) {
	for headline, want := range map[string]bool{
		"MANDATORY KILL": true, "KILL": true, "*** KILL ***": true, "Kill notice: Ferry strike": true, "BULLETIN KILL": true, "Advisory: kill story": true, "KILL: FERRY": true,
		"Kill Bill comes back to cinemas": false, "Killers of the flower moon": false, "Storm kills three": false, "KILLING FIELDS remembered": false, "Bulletin boards return": false,
	} {
		r := Result{Article: article.Article{Headlines: article.Headlines{Main: headline}, Body: "The quotes were made up.", Slugline: "FERRY"}}
		kill, ok := KillWords(&r)
		if ok != want || ok && (kill.Reason != "The quotes were made up." || kill.Slugline != "FERRY") {
			t.Errorf("%q: %v %+v", headline, ok, kill)
		}
	}
	if kill, ok := KillWords(&Result{Article: article.Article{Body: "MANDATORY KILL\n\nThe quotes were made up."}}); !ok || kill.Reason != "The quotes were made up." {
		t.Errorf("%v %+v", ok, kill)
	}
}
