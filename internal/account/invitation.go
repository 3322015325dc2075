package account

import (
	"errors"
	"path"
	"slices"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// invitationLife is how long an invitation's link opens.
const invitationLife = 14 * 24 * time.Hour

// asking is one person to be asked in. The name in Member is what a new person is called; Name is what the inviter
// wrote, and may be empty.
type asking struct {
	ID            uuid.UUID
	Member        newMember
	Name, Landing string
	Digest        []byte
}

// asked is what came of it. Secret is empty where there is no link to be opened.
type asked struct {
	enrolled
	ID     uuid.UUID
	Secret string
}

// asker is the institution that asks, with its settings and the membership in whose name it does; zero: nobody's.
type asker struct {
	institution.Institution
	By       uuid.UUID
	Settings institution.Settings
}

func askerOf(seat access.Seat, s institution.Settings) asker {
	return asker{Institution: institution.Institution{ID: seat.Institution, Slug: seat.Slug, Name: seat.InstitutionName, Demo: seat.Demo}, By: seat.Membership, Settings: s}
}

// ask makes the memberships and the invitations, and a link for everybody who has to answer: one for each person,
// because a later link ends an earlier one. With byMail the link is sent; else it stands in the result.
func (d *Desk) ask(tx *postgres.Tx, by asker, list []asking, offices map[string]institution.Office, byMail bool) ([]asked, error) {
	members := make([]newMember, len(list))
	for n, a := range list {
		members[n] = a.Member
	}
	done, err := enrol(tx, by.Institution, members, offices)
	if err != nil {
		return nil, err
	}
	result := make([]asked, len(list))
	b := &postgres.Batch{}
	for n, e := range done {
		result[n] = asked{enrolled: e, ID: list[n].ID}
		b.Queue(`insert into invitation (institution_id, id, person_id, membership_id, name, landing, invited_by, digest, accepted_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, case when $9 then now() end)`, by.ID, list[n].ID, e.Person, e.Membership,
			list[n].Name, list[n].Landing, postgres.Optional(by.By), list[n].Digest, !e.waits())
	}
	if err := tx.Send(b); err != nil {
		return nil, err
	}
	waitFor := map[uuid.UUID][]string{}
	for n, e := range done {
		if name := offices[list[n].Member.Office].Name; e.waits() && name != "" && !slices.Contains(waitFor[e.Person], name) {
			waitFor[e.Person] = append(waitFor[e.Person], name)
		}
	}
	first := map[uuid.UUID]bool{}
	for n, e := range done {
		if !e.waits() || first[e.Person] {
			continue
		}
		first[e.Person] = true
		secret := d.issue(tx, token{Kind: forInvitation, Institution: by.ID, Target: e.Person}, invitationLife)
		if !byMail {
			result[n].Secret = secret
			continue
		}
		if err := d.sendInvitation(tx, by, letter{Person: e.Person, HasAccount: e.HasAccount, Invitation: list[n].ID,
			Email: list[n].Member.Email, Name: list[n].Name, Office: together(waitFor[e.Person])}, secret); err != nil {
			return nil, err
		}
	}
	return result, nil
}

// together writes names one after the other, as a letter does.
func together(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

func (e enrolled) waits() bool { return e.Outcome == WillWait || e.Outcome == InvitedAgain }

// letter is whom an invitation is written to.
type letter struct {
	Person, Invitation  uuid.UUID
	HasAccount          bool
	Email, Name, Office string
}

func (d *Desk) sendInvitation(tx *postgres.Tx, by asker, l letter, secret string) error {
	subject, text := InvitationWords(by.Settings, l.Name, l.Email, l.Office)
	m := mail.Message{Kind: "invitation", Invitation: l.Invitation, Address: l.Email, Name: l.Name,
		SenderName: by.Settings.Sender(), ReplyTo: by.Settings.Answers(), Subject: subject, Text: text,
		Button: "Open the invitation", Path: link.Invitation(secret), Secret: true}
	if l.HasAccount {
		m.Person = l.Person
	}
	_, err := d.Post.Queue(tx, by.ID, m)
	return err
}

// InvitationWords fills the placeholders of an institution's invitation; {link} stays, for the mail to put the link
// there. Somebody without a name is greeted by the office, else by the address.
func InvitationWords(s institution.Settings, name, email, office string) (subject, text string) {
	subject, text = s.InvitationSubject, s.InvitationText
	if subject == "" {
		subject = institution.DefaultInvitationSubject
	}
	if text == "" {
		text = institution.DefaultInvitationText
	}
	if name == "" {
		name = office
	}
	if name == "" {
		name = email
	}
	if office == "" {
		office = s.Name
	}
	fill := strings.NewReplacer("{name}", name, "{office}", office, "{institution}", s.Name) // in one pass: what is filled in is not filled again
	return fill.Replace(subject), fill.Replace(text)
}

// openInvitation is an invitation that somebody still has to answer.
type openInvitation struct {
	ID, Membership, Person uuid.UUID
	Email, Name            string
	Account                bool
	Role                   access.Role
	Standing               access.Standing
	Office                 uuid.UUID
	OfficeName             string
	Answered, Withdrawn    bool
	Elsewhere              bool // the person also waits for another role or office here: the link is for that as well
}

func (i openInvitation) letter() letter {
	return letter{Person: i.Person, Invitation: i.ID, HasAccount: i.Account, Email: i.Email, Name: i.Name, Office: i.OfficeName}
}

// queueOpen queues the newest invitation of the membership that an invitation was for: a page may show an older one.
func queueOpen(b *postgres.Batch, id uuid.UUID, into *openInvitation, found *bool) {
	b.Queue(`select i.id, m.id, p.id, coalesce(p.email, ''), i.name, p.password_hash is not null, m.role, coalesce(m.standing, ''),
			coalesce(m.office_id, '00000000-0000-0000-0000-000000000000'), coalesce(o.name, ''),
			m.accepted_at is not null, i.withdrawn_at is not null or p.email is null or coalesce(m.valid_until <= now(), false),
			exists (select from membership n where n.institution_id = m.institution_id and n.person_id = m.person_id
				and n.id <> m.id and n.accepted_at is null and n.analysis_id is null)
		from invitation asked
		join invitation i on i.institution_id = asked.institution_id and i.membership_id = asked.membership_id
		join membership m on m.institution_id = i.institution_id and m.id = i.membership_id
		join person p on p.id = m.person_id
		left join office o on o.institution_id = m.institution_id and o.id = m.office_id
		where asked.institution_id = `+postgres.ThisInstitution+` and asked.id = $1
		order by i.created_at desc, i.id desc limit 1`, id).
		QueryRow(func(row pgx.Row) error {
			i := into
			err := row.Scan(&i.ID, &i.Membership, &i.Person, &i.Email, &i.Name, &i.Account, &i.Role, &i.Standing, &i.Office, &i.OfficeName,
				&i.Answered, &i.Withdrawn, &i.Elsewhere)
			if errors.Is(err, pgx.ErrNoRows) {
				return nil
			}
			*found = err == nil
			return err
		})
}

// mayInvite is the rule of who asks whom in: the international office anybody, a head or focal person colleagues
// of the own office. An office that does not exist is nobody's.
func mayInvite(a access.Actor, role access.Role, office uuid.UUID) bool {
	return manages(a) || role == access.MemberOffice && office != uuid.Nil && a.May(access.ManageColleagues, access.Subject{Office: office})
}

func manages(a access.Actor) bool { return a.May(access.Manage, access.Subject{}) }

// mayRemind is the rule of who may send an invitation again or take it back: whoever might have sent it, but for a
// head's, with whom the head's own colleagues have nothing to do.
func mayRemind(a access.Actor, i openInvitation) error {
	switch {
	case manages(a):
		return nil
	case !mayInvite(a, i.Role, i.Office):
		return problem.New(problem.Refused, "This invitation is for another office than yours.")
	case i.Standing == access.Head:
		return errOfHead
	}
	return nil
}

// errOfHead keeps colleagues from asking an office's head anew, and from taking back that the head was asked.
var errOfHead = problem.New(problem.Refused, "The invitation of an office's head is the international office's to send and to withdraw.")

// mayHandOver is the rule of who gets a link in their hands.
func mayHandOver(a access.Actor, _ openInvitation) error {
	if !manages(a) {
		return errNoLinks
	}
	return nil
}

// checkLanding is the rule for the page that somebody is invited for: one of the institution's own.
func checkLanding(slug, landing string) error {
	if landing == "" || landingOf(slug, landing) == landing {
		return nil
	}
	return problem.At("landing", "The invitation can only lead to a page of this institution.")
}

// landingOf is where an accepted invitation leads.
func landingOf(slug, landing string) string {
	home := link.Institution(slug)
	where, _, _ := strings.Cut(landing, "#")
	where, _, _ = strings.Cut(where, "?")
	if link.Local(landing) != landing || path.Clean(where) != where || len(landing) > 400 || strings.Contains(where, "%") ||
		where != home && !strings.HasPrefix(where, home+"/") {
		return home
	}
	return landing
}
