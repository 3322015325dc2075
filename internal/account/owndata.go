package account

import (
	"context"
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// OwnData is what is stored about a person, in all institutions: the download of one's own data. Secrets are not
// in it: no password, no link, no session's token.
type OwnData struct {
	Person       OwnPerson        `json:"person"`
	Sessions     []OwnSignIn      `json:"sessions"`
	Institutions []OwnInstitution `json:"institutions"`
}

// OwnPerson is the person.
type OwnPerson struct {
	ID            uuid.UUID `json:"id"`
	Email         string    `json:"email"`
	Name          string    `json:"name"`
	Administrator bool      `json:"administrator"`
	CreatedAt     time.Time `json:"created_at"`
}

// OwnSignIn is a browser in which the person is signed in.
type OwnSignIn struct {
	Agent     string    `json:"agent"`
	StartedAt time.Time `json:"started_at"`
	SeenAt    time.Time `json:"seen_at"`
}

// OwnInstitution is what one institution holds about the person.
type OwnInstitution struct {
	ID          uuid.UUID       `json:"-"`
	Slug        string          `json:"slug"`
	Name        string          `json:"name"`
	Memberships []OwnMembership `json:"memberships"`
	Invitations []OwnInvitation `json:"invitations"`
	Mails       []OwnMail       `json:"mails"`
	Arrivals    []OwnArrival    `json:"arrivals"`
	Activity    []OwnActivity   `json:"activity"`
}

// OwnMembership is a membership, ended ones too.
type OwnMembership struct {
	Role       string     `json:"role"`
	Office     string     `json:"office"`
	Standing   string     `json:"standing"`
	ValidFrom  time.Time  `json:"from"`
	ValidUntil *time.Time `json:"until"`
	AcceptedAt *time.Time `json:"accepted_at"`
	DisabledAt *time.Time `json:"disabled_at"`
	LastUsedAt *time.Time `json:"last_used_at"`
}

// OwnInvitation is a time that the person was asked in, and what the inviter called the person.
type OwnInvitation struct {
	Name        string     `json:"name"`
	CreatedAt   time.Time  `json:"created_at"`
	OpenedAt    *time.Time `json:"opened_at"`
	AcceptedAt  *time.Time `json:"accepted_at"`
	WithdrawnAt *time.Time `json:"withdrawn_at"`
}

// OwnMail is a message to the person, without its link.
type OwnMail struct {
	Kind      string     `json:"kind"`
	Address   string     `json:"address"`
	Subject   string     `json:"subject"`
	Body      string     `json:"text"`
	CreatedAt time.Time  `json:"created_at"`
	SentAt    *time.Time `json:"sent_at"`
}

// OwnArrival is what the person typed at the door of a room and was let in with.
type OwnArrival struct {
	Name      string    `json:"name"`
	Email     string    `json:"email"`
	Office    string    `json:"office"`
	ArrivedAt time.Time `json:"arrived_at"`
}

// OwnActivity is an entry of the log that the person gave rise to.
type OwnActivity struct {
	At     time.Time `json:"at"`
	Kind   string    `json:"kind"`
	Detail string    `json:"detail"`
}

// OwnData reads it. Somebody who is gone or disabled is NotFound.
func (d *Desk) OwnData(ctx context.Context, person uuid.UUID) (OwnData, error) {
	data := OwnData{Institutions: []OwnInstitution{}}
	err := d.DB.AsPerson(ctx, person, func(tx *postgres.Tx) error {
		p := &data.Person
		if err := tx.Row(`select id, coalesce(email, ''), name, administrator, created_at from person where id = $1 and disabled_at is null`,
			[]any{person}, &p.ID, &p.Email, &p.Name, &p.Administrator, &p.CreatedAt); err != nil {
			return err
		}
		b := &postgres.Batch{}
		var places []struct {
			ID         uuid.UUID
			Slug, Name string
		}
		postgres.Collect(b, &data.Sessions, `select agent, started_at, seen_at`+openSessions+` order by started_at`, person)
		postgres.Collect(b, &places, `select i.id, i.slug, i.name from institution i
			where i.id in (select institution_id from membership where person_id = $1) order by i.slug`, person)
		if err := tx.Send(b); err != nil {
			return err
		}
		data.Institutions = make([]OwnInstitution, len(places))
		b = &postgres.Batch{}
		for n, at := range places {
			data.Institutions[n] = OwnInstitution{ID: at.ID, Slug: at.Slug, Name: at.Name}
			queueOwn(b, &data.Institutions[n], person)
		}
		return tx.Send(b)
	})
	return data, err
}

// queueOwn enters an institution and queues the reading of what it holds about a person.
func queueOwn(b *postgres.Batch, into *OwnInstitution, person uuid.UUID) {
	postgres.Enter(b, into.ID)
	postgres.Collect(b, &into.Memberships, `select m.role, coalesce(o.slug, '') as office, coalesce(m.standing, '') as standing,
		m.valid_from, m.valid_until, m.accepted_at, m.disabled_at, m.last_used_at
		from membership m left join office o on o.institution_id = m.institution_id and o.id = m.office_id
		where m.institution_id = $1 and m.person_id = $2 order by m.created_at, m.id`, into.ID, person)
	postgres.Collect(b, &into.Invitations, `select name, created_at, opened_at, accepted_at, withdrawn_at from invitation
		where institution_id = $1 and person_id = $2 order by created_at, id`, into.ID, person)
	postgres.Collect(b, &into.Mails, `select kind, address, subject, body, created_at, sent_at from mail
		where institution_id = $1 and (person_id = $2 or invitation_id in (select id from invitation where institution_id = $1 and person_id = $2))
		order by created_at, id`, into.ID, person)
	postgres.Collect(b, &into.Arrivals, `select r.name, r.email, o.slug as office, r.arrived_at
		from arrival r join office o on o.institution_id = r.institution_id and o.id = r.office_id
		join membership m on m.institution_id = r.institution_id and m.id = r.membership_id
		where r.institution_id = $1 and m.person_id = $2 order by r.arrived_at, r.id`, into.ID, person)
	postgres.Collect(b, &into.Activity, `select at, kind, detail from activity
		where institution_id = $1 and membership_id in (select id from membership where institution_id = $1 and person_id = $2) order by at, id`, into.ID, person)
}
