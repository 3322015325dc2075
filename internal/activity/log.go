package activity

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Log reads what was recorded.
type Log struct {
	DB *postgres.DB
	// Sit loads a caller's seat together with what queue adds. Who sits where is known by a later package.
	Sit func(ctx context.Context, db *postgres.DB, c access.Caller, queue func(*postgres.Batch)) (access.Seat, error)
}

// Line is an entry with the names that its ids have now.
type Line struct {
	ID           uuid.UUID
	At           time.Time
	Person       string // empty: the command line, an administrator or Meridian itself
	Office       string
	Kind         string
	Subject      Subject
	SubjectID    uuid.UUID
	Label        string // what the subject is called now; empty when it is gone
	Detail       string
	MembershipID uuid.UUID
}

// Choice is one of those that a filter offers.
type Choice struct{ Value, Label string }

// View is what one reads.
type View struct {
	Seat    access.Seat
	All     bool // the whole log; else one's own entries
	Lines   []Line
	Older   bool // there are older ones
	People  []Choice
	Offices []Choice
	Kinds   []string
	Bad     *problem.Problem // the filter could not be read, and so no lines were
}

// The lengths of a page and of a file.
const (
	PerPage = 50
	PerFile = 20_000
)

// Read gives the newest entries that the filter chooses, at most so many. Who may not read the whole log reads the
// entries of the own person.
func (l *Log) Read(ctx context.Context, c access.Caller, f Filter, most int) (View, error) {
	var v View
	seat, err := l.Sit(ctx, l.DB, c, nil)
	if err != nil {
		return v, err
	}
	v.Seat, v.All = seat, seat.May(access.ReadActivity, access.Subject{})
	want, err := f.read()
	if err != nil {
		v.Bad = problem.Of(err)
	}
	var own *uuid.UUID
	if !v.All {
		own = &seat.Person
	}
	b := &postgres.Batch{}
	if v.Bad == nil {
		postgres.Collect(b, &v.Lines, lines, seat.Institution, own, want.Person, want.Office, want.Kind, want.From, want.To, want.Older, most+1)
	}
	var kinds []struct{ Kind string }
	postgres.Collect(b, &kinds, `select distinct a.kind from activity a
		left join membership m on m.institution_id = a.institution_id and m.id = a.membership_id
		where a.institution_id = $1 and ($2::uuid is null or m.person_id = $2) order by 1`, seat.Institution, own)
	postgres.Collect(b, &v.Offices, `select slug as value, name as label from office where institution_id = $1 order by place, name`, seat.Institution)
	if v.All {
		postgres.Collect(b, &v.People, `select distinct on (p.name, p.id) m.id::text as value, p.name as label
			from membership m join person p on p.id = m.person_id
			where m.institution_id = $1 and exists (select from activity a where a.institution_id = m.institution_id and a.membership_id = m.id)
			order by p.name, p.id, m.created_at`, seat.Institution)
	}
	if err := l.DB.Look(ctx, seat.Institution, b); err != nil {
		return v, err
	}
	for _, k := range kinds {
		v.Kinds = append(v.Kinds, k.Kind)
	}
	if len(v.Lines) > most {
		v.Lines, v.Older = v.Lines[:most], true
	}
	return v, nil
}

// lines reads entries: of one person ($2) or everybody, by the filter's fields, and no more than $9.
const lines = `
	select a.id, a.at, coalesce(p.name, '') as person, coalesce(o.name, '') as office, a.kind, a.subject, a.detail,
		coalesce(a.subject_id, '00000000-0000-0000-0000-000000000000') as subject_id,
		coalesce(a.membership_id, '00000000-0000-0000-0000-000000000000') as membership_id,
		coalesce(case a.subject
			when 'institution' then i.name
			when 'office' then (select x.name from office x where x.institution_id = a.institution_id and x.id = a.subject_id)
			when 'membership' then (select y.name from membership x join person y on y.id = x.person_id where x.institution_id = a.institution_id and x.id = a.subject_id)
			when 'analysis' then (select x.title from analysis x where x.institution_id = a.institution_id and x.id = a.subject_id)
			when 'item' then (select case when x.withdrawn_at is not null or y.phase = 'collecting' and (y.reveal = 'after_own' or y.reveal = 'together' and y.revealed_at is null)
				then y.title else left(x.text, 120) end
				from item x join analysis y on y.institution_id = x.institution_id and y.id = x.analysis_id where x.institution_id = a.institution_id and x.id = a.subject_id)
			when 'contribution' then (select y.title from contribution x join strategy y on y.institution_id = x.institution_id and y.id = x.strategy_id
				where x.institution_id = a.institution_id and x.id = a.subject_id)
			when 'comment' then (select coalesce(y.title, s.title) from comment x left join strategy s on s.institution_id = x.institution_id and s.id = x.subject_id
				left join item z on z.institution_id = x.institution_id and z.id = x.subject_id
				left join analysis y on y.institution_id = z.institution_id and y.id = z.analysis_id where x.institution_id = a.institution_id and x.id = a.subject_id)
			when 'strategy' then (select x.title from strategy x where x.institution_id = a.institution_id and x.id = a.subject_id)
			when 'group' then (select x.name from working_group x where x.institution_id = a.institution_id and x.id = a.subject_id)
		end, '') as label
	from activity a join institution i on i.id = a.institution_id
	left join membership m on m.institution_id = a.institution_id and m.id = a.membership_id
	left join person p on p.id = m.person_id
	left join office o on o.institution_id = a.institution_id and o.id = a.office_id
	where a.institution_id = $1
		and ($2::uuid is null or m.person_id = $2)
		and not (a.subject = 'comment' and exists (select from comment x join contribution k on k.institution_id = x.institution_id and k.id = coalesce(x.reply_to, x.id)
			where x.institution_id = a.institution_id and x.id = a.subject_id and k.held)) -- nobody outside its office is to know of it
		and ($3::uuid is null or m.person_id = (select x.person_id from membership x where x.institution_id = $1 and x.id = $3))
		and ($4::text is null or o.slug = $4)
		and ($5::text is null or a.kind = $5)
		and ($6::date is null or a.at >= $6::date::timestamp at time zone i.time_zone)
		and ($7::date is null or a.at < ($7::date + 1)::timestamp at time zone i.time_zone)
		and ($8::uuid is null or (a.at, a.id) < (select x.at, x.id from activity x where x.institution_id = $1 and x.id = $8))
	order by a.at desc, a.id desc limit $9`
