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

// MemberDetail is one person in an institution.
type MemberDetail struct {
	Seat    access.Seat
	Member  Member
	Others  []Member // the person's other memberships here that the viewer sees
	Offices []institution.Office
	History []MemberEvent // newest first; for the international office alone
}

// MemberEvent is something that was done to one of the person's memberships.
type MemberEvent struct {
	At     time.Time
	Kind   string // as in package activity
	Detail string
	By     string // the name of whoever did it; empty: the command line, an administrator or Meridian itself
}

// Member shows one membership and its person's others. What the caller does not see is NotFound.
func (d *Desk) Member(ctx context.Context, c access.Caller, id uuid.UUID) (MemberDetail, error) {
	var v MemberDetail
	var rows []memberRow
	const person = `(select person_id from membership where institution_id = ` + postgres.ThisInstitution + ` and id = $1)`
	var err error
	v.Seat, err = SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		institution.QueueOffices(b, &v.Offices)
		postgres.Collect(b, &rows, memberRows+` and m.person_id = `+person+` order by m.created_at, m.id`, id)
		postgres.Collect(b, &v.History, `select a.at, a.kind, a.detail, coalesce(p.name, '') as by from activity a
			left join membership m on m.institution_id = a.institution_id and m.id = a.membership_id
			left join person p on p.id = m.person_id
			where a.institution_id = `+postgres.ThisInstitution+` and a.subject = 'membership' and a.subject_id in
			  (select id from membership where institution_id = `+postgres.ThisInstitution+` and person_id = `+person+`)
			order by a.at desc, a.id desc limit 100`, id)
	})
	if err != nil {
		return v, err
	}
	found := false
	for _, row := range rows {
		m, visible := memberFor(v.Seat.Actor, row)
		switch {
		case !visible:
		case row.ID == id:
			v.Member, found = m, true
		default:
			v.Others = append(v.Others, m)
		}
	}
	if !found {
		return MemberDetail{}, problem.Absent()
	}
	if !v.Seat.May(access.Manage, access.Subject{}) {
		v.History = nil
	}
	return v, nil
}
