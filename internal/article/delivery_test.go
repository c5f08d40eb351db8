package article

import "testing"

// A delivery that an earlier Stet kept did not note what was never answered.
func TestARecalledDeliveryMayBeThere(t *testing.T) {
	for name, c := range map[string]struct {
		d    Delivery
		want bool
	}{
		"tried again":                 {Delivery{Act: Publish, State: Queued, Tries: 1}, true},
		"tried again until its time":  {Delivery{Act: Schedule, State: Queued, Tries: 3}, true},
		"never tried":                 {Delivery{Act: Publish, State: Queued}, false},
		"no way there":                {Delivery{Act: Publish, State: Queued, Tries: 4, Offline: true}, true},
		"never reached, by this Stet": {Delivery{Act: Publish, State: Queued, Tries: 4, Offline: true, Unsent: true}, false},
		"stopped before it went":      {Delivery{Act: Publish, State: Stopped, Tries: 1}, false},
		"stopped behind its pictures": {Delivery{Act: Publish, State: Stopped, Tries: 1, Held: Held{Media: map[string]HeldMedia{"a": {}}}}, true},
		"called back behind that":     {Delivery{Act: Publish, State: Cancelled, Tries: 1, Held: Held{Digest: "d"}}, true},
		"seen there":                  {Delivery{Act: Publish, State: Queued, Tries: 1, Held: Held{ID: "7", State: Shown}}, false},
		"word of a kill":              {Delivery{Act: Withdraw, State: Queued, Tries: 1}, false},
	} {
		d := c.d
		if d.Recall(); d.Held.Perhaps != c.want {
			t.Errorf("%s: perhaps %t", name, d.Held.Perhaps)
		}
	}
}
