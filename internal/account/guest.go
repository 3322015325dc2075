package account

import (
	"time"
	_ "time/tzdata" // a server without a list of time zones still knows when a day ends

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// roomAtLeast is how long a room stays open, and a guest in it, that began late in the day.
const roomAtLeast = 2 * time.Hour

// RoomEnds is when what belongs to a room of this day is over: at the end of the day in the zone, and not before
// two hours have passed. An unknown zone is UTC.
func RoomEnds(now time.Time, zone string) time.Time {
	place, err := time.LoadLocation(zone)
	if err != nil {
		place = time.UTC
	}
	day := now.In(place)
	end := time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, place)
	if soonest := now.Add(roomAtLeast); end.Before(soonest) {
		end = soonest
	}
	return end.UTC()
}

// OpenDoor makes the link by which people in a room ask to be let in to an analysis; it is stored as SHA-256 and
// the earlier one ends. It opens as often as people come, until RoomEnds.
func (d *Desk) OpenDoor(tx *postgres.Tx, institution, analysis uuid.UUID, zone string) (secret string) {
	now := d.Now()
	return d.issue(tx, token{Kind: forJoin, Institution: institution, Target: analysis}, RoomEnds(now, zone).Sub(now))
}

// CloseDoor ends the link.
func (d *Desk) CloseDoor(tx *postgres.Tx, institution, analysis uuid.UUID) {
	d.revoke(tx, token{Kind: forJoin, Institution: institution, Target: analysis})
}

// Door is an analysis's link as it is stored.
type Door struct {
	Hash      []byte
	ExpiresAt time.Time
}

// QueueDoor queues the reading of the link that opens an analysis of the transaction's institution now.
func (d *Desk) QueueDoor(b *postgres.Batch, analysis uuid.UUID, into *Door, open *bool) {
	postgres.Find(b, into, open, `select hash, expires_at from token where kind = 'join' and target = $1 and institution_id = `+postgres.ThisInstitution+`
		and used_at is null and expires_at > $2`, analysis, d.Now())
}

// Knock finds out what a join link opens, and makes its institution the transaction's. Closed, expired and unknown
// are NotFound alike.
func (d *Desk) Knock(tx *postgres.Tx, secret string) (institution, analysis uuid.UUID, err error) {
	t, err := d.look(tx, forJoin, secret)
	if err != nil {
		return institution, analysis, err
	}
	return t.Institution, t.Target, tx.Enter(t.Institution)
}
