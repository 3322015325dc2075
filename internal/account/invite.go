package account

import (
	"bytes"
	"context"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Invite asks somebody in and returns the secret of the link by which the person accepts. The secret is returned
// once and stored only as SHA-256; an earlier link ends. It is for the command line and the administrator, who have
// no seat here and cannot ask anybody to send a mail; somebody who has accepted before gets a link all the same.
func (d *Desk) Invite(ctx context.Context, in institution.Institution, email string, role access.Role, office string) (secret string, err error) {
	m := newMember{Email: strings.TrimSpace(email), Role: role, Office: office, Asked: true}
	m.Name = localPart(m.Email)
	err = d.DB.Tenant(ctx, in.ID, func(tx *postgres.Tx) error {
		list, err := institution.Offices(tx)
		if err != nil {
			return err
		}
		offices := institution.OfficesBySlug(list)
		if err := checkMember(m, offices); err != nil {
			return err
		}
		done, err := d.ask(tx, asker{Institution: in}, []asking{{ID: uuid.Must(uuid.NewV7()), Member: m, Digest: once.Digest(uuid.Nil, m.Email, string(role), office)}}, offices, false)
		if err != nil {
			return err
		}
		if secret = done[0].Secret; secret == "" {
			secret = d.issue(tx, token{Kind: forInvitation, Institution: in.ID, Target: done[0].Person}, invitationLife)
		}
		activity.RecordUnnamed(tx, in.ID, activity.Entry{Kind: "invitation made", Subject: activity.OfMembership, ID: done[0].Membership, Detail: invitedAs(role, offices[office].Name)})
		return nil
	})
	return secret, err
}

// NewInvitation is what a person fills in to ask somebody in.
type NewInvitation struct {
	ID       string // UUID; empty: the server makes one
	Email    string
	Name     string // what the inviter calls the person; may be empty
	Role     access.Role
	Office   string // slug
	Until    string // last day, YYYY-MM-DD; empty: open
	Standing access.Standing
	Landing  string // the path that the person is invited for; empty: the institution
	ByLink   bool   // no mail: the link is handed over by whoever invites; for those who manage people
}

// Asked is what came of an invitation. Link is its path where it is to be handed over; it is given once.
type Asked struct {
	ID                  uuid.UUID
	Outcome             Outcome
	Link                string
	Email, Name, Office string
	ByColleague         bool // by somebody who does not manage people and so hands out no links
}

// Ask asks somebody in: the international office anybody, the head or focal person of an office a colleague, by mail
// and not too often (TooMany). The same request twice is carried out once, and the second answer has no link; the
// same id with other fields is Invalid.
func (d *Desk) Ask(ctx context.Context, c access.Caller, in NewInvitation) (Asked, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Asked{}, err
	}
	in.Email, in.Name = strings.TrimSpace(in.Email), strings.TrimSpace(in.Name)
	result := Asked{ID: id, Email: in.Email, Name: in.Name}
	var offices []institution.Office
	var settings institution.Settings
	var before []byte
	err = Sit(ctx, d.DB, c, func(b *postgres.Batch) {
		institution.QueueOffices(b, &offices)
		institution.QueueSettings(b, &settings)
		queueDigest(b, id, &before)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		bySlug := institution.OfficesBySlug(offices)
		office := bySlug[in.Office]
		if !mayInvite(seat.Actor, in.Role, office.ID) {
			return problem.New(problem.Refused, "You may invite colleagues into your own office only.")
		}
		result.ByColleague = !manages(seat.Actor)
		if in.ByLink && result.ByColleague {
			return errNoLinks
		}
		m, err := checkInvitation(in, bySlug, d.Now())
		if err != nil {
			return err
		}
		if err := checkLanding(seat.Slug, in.Landing); err != nil {
			return err
		}
		if m.ByColleague = result.ByColleague; m.ByColleague && in.Standing == access.Head {
			return problem.New(problem.Refused, "Only the international office names an office's head.")
		}
		result.Office = office.Name
		sum := once.Digest(seat.Person, in.Email, in.Name, string(in.Role), in.Office, in.Until, string(in.Standing), in.Landing)
		if before != nil {
			if !bytes.Equal(before, sum) {
				return once.Reused()
			}
			result.Outcome = WillWait
			return nil
		}
		if m.ByColleague {
			if err := d.moderate(tx, seat, in.Email); err != nil {
				return err
			}
		}
		done, err := d.ask(tx, askerOf(seat, settings), []asking{{ID: id, Member: m, Name: in.Name, Landing: in.Landing, Digest: sum}}, bySlug, !in.ByLink)
		if err != nil {
			return err
		}
		result.Outcome = done[0].Outcome
		if done[0].Secret != "" {
			result.Link = link.Invitation(done[0].Secret)
		}
		if kind := logged(result.Outcome, in.ByLink); kind != "" {
			activity.Record(tx, seat.Actor, activity.Entry{Kind: kind, Subject: activity.OfMembership, ID: done[0].Membership, Detail: invitedAs(in.Role, office.Name)})
		}
		return nil
	})
	if postgres.Violates(err, "invitation_pkey") { // the same request, at the same moment
		return d.Ask(ctx, c, in)
	}
	return result, err
}

