package newsroom_test

import (
	"fmt"
	"testing"
	"time"

	"stet/internal/article"
	"stet/internal/bundle"
	"stet/internal/newsroom"
	"stet/internal/secret"
)

// mute is a keyring that does not answer.
type mute struct{ asked int }

func (m *mute) Get(name string) (string, error) {
	if name == "signing key" {
		m.asked++
	}
	return "", fmt.Errorf("read secret: %w", secret.ErrSilent)
}
func (m *mute) Set(string, string) error { return secret.ErrSilent }
func (m *mute) Delete(string) error      { return secret.ErrSilent }
func (m *mute) State() secret.State      { return secret.Nowhere }
func (m *mute) Unlock(string) error      { return nil }

// What goes to a folder is signed as an export is. A keyring that sleeps holds
// nothing up: it is asked once for many, and the receipt says why nobody signed.
func TestWhatGoesOutIsSigned(t *testing.T) {
	now := time.Date(2026, 11, 22, 22, 55, 0, 0, time.UTC)
	drop, sleeps := t.TempDir(), &mute{}
	for _, c := range []struct {
		keeper   secret.Keeper
		unsigned string
	}{{&secret.Memory{}, ""}, {sleeps, "the keyring does not answer"}} {
		r, err := newsroom.Open(newsroom.Options{
			Dir: t.TempDir(), Person: article.Person{Name: "Ada Lind"}, Program: "stet test", Secrets: c.keeper,
			Now: func() time.Time { return now },
		})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		named(t, r)
		if _, err := r.KeepTarget(newsroom.TargetWish{Target: article.Target{Name: "Drop", Kind: article.TargetFolder, Address: drop}}); err != nil {
			t.Fatal(err)
		}
		ids := []article.ID{take(t, r, ferry).ID, take(t, r, ferry).ID}
		if _, err := r.Send(t.Context(), newsroom.SendRequest{Selection: newsroom.Selection{IDs: ids}, Targets: []string{"Drop"}}); err != nil {
			t.Fatal(err)
		}
		if err := r.RunOutbox(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, id := range ids {
			items, err := r.DeliveriesOf(id)
			if err != nil || len(items) != 1 || items[0].State != article.Left {
				t.Fatalf("%+v, %v", items, err)
			}
			receipts, err := r.Receipts(id)
			if err != nil || len(receipts) != 1 {
				t.Fatalf("%+v, %v", receipts, err)
			}
			report, err := bundle.Verify(items[0].Held.URL)
			if err != nil || !report.OK {
				t.Fatalf("%+v, %v", report, err)
			}
			for _, said := range []struct{ key, unsigned string }{{items[0].Key, items[0].Unsigned}, {receipts[0].Key, receipts[0].Unsigned}} {
				if said.unsigned != c.unsigned || said.key != report.Key || (report.Key == "") == (c.unsigned == "") {
					t.Errorf("said %+v, want %q and key %q", said, c.unsigned, report.Key)
				}
			}
		}
	}
	if sleeps.asked != 1 {
		t.Errorf("a keyring that sleeps was asked %d times", sleeps.asked)
	}
}
