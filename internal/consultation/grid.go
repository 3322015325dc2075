package consultation

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/strategy"
	"meridian/internal/thread"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Hearing is a consultation with what the offices have said in it.
type Hearing struct {
	Seat     access.Seat
	Strategy strategy.Strategy
	Window   *Consultation // nil: there was none yet
	Open     bool
	Over     bool
	Zone     string // the institution's time zone
	Sections []strategy.Section
	Offices  []institution.Office // those of the institution
	Rows     []Row                // of the offices that are asked
	Heard    int                  // offices that have a position on the whole
	Answers  []Contribution       // to the questions, as the reader sees them
	Named    bool                 // the reader sees who is silent
}

// Row is what one office has said.
type Row struct {
	Office     institution.Office
	Said       int                    // contributions
	Unanswered int                    // of them without a published answer
	Now        map[uuid.UUID]Position // what stands, by the section; under the zero id the whole. Without one the office is silent
	All        []Position             // the oldest first
	Own        bool                   // the reader belongs to the office
	Proposal   map[uuid.UUID]Position // the last that was proposed after what stands: for the office alone
}

// Hearing reads the consultation of a strategy: for everybody of the institution. Who is silent is named to the
// international office and senior management alone while the window is open.
func (d *Desk) Hearing(ctx context.Context, c access.Caller, strategyID uuid.UUID) (Hearing, error) {
	var h Hearing
	read, err := d.Strategy.View(ctx, c, strategyID)
	if err != nil {
		return h, err
	}
	h.Seat, h.Strategy, h.Sections = read.Seat, read.Strategy, read.Sections
	h.Offices = institution.Current(read.Offices)
	var window last
	b := &postgres.Batch{}
	window.queue(b, strategyID)
	b.Queue(`select time_zone from institution where id = ` + postgres.ThisInstitution).QueryRow(func(row pgx.Row) error { return row.Scan(&h.Zone) })
	var said []Contribution
	queueContributions(b, strategyID, ViewerOf(h.Seat.Actor, h.Strategy), &said)
	var threads []thread.Thread
	thread.QueueThreads(b, about(strategyID), &threads)
	if err := d.DB.Look(ctx, h.Seat.Institution, b); err != nil {
		return h, err
	}
	if !window.there {
		return h, nil
	}
	join(said, threads)
	for _, c := range said {
		if c.Question != uuid.Nil && !c.Withdrawn() {
			h.Answers = append(h.Answers, c)
		}
	}
	h.Window, h.Open, h.Over = &window.Consultation, window.Open(d.now()), window.late(d.now())
	h.Named = h.Over || h.Seat.Role == access.InternationalOffice || h.Seat.Role == access.SeniorManagement
	var positions []Position
	b = &postgres.Batch{}
	queuePositions(b, window.ID, &positions)
	if err := d.DB.Look(ctx, h.Seat.Institution, b); err != nil {
		return h, err
	}
	h.Rows = rows(h, positions, said)
	for _, r := range h.Rows {
		if _, ok := r.Now[uuid.Nil]; ok {
			h.Heard++
		}
	}
	return h, nil
}

// rows puts together what each office that is asked has said. It is pure.
func rows(h Hearing, positions []Position, said []Contribution) []Row {
	var list []Row
	at := map[uuid.UUID]int{}
	for _, o := range h.Offices {
		if h.Window.Asks(o.ID) {
			at[o.ID] = len(list)
			list = append(list, Row{Office: o, Now: map[uuid.UUID]Position{}, Proposal: map[uuid.UUID]Position{}, Own: h.Seat.Guest == uuid.Nil && h.Seat.Office == o.ID})
		}
	}
	for _, p := range positions {
		n, ok := at[p.Office]
		if !ok {
			continue
		}
		r := &list[n]
		if p.Proposed {
			if r.Own {
				r.Proposal[p.Section] = p
			}
			continue
		}
		r.Now[p.Section] = p
		r.All = append(r.All, p)
		delete(r.Proposal, p.Section)
	}
	for _, c := range said {
		if n, ok := at[c.Office]; ok && !c.Withdrawn() && !c.Held {
			list[n].Said++
			if c.Answer == nil || c.Private {
				list[n].Unanswered++
			}
		}
	}
	return list
}

// MayOpenWindow tells whether the reader opens and ends the consultation.
func (h Hearing) MayOpenWindow() bool {
	return h.Seat.May(access.OpenConsultation, h.Strategy.Subject())
}

// MayTake tells whether the reader takes the position of an office, proposes one, or enters it for the office.
func (h Hearing) MayTake(office uuid.UUID) (may, proposes, behalf bool) {
	how, err := NewPosition{}.way(h.Seat, office)
	return err == nil, err == nil && how == proposed, err == nil && how == onBehalf
}
