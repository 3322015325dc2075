package account

import (
	"context"
	"slices"
	"strings"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Invitation is what the page behind a link shows.
type Invitation struct {
	Person            uuid.UUID
	Email, Name       string   // Name is what the inviter called the person; may be empty
	Institution, Slug string   // both empty for an administrator
	Offices           []string // the names of all that wait for the person; none for a role without office
	Role              access.Role
	Landing           string // where it leads once accepted
	HasAccount        bool   // the person has a password, here or elsewhere
	Administrator     bool
	place             uuid.UUID
}

// WrongAccountPassword is what somebody with an account reads who accepts with another password.
const WrongAccountPassword = "This is not the password of your account."

// Invited reads an invitation by its secret. Used, expired, withdrawn, cut and unknown are NotFound alike.
func (d *Desk) Invited(ctx context.Context, secret string) (Invitation, error) {
	var i Invitation
	err := d.DB.Global(ctx, func(tx *postgres.Tx) error {
		t, err := d.look(tx, forInvitation, secret)
		if err != nil {
			return err
		}
		i, err = d.invited(tx, t)
		return err
	})
	return i, err
}

// invited reads what a link is for; the transaction then stands in its institution.
func (d *Desk) invited(tx *postgres.Tx, t token) (Invitation, error) {
	i := Invitation{Person: t.Target, Administrator: t.Institution == uuid.Nil, place: t.Institution}
	var called string
	if err := tx.Row(`select coalesce(email, ''), name, password_hash is not null from person
		where id = $1 and disabled_at is null and email is not null and (not demo or $2 or password_hash is null)`, []any{t.Target, d.Demo()}, &i.Email, &called, &i.HasAccount); err != nil {
		return i, err // no row: whoever was invited is gone
	}
	if i.Administrator {
		if local, _, _ := strings.Cut(i.Email, "@"); called != local {
			i.Name = called
		}
		return i, nil
	}
	b := &postgres.Batch{}
	postgres.Enter(b, t.Institution)
	var rows []struct {
		Institution, Slug, Office, Name, Landing string
		Role                                     access.Role
		Waits                                    bool
	}
	postgres.Collect(b, &rows, `select n.name as institution, n.slug, coalesce(o.name, '') as office, coalesce(i.name, '') as name,
			coalesce(i.landing, '') as landing, m.role, m.accepted_at is null as waits
		from membership m join institution n on n.id = m.institution_id
		left join office o on o.institution_id = m.institution_id and o.id = m.office_id
		left join lateral (select v.name, v.landing from invitation v where v.institution_id = m.institution_id and v.membership_id = m.id
			and v.withdrawn_at is null order by v.created_at desc, v.id desc limit 1) i on true
		where m.institution_id = $1 and m.person_id = $2 and m.analysis_id is null and m.disabled_at is null and (m.valid_until is null or m.valid_until > now())
		order by m.accepted_at is null desc, m.created_at desc, m.id desc`, t.Institution, t.Target)
	if err := tx.Send(b); err != nil {
		return i, err
	}
	if len(rows) == 0 { // the membership was ended meanwhile
		return i, problem.Absent()
	}
	newest := rows[0]
	i.Institution, i.Slug, i.Role, i.Name, i.Landing = newest.Institution, newest.Slug, newest.Role, newest.Name, landingOf(newest.Slug, newest.Landing)
	for n, r := range rows {
		if (n == 0 || r.Waits) && r.Office != "" && !slices.Contains(i.Offices, r.Office) {
			i.Offices = append(i.Offices, r.Office)
		}
	}
	slices.Sort(i.Offices)
	return i, nil
}

// Accept uses an invitation up. Somebody new gets the name and the password; somebody with an account must give its
// password, which a Guard counts, and keeps name and password. The person may then be signed in. Of two that
// come at once, one finds nothing.
func (d *Desk) Accept(ctx context.Context, secret, name, password string) (Person, Invitation, error) {
	i, err := d.Invited(ctx, secret)
	if err != nil {
		return Person{}, i, err
	}
	if i.HasAccount {
		p, err := d.acceptKnown(ctx, secret, i, password)
		return p, i, err
	}
	if err := institution.CheckName("name", name); err != nil {
		return Person{}, i, err
	}
	if err := d.Passwords.Check(password); err != nil {
		return Person{}, i, err
	}
	hash, err := d.Passwords.Hash(ctx, password)
	if err != nil {
		return Person{}, i, err
	}
	var p Person
	err = d.answer(ctx, secret, func(tx *postgres.Tx, id uuid.UUID) error {
		return tx.Row(`update person set name = $2, password_hash = $3, access_version = access_version + 1
			where id = $1 and password_hash is null and disabled_at is null returning id, email, name, access_version`,
			[]any{id, strings.TrimSpace(name), hash}, &p.ID, &p.Email, &p.Name, &p.AccessVersion)
	})
	return p, i, err
}

func (d *Desk) acceptKnown(ctx context.Context, secret string, i Invitation, password string) (Person, error) {
	p, err := d.SignIn(ctx, i.Email, password)
	if problem.Is(err, problem.Invalid) {
		return p, wrongPassword("password", WrongAccountPassword)
	}
	if err != nil {
		return p, err
	}
	if p.ID != i.Person { // the address has passed to somebody else since the page was read
		return Person{}, problem.Absent()
	}
	err = d.answer(ctx, secret, func(tx *postgres.Tx, id uuid.UUID) error { return raise(tx, id, &p) })
	return p, err
}

// AcceptAs uses an invitation up for the person who is signed in. An invitation for somebody else is Refused and
// stays as it is.
func (d *Desk) AcceptAs(ctx context.Context, secret string, person uuid.UUID) (Invitation, error) {
	i, err := d.Invited(ctx, secret)
	if err != nil {
		return i, err
	}
	if i.Person != person || !i.HasAccount {
		return i, problem.New(problem.Refused, "This invitation is for somebody else.")
	}
	return i, d.answer(ctx, secret, func(tx *postgres.Tx, id uuid.UUID) error { return raise(tx, id, &Person{}) })
}

func raise(tx *postgres.Tx, id uuid.UUID, p *Person) error {
	return tx.Row(`update person set access_version = access_version + 1 where id = $1 and disabled_at is null
		returning id, email, name, access_version`, []any{id}, &p.ID, &p.Email, &p.Name, &p.AccessVersion)
}

// answer uses the link up, lets arrive do what is to be done about the person, and makes what waits in the link's
// institution count. What other institutions have asked of this person stays unanswered.
func (d *Desk) answer(ctx context.Context, secret string, arrive func(*postgres.Tx, uuid.UUID) error) error {
	return d.DB.Global(ctx, func(tx *postgres.Tx) error {
		t, err := d.use(tx, forInvitation, secret)
		if err != nil {
			return err
		}
		if err := arrive(tx, t.Target); err != nil {
			return err
		}
		if t.Institution == uuid.Nil {
			makeAdministrator(tx, t.Target)
			return nil
		}
		if err := accepted(tx, t.Institution, t.Target); err != nil {
			return err
		}
		for _, joined := range d.Joined {
			if err := joined(tx, t.Institution, t.Target); err != nil {
				return err
			}
		}
		return nil
	})
}

// accepted makes the person's waiting memberships of one institution count. NotFound when nothing lets the person in.
func accepted(tx *postgres.Tx, place, person uuid.UUID) error {
	b := &postgres.Batch{}
	postgres.Enter(b, place)
	var rows []struct {
		ID     uuid.UUID
		Office *uuid.UUID
		Role   access.Role
	}
	postgres.Collect(b, &rows, `update membership m set accepted_at = now() where m.institution_id = $1 and m.person_id = $2 and m.accepted_at is null
		and m.analysis_id is null and m.disabled_at is null and (m.valid_until is null or m.valid_until > now())
		returning m.id, m.office_id as office, m.role`, place, person)
	b.Queue(`update invitation i set accepted_at = now() from membership m where i.institution_id = $1 and i.person_id = $2
		and m.institution_id = i.institution_id and m.id = i.membership_id and m.accepted_at is not null
		and i.accepted_at is null and i.withdrawn_at is null`, place, person)
	var in bool
	b.Queue(`select exists (select from membership m where m.institution_id = $1 and m.person_id = $2 and m.analysis_id is null and `+current+`)`, place, person).
		QueryRow(func(row pgx.Row) error { return row.Scan(&in) })
	if err := tx.Send(b); err != nil {
		return err
	}
	if !in {
		return problem.Absent()
	}
	for _, r := range rows {
		actor := access.Actor{Institution: place, Membership: r.ID, Person: person, Role: r.Role}
		if r.Office != nil {
			actor.Office = *r.Office
		}
		activity.Record(tx, actor, activity.Entry{Kind: "invitation accepted", Subject: activity.OfMembership, ID: r.ID, Detail: r.Role.Label()})
	}
	return nil
}

// Opened notes that an invitation's page stands before a reader's eyes: programs that check links in mails do not
// come so far. It is noted once; a link that opens nothing is nothing to note.
func (d *Desk) Opened(ctx context.Context, secret string) error {
	err := d.DB.Global(ctx, func(tx *postgres.Tx) error {
		t, err := d.look(tx, forInvitation, secret)
		if err != nil || t.Institution == uuid.Nil {
			return err
		}
		if err := tx.Enter(t.Institution); err != nil {
			return err
		}
		tx.Last(`update invitation set opened_at = now() where institution_id = $1 and person_id = $2
			and opened_at is null and accepted_at is null and withdrawn_at is null`, t.Institution, t.Target)
		return nil
	})
	if problem.Is(err, problem.NotFound) {
		return nil
	}
	return err
}
