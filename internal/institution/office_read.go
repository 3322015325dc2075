package institution

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Directory is all offices of an institution with the people in them.
type Directory struct {
	Seat    access.Seat
	Offices []Office // the archived ones too
	Members []Member
}

// Directory reads the offices of the caller's institution.
func (r Registry) Directory(ctx context.Context, c access.Caller) (Directory, error) {
	var d Directory
	var err error
	d.Seat, err = r.Look(ctx, c, func(b *postgres.Batch) {
		QueueOffices(b, &d.Offices)
		r.Members(b, &d.Members)
	})
	return d, err
}

// Of lists those of the members who belong to an office.
func (d Directory) Of(office uuid.UUID) []Member {
	var list []Member
	for _, m := range d.Members {
		if m.OfficeID == office {
			list = append(list, m)
		}
	}
	return list
}

// Dossier is one office with its history, in the directory of the others.
type Dossier struct {
	Directory
	Office     Office
	AddedAt    time.Time
	ArchivedAt *time.Time
	MergedInto *Office  // the office that took it over
	MergedFrom []Office // the offices that it took over
}

// Dossier reads one office; absent is NotFound.
func (r Registry) Dossier(ctx context.Context, c access.Caller, slug string) (Dossier, error) {
	var d Dossier
	var times []struct {
		CreatedAt  time.Time
		ArchivedAt *time.Time
	}
	var err error
	d.Seat, err = r.Look(ctx, c, func(b *postgres.Batch) {
		QueueOffices(b, &d.Offices)
		r.Members(b, &d.Members)
		postgres.Collect(b, &times, `select created_at, archived_at from office where institution_id = `+postgres.ThisInstitution+` and slug = $1`, slug)
	})
	if err != nil {
		return d, err
	}
	office, known := OfficesBySlug(d.Offices)[slug]
	if !known || len(times) == 0 {
		return d, problem.Absent()
	}
	d.Office, d.AddedAt, d.ArchivedAt = office, times[0].CreatedAt, times[0].ArchivedAt
	for _, o := range d.Offices {
		if o.ID == office.MergedInto {
			d.MergedInto = &o
		}
		if o.MergedInto == office.ID {
			d.MergedFrom = append(d.MergedFrom, o)
		}
	}
	return d, nil
}
