package consultation

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/jobs"
	"meridian/internal/live"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/strategy"
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Consultation is a window in which the offices are heard: open from Opens until before Closes.
type Consultation struct {
	ID       uuid.UUID
	Opens    time.Time
	Closes   time.Time
	Everyone bool // addressed to every office; else to Offices
	Guide    string
	Fixed    bool // nobody writes in the text while the window is open
	Version  int  // that holds the fixed text; zero: none
	Offices  []uuid.UUID
	Sections []uuid.UUID // for which a position is asked, too

	Questions []Question
}

// Question is what a consultation asks of the offices.
type Question struct {
	ID   uuid.UUID
	Text string
}

// Ending is when the offices that were not heard yet are reminded: a day before the end, or half way where the window is
// shorter than two days.
func (w Consultation) Ending() time.Time {
	return w.Closes.Add(-min(24*time.Hour, w.Closes.Sub(w.Opens)/2))
}

// Open tells whether the window is open at a moment. That alone decides: no server has to close it.
func (w Consultation) Open(now time.Time) bool { return !now.Before(w.Opens) && now.Before(w.Closes) }

// Asks tells whether an office is asked.
func (w Consultation) Asks(office uuid.UUID) bool {
	return office != uuid.Nil && (w.Everyone || slices.Contains(w.Offices, office))
}

// last is the window of a strategy that counts at a moment: the last that was set.
type last struct {
	Consultation
	there bool
}

func (l *last) queue(b *postgres.Batch, strategy uuid.UUID) {
	b.Queue(`select c.id, c.opens, c.closes, c.everyone, c.guide, c.fixed, coalesce(c.version_n, 0),
			array(select o.office_id from consultation_office o where o.institution_id = c.institution_id and o.consultation_id = c.id),
			array(select x.section_id from consultation_section x where x.institution_id = c.institution_id and x.consultation_id = c.id)
		from consultation c where c.institution_id = `+postgres.ThisInstitution+` and c.strategy_id = $1 order by c.opens desc, c.id desc limit 1`, strategy).
		Query(postgres.First(&l.Consultation, &l.there, func(row pgx.CollectableRow) (Consultation, error) {
			var c Consultation
			err := row.Scan(&c.ID, &c.Opens, &c.Closes, &c.Everyone, &c.Guide, &c.Fixed, &c.Version, &c.Offices, &c.Sections)
			return c, err
		}))
	l.Questions = nil
	var questions []Question
	b.Queue(`select q.id, q.text from question q where q.institution_id = `+postgres.ThisInstitution+` and q.consultation_id =
			(select c.id from consultation c where c.institution_id = q.institution_id and c.strategy_id = $1 order by c.opens desc, c.id desc limit 1) order by q.n`, strategy).
		Query(func(rows pgx.Rows) error {
			err := postgres.All(&questions, pgx.RowToStructByPos[Question])(rows)
			l.Questions = questions
			return err
		})
}

// open is the id of the window where it is open.
func (l last) open(now time.Time) *uuid.UUID {
	if l.there && l.Open(now) {
		return &l.ID
	}
	return nil
}

// late tells whether the window is over.
func (l last) late(now time.Time) bool { return l.there && !now.Before(l.Closes) }

// NewWindow is what a person fills in to open a consultation. Opens and Closes are instants of RFC 3339, or a day and an
// hour as a browser's field has them, meant in the institution's time zone; an empty Opens is now.
type NewWindow struct {
	ID            string // UUID; empty: the server makes one
	Opens, Closes string
	Offices       []string // slugs; none: every office
	Sections      []string // ids for which a position is asked, beside that on the whole
	Guide         string   // up to 4,000 characters
	Questions     string   // one a line, up to 20
	Fixed         bool     // nobody writes in the text while the window is open
}

var guideLimit = typed.Limit{Characters: 4000, Runes: 8000, Long: "The guide is longer than 4,000 characters. Please shorten it; nothing was lost."}

