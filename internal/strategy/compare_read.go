package strategy

import (
	"context"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// CompareView is what changed from a version to another, or to the text as it stands now.
type CompareView struct {
	Seat     access.Seat
	Strategy Strategy
	From     Version
	To       *Version // nil: the text as it stands now
	Before   Content
	After    Content
	Found    Comparison
	Names    Names
	All      []Version // without content, the latest first
}

// AsItStands is the number that stands for the text as it is now.
const AsItStands = 0

// CompareVersions compares a version with another, or with AsItStands: for everybody of the institution. An absent
// strategy or version is NotFound.
func (d *Desk) CompareVersions(ctx context.Context, c access.Caller, strategy uuid.UUID, from, to int) (CompareView, error) {
	var v CompareView
	var found, fromFound, toFound bool
	var other Version
	var rows contentRows
	var offices []institution.Office
	var err error
	v.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueStrategy(b, strategy, &v.Strategy, &found)
		queueVersion(b, strategy, from, &v.From, &fromFound)
		if to == AsItStands {
			queueContent(b, strategy, notHeld, &rows)
		} else {
			queueVersion(b, strategy, to, &other, &toFound)
		}
		queueVersions(b, strategy, &v.All)
		institution.QueueOffices(b, &offices)
	})
	if err != nil {
		return v, err
	}
	if !found || !fromFound || to != AsItStands && !toFound {
		return v, problem.Absent()
	}
	if v.Before, err = ReadContent(v.From.Content); err != nil {
		return v, err
	}
	if to == AsItStands {
		v.After, err = rows.content(v.Strategy)
	} else {
		v.To = &other
		v.After, err = ReadContent(other.Content)
	}
	if err != nil {
		return v, err
	}
	if v.Found, err = Compare(v.Before, v.After); err != nil {
		return v, err
	}
	v.Names, err = d.names(ctx, v.Seat, offices, v.Before, v.After)
	return v, err
}
