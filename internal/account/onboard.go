package account

import (
	"context"
	"strings"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Onboarding is what an international office brings to invite many at once.
type Onboarding struct {
	ID     string // UUID of the form; empty: the server makes one
	Text   string // see ReadPasted
	Role   access.Role
	Office string // slug; both for rows that do not say
}

// Onboard makes the offices that are missing and invites everybody in the rows that can be taken, in one
// transaction; with preview it only says what would be done. Rows that cannot be taken are left out, each with its
// reason. The same form twice invites nobody twice.
func (d *Desk) Onboard(ctx context.Context, c access.Caller, in Onboarding, preview bool) (OnboardPlan, error) {
	form, err := once.ID(in.ID)
	if err != nil {
		return OnboardPlan{}, err
	}
	pasted, err := ReadPasted(in.Text)
	if err != nil {
		return OnboardPlan{}, err
	}
	if in.Role == "" {
		in.Role = access.MemberOffice
	}
	var emails []string
	var ids []uuid.UUID
	for _, r := range pasted.Rows {
		emails = append(emails, storable(strings.ToLower(r.Email)))
		ids = append(ids, rowID(form, r, in))
	}
	var plan OnboardPlan
	run := func() error {
		var settings institution.Settings
		var offices []officeHere
		var people []personKnown
		var members []memberHere
		var before []struct{ ID uuid.UUID }
		return Sit(ctx, d.DB, c, func(b *postgres.Batch) {
			institution.QueueSettings(b, &settings)
			queueOfficesHere(b, &offices)
			queueKnown(b, emails, &people, &members)
			postgres.Collect(b, &before, `select id from invitation where institution_id = `+postgres.ThisInstitution+` and id = any($1)`, ids)
		}, func(tx *postgres.Tx, seat access.Seat) error {
			if err := checkOnboarding(seat.Actor, in, len(pasted.Rows), offices); err != nil {
				return err
			}
			by := askerOf(seat, settings)
			known, here := byAddress(people, members)
			plan = planOnboard(pasted, in.Role, in.Office, surroundings{In: by.Institution, Offices: offices, People: known, Members: here})
			for n := range plan.Rows {
				plan.Rows[n].ID = ids[n]
			}
			if preview {
				return nil
			}
			done := map[uuid.UUID]bool{}
			for _, b := range before {
				done[b.ID] = true
			}
			return d.carryOut(tx, seat, by, plan, offices, done)
		})
	}
	err = run()
	if postgres.Violates(err, "invitation_pkey") || postgres.Violates(err, "office_institution_id_slug_key") { // somebody at the same moment
		err = run()
	}
	return plan, err
}

func checkOnboarding(a access.Actor, in Onboarding, rows int, offices []officeHere) error {
	if !a.May(access.Manage, access.Subject{}) {
		return problem.New(problem.Refused, "Only the international office invites many at once.")
	}
	if !in.Role.Valid() {
		return problem.At("role", "Please choose one of the roles.")
	}
	known := in.Office == ""
	for _, o := range offices {
		known = known || o.Slug == in.Office && !o.Archived
	}
	if !known {
		return problem.At("office", "Please choose an office of this institution.")
	}
	if rows == 0 {
		return problem.At("pasted", "Please paste some lines, choose a file, or tick some offices.")
	}
	return nil
}

// carryOut does what a plan says, but for invitations that were made before.
func (d *Desk) carryOut(tx *postgres.Tx, seat access.Seat, by asker, plan OnboardPlan, offices []officeHere, done map[uuid.UUID]bool) error {
	if len(plan.NewOffices) > 0 {
		if err := institution.Found(tx, seat.Institution, plan.NewOffices); err != nil {
			return err
		}
	}
	bySlug := institution.OfficesBySlug(plan.NewOffices)
	for _, o := range offices {
		bySlug[o.Slug] = o.Office
	}
	for _, o := range plan.NewOffices {
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "office added", Subject: activity.OfOffice, ID: o.ID, Detail: o.Name})
	}
	var list []asking
	var rows []OnboardRow
	for _, r := range plan.Rows {
		if r.Reason != "" || r.Outcome == OfficeOnly || r.Outcome == AlreadyMember || done[r.ID] {
			continue
		}
		m := newMember{Name: r.Name, Email: r.Email, Office: r.Office.Slug, Role: r.Role, Standing: r.Standing, Asked: true}
		if m.Name == "" {
			m.Name = localPart(m.Email)
		}
		list = append(list, asking{ID: r.ID, Member: m, Name: r.Name, Digest: once.Digest(seat.Person, r.Email, string(r.Role), r.Office.Slug)})
		rows = append(rows, r)
	}
	if len(list) == 0 {
		return nil
	}
	asked, err := d.ask(tx, by, list, bySlug, true)
	if err != nil {
		return err
	}
	for n, a := range asked {
		activity.Record(tx, seat.Actor, activity.Entry{Kind: logged(a.Outcome, false), Subject: activity.OfMembership, ID: a.Membership, Detail: invitedAs(rows[n].Role, rows[n].Office.Name)})
	}
	return nil
}

// rowID is the id of the invitation that a row of a form makes: the same form twice makes the same.
func rowID(form uuid.UUID, r PastedRow, in Onboarding) uuid.UUID {
	return uuid.NewSHA1(form, []byte(strings.Join([]string{strings.ToLower(r.Email), string(r.Role), string(in.Role), foldName(r.Office), in.Office}, "\x00")))
}

func queueOfficesHere(b *postgres.Batch, into *[]officeHere) {
	postgres.Collect(b, into, `select o.id, o.slug, o.name, o.kind, o.head_email, o.place, o.archived_at is not null as archived,
			coalesce(o.merged_into, '00000000-0000-0000-0000-000000000000') as merged_into,
		exists (select from membership m where m.institution_id = o.institution_id and m.office_id = o.id and m.standing in ('head', 'focal_person')
			and m.disabled_at is null and (m.valid_until is null or m.valid_until > now())) as spoken
		from office o where o.institution_id = `+postgres.ThisInstitution+` order by o.place, o.name collate "und-x-icu", o.slug`)
}
