package account

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
)

// DemoMember is a person of the demo, with the one known password of all of them.
type DemoMember struct {
	Name, Email, Office string
	Role                access.Role
}

// AddDemoMembers adds the people of a demo institution that are missing. It refuses any other
// institution: an account with a known password must never stand in real work.
func (d *Desk) AddDemoMembers(ctx context.Context, in institution.Institution, password string, members []DemoMember) error {
	if !in.Demo {
		panic("demo members in an institution that is not the demo")
	}
	return d.DB.Tenant(ctx, in.ID, func(tx *postgres.Tx) error {
		headOffices(tx)
		missing, err := missingMembers(tx, members)
		if err != nil || len(missing) == 0 {
			return err
		}
		list, err := institution.Offices(tx)
		if err != nil {
			return err
		}
		hash, err := d.Passwords.Hash(ctx, password)
		if err != nil {
			return err
		}
		offices := institution.OfficesBySlug(list)
		for _, m := range missing {
			person, err := addMember(tx, in, newMember{Name: m.Name, Email: m.Email, Office: m.Office, Role: m.Role, Seeded: true}, offices)
			if err != nil {
				return err
			}
			tx.Last(`update person set password_hash = $2 where id = $1 and demo and password_hash is null`, person, hash)
		}
		return nil
	})
}

// headOffices makes those whose address an office names as its head's its heads, unless they are something there already.
func headOffices(tx *postgres.Tx) {
	tx.Last(`update membership m set standing = 'head' from office o, person p
		where m.institution_id = ` + postgres.ThisInstitution + ` and o.institution_id = m.institution_id and o.id = m.office_id
		  and p.id = m.person_id and p.demo and p.email_norm = lower(o.head_email) and m.standing is null and m.analysis_id is null`)
}

// missingMembers are those who do not belong to the transaction's institution yet.
func missingMembers(tx *postgres.Tx, members []DemoMember) ([]DemoMember, error) {
	b := &postgres.Batch{}
	var rows []struct{ Email string }
	postgres.Collect(b, &rows, `select coalesce(p.email, '') as email from membership m join person p on p.id = m.person_id where m.institution_id = `+postgres.ThisInstitution)
	if err := tx.Send(b); err != nil {
		return nil, err
	}
	present := map[string]bool{}
	for _, r := range rows {
		present[r.Email] = true
	}
	var missing []DemoMember
	for _, m := range members {
		if !present[m.Email] {
			missing = append(missing, m)
		}
	}
	return missing, nil
}

// RemoveDemo deletes every person of the demo, and so their known passwords.
func (d *Desk) RemoveDemo(ctx context.Context) error {
	return d.DB.Global(ctx, func(tx *postgres.Tx) error {
		// First the known passwords end, whatever may keep a person from being deleted.
		if err := tx.Exec(`update person set password_hash = null, disabled_at = now(), access_version = access_version + 1 where demo`); err != nil {
			return err
		}
		tx.Last(`delete from person where demo`)
		return nil
	})
}

// CallerFor makes the caller that stands for a member of an institution, for work that the command
// line does in that person's name. An empty email takes the first person of the international office.
// NotFound when there is nobody.
func (d *Desk) CallerFor(ctx context.Context, in institution.Institution, email string) (access.Caller, error) {
	c := access.Caller{Slug: in.Slug}
	err := d.DB.Tenant(ctx, in.ID, func(tx *postgres.Tx) error {
		return tx.Row(`select m.person_id, m.id from membership m join person p on p.id = m.person_id
			where m.institution_id = $1 and (p.email_norm = lower($2) or $2 = '' and m.role = 'international_office')
			  and p.disabled_at is null and m.analysis_id is null and `+current+` order by m.created_at, m.id limit 1`,
			[]any{in.ID, email}, &c.Person, &c.As)
	})
	return c, err
}
