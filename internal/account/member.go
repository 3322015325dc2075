package account

import (
	"context"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// State is how a membership stands.
type State string

// The states. Whoever is in two of them is in the one that comes first here.
const (
	StateEnded    State = "ended"    // its last day is over
	StateDisabled State = "disabled" // shut out until enabled again
	StateGuest    State = "guest"    // of a room: reaches one analysis
	StateJoined   State = "joined"   // has accepted
	StateInvited  State = "invited"  // has a link that still opens
	StateExpired  State = "expired"  // had a link, which opens no more
	StateNamed    State = "named"    // was never sent a link, or it was withdrawn
)

// States lists them in the order of a filter.
var States = []State{StateJoined, StateInvited, StateExpired, StateNamed, StateGuest, StateDisabled, StateEnded}

// Seen is when a person was last here, no more exactly than a colleague needs to know.
type Seen string

// The spans. SeenHidden is what everybody but the international office gets.
const (
	SeenHidden Seen = ""
	SeenWeek   Seen = "week"
	SeenMonth  Seen = "month"
	SeenLonger Seen = "longer"
	SeenNever  Seen = "never"
)

// Member is a membership as its viewer sees it: what the viewer may not know is empty.
type Member struct {
	ID, Person   uuid.UUID
	Name         string // what the inviter called the person, or the address, until the person has accepted
	Email        string
	Role         access.Role
	Office       uuid.UUID // zero: none
	OfficeSlug   string
	OfficeName   string
	Standing     access.Standing
	State        State
	Seen         Seen
	From, Until  time.Time // Until is zero while no end is set
	Invitation   uuid.UUID // the one to send again or to withdraw; zero: none waits
	InvitedBy    string
	Sees         bool // the viewer sees address and state
	HasAddress   bool // mail reaches the person
	Former       bool // anonymised
	Own          bool // the viewer's own person
	Unrestricted bool // an adviser without a last day
	May          MemberRights
}

// MemberRights are what the viewer may do with a membership, as it stands now.
type MemberRights struct {
	Role, Standing, NameHead, End, Resume, Disable, Enable, Anonymise, Admit, Invite, Link bool
}

// memberRow is a membership as the database has it.
type memberRow struct {
	At                                           time.Time // when it was read, by the database's clock, which also decides who may enter
	ID, PersonID                                 uuid.UUID
	PersonName, Email                            string
	Role                                         access.Role
	OfficeID                                     *uuid.UUID
	OfficeSlug, OfficeName                       string
	Standing                                     access.Standing
	Guest, PersonDisabled                        bool
	ValidFrom                                    time.Time
	ValidUntil, AcceptedAt, DisabledAt, LastUsed *time.Time
	InvitationID                                 *uuid.UUID
	InvitedName, InvitedBy                       string
	InvitationStands, LinkOpen, HadLink          bool
}

// memberRows reads memberships m of the transaction's institution.
const memberRows = `
	select clock_timestamp() as at, m.id, m.person_id, p.name as person_name, coalesce(p.email, '') as email, m.role, m.office_id,
	       coalesce(o.slug, '') as office_slug, coalesce(o.name, '') as office_name, coalesce(m.standing, '') as standing,
	       m.analysis_id is not null as guest, p.disabled_at is not null as person_disabled,
	       m.valid_from, m.valid_until, m.accepted_at, m.disabled_at, m.last_used_at as last_used,
	       v.id as invitation_id, coalesce(v.name, '') as invited_name, coalesce(v.by, '') as invited_by,
	       v.id is not null and v.withdrawn_at is null and v.accepted_at is null as invitation_stands,
	       coalesce(t.open, false) as link_open, t.open is not null as had_link
	from membership m
	join person p on p.id = m.person_id
	left join office o on o.institution_id = m.institution_id and o.id = m.office_id
	left join lateral (
	  select i.id, i.name, i.withdrawn_at, i.accepted_at, bp.name as by
	  from invitation i
	  left join membership bm on bm.institution_id = i.institution_id and bm.id = i.invited_by
	  left join person bp on bp.id = bm.person_id
	  where i.institution_id = m.institution_id and i.membership_id = m.id order by i.created_at desc, i.id desc limit 1) v on true
	left join lateral (
	  select bool_or(expires_at > clock_timestamp()) as open from token
	  where kind = 'invitation' and target = m.person_id and institution_id = m.institution_id and used_at is null and m.accepted_at is null) t on true
	where m.institution_id = ` + postgres.ThisInstitution

// queueMember queues one membership; none is found when it is of another institution.
func queueMember(b *postgres.Batch, id uuid.UUID, into *memberRow, found *bool) {
	postgres.Find(b, into, found, memberRows+` and m.id = $1`, id)
}

// stillCurrent is current at the moment of the statement: a transaction that had to wait for another began before that
// one ended something, and would go on to see it run.
var stillCurrent = strings.ReplaceAll(current, "now()", "clock_timestamp()")

// changing is a membership that is about to be changed. It, the seat and all memberships of the international
// office are locked, so that what is read here holds until the commit.
type changing struct {
	seat   access.Seat
	member memberRow
	// left is how many others could do the international office's work if this membership were gone, and
	// leftWithout if all of the person's memberships here were.
	left, leftWithout int
}

// change runs fn on a locked membership. may is asked twice: before anything is locked, and again
// with what holds then, because of two who act on each other at once only the first still has a seat.
func (d *Desk) change(ctx context.Context, c access.Caller, id uuid.UUID, may func(access.Actor, memberRow) error, fn func(*postgres.Tx, changing) error) error {
	var seen memberRow
	var exists bool
	return Sit(ctx, d.DB, c, func(b *postgres.Batch) { queueMember(b, id, &seen, &exists) }, func(tx *postgres.Tx, seat access.Seat) error {
		if !exists {
			return problem.Absent()
		}
		if err := may(seat.Actor, seen); err != nil {
			return err
		}
		var now changing
		var seated, running, found bool
		b := &postgres.Batch{}
		b.Queue(`select from membership where institution_id = $1 and (role = 'international_office' or person_id = $2 or id = $3) order by id for update`,
			seat.Institution, seen.PersonID, seat.Membership)
		c.As = seat.Membership
		QueueSeat(b, c, &now.seat, &seated)
		b.Queue(`select exists (select from membership m where m.institution_id = $1 and m.id = $2 and `+stillCurrent+`)`, seat.Institution, seat.Membership).
			QueryRow(func(row pgx.Row) error { return row.Scan(&running) })
		queueMember(b, id, &now.member, &found)
		queueLeft(b, seat.Institution, seen, &now)
		if err := tx.Send(b); err != nil {
			return err
		}
		if !seated || !running || !found {
			return problem.Absent()
		}
		if err := may(now.seat.Actor, now.member); err != nil {
			return err
		}
		return fn(tx, now)
	})
}

func queueLeft(b *postgres.Batch, institution uuid.UUID, m memberRow, into *changing) {
	b.Queue(`select count(*) filter (where m.id <> $2), count(*) filter (where m.person_id <> $3)
		from membership m join person p on p.id = m.person_id and p.disabled_at is null
		where m.institution_id = $1 and m.role = 'international_office' and m.analysis_id is null and `+stillCurrent, institution, m.ID, m.PersonID).
		QueryRow(func(row pgx.Row) error { return row.Scan(&into.left, &into.leftWithout) })
}

// touched raises the person's access_version, so that open streams are looked at anew.
func touched(tx *postgres.Tx, person uuid.UUID) {
	tx.Last(`update person set access_version = access_version + 1 where id = $1`, person)
}
