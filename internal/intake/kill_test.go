package intake

import (
	"testing"

	"stet/internal/article"
)

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
