package consultation

import (
	"context"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/jobs"
	"meridian/internal/link"
	"meridian/internal/notice"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/strategy"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Hour is the job of the moments of a consultation: it opens, ends soon, has closed. The clock alone decides which of them
// have come; each is done once, whichever server does the job and however often.
type Hour struct {
	Institution  uuid.UUID `json:"institution"`
	Strategy     uuid.UUID `json:"strategy"`
	Consultation uuid.UUID `json:"consultation"`
}

// Kind names the job.
func (Hour) Kind() string { return "consultation_hour" }

// Register makes a runner do the jobs of the stage.
func (d *Desk) Register(w *jobs.Workers) {
	jobs.Do(w, func(ctx context.Context, j jobs.Job[Hour]) error { return d.Strike(ctx, j.Args) })
}

// hours is a consultation as far as its moments go.
type hours struct {
	OpenedAt, EndingAt, ClosedAt *time.Time
	Slug, Title                  string
	OpenedBy, Person             uuid.UUID
}

// Strike does what is due in a consultation and was not done yet. When it opens, those who speak for the offices that are
// asked are told, and a text that is to be fixed is kept as a version; before it ends, those of the offices that were not
// heard are reminded, and so are those in whose office something is kept; when it has closed, all of them are told. A
// consultation that is gone needs nothing.
func (d *Desk) Strike(ctx context.Context, h Hour) error {
	err := d.DB.Tenant(ctx, h.Institution, func(tx *postgres.Tx) error {
		s, err := strategy.Hold(tx, h.Strategy)
		if err != nil {
			return err
		}
		var l last
		var now hours
		var there bool
		var speakers []speaker
		var heard, keeping []uuid.UUID
		b := &postgres.Batch{}
		l.queue(b, h.Strategy)
		postgres.Find(b, &now, &there, `select c.opened_at, c.ending_at, c.closed_at, i.slug, s.title, c.opened_by, m.person_id as person from consultation c
			join institution i on i.id = c.institution_id join strategy s on s.institution_id = c.institution_id and s.id = c.strategy_id
			join membership m on m.institution_id = c.institution_id and m.id = c.opened_by
			where c.institution_id = `+postgres.ThisInstitution+` and c.id = $1`, h.Consultation)
		queueSpeakers(b, &speakers)
		b.Queue(`select distinct office_id from office_position where institution_id = `+postgres.ThisInstitution+` and consultation_id = $1 and section_id is null and not proposed`, h.Consultation).
			Query(postgres.All(&heard, pgx.RowTo[uuid.UUID]))
		b.Queue(`select distinct c.office_id from contribution c join comment f on f.institution_id = c.institution_id and f.id = c.id
			where c.institution_id = `+postgres.ThisInstitution+` and c.strategy_id = $1 and c.held and f.withdrawn_at is null`, h.Strategy).
			Query(postgres.All(&keeping, pgx.RowTo[uuid.UUID]))
		if err := tx.Send(b); err != nil {
			return err
		}
		if !there || l.ID != h.Consultation {
			return nil
		}
		r := round{d: d, tx: tx, h: h, hours: now, window: l.Consultation, speakers: speakers, at: d.now()}
		return r.strike(s, heard, keeping)
	})
	if problem.Is(err, problem.NotFound) {
		return nil
	}
	return err
}

// round is one look at a consultation's clock.
type round struct {
	d        *Desk
	tx       *postgres.Tx
	h        Hour
	hours    hours
	window   Consultation
	speakers []speaker
	at       time.Time
}

func (r round) strike(s strategy.Strategy, heard, keeping []uuid.UUID) error {
	w, asked := r.window, r.window.Asks
	silent := func(office uuid.UUID) bool { return asked(office) && !slices.Contains(heard, office) }
	if r.hours.OpenedAt == nil && w.Open(r.at) {
		if err := r.opened(s); err != nil {
			return err
		}
	}
	if r.hours.EndingAt == nil && !r.at.Before(w.Ending()) && w.Open(r.at) {
		r.mark("ending_at")
		if err := r.tell(notice.Ending, silent); err != nil {
			return err
		}
		if err := r.tell(notice.Unsent, func(office uuid.UUID) bool { return slices.Contains(keeping, office) }); err != nil {
			return err
		}
	}
	if r.hours.ClosedAt == nil && !r.at.Before(w.Closes) {
		r.mark("closed_at")
		activity.RecordUnnamed(r.tx, r.h.Institution, activity.Entry{Kind: "consultation over", Subject: activity.OfStrategy, ID: r.h.Strategy})
		if err := r.tell(notice.Closed, asked); err != nil {
			return err
		}
		raise(r.tx, r.seat(), r.h.Strategy)
	}
	return nil
}

func (r round) opened(s strategy.Strategy) error {
	r.mark("opened_at")
	if err := r.tell(notice.Window, r.window.Asks); err != nil {
		return err
	}
	if r.window.Fixed && !s.Withdrawn() {
		seat := r.seat()
		seat.Membership, seat.Person = r.hours.OpenedBy, r.hours.Person
		kept, err := strategy.Keep(r.tx, seat, s, strategy.NewVersion{ID: uuid.NewSHA1(r.h.Consultation, []byte("version")).String(), Note: "As the offices are heard on it"}, nil)
		if err != nil {
			return err
		}
		r.tx.Last(`update consultation set version_n = $3 where institution_id = $1 and id = $2`, r.h.Institution, r.h.Consultation, kept.N)
	}
	raise(r.tx, r.seat(), r.h.Strategy)
	return nil
}

func (r round) mark(column string) {
	r.tx.Last(`update consultation set `+column+` = $3 where institution_id = $1 and id = $2`, r.h.Institution, r.h.Consultation, r.at)
}

// seat is Meridian's own.
func (r round) seat() access.Seat {
	return access.Seat{Actor: access.Actor{Institution: r.h.Institution}, Slug: r.hours.Slug}
}

// tell tells those who speak for the offices that are meant, once for each kind.
func (r round) tell(kind notice.Kind, meant func(office uuid.UUID) bool) error {
	var to []uuid.UUID
	for _, one := range r.speakers {
		if meant(one.Office) {
			to = append(to, one.Membership)
		}
	}
	return r.d.Notice.Tell(r.tx, r.seat(), notice.News{Kind: kind, Subject: r.h.Consultation, Cause: r.h.Consultation, Title: r.hours.Title,
		Path: link.Consultation(r.hours.Slug, r.h.Strategy, ""), To: to})
}
