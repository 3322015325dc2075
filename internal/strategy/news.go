package strategy

import (
	"context"
	"encoding/json"

	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// farBehind is how many steps are sent one by one, and farBehindBytes how much JSON of them; a page that missed more loads
// anew. The bytes are more than the steps that replace one whole text.
const (
	farBehind      = 500
	farBehindBytes = 2 << 20
)

// News is what changed in a strategy after a live version.
type News struct {
	Version  int64 // that it brings a page to
	Reset    bool  // the page has to be loaded anew: nothing else is set but Version
	Reshaped bool  // which sections there are, their order, or what stands above them has changed
	Sections []Section
	Plans    map[uuid.UUID]Plan // of the sections in which more than the text has changed, by the section
	Period   string             // of the strategy: what is worth checking depends on it
	Offices  []institution.Office
	Steps    []Run
	Labels   Labels
}

// Run is steps of one section that follow each other.
type Run struct {
	Section uuid.UUID         `json:"section"`
	Version int               `json:"version"` // of the section after them
	Steps   []json.RawMessage `json:"steps"`
	Clients []string          `json:"clients"` // who sent each
}

// News reads what changed in a strategy after a live version; the steps only where withSteps says so. It asks for no
// rights: the stream that passes it on has them, see Look. It resets a page that is ahead of the strategy or too far
// behind.
func (d *Desk) News(ctx context.Context, k live.Key, since int64, withSteps bool) (News, error) {
	var n News
	var shape int64
	var steps []stepRow
	var plan planRows
	b := &postgres.Batch{}
	live.QueueVersion(b, k, &n.Version)
	b.Queue(`select shape, period from strategy where institution_id = `+postgres.ThisInstitution+` and id = $1`, k.ID).Query(func(rows pgx.Rows) error {
		_, err := pgx.ForEachRow(rows, []any{&shape, &n.Period}, func() error { return nil })
		return err
	})
	queueSectionsSince(b, k.ID, since, &n.Sections)
	queuePlan(b, k.ID, since, &plan)
	institution.QueueOffices(b, &n.Offices)
	queueLabels(b, &n.Labels)
	if withSteps {
		queueStepsSince(b, k.ID, since, farBehind+1, farBehindBytes, &steps)
	}
	if err := d.DB.Look(ctx, k.Institution, b); err != nil {
		return n, err
	}
	if since < 0 || since > n.Version || tooFar(steps) {
		return News{Version: n.Version, Reset: true}, nil
	}
	// A change that was committed between two statements is in a list but above the counter.
	for _, s := range n.Sections {
		n.Version = max(n.Version, s.LiveVersion)
	}
	for _, s := range steps {
		n.Version = max(n.Version, s.LiveVersion)
	}
	n.Version = max(n.Version, shape)
	n.Reshaped = shape > since
	n.Steps = runs(steps)
	n.Plans = plan.plans()
	return n, nil
}

// tooFar tells whether so many or so large steps were missed that the page is better loaded anew.
func tooFar(steps []stepRow) bool {
	return len(steps) > farBehind || len(steps) > 0 && steps[len(steps)-1].Step == nil
}
