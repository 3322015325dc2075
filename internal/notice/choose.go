package notice

import (
	"context"
	"slices"

	"meridian/internal/account"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Choices are when a person wants letters of each kind: for that person.
func (d *Desk) Choices(ctx context.Context, person uuid.UUID, places []account.Place) (map[Kind]Mail, error) {
	all := map[Kind]Mail{}
	for _, k := range Kinds {
		all[k] = k.Usual()
	}
	for _, p := range places {
		var list []choice
		b := &postgres.Batch{}
		postgres.Collect(b, &list, `select c.membership_id as membership, c.kind, c.mail from notice_choice c join membership m on m.institution_id = c.institution_id and m.id = c.membership_id
			where c.institution_id = `+postgres.ThisInstitution+` and m.person_id = $1`, person)
		if err := d.DB.LookBySlug(ctx, p.Slug, b); err != nil {
			return nil, err
		}
		for _, c := range list {
			all[c.Kind] = c.Mail
		}
	}
	return all, nil
}

// Choose sets when a person wants letters, in all their institutions: for that person. A kind that is left out stays as it
// is; an unknown answer is Invalid of the kind.
func (d *Desk) Choose(ctx context.Context, person uuid.UUID, places []account.Place, chosen map[Kind]Mail) error {
	for kind, mail := range chosen {
		if !slices.Contains(Kinds, kind) || mail != Now && mail != Daily && mail != Never {
			return problem.At(string(kind), "Please choose when you want to be told.")
		}
	}
	for _, p := range places {
		err := d.DB.TenantBySlug(ctx, p.Slug, func(tx *postgres.Tx) error {
			for kind, mail := range chosen {
				tx.Last(`insert into notice_choice (institution_id, membership_id, kind, mail) select m.institution_id, m.id, $2, $3 from membership m
					where m.institution_id = `+postgres.ThisInstitution+` and m.person_id = $1 on conflict (institution_id, membership_id, kind) do update set mail = excluded.mail`, person, kind, mail)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
