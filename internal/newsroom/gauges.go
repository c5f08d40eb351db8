package newsroom

import (
	"fmt"
	"sync"

	"stet/internal/article"
	"stet/internal/card"
)

// gauges are headlines that were measured: to choose one of many asks for all of
// them again, and each takes a millisecond.
type gauges struct {
	mu   sync.Mutex
	last map[string][]card.Gauge
}

const mostGauges = 1000

func (r *Room) gauge(text string, places []article.Fit) []card.Gauge {
	key := fmt.Sprintf("%v\n%s", places, text)
	r.gauges.mu.Lock()
	measured, ok := r.gauges.last[key]
	r.gauges.mu.Unlock()
	if ok {
		return measured
	}
	measured = card.Gauges(text, places, r.measurer)
	r.gauges.mu.Lock()
	defer r.gauges.mu.Unlock()
	if r.gauges.last == nil || len(r.gauges.last) >= mostGauges {
		r.gauges.last = map[string][]card.Gauge{}
	}
	r.gauges.last[key] = measured
	return measured
}
