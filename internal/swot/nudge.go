package swot

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/mail"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Nudged is what came of asking the offices that were not heard yet.
type Nudged struct {
	Offices int      // that were asked now
	People  int      // to whom a mail went
	Already int      // offices that were asked today before, or whose people were, about another analysis
	Nobody  []string // names of offices in which nobody has an address
}

// MaySeeSilent tells whether the actor sees which offices were not heard yet, and may ask them.
func MaySeeSilent(a access.Actor, on Analysis) bool { return a.May(access.SeeSilent, on.subject()) }

// Nudge asks the offices that were not heard yet, by mail to those who speak for them; where there are none, to all of
// the office. An office is asked once a day at most. Where an anonymous analysis names no offices yet, all of those
// that it asks get the mail: to whom it went would tell who has written.
func (s *Board) Nudge(ctx context.Context, c access.Caller, analysis uuid.UUID) (Nudged, error) {
	var done Nudged
	var a, ground Analysis
	var m Method
	var offices []institution.Office
	var settings institution.Settings
	var found, locked bool
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		queueGround(b, analysis, &ground, &locked)
		queueAnalysis(b, analysis, &a, &found)
		institution.QueueOffices(b, &offices)
		institution.QueueSettings(b, &settings)
		queueMethod(b, analysis, &m)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		if !found {
			return problem.Absent()
		}
		if !MaySeeSilent(seat.Actor, a) {
			return problem.New(problem.Refused, "Only the international office, senior management and whoever runs the analysis ask offices for their items.")
		}
		if a.Phase != Collecting {
			return problem.New(problem.Conflict, "The collecting has ended: there is nothing to ask the offices for.")
		}
		m.complete(a, offices)
		silent := m.Hearing.Silent
		if m.Hearing.Withheld {
			silent = m.Hearing.asked
		}
		people, err := s.peopleOf(tx, seat.Institution, silent)
		if err != nil {
			return err
		}
		var reachable []uuid.UUID
		for _, o := range silent {
			if len(people[o.ID]) == 0 {
				done.Nobody = append(done.Nobody, o.Name)
				continue
			}
			if people[o.ID] = slices.DeleteFunc(people[o.ID], func(p officeMember) bool { return p.Asked }); len(people[o.ID]) == 0 {
				done.Already++
				continue
			}
			reachable = append(reachable, o.ID)
		}
		now, err := claim(tx, seat.Institution, analysis, reachable, m)
		if err != nil {
			return err
		}
		done.Offices, done.Already = len(now), done.Already+len(reachable)-len(now)
		asked := map[uuid.UUID]bool{}
		for _, office := range now {
			for _, p := range people[office] {
				if asked[p.Person] {
					continue
				}
				asked[p.Person] = true
				if _, err := s.Post.Queue(tx, seat.Institution, nudgeMail(seat, a, m.Plans[Collecting], settings, p)); err != nil {
					return err
				}
			}
		}
		done.People = len(asked)
		if done.Offices > 0 {
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "offices asked", Subject: activity.OfAnalysis, ID: analysis, Detail: strconv.Itoa(done.Offices)})
		}
		return nil
	})
	return done, err
}

// claim notes that offices are asked today, and answers those that were not asked today before; of two who press at
// once, one asks each office.
func claim(tx *postgres.Tx, institution, analysis uuid.UUID, offices []uuid.UUID, m Method) ([]uuid.UUID, error) {
	slices.SortFunc(offices, func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
	var now []uuid.UUID
	b := &postgres.Batch{}
	b.Queue(`insert into office_answer (institution_id, analysis_id, office_id, nudged_on)
		select $1, $2, o.id, $4 from unnest($3::uuid[]) with ordinality as o (id, n) order by o.n
		on conflict (institution_id, analysis_id, office_id) do update set nudged_on = excluded.nudged_on
			where office_answer.nudged_on is distinct from excluded.nudged_on
		returning office_id`, institution, analysis, offices, m.Today).
		Query(postgres.All(&now, pgx.RowTo[uuid.UUID]))
	return now, tx.Send(b)
}

// officeMember is somebody of an office who can be written to.
type officeMember struct {
	Office, Person uuid.UUID
	Name, Email    string
	Speaks         bool // head, focal person or deputy
	Asked          bool // got such a mail within the day, about whatever analysis
}

// peopleOf reads whom a mail to each of the offices goes to.
func (s *Board) peopleOf(tx *postgres.Tx, institution uuid.UUID, offices []institution.Office) (map[uuid.UUID][]officeMember, error) {
	ids := make([]uuid.UUID, len(offices))
	for n, o := range offices {
		ids[n] = o.ID
	}
	var all []officeMember
	b := &postgres.Batch{}
	b.Queue(`select pg_advisory_xact_lock(hashtextextended('nudge' || $1::text, 0))`, institution) // of two who ask at once, the second sees whom the first wrote to
	postgres.Collect(b, &all, `select m.office_id as office, m.person_id as person, p.name, p.email, m.standing is not null as speaks,
			exists (select from mail l where l.institution_id = m.institution_id and l.person_id = m.person_id and l.kind = 'nudge' and l.created_at > now() - interval '24 hours') as asked
		from membership m join person p on p.id = m.person_id
		where m.institution_id = $1 and m.office_id = any($2) and p.email is not null and `+account.CurrentMembership+`
		order by m.office_id, p.name, m.id`, institution, ids)
	err := tx.Send(b)
	return addressees(all), err
}

// addressees is the rule whom to write to: those who speak for an office, else all of it. It is pure.
func addressees(all []officeMember) map[uuid.UUID][]officeMember {
	speakers, everybody := map[uuid.UUID][]officeMember{}, map[uuid.UUID][]officeMember{}
	for _, p := range all {
		everybody[p.Office] = append(everybody[p.Office], p)
		if p.Speaks {
			speakers[p.Office] = append(speakers[p.Office], p)
		}
	}
	for office, list := range speakers {
		everybody[office] = list
	}
	return everybody
}

// nudgeMail writes to one person. It says the same to everybody, whether the office has written or not.
func nudgeMail(seat access.Seat, a Analysis, plan PhasePlan, settings institution.Settings, to officeMember) mail.Message {
	text := "Dear " + to.Name + ",\n\n“" + a.Title + "” asks where " + settings.Name + " stands internationally. Your office has not been heard yet, or has not said that it is ready.\n\n" +
		"A short sentence under each heading is enough. If you have nothing to say under one of them, say so there: that is an answer too. If your office has written already, there is nothing to do."
	if plan.DueOn != nil {
		text += "\n\nItems are collected until " + plan.DueOn.Format("2 January 2006") + "."
	}
	return mail.Message{Kind: "nudge", Person: to.Person, Address: to.Email, Name: to.Name, SenderName: settings.Sender(), ReplyTo: settings.Answers(),
		Subject: "What does your office say? " + strings.Join(strings.Fields(a.Title), " "), Text: text, Button: "Open the board", Path: link.Analysis(seat.Slug, a.ID)}
}
