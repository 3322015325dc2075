package consultation

import (
	"bytes"
	"context"
	"slices"
	"time"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/institution"
	"meridian/internal/link"
	"meridian/internal/live"
	"meridian/internal/notice"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"
	"meridian/internal/strategy"
	"meridian/internal/thread"
	"meridian/internal/typed"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Stand is what an office says of the strategy, or of a section. Silence is the absence of any.
type Stand string

// The positions.
const (
	Consent            Stand = "consent"
	ConsentWithRemarks Stand = "consent_with_remarks"
	Objects            Stand = "objection"
	NothingToAdd       Stand = "none"
)

// AllStands lists them in the order in which they are offered.
var AllStands = []Stand{Consent, ConsentWithRemarks, Objects, NothingToAdd}

// Label is the position's name on a page, in English; it goes through i18n.T.
func (s Stand) Label() string {
	switch s {
	case Consent:
		return "We agree"
	case ConsentWithRemarks:
		return "We agree, with remarks"
	case Objects:
		return "We object"
	case NothingToAdd:
		return "Read, nothing to add"
	}
	return ""
}

// Position is what an office said at a moment; the last that was not only proposed stands.
type Position struct {
	ID         uuid.UUID
	Office     uuid.UUID
	Section    uuid.UUID // zero: the whole
	Stand      Stand
	Reason     string
	Remedy     string // what would resolve an objection
	Proposed   bool   // by somebody of the office, to those who take it
	By         string // name
	At         time.Time
	Source     string // where the international office heard it: email, meeting, call, document; empty: taken by the office itself
	SourceNote string
	SourceDate *time.Time
}

// NewPosition is what a person fills in for an office.
type NewPosition struct {
	ID                             string // UUID; empty: the server makes one
	Office                         string // slug
	Section                        string // id; empty: the whole
	Stand                          string
	Reason, Remedy                 string
	Source, SourceNote, SourceDate string // on behalf of another office
}

// Sources are where the international office may have heard a position.
var Sources = []string{"email", "meeting", "call", "document"}

// Take takes a position in the name of an office: for those who speak for it; what others of the office send is proposed to
// them, and the international office may enter what an office has said elsewhere, with its source: the office is told.
// What has a reason becomes a line of the answers to everyone. An office that is not asked, and a section for which no
// position is asked, are Invalid; without an open window it is Conflict. The same request twice takes one.
func (d *Desk) Take(ctx context.Context, c access.Caller, strategyID uuid.UUID, in NewPosition) (Done, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Done{}, err
	}
	section, err := optionalID(in.Section)
	if err != nil {
		return Done{}, err
	}
	text := typed.Clean(in.Reason)
	if in.Remedy = typed.Clean(in.Remedy); in.Remedy != "" {
		text += "\n\n" + in.Remedy
	}
	draft, err := thread.NewDraft(about(strategyID), thread.New{ID: id.String(), Text: text})
	if err != nil {
		return Done{}, err
	}
	draft.Unlogged = true
	var before struct{ Digest []byte }
	var exists bool
	var window last
	var offices []institution.Office
	var speakers []speaker
	version, err := d.Strategy.Change(ctx, c, strategyID, access.Comment, func(b *postgres.Batch) {
		exists, window.there = false, false
		postgres.Find(b, &before, &exists, `select digest from office_position where institution_id = `+postgres.ThisInstitution+` and id = $1`, id)
		window.queue(b, strategyID)
		institution.QueueOffices(b, &offices)
		queueSpeakers(b, &speakers)
		draft.Queue(b)
	}, func(tx *postgres.Tx, seat access.Seat, s strategy.Strategy) (*pgx.QueuedQuery, error) {
		office, ok := institution.OfficesBySlug(institution.Current(offices))[in.Office]
		if !ok {
			return nil, problem.At("office", "Please choose an office of this institution.")
		}
		how, err := in.way(seat, office.ID)
		if err != nil {
			return nil, err
		}
		if how == onBehalf {
			if err := (Heard{in.Source, in.SourceNote, in.SourceDate}).check(d.now()); err != nil {
				return nil, err
			}
		} else {
			in.Source, in.SourceNote, in.SourceDate = "", "", ""
		}
		sum := once.Digest(seat.Person, strategyID.String(), in.Office, in.Section, in.Stand, text, in.Source, in.SourceNote, in.SourceDate)
		if exists {
			if !bytes.Equal(before.Digest, sum) {
				return nil, once.Reused()
			}
			return nil, nil
		}
		if err := in.check(); err != nil {
			return nil, err
		}
		if err := window.takes(d.now(), office.ID, section); err != nil {
			return nil, err
		}
		var date *string
		if in.SourceDate != "" {
			date = &in.SourceDate
		}
		tx.Last(`insert into office_position (institution_id, consultation_id, id, office_id, section_id, position, reason, remedy, proposed, taken_by, source, source_note, source_date, digest)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::date, $14)`,
			seat.Institution, window.ID, id, office.ID, postgres.Optional(section), in.Stand, typed.Clean(in.Reason), in.Remedy, how == proposed, seat.Membership, in.Source, typed.Clean(in.SourceNote), date, sum)
		if how == proposed {
			return raise(tx, seat, strategyID), nil
		}
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "position taken", Subject: activity.OfStrategy, ID: strategyID, Detail: office.Name + ": " + in.Stand})
		if how == onBehalf {
			if err := d.Notice.Tell(tx, seat, notice.News{Kind: notice.Entered, Subject: id, Cause: id, Title: s.Title, Path: link.Consultation(seat.Slug, strategyID, ""), To: speakersOf(speakers, office.ID)}); err != nil {
				return nil, err
			}
		}
		if text == "" {
			return raise(tx, seat, strategyID), nil
		}
		if again, err := (thread.Desk{Post: d.Post}).Add(tx, seat, draft, thread.Place{}); err != nil || again {
			if again && err == nil {
				err = once.Reused()
			}
			return nil, err
		}
		kind := Remark
		if Stand(in.Stand) == Objects {
			kind = Objection
		}
		logged(tx, seat, "contribution added", id, string(kind))
		return tx.Last(`with `+live.RaiseSQL+`
			insert into contribution (institution_id, strategy_id, id, consultation_id, kind, section_id, position_id, author_id, office_id, digest, live_version, first_version)
			select $1, $2, $3, $4, $5, $6, $3, $7, $8, $9, raised.version, raised.version from raised returning live_version`,
			seat.Institution, strategyID, id, window.ID, kind, postgres.Optional(section), seat.Membership, office.ID, sum), nil
	})
	if postgres.Violates(err, "office_position_pkey") || postgres.Violates(err, "comment_pkey") { // the same request, at the same moment
		return d.Take(ctx, c, strategyID, in)
	}
	return Done{ID: id, Live: version}, err
}

