package account

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// InvitationState is how far an invitation has come.
type InvitationState string

// The states.
const (
	InvitationNotAsked  InvitationState = "not asked"  // brought in by a file: no link was made yet
	InvitationWaiting   InvitationState = "waiting"    // the mail has not gone out yet
	InvitationSent      InvitationState = "sent"       // a mail server has taken the mail
	InvitationBounced   InvitationState = "bounced"    // the mail could not be delivered
	InvitationLinkShown InvitationState = "link shown" // the newest link was handed over, not mailed
	InvitationOpened    InvitationState = "opened"     // the page behind a link was looked at
	InvitationExpired   InvitationState = "expired"    // the link opens nothing any more
	InvitationJoined    InvitationState = "joined"
)

// InvitedPerson is a line of the list of those who were asked in. Name is the person's own once joined; until then
// what the inviter wrote.
type InvitedPerson struct {
	ID         uuid.UUID // of the newest invitation; zero for InvitationNotAsked
	Membership uuid.UUID
	Name       string
	Email      string
	Role       access.Role
	Standing   access.Standing
	Office     string // slug
	OfficeName string
	Landing    string

	Accepted *time.Time
	Opened   *time.Time
	Issued   *time.Time // of the link that opens now
	Expires  *time.Time
	Mailed   *time.Time // when the newest mail was written
	Sent     *time.Time
	Failed   *time.Time
	Moved    bool // the address is another one than the newest mail's
}

// State is how far the invitation has come, and since when. It is pure.
func (p InvitedPerson) State(now time.Time) (InvitationState, time.Time) {
	byHand := p.byHand()
	switch {
	case p.Accepted != nil:
		return InvitationJoined, *p.Accepted
	case p.Failed != nil && !byHand:
		return InvitationBounced, *p.Failed
	case p.Expires != nil && !p.Expires.After(now):
		return InvitationExpired, *p.Expires
	case p.Issued == nil && p.Mailed == nil && p.ID == uuid.Nil:
		return InvitationNotAsked, time.Time{}
	case p.Issued == nil:
		return InvitationExpired, time.Time{}
	case p.Opened != nil:
		return InvitationOpened, *p.Opened
	case byHand:
		return InvitationLinkShown, *p.Issued
	case p.Sent != nil:
		return InvitationSent, *p.Sent
	}
	return InvitationWaiting, *p.Mailed
}

// patience is how long "send again to all" leaves somebody alone who got a link.
const patience = 10 * time.Minute

// byHand tells whether the newest link was printed or handed over, not mailed.
func (p InvitedPerson) byHand() bool {
	return p.Issued != nil && (p.Mailed == nil || p.Issued.After(*p.Mailed))
}

// invitedPerson is what is known beside it, and not shown to whoever invites.
type invitedPerson struct {
	InvitedPerson
	Person  uuid.UUID
	Account bool
	Offices []string `db:"-"` // names of all that wait for the person
}

func (p invitedPerson) letter() letter {
	if len(p.Offices) > 0 {
		p.OfficeName = together(p.Offices)
	}
	return letter{Person: p.Person, Invitation: p.ID, HasAccount: p.Account, Email: p.Email, Name: p.Name, Office: p.OfficeName}
}

// queueInvited queues everybody who was asked in and is not gone, by office and name.
func queueInvited(b *postgres.Batch, into *[]invitedPerson) {
	postgres.Collect(b, into, `select coalesce(i.id, '00000000-0000-0000-0000-000000000000') as id, m.id as membership, p.id as person, p.password_hash is not null as account,
			case when m.accepted_at is not null then p.name else coalesce(i.name, '') end as name, p.email, m.role, coalesce(m.standing, '') as standing,
			coalesce(o.slug, '') as office, coalesce(o.name, '') as office_name, coalesce(i.landing, '') as landing,
			m.accepted_at as accepted, i.opened_at as opened, t.created_at as issued, t.expires_at as expires,
			l.created_at as mailed, l.sent_at as sent, l.failed_at as failed, coalesce(lower(l.address) <> p.email_norm, false) as moved
		from membership m
		join person p on p.id = m.person_id and p.email is not null
		left join office o on o.institution_id = m.institution_id and o.id = m.office_id
		left join lateral (select v.id, v.name, v.landing, v.opened_at from invitation v where v.institution_id = m.institution_id and v.membership_id = m.id
			order by v.created_at desc, v.id desc limit 1) i on true
		left join lateral (select k.created_at, k.expires_at from token k where k.kind = 'invitation' and k.target = m.person_id
			and k.institution_id = m.institution_id and k.used_at is null) t on true
		left join lateral (select x.created_at, x.sent_at, x.failed_at, x.address from invitation v join mail x on x.institution_id = v.institution_id and x.invitation_id = v.id
			where v.institution_id = m.institution_id and v.person_id = m.person_id and x.kind = 'invitation' order by x.created_at desc, x.id desc limit 1) l on true
		where m.institution_id = `+postgres.ThisInstitution+` and m.analysis_id is null and m.disabled_at is null
		  and (m.valid_until is null or m.valid_until > now()) and (i.id is not null or m.accepted_at is null)
		order by m.accepted_at is not null, o.name collate "und-x-icu" nulls last, p.email_norm, m.id`)
}

// OnboardView is what the page "Bring offices on board" is made of.
type OnboardView struct {
	Seat     access.Seat
	Settings institution.Settings
	Offices  []institution.Office // without the archived ones
	Invited  []InvitedPerson
	Again    Again // what "send again to all" would do now
	Now      time.Time
}

// Onboarding reads the page; it is the international office's.
func (d *Desk) Onboarding(ctx context.Context, c access.Caller) (OnboardView, error) {
	v := OnboardView{Now: d.Now()}
	var offices []officeHere
	var invited []invitedPerson
	seat, err := SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		institution.QueueSettings(b, &v.Settings)
		queueOfficesHere(b, &offices)
		queueInvited(b, &invited)
	})
	if err != nil {
		return v, err
	}
	if !seat.May(access.Manage, access.Subject{}) {
		return v, problem.New(problem.Refused, "Bringing offices on board is the international office's.")
	}
	v.Seat, v.Again = seat, toSendAgain(invited, v.Now)
	for _, o := range offices {
		if !o.Archived {
			v.Offices = append(v.Offices, o.Office)
		}
	}
	for _, p := range invited {
		v.Invited = append(v.Invited, p.InvitedPerson)
	}
	return v, nil
}
