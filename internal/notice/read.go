package notice

import (
	"context"
	"slices"

	"meridian/internal/account"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// most is how many notices of an institution are shown.
const most = 200

// Of lists what a person was told in their institutions, the newest first: for that person.
func (d *Desk) Of(ctx context.Context, person uuid.UUID, places []account.Place) ([]Notice, error) {
	var all []Notice
	for _, p := range places {
		var list []Notice
		b := &postgres.Batch{}
		b.Queue(`select n.id, n.kind, n.title, n.path, n.at, n.seen_at from notice n
			join membership m on m.institution_id = n.institution_id and m.id = n.membership_id join person p on p.id = m.person_id
			where n.institution_id = `+postgres.ThisInstitution+` and m.person_id = $1 and `+account.CurrentMembership+` order by n.at desc, n.id desc limit $2`, person, most).
			Query(postgres.All(&list, func(row pgx.CollectableRow) (Notice, error) {
				n := Notice{Institution: p.Name}
				err := row.Scan(&n.ID, &n.Kind, &n.Title, &n.Path, &n.At, &n.SeenAt)
				return n, err
			}))
		if err := d.DB.LookBySlug(ctx, p.Slug, b); err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortStableFunc(all, func(a, b Notice) int { return b.At.Compare(a.At) })
	return all, nil
}

// SeeAll notes that a person has seen what they were told in their institutions.
func (d *Desk) SeeAll(ctx context.Context, person uuid.UUID, places []account.Place) error {
	for _, p := range places {
		err := d.DB.TenantBySlug(ctx, p.Slug, func(tx *postgres.Tx) error {
			tx.Last(`update notice n set seen_at = now() from membership m
				where n.institution_id = `+postgres.ThisInstitution+` and m.institution_id = n.institution_id and m.id = n.membership_id and m.person_id = $1 and n.seen_at is null`, person)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