// checkInvitation is the rule for the fields of an invitation.
func checkInvitation(in NewInvitation, offices map[string]institution.Office, now time.Time) (newMember, error) {
	m := newMember{Name: in.Name, Email: in.Email, Office: in.Office, Role: in.Role, Standing: in.Standing, Asked: true}
	if m.Name == "" {
		m.Name = localPart(in.Email)
	}
	if err := checkAddress("email", in.Email); err != nil {
		return m, err
	}
	if err := checkMember(m, offices); err != nil {
		return m, err
	}
	if err := checkCalled("name", in.Name); err != nil {
		return m, err
	}
	switch in.Standing {
	case access.Plain:
	case access.Head, access.FocalPerson, access.Deputy:
		if in.Office == "" {
			return m, problem.At("standing", "Only somebody of an office can be its head, focal person or deputy.")
		}
	default:
		return m, problem.At("standing", "Please choose: head, focal person, deputy, or none of these.")
	}
	until, err := parseUntil(in.Until)
	if err != nil {
		return m, err
	}
	if until != nil && !until.After(now) {
		return m, problem.At("until", "This last day has passed already.")
	}
	m.Until = until
	return m, nil
}

// localPart is what somebody is called of whom only the address is known.
func localPart(email string) string {
	local, _, _ := strings.Cut(email, "@")
	return local
}

// checkCalled is the rule for what an inviter calls somebody: the mail greets the person by it, in the institution's
// name, and must not be made to lead elsewhere.
func checkCalled(field, name string) error {
	if name = strings.ToLower(name); strings.Contains(name, "://") || strings.Contains(name, "www.") {
		return problem.At(field, "A name has no web address in it.")
	}
	return nil
}

// storable leaves out what the database takes in no text; whether a text is good is asked elsewhere.
func storable(s string) string { return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "") }

// errNoLinks refuses a link to whoever does not manage people: a link opens all that waits for the person, and whoever
// holds it can answer in the person's name.
var errNoLinks = problem.New(problem.Refused, "Only the international office hands out links. The invitation goes by mail.")

// logged is what the log says of an invitation; empty when nothing was done.
func logged(o Outcome, byLink bool) string {
	switch {
	case o == AlreadyMember:
		return ""
	case o == RoleAdded:
		return "role added"
	case byLink:
		return "invitation link copied"
	case o == InvitedAgain:
		return "invitation sent again"
	}
	return "invitation sent"
}

func invitedAs(role access.Role, office string) string {
	if office == "" {
		return role.Label()
	}
	return role.Label() + ", " + office
}

func queueDigest(b *postgres.Batch, id uuid.UUID, into *[]byte) {
	b.Queue(`select digest from invitation where institution_id = `+postgres.ThisInstitution+` and id = $1`, id).
		Query(postgres.First(into, new(bool), pgx.RowTo[[]byte]))
}
