package swot

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"

	"github.com/jackc/pgx/v5"
)

// WithdrawOption takes an option back. It stays stored and can be restored.
func (s *Board) WithdrawOption(ctx context.Context, c access.Caller, t OptionTarget) (Done, error) {
	return s.setOptionWithdrawn(ctx, c, t, true)
}

// RestoreOption puts a withdrawn option back where it was.
func (s *Board) RestoreOption(ctx context.Context, c access.Caller, t OptionTarget) (Done, error) {
	return s.setOptionWithdrawn(ctx, c, t, false)
}

func (s *Board) setOptionWithdrawn(ctx context.Context, c access.Caller, t OptionTarget, withdrawn bool) (Done, error) {
	return s.changeOption(ctx, c, t, nil, func(tx *postgres.Tx, seat access.Seat, o StrategicOption) (*pgx.QueuedQuery, error) {
		if o.Withdrawn() == withdrawn {
			return nil, nil
		}
		kind := "option put back"
		if withdrawn {
			kind = "option withdrawn"
		}
		noteOption(tx, seat, kind, t, o.Kind)
		return tx.Last(`with `+live.RaiseSQL+`
			update strategic_option set withdrawn_at = case when $4 then now() end, live_version = raised.version, changed_at = now()
			from raised where institution_id = $1 and analysis_id = $2 and id = $3 returning live_version`,
			seat.Institution, t.Analysis, o.ID, withdrawn), nil
	})
}
