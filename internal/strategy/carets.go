package strategy

import (
	"context"

	"meridian/internal/live"
	"meridian/internal/postgres"
)

// Carets reads where the carets of those stand who write in a strategy. It asks for no rights: the stream that passes it
// on has them, see Look.
func (d *Desk) Carets(ctx context.Context, k live.Key) ([]live.Caret, error) {
	var carets []live.Caret
	b := &postgres.Batch{}
	live.QueueCarets(b, k.ID, &carets)
	return carets, d.DB.Look(ctx, k.Institution, b)
}
