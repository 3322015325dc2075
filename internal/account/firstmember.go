package account

import (
	"context"
	"crypto/sha256"
	"strings"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// InviteFirst invites the first member of an institution's international office, in the name of an administrator;
// for anybody else it is NotFound. Once anybody has been a member, it is Conflict. The secret is returned once.
func (d *Desk) InviteFirst(ctx context.Context, person uuid.UUID, slug, email string) (secret string, err error) {
	m := newMember{Email: strings.TrimSpace(email), Role: access.InternationalOffice, Asked: true}
	m.Name, _, _ = strings.Cut(m.Email, "@")
	err = d.DB.Global(ctx, func(tx *postgres.Tx) error {
		if err := askAdministrator(tx, person); err != nil {
			return err
		}
		var in institution.Institution
		if err := tx.Row(`select id, slug, name, demo from institution where slug = $1`, []any{slug}, &in.ID, &in.Slug, &in.Name, &in.Demo); err != nil {
			return err
		}
		b := &postgres.Batch{}
		state := Administered{ID: in.ID}
		var settings institution.Settings
		queueRuns(b, &state)
		institution.QueueSettings(b, &settings)
		if err := tx.Send(b); err != nil {
			return err
		}
		if state.Runs {
			return problem.New(problem.Conflict, "This institution runs itself: its international office invites everybody else.")
		}
		if err := checkMember(m, nil); err != nil {
			return err
		}
		target, err := addMember(tx, in, m, nil)
		if err != nil {
			return err
		}
		var invitation, membership uuid.UUID
		invitation = uuid.Must(uuid.NewV7())
		sum := sha256.Sum256([]byte(invitation.String()))
		if err := tx.Row(`insert into invitation (institution_id, id, person_id, membership_id, name, landing, digest)
			select m.institution_id, $2, m.person_id, m.id, $4, $5, $6 from membership m
			where m.institution_id = $1 and m.person_id = $3 and m.role = 'international_office' and m.analysis_id is null
			order by m.created_at desc limit 1 returning membership_id`,
			[]any{in.ID, invitation, target, m.Name, link.Institution(in.Slug), sum[:]}, &membership); err != nil {
			return err
		}
		secret = d.issue(tx, token{Kind: forInvitation, Institution: in.ID, Target: target}, invitationLife)
		activity.RecordUnnamed(tx, in.ID, activity.Entry{Kind: "first member invited", Subject: activity.OfMembership, ID: membership, Detail: string(m.Role)})
		_, err = d.Post.Queue(tx, in.ID, place{in.ID, settings}.sign(mail.Message{
			Kind: "invitation", Invitation: invitation, Address: m.Email, Subject: "Begin with Meridian at " + in.Name,
			Text:   in.Name + " plans its internationalisation strategy with Meridian from now on, and you are to begin. Open this link, choose a password, then bring your offices on board. It opens once, within 14 days:\n\n{link}",
			Button: "Open the invitation", Path: link.Invitation(secret), Secret: true,
		}))
		return err
	})
	return secret, err
}
