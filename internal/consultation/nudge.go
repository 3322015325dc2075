package consultation

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/link"
	"meridian/internal/notice"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/strategy"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Nudge reminds offices that have no position on the whole yet, or those of the slugs alone: for the international office
// and senior management, while the window is open. Those who speak for an office are told, by each day of the institution
// once. It answers how many offices were not heard among those that were meant.
func (d *Desk) Nudge(ctx context.Context, c access.Caller, strategyID uuid.UUID, slugs []string) (offices int, err error) {
	h, err := d.Hearing(ctx, c, strategyID)
	if err != nil {
		return 0, err
	}
	var speakers []speaker
	var day string
	_, err = d.Strategy.Change(ctx, c, strategyID, access.ReadInstitution, func(b *postgres.Batch) {
		queueSpeakers(b, &speakers)
		b.Queue(`select ($1::timestamptz at time zone time_zone)::date::text from institution where id = `+postgres.ThisInstitution, d.now()).QueryRow(func(row pgx.Row) error { return row.Scan(&day) })
	}, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy) (*pgx.QueuedQuery, error) {
		if !seat.May(access.SeeSilent, access.Subject{InstitutionWide: true}) {
			return nil, problem.New(problem.Refused, "Only the international office and senior management remind the offices.")
		}
		if h.Window == nil || !h.Open {
			return nil, problem.New(problem.Conflict, "No consultation on this strategy is open.")
		}
		var news []notice.News
		for _, row := range h.Rows {
			_, heard := row.Now[uuid.Nil]
			if heard || len(slugs) > 0 && !slices.Contains(slugs, row.Office.Slug) {
				continue
			}
			offices++
			n := notice.News{Kind: notice.Nudge, Subject: h.Window.ID, Cause: uuid.NewSHA1(h.Window.ID, []byte(row.Office.ID.String()+day)), Title: s.Title, Path: link.Consultation(seat.Slug, strategyID, "")}
			n.To = speakersOf(speakers, row.Office.ID)
			news = append(news, n)
		}
		if offices > 0 {
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "offices reminded", Subject: activity.OfStrategy, ID: strategyID})
		}
		return nil, d.Notice.Tell(tx, seat, news...)
	})
	return offices, err
}
