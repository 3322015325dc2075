package institution

import (
	"context"
	"strings"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/postgres"
)

// Sheet is the settings as those see them who may change them.
type Sheet struct {
	Seat     access.Seat
	Settings Settings
}

// Settings reads the settings for those who may change them; others are Refused.
func (r Registry) Settings(ctx context.Context, c access.Caller) (Sheet, error) {
	var s Sheet
	var err error
	s.Seat, err = r.Look(ctx, c, func(b *postgres.Batch) { QueueSettings(b, &s.Settings) })
	if err != nil {
		return s, err
	}
	return s, mayManage(s.Seat)
}

// SaveSettings changes the institution's settings but for what its mails say, and tells in English which
// ones differ from before.
func (r Registry) SaveSettings(ctx context.Context, c access.Caller, in Settings) (changed []string, err error) {
	var before Settings
	err = r.Sit(ctx, c, func(b *postgres.Batch) { QueueSettings(b, &before) }, func(tx *postgres.Tx, seat access.Seat) error {
		if err := mayManage(seat); err != nil {
			return err
		}
		if err := in.check(); err != nil {
			return err
		}
		if changed = in.changed(before); len(changed) == 0 {
			return nil
		}
		tx.Last(`update institution set name = $2, short_name = $3, time_zone = $4, language = $5, working_days = $6, year_start = $7,
			contact_name = $8, contact_email = $9 where id = $1`,
			seat.Institution, in.Name, in.ShortName, in.TimeZone, in.Language, in.WorkingDays, in.YearStart, in.ContactName, in.ContactEmail)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "settings changed", Subject: activity.OfInstitution, ID: seat.Institution, Detail: strings.Join(changed, ", ")})
		return nil
	})
	return changed, err
}
