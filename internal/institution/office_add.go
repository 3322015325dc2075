package institution

import (
	"context"
	"strings"

	"meridian/internal/access"
	"meridian/internal/activity"
	"meridian/internal/once"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// NewOffice is what a person fills in to add an office.
type NewOffice struct {
	ID        string // UUID; empty: the server makes one
	Name      string
	Slug      string // empty: made from the name
	Kind      string
	HeadEmail string
}

// AddOffice adds an office at the end of the list and answers it. The same request twice gives the same
// office; the same id with other fields is Invalid, as is a slug that is taken.
func (r Registry) AddOffice(ctx context.Context, c access.Caller, in NewOffice) (Office, error) {
	id, err := once.ID(in.ID)
	if err != nil {
		return Office{}, err
	}
	var present []Office
	var o Office
	err = r.Sit(ctx, c, func(b *postgres.Batch) { QueueOffices(b, &present) }, func(tx *postgres.Tx, seat access.Seat) error {
		if err := mayManage(seat); err != nil {
			return err
		}
		kind, known := parseKind(in.Kind)
		o = Office{ID: id, Slug: strings.TrimSpace(in.Slug), Name: strings.TrimSpace(in.Name), Kind: kind, HeadEmail: strings.TrimSpace(in.HeadEmail)}
		if !known {
			return errKind()
		}
		if before, exists := byID(present, id); exists {
			return o.repeats(before)
		}
		taken := OfficesBySlug(present)
		if o.Slug == "" {
			o.Slug = SlugOf(o.Name, o.Kind, func(slug string) bool { _, is := taken[slug]; return is })
		}
		if err := checkOffice(o); err != nil {
			return err
		}
		if _, is := taken[o.Slug]; is {
			return errSlugTaken()
		}
		tx.Last(`insert into office (institution_id, id, slug, name, kind, head_email, place)
			select $1, $2, $3, $4, $5, $6, `+atTheEnd,
			seat.Institution, o.ID, o.Slug, o.Name, o.Kind, o.HeadEmail)
		activity.Record(tx, seat.Actor, activity.Entry{Kind: "office added", Subject: activity.OfOffice, ID: o.ID, Detail: o.Name})
		return nil
	})
	switch {
	case postgres.Violates(err, "office_pkey"): // the same request, at the same moment
		return r.AddOffice(ctx, c, in)
	case postgres.Violates(err, "office_institution_id_slug_key") && in.Slug == "":
		return r.AddOffice(ctx, c, in)
	case postgres.Violates(err, "office_institution_id_slug_key"):
		return o, errSlugTaken()
	}
	return o, err
}

// repeats answers a creation whose id is there already: nil and the slug when it is the same one again.
func (o *Office) repeats(before Office) error {
	if o.Name != before.Name || o.Kind != before.Kind || o.HeadEmail != before.HeadEmail || o.Slug != "" && o.Slug != before.Slug {
		return once.Reused()
	}
	*o = before
	return nil
}

func byID(list []Office, id uuid.UUID) (Office, bool) {
	for _, o := range list {
		if o.ID == id {
			return o, true
		}
	}
	return Office{}, false
}

func mayManage(seat access.Seat) error {
	if !seat.May(access.Manage, access.Subject{}) {
		return problem.New(problem.Refused, "Offices and settings are the international office's to change.")
	}
	return nil
}

func errKind() error {
	return problem.At("kind", "The kind must be office, centre, school or body.")
}

func errSlugTaken() error {
	return problem.At("slug", "There is an office with this slug already.")
}

// atTheEnd is the place of a new office: behind the others once somebody has put them in order, else by name.
const atTheEnd = `case when coalesce(max(place), 0) > 0 then max(place) + 1 else 0 end from office where institution_id = $1`
