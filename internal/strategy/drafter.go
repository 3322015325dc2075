package strategy

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Drafter is a member of an office who writes in a strategy, or could.
type Drafter struct {
	Membership uuid.UUID
	Person     uuid.UUID
	Name       string
	OfficeName string
	Current    bool // the membership holds now; one that has ended gives no right to write
}

// NameDrafter lets a current member of a member office write in a strategy: for the international office. Named again,
// nothing changes. The person's open pages are asked anew.
func (d *Desk) NameDrafter(ctx context.Context, c access.Caller, strategy uuid.UUID, membership string) (Done, error) {
	id, idErr := uuid.Parse(membership)
	var who Drafter
	var found bool
	version, err := d.change(ctx, c, strategy, access.OpenStrategy, alone, func(b *postgres.Batch) {
		found = false
		postgres.Find(b, &who, &found, drafterColumns+` where m.institution_id = `+postgres.ThisInstitution+` and m.id = $1 and m.role = 'member_office' and `+account.CurrentMembership, id)
	}, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if err := s.open(); err != nil {
			return nil, err
		}
		if idErr != nil || !found {
			return nil, problem.At("membership", "Please choose somebody who belongs to a member office now.")
		}
		if slices.Contains(s.Drafters, id) {
			return nil, nil
		}
		tx.Last(`insert into drafter (institution_id, strategy_id, membership_id) values ($1, $2, $3)`, seat.Institution, strategy, id)
		rightsChanged(tx, who.Person)
		note(tx, seat, "drafter named", strategy, "")
		return reshape(tx, seat, strategy), nil
	})
	if postgres.Violates(err, "drafter_pkey") { // named at the same moment: who waited for the strategy saw the drafters of before
		return d.NameDrafter(ctx, c, strategy, membership)
	}
	return Done{ID: id, Live: version}, err
}

// EndDrafter ends it: for the international office. Whoever does not write in the strategy stays so; a membership of
// another institution is NotFound. The person's open pages are asked anew.
func (d *Desk) EndDrafter(ctx context.Context, c access.Caller, strategy, membership uuid.UUID) (Done, error) {
	var who Drafter
	var found bool
	version, err := d.change(ctx, c, strategy, access.OpenStrategy, alone, func(b *postgres.Batch) {
		found = false
		postgres.Find(b, &who, &found, drafterColumns+` where m.institution_id = `+postgres.ThisInstitution+` and m.id = $1`, membership)
	}, func(tx *postgres.Tx, seat access.Seat, s Strategy) (*pgx.QueuedQuery, error) {
		if !found {
			return nil, problem.Absent()
		}
		if !slices.Contains(s.Drafters, membership) {
			return nil, nil
		}
		tx.Last(`delete from drafter where institution_id = $1 and strategy_id = $2 and membership_id = $3`, seat.Institution, strategy, membership)
		rightsChanged(tx, who.Person)
		note(tx, seat, "drafter ended", strategy, "")
		return reshape(tx, seat, strategy), nil
	})
	return Done{ID: membership, Live: version}, err
}

// rightsChanged has the person's open streams asked anew, with the commit.
func rightsChanged(tx *postgres.Tx, person uuid.UUID) {
	tx.Last(`update person set access_version = access_version + 1 where id = $1`, person)
}

const drafterColumns = `select m.id as membership, m.person_id as person, p.name, coalesce(o.name, '') as office_name, ` + account.CurrentMembership + ` and m.role = 'member_office' as current
	from membership m join person p on p.id = m.person_id left join office o on o.institution_id = m.institution_id and o.id = m.office_id`

const byName = ` order by p.name collate "und-x-icu", m.id`

// queueDrafters queues those who were named, by name.
func queueDrafters(b *postgres.Batch, strategy uuid.UUID, into *[]Drafter) {
	postgres.Collect(b, into, drafterColumns+` where m.institution_id = `+postgres.ThisInstitution+`
		and exists (select from drafter d where d.institution_id = m.institution_id and d.strategy_id = $1 and d.membership_id = m.id)`+byName, strategy)
}

// queueNameable queues those who can be named, by name.
func queueNameable(b *postgres.Batch, strategy uuid.UUID, into *[]Drafter) {
	postgres.Collect(b, into, drafterColumns+` where m.institution_id = `+postgres.ThisInstitution+` and m.role = 'member_office' and `+account.CurrentMembership+`
		and not exists (select from drafter d where d.institution_id = m.institution_id and d.strategy_id = $1 and d.membership_id = m.id)`+byName, strategy)
}
