package bridge

import (
	"stet/internal/article"
	"stet/internal/deliver"
	"stet/internal/newsroom"
)

// TargetKinds are the kinds that a target may be of.
func (d *Desk) TargetKinds(token string) ([]deliver.Kind, error) {
	return Call(d, token, func(r *newsroom.Room) ([]deliver.Kind, error) { return r.TargetKinds(), nil })
}

// Targets lists the targets by name.
func (d *Desk) Targets(token string) ([]newsroom.TargetView, error) {
	return Call(d, token, (*newsroom.Room).Targets)
}

// KeepTarget adds a target, or changes the one that has its id.
func (d *Desk) KeepTarget(token string, w newsroom.TargetWish) (newsroom.KeptTarget, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.KeptTarget, error) { return r.KeepTarget(w) })
}

// RemoveTarget takes a target away; KeepTarget brings it back.
func (d *Desk) RemoveTarget(token, id string) (article.Target, error) {
	return Call(d, token, func(r *newsroom.Room) (article.Target, error) { return r.RemoveTarget(id) })
}

// TestTarget looks whether a target can be reached, as it is kept or as it is typed.
func (d *Desk) TestTarget(token string, w newsroom.TargetWish) (newsroom.TargetTest, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.TargetTest, error) { return r.TestTarget(d.Window, w) })
}

// PlanSend says what would go to targets and what stops it.
func (d *Desk) PlanSend(token string, q newsroom.SendRequest) (newsroom.SendPlan, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.SendPlan, error) { return r.PlanSend(d.Window, q) })
}

// SendOut puts stories into the outbox, or asks targets to take them down.
func (d *Desk) SendOut(token string, q newsroom.SendRequest) (newsroom.SentOut, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.SentOut, error) { return r.Send(d.Window, q) })
}

// Outbox is what is on its way and what is over.
func (d *Desk) Outbox(token string) (newsroom.OutboxPage, error) {
	return Call(d, token, (*newsroom.Room).Outbox)
}

// DeliveriesOf is what targets hold of a story and what is on its way there.
func (d *Desk) DeliveriesOf(token string, id article.ID) ([]newsroom.OutboxItem, error) {
	return Call(d, token, func(r *newsroom.Room) ([]newsroom.OutboxItem, error) { return r.DeliveriesOf(id) })
}

// Receipts lists what left the building of a story, newest first.
func (d *Desk) Receipts(token string, id article.ID) ([]article.ExportReceipt, error) {
	return Call(d, token, func(r *newsroom.Room) ([]article.ExportReceipt, error) { return r.Receipts(id) })
}

// RetryDeliveries has deliveries tried now; none = all that wait for the network.
func (d *Desk) RetryDeliveries(token string, chosen []newsroom.Chosen) (newsroom.OutboxPage, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.OutboxPage, error) { return r.RetryDeliveries(chosen) })
}

// CancelDeliveries calls deliveries back that have not gone.
func (d *Desk) CancelDeliveries(token string, chosen []newsroom.Chosen) (newsroom.OutboxPage, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.OutboxPage, error) { return r.CancelDeliveries(chosen) })
}

// ApartAt is what stands at a target beside what would go there.
func (d *Desk) ApartAt(token string, c newsroom.Chosen) (newsroom.Apart, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.Apart, error) { return r.ApartAt(c) })
}

// SettleDelivery says whether ours goes over what somebody changed at a target,
// or theirs stays.
func (d *Desk) SettleDelivery(token string, s newsroom.Settle) (newsroom.OutboxPage, error) {
	return Call(d, token, func(r *newsroom.Room) (newsroom.OutboxPage, error) { return r.SettleDelivery(s) })
}
