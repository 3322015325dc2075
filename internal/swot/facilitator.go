package swot

import (
	"context"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Facilitator is somebody whom the international office has named to run an analysis.
type Facilitator struct {
	Membership uuid.UUID
	Person     uuid.UUID
	Name       string
	Role       access.Role
	OfficeName string
	Until      time.Time
	LastDay    time.Time // on which it still holds, in the institution's time zone
}

// Candidate is somebody who can be named.
type Candidate struct {
	Membership uuid.UUID
	Name       string
	Role       access.Role
	OfficeName string
}

// mostDays is how long somebody can be named for at most.
const mostDays = 730

// MayNameFacilitator tells whether the actor may name who runs the analysis beside those whose role does.
func MayNameFacilitator(a access.Actor, on Analysis) bool {
	return a.May(access.NameFacilitator, on.subject())
}

// NameFacilitator lets a member of any role run an analysis until the end of a day, YYYY-MM-DD, in the institution's
// time zone. Named again, the new day counts. Guests of a room cannot be named.
func (s *Board) NameFacilitator(ctx context.Context, c access.Caller, analysis uuid.UUID, membership, until string) error {
	var a Analysis
	var today time.Time
	var zone string
	var found, exists bool
	var who struct {
		ID, Person uuid.UUID
	}
	id, idErr := uuid.Parse(membership)
	return account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &a, &found)
		queueDay(b, &today, &zone)
		postgres.Find(b, &who, &exists, `select m.id, m.person_id as person from membership m join person p on p.id = m.person_id
			where m.institution_id = `+postgres.ThisInstitution+` and m.id = $1 and `+account.CurrentMembership, id)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MayNameFacilitator(seat.Actor, a) {
			return problem.New(problem.Refused, "Only the international office names who runs an analysis.")
		}
		if idErr != nil || !exists {
			return problem.At("membership", "Please choose somebody who belongs to this institution now.")
		}
		day, err := checkUntil(until, today)
		if err != nil {
			return err
		}
		tx.Last(`insert into facilitator (institution_id, analysis_id, membership_id, until)
			values ($1, $2, $3, ($4::date + 1)::timestamp at time zone $5)
			on conflict (institution_id, analysis_id, membership_id) do update set until = excluded.until, named_at = now()`,
			seat.Institution, analysis, id, day, zone)
		rightsChanged(tx, who.Person)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "facilitator named", Subject: activity.OfAnalysis, ID: analysis, Detail: "until " + day.Format(time.DateOnly)})
		return nil
	})
}

// EndFacilitator ends it now. Somebody who runs the analysis no longer, or never did, stays so.
func (s *Board) EndFacilitator(ctx context.Context, c access.Caller, analysis, membership uuid.UUID) error {
	var a Analysis
	var found, exists bool
	var who struct {
		Person uuid.UUID
		Now    bool
	}
	return account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGroundToChange(b, analysis, &a, &found)
		postgres.Find(b, &who, &exists, `select m.person_id as person, coalesce(f.until > now(), false) as now from membership m
			left join facilitator f on f.institution_id = m.institution_id and f.membership_id = m.id and f.analysis_id = $1
			where m.institution_id = `+postgres.ThisInstitution+` and m.id = $2`, analysis, membership)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MayNameFacilitator(seat.Actor, a) {
			return problem.New(problem.Refused, "Only the international office names who runs an analysis.")
		}
		if !exists {
			return problem.Absent()
		}
		if !who.Now {
			return nil
		}
		tx.Last(`update facilitator set until = now() where institution_id = $1 and analysis_id = $2 and membership_id = $3`, seat.Institution, analysis, membership)
		rightsChanged(tx, who.Person)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "facilitator ended", Subject: activity.OfAnalysis, ID: analysis})
		return nil
	})
}

// rightsChanged has the person's open streams asked anew, with the commit.
func rightsChanged(tx *postgres.Tx, person uuid.UUID) {
	tx.Last(`update person set access_version = access_version + 1 where id = $1`, person)
}

// checkUntil reads the last day on which somebody runs an analysis.
func checkUntil(s string, today time.Time) (time.Time, error) {
	day, err := time.Parse(time.DateOnly, strings.TrimSpace(s))
	switch {
	case err != nil:
		return day, problem.At("until", "Please give the last day, written as YYYY-MM-DD.")
	case day.Before(today):
		return day, problem.At("until", "This day has passed. Please choose today or a later one.")
	case day.After(today.AddDate(0, 0, mostDays)):
		return day, problem.At("until", "Please choose a day within the next two years.")
	}
	return day, nil
}

// queueFacilitators queues those who were named to run an analysis and do so now, by name.
func queueFacilitators(b *postgres.Batch, analysis uuid.UUID, into *[]Facilitator) {
	postgres.Collect(b, into, `select m.id as membership, m.person_id as person, p.name, m.role, coalesce(o.name, '') as office_name, f.until,
			((f.until - interval '1 second') at time zone n.time_zone)::date as last_day
		from facilitator f join institution n on n.id = f.institution_id join membership m on m.institution_id = f.institution_id and m.id = f.membership_id
		join person p on p.id = m.person_id
		left join office o on o.institution_id = m.institution_id and o.id = m.office_id
		where f.institution_id = `+postgres.ThisInstitution+` and f.analysis_id = $1 and f.until > now() order by p.name collate "und-x-icu", m.id`, analysis)
}

// queueCandidates queues everybody who can be named, by name.
func queueCandidates(b *postgres.Batch, into *[]Candidate) {
	postgres.Collect(b, into, `select m.id as membership, p.name, m.role, coalesce(o.name, '') as office_name
		from membership m join person p on p.id = m.person_id
		left join office o on o.institution_id = m.institution_id and o.id = m.office_id
		where m.institution_id = `+postgres.ThisInstitution+` and `+account.CurrentMembership+` order by p.name collate "und-x-icu", m.id`)
}