// way is how somebody may give a position for an office.
type way int

const (
	taken way = iota
	proposed
	onBehalf
)

func (in NewPosition) way(seat access.Seat, office uuid.UUID) (way, error) {
	of := access.Subject{Office: office}
	switch {
	case seat.May(access.TakePosition, of):
		return taken, nil
	case seat.May(access.EnterOnBehalf, of):
		return onBehalf, nil
	case seat.May(access.ProposePosition, of):
		return proposed, nil
	}
	return taken, problem.New(problem.Refused, "An office's position is taken by its head, focal person or deputy.")
}

func (in NewPosition) check() error {
	if !slices.Contains(AllStands, Stand(in.Stand)) {
		return problem.At("position", "Please choose what your office says.")
	}
	if typed.Clean(in.Reason) == "" {
		switch Stand(in.Stand) {
		case Objects:
			return problem.At("reason", "Please say what your office objects to, and why.")
		case ConsentWithRemarks:
			return problem.At("reason", "Please write the remarks.")
		}
	}
	if err := typed.Check("reason", typed.Clean(in.Reason), halfLimit); err != nil {
		return err
	}
	return typed.Check("remedy", in.Remedy, halfLimit)
}

// halfLimit keeps a reason and what would resolve it within one comment.
var halfLimit = typed.Limit{Characters: 4_900, Runes: 9_800, Long: "The text is longer than 4,900 characters. Please shorten it; nothing was lost."}

// Heard is where and when the international office heard what it enters for an office.
type Heard struct {
	Source, Note string
	Day          string // such as 2026-11-24
}

func (in Heard) check(now time.Time) error {
	if !slices.Contains(Sources, in.Source) {
		return problem.At("source", "Please say where the office has said so.")
	}
	if err := typed.Check("source_note", in.Note, typed.Limit{Characters: 1000, Runes: 2000, Long: "The note is longer than 1,000 characters. Please shorten it; nothing was lost."}); err != nil {
		return err
	}
	day, err := time.Parse(time.DateOnly, in.Day)
	if err != nil || day.After(now.AddDate(0, 0, 1)) {
		return problem.At("source_date", "Please give the day on which the office said so.")
	}
	return nil
}

// takes judges whether the window takes a position of an office now.
func (l last) takes(now time.Time, office, section uuid.UUID) error {
	switch {
	case !l.there:
		return problem.New(problem.Conflict, "No consultation on this strategy is open. What you wrote is kept on this page.")
	case now.Before(l.Opens):
		return problem.New(problem.Conflict, "The consultation has not opened yet. What you wrote is kept on this page.")
	case !now.Before(l.Closes):
		return problem.New(problem.Conflict, "The consultation has closed. What you wrote is kept on this page: you can still send it as a comment, which is then marked as late.")
	case !l.Asks(office):
		return problem.At("office", "This office was not asked in this consultation.")
	case section != uuid.Nil && !slices.Contains(l.Sections, section):
		return problem.At("section", "No position is asked for this section. You can comment on it.")
	}
	return nil
}

func queuePositions(b *postgres.Batch, window uuid.UUID, into *[]Position) {
	b.Queue(`select x.id, x.office_id, x.section_id, x.position, x.reason, x.remedy, x.proposed, p.name, x.taken_at, x.source, x.source_note, x.source_date
		from office_position x join membership m on m.institution_id = x.institution_id and m.id = x.taken_by join person p on p.id = m.person_id
		where x.institution_id = `+postgres.ThisInstitution+` and x.consultation_id = $1 order by x.taken_at, x.id`, window).
		Query(postgres.All(into, func(row pgx.CollectableRow) (Position, error) {
			var x Position
			var section *uuid.UUID
			err := row.Scan(&x.ID, &x.Office, &section, &x.Stand, &x.Reason, &x.Remedy, &x.Proposed, &x.By, &x.At, &x.Source, &x.SourceNote, &x.SourceDate)
			x.Section = postgres.OrNil(section)
			return x, err
		}))
}
