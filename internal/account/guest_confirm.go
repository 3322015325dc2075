package account

import (
	"context"
	"errors"
	"time"

	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Confirmation is what the page behind a guest's mail shows.
type Confirmation struct {
	Address          string
	Name             string // the guest's
	Institution      string
	Slug             string
	Analysis         uuid.UUID
	Guest            uuid.UUID // the person that the room made
	Account          uuid.UUID // the person who has an account with the address; zero: nobody has
	institution      uuid.UUID
	membership       uuid.UUID
	owner            uuid.UUID // the person with the address, who may have no password yet; zero: nobody
	demo, ownersDemo bool
}

// Confirming reads what a confirmation's secret stands for. Used, expired, unknown, and the place of a guest that
// was ended or disabled by hand, are NotFound alike.
func (d *Desk) Confirming(ctx context.Context, secret string) (Confirmation, error) {
	var c Confirmation
	err := d.DB.Global(ctx, func(tx *postgres.Tx) error {
		t, err := d.look(tx, forConfirmation, secret)
		if err == nil {
			c, err = confirming(tx, t)
		}
		return err
	})
	return c, err
}

func confirming(tx *postgres.Tx, t token) (Confirmation, error) {
	c := Confirmation{Address: t.Address, institution: t.Institution, membership: t.Target}
	if err := tx.Enter(t.Institution); err != nil {
		return c, err
	}
	var began, until time.Time
	var zone string
	err := tx.Row(`select p.name, p.id, i.name, i.slug, i.demo, i.time_zone, m.analysis_id, m.created_at, m.valid_until
		from membership m join person p on p.id = m.person_id join institution i on i.id = m.institution_id
		where m.institution_id = $1 and m.id = $2 and m.disabled_at is null and m.valid_until is not null and m.analysis_id is not null
		  and p.email is null and p.disabled_at is null for update of m`, []any{t.Institution, t.Target},
		&c.Name, &c.Guest, &c.Institution, &c.Slug, &c.demo, &zone, &c.Analysis, &began, &until)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && until.Before(RoomEnds(began, zone)) {
		return c, problem.Absent()
	}
	if err != nil {
		return c, err
	}
	b := &postgres.Batch{}
	var owners []struct {
		ID                    uuid.UUID
		Known, Demo, Disabled bool
	}
	postgres.Collect(b, &owners, `select id, password_hash is not null as known, demo, disabled_at is not null as disabled
		from person where email_norm = lower($1)`, c.Address)
	if err := tx.Send(b); err != nil || len(owners) == 0 {
		return c, err
	}
	o := owners[0]
	if o.Disabled {
		return c, problem.Absent()
	}
	c.owner, c.ownersDemo = o.ID, o.Demo
	if o.Known {
		c.Account = o.ID
	}
	return c, nil
}

// ConfirmAs makes the guest's place that of the signed-in person whose address it was sent to; it has no end then
// and still reaches the one analysis, see stay. Another person's is Refused.
func (d *Desk) ConfirmAs(ctx context.Context, secret string, person uuid.UUID) (Confirmation, error) {
	return d.confirm(ctx, secret, func(_ *postgres.Tx, c Confirmation) (uuid.UUID, error) {
		if c.Account == uuid.Nil || c.Account != person {
			return person, problem.New(problem.Refused, "This link is for another address. Sign in with the address that the mail was sent to.")
		}
		return person, nil
	})
}

// ConfirmNew is ConfirmAs for an address without an account: it makes one with the name and the password.
//
// The account is a new person, never the one that the room made: whoever typed the address there is still signed
// in as that one, and need not be the address's owner.
func (d *Desk) ConfirmNew(ctx context.Context, secret, name, password string) (Person, Confirmation, error) {
	before, err := d.Confirming(ctx, secret)
	if err != nil {
		return Person{}, before, err
	}
	if before.Account != uuid.Nil {
		return Person{}, before, problem.New(problem.Conflict, "There is an account with this address meanwhile. Load the page anew and sign in with it.")
	}
	if err := institution.CheckName("name", name); err != nil {
		return Person{}, before, err
	}
	if err := d.Passwords.Check(password); err != nil {
		return Person{}, before, err
	}
	hash, err := d.Passwords.Hash(ctx, password)
	if err != nil {
		return Person{}, before, err
	}
	p := Person{Name: oneLine(name)}
	c, err := d.confirm(ctx, secret, func(tx *postgres.Tx, c Confirmation) (uuid.UUID, error) {
		id := c.owner
		if id == uuid.Nil {
			id = uuid.Must(uuid.NewV7())
		}
		// A person who was invited before and has not answered gets the password here: the mail has shown whose the
		// address is, as an invitation's link would have.
		err := tx.Row(`insert into person (id, email, name, demo, password_hash) values ($1, $2, $3, $4, $5)
			on conflict (email_norm) do update set name = excluded.name, password_hash = excluded.password_hash
			where person.password_hash is null and person.disabled_at is null
			returning id, email, name`, []any{id, c.Address, p.Name, c.demo, hash}, &p.ID, &p.Email, &p.Name)
		if err != nil {
			return id, err
		}
		// Nothing else may wait for the person here: the guest's place is enough.
		if err := accepted(tx, c.institution, p.ID); err != nil && !problem.Is(err, problem.NotFound) {
			return id, err
		}
		return p.ID, nil
	})
	return p, c, err
}

// confirm uses the link up and gives the guest's membership to the person whom whose names.
func (d *Desk) confirm(ctx context.Context, secret string, whose func(*postgres.Tx, Confirmation) (uuid.UUID, error)) (Confirmation, error) {
	var c Confirmation
	err := d.DB.Global(ctx, func(tx *postgres.Tx) error {
		t, err := d.use(tx, forConfirmation, secret)
		if err != nil {
			return err
		}
		if c, err = confirming(tx, t); err != nil {
			return err
		}
		if c.owner != uuid.Nil && c.ownersDemo != c.demo {
			return problem.New(problem.Refused, "This address belongs to the demo, whose password everybody knows. It cannot be used in real work.")
		}
		person, err := whose(tx, c)
		if err != nil {
			return err
		}
		return stay(tx, c, person)
	})
	return c, err
}

// stay makes the membership the person's and endless. For a member of the institution it ends instead, as it would
// stand in the way of the member's own rights; what was written by it is the member's. Somebody who was a guest there
// before, for the same office, keeps that membership, and the new one ends with what was written by it.
func stay(tx *postgres.Tx, c Confirmation, person uuid.UUID) error {
	var member, again bool
	if err := tx.Row(`select exists (select from membership m where m.institution_id = $1 and m.person_id = $3 and m.analysis_id is null and `+current+`),
		exists (select from membership n join membership m on m.institution_id = n.institution_id and m.id = $2
		where n.institution_id = $1 and n.person_id = $3 and n.role = m.role and n.office_id is not distinct from m.office_id and n.analysis_id = m.analysis_id)`,
		[]any{c.institution, c.membership, person}, &member, &again); err != nil {
		return err
	}
	tx.Last(`update person set access_version = access_version + 1 where id in ($1, $2)`, person, c.Guest)
	if again {
		tx.Last(`update membership n set valid_until = case when $4 then n.valid_until end from membership m where m.institution_id = n.institution_id and m.id = $2
			and n.institution_id = $1 and n.person_id = $3 and n.role = m.role and n.office_id is not distinct from m.office_id and n.analysis_id = m.analysis_id
			and n.disabled_at is null`, c.institution, c.membership, person, member)
		tx.Last(`update membership set valid_until = now() where institution_id = $1 and id = $2`, c.institution, c.membership)
		return nil
	}
	tx.Last(`update membership set person_id = $3, valid_until = case when $4 then now() end where institution_id = $1 and id = $2`,
		c.institution, c.membership, person, member)
	// The name that was given in the room is nobody's any more.
	tx.Last(`delete from person where id = $1 and email is null and password_hash is null`, c.Guest)
	return nil
}