// OpenWindow opens a consultation, now or later: for the international office. A strategy has one at a time: while one is
// planned or open another is Conflict. The people who speak for the offices that are asked are told. The same request
// twice opens one.
func (d *Desk) OpenWindow(ctx context.Context, c access.Caller, strategyID uuid.UUID, in NewWindow) (Done, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Done{}, err
	}
	var before struct{ Digest []byte }
	var exists bool
	var now last
	var zone string
	var offices []institution.Office
	var sections []uuid.UUID
	version, err := d.Strategy.ChangeAlone(ctx, c, strategyID, access.OpenConsultation, func(b *postgres.Batch) {
		exists, now.there = false, false
		postgres.Find(b, &before, &exists, `select digest from consultation where institution_id = `+postgres.ThisInstitution+` and id = $1`, id)
		now.queue(b, strategyID)
		b.Queue(`select time_zone from institution where id = ` + postgres.ThisInstitution).QueryRow(func(row pgx.Row) error { return row.Scan(&zone) })
		institution.QueueOffices(b, &offices)
		b.Queue(`select id from section where institution_id = `+postgres.ThisInstitution+` and strategy_id = $1 and withdrawn_at is null`, strategyID).Query(postgres.All(&sections, pgx.RowTo[uuid.UUID]))
	}, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy) (*pgx.QueuedQuery, error) {
		sum := once.Digest(seat.Person, strategyID.String(), in.Opens, in.Closes, strings.Join(in.Offices, " "), strings.Join(in.Sections, " "), in.Guide, in.Questions, strconv.FormatBool(in.Fixed))
		if exists {
			if !bytes.Equal(before.Digest, sum) {
				return nil, once.Reused()
			}
			return nil, nil
		}
		if s.Withdrawn() {
			return nil, problem.New(problem.Locked, "This strategy was withdrawn. Put it back before it is consulted on.")
		}
		w, err := in.read(d.now(), zone, offices, sections)
		if err != nil {
			return nil, err
		}
		if now.there && d.now().Before(now.Closes) {
			return nil, problem.New(problem.Conflict, "A consultation on this strategy is planned or open already. End it first.")
		}
		tx.Last(`insert into consultation (institution_id, strategy_id, id, opens, closes, everyone, guide, fixed, digest, opened_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			seat.Institution, strategyID, id, w.Opens, w.Closes, w.Everyone, w.Guide, w.Fixed, sum, seat.Membership)
		tx.Last(`insert into consultation_office (institution_id, consultation_id, office_id) select $1, $2, unnest($3::uuid[])`, seat.Institution, id, w.Offices)
		tx.Last(`insert into consultation_section (institution_id, consultation_id, section_id) select $1, $2, unnest($3::uuid[])`, seat.Institution, id, w.Sections)
		for n, q := range w.Questions {
			tx.Last(`insert into question (institution_id, consultation_id, id, n, text) values ($1, $2, $3, $4, $5)`, seat.Institution, id, q.ID, n+1, q.Text)
		}
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "consultation opened", Subject: activity.OfStrategy, ID: strategyID, Detail: w.Closes.UTC().Format(time.RFC3339)})
		strategy.Consult(tx, seat.Institution, strategyID, w.Opens, w.Closes, w.Fixed)
		for _, at := range []time.Time{w.Opens, w.Ending(), w.Closes} {
			if err := jobs.InsertAt(tx, Hour{Institution: seat.Institution, Strategy: strategyID, Consultation: id}, at); err != nil {
				return nil, err
			}
		}
		return raise(tx, seat, strategyID), nil
	})
	if postgres.Violates(err, "consultation_pkey") { // the same request, at the same moment
		return d.OpenWindow(ctx, c, strategyID, in)
	}
	return Done{ID: id, Live: version}, err
}

// raise raises the live version alone.
func raise(tx *postgres.Tx, seat access.Seat, strategy uuid.UUID) *pgx.QueuedQuery {
	return tx.Last(`with `+live.RaiseSQL+` select version from raised`, seat.Institution, strategy)
}

// speaker is a membership that speaks for an office, or does so while those cannot who do.
type speaker struct{ Membership, Office uuid.UUID }

func queueSpeakers(b *postgres.Batch, into *[]speaker) {
	postgres.Collect(b, into, `select id as membership, office_id as office from membership
		where institution_id = `+postgres.ThisInstitution+` and office_id is not null and standing <> ''`)
}

// read understands the form.
func (in NewWindow) read(now time.Time, zone string, offices []institution.Office, sections []uuid.UUID) (w Consultation, err error) {
	where, err := time.LoadLocation(zone)
	if err != nil {
		return w, err
	}
	if w.Opens = now; in.Opens != "" {
		if w.Opens, err = moment(in.Opens, where); err != nil {
			return w, problem.At("opens", "Please give a day and an hour, such as 2026-11-24T09:00.")
		}
	}
	if w.Closes, err = moment(in.Closes, where); err != nil {
		return w, problem.At("closes", "Please give a day and an hour, such as 2026-12-08T17:00.")
	}
	switch {
	case !w.Opens.Before(w.Closes):
		return w, problem.At("closes", "It has to close after it opens.")
	case !now.Before(w.Closes):
		return w, problem.At("closes", "This moment has passed already.")
	case w.Closes.After(now.AddDate(2, 0, 0)):
		return w, problem.At("closes", "That is more than two years away. Please check the year.")
	}
	w.Guide, w.Fixed = typed.Clean(in.Guide), in.Fixed
	if w.Questions, err = questionsOf(in.Questions); err != nil {
		return w, err
	}
	if err := typed.Check("guide", w.Guide, guideLimit); err != nil {
		return w, err
	}
	known := institution.OfficesBySlug(institution.Current(offices))
	for _, slug := range in.Offices {
		o, ok := known[slug]
		if slug == "" {
			continue
		}
		if !ok {
			return w, problem.At("offices", "Please choose offices of this institution.")
		}
		if !slices.Contains(w.Offices, o.ID) {
			w.Offices = append(w.Offices, o.ID)
		}
	}
	w.Everyone = len(w.Offices) == 0
	for _, text := range in.Sections {
		if text == "" {
			continue
		}
		section, err := uuid.Parse(text)
		if err != nil || !slices.Contains(sections, section) {
			return w, problem.At("sections", "Please choose sections of this strategy.")
		}
		if !slices.Contains(w.Sections, section) {
			w.Sections = append(w.Sections, section)
		}
	}
	return w, nil
}

const maxQuestions = 20

// questionsOf reads questions, one a line.
func questionsOf(lines string) (list []Question, err error) {
	for line := range strings.Lines(lines) {
		text := typed.Clean(line)
		if text == "" {
			continue
		}
		if err := typed.Check("questions", text, typed.Limit{Characters: 2000, Runes: 4000, Long: "One question is longer than 2,000 characters. Please shorten it; nothing was lost."}); err != nil {
			return nil, err
		}
		list = append(list, Question{ID: once.Fresh(), Text: text})
	}
	if len(list) > maxQuestions {
		return nil, problem.At("questions", "Please ask at most 20 questions.")
	}
	return list, nil
}

// moment reads an instant, or a day and an hour in a place.
func moment(s string, where *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	return time.ParseInLocation("2006-01-02T15:04", s, where)
}

// EndWindow closes the consultation now: for the international office. One that has not opened yet is Conflict, and so is
// one that is over.
func (d *Desk) EndWindow(ctx context.Context, c access.Caller, strategyID uuid.UUID) (Done, error) {
	var now last
	version, err := d.Strategy.ChangeAlone(ctx, c, strategyID, access.OpenConsultation, func(b *postgres.Batch) { now.queue(b, strategyID) },
		func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy) (*pgx.QueuedQuery, error) {
			at := d.now()
			if !now.there || !now.Open(at) || !at.After(now.Opens) {
				return nil, problem.New(problem.Conflict, "No consultation on this strategy is open.")
			}
			tx.Last(`update consultation set closes = $3 where institution_id = $1 and id = $2`, seat.Institution, now.ID, at)
			strategy.Consult(tx, seat.Institution, strategyID, now.Opens, at, now.Fixed)
			if err := jobs.Insert(tx, Hour{Institution: seat.Institution, Strategy: strategyID, Consultation: now.ID}); err != nil {
				return nil, err
			}
			activity.Record(tx, seat.Actor, activity.Entry{Kind: "consultation closed", Subject: activity.OfStrategy, ID: strategyID})
			return raise(tx, seat, strategyID), nil
		})
	return Done{ID: now.ID, Live: version}, err
}
