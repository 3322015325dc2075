package account

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
)

// Inviting reads what the form of an invitation offers: the offices into which the caller may invite.
func (d *Desk) Inviting(ctx context.Context, c access.Caller) (access.Seat, []institution.Office, error) {
	var all, may []institution.Office
	seat, err := SitToRead(ctx, d.DB, c, func(b *postgres.Batch) { institution.QueueOffices(b, &all) })
	for _, o := range all {
		if mayInvite(seat.Actor, access.MemberOffice, o.ID) {
			may = append(may, o)
		}
	}
	return seat, may, err
}
