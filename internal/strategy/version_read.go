package strategy

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/institution"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
)

// Version is a strategy as it was kept. Nobody changes it.
type Version struct {
	N       int // in its strategy, from 1
	ID      uuid.UUID
	Note    string // why it was kept; may be empty
	Content []byte // the canonical bytes; nil where only the others were asked for
	Hash    []byte // their SHA-256
	Words   int
	KeptBy  string // name
	KeptAt  time.Time
}

const (
	versionColumns = `v.n, v.id, v.note, v.hash, v.words, p.name as kept_by, v.kept_at`
	versionTables  = ` from strategy_version v
	join membership m on m.institution_id = v.institution_id and m.id = v.kept_by
	join person p on p.id = m.person_id
	where v.institution_id = ` + postgres.ThisInstitution + ` and v.strategy_id = $1`
)

// queueVersions queues the reading of all versions of a strategy without their content, the latest first.
func queueVersions(b *postgres.Batch, strategy uuid.UUID, into *[]Version) {
	postgres.Collect(b, into, `select `+versionColumns+`, null::bytea as content`+versionTables+` order by v.n desc`, strategy)
}

// queueLatest queues the reading of the last version that was kept, without its content.
func queueLatest(b *postgres.Batch, strategy uuid.UUID, into *Version) {
	postgres.Find(b, into, new(bool), `select `+versionColumns+`, null::bytea as content`+versionTables+` order by v.n desc limit 1`, strategy)
}

// queueVersion queues the reading of one version.
func queueVersion(b *postgres.Batch, strategy uuid.UUID, n int, into *Version, found *bool) {
	postgres.Find(b, into, found, `select `+versionColumns+`, v.content`+versionTables+` and v.n = $2`, strategy, n)
}

// VersionsView is a page of the versions of a strategy.
type VersionsView struct {
	Seat     access.Seat
	Strategy Strategy
	All      []Version // without content, the latest first
	Shown    []Version // those of the page, the latest first, and one more where there is an earlier one
	More     bool      // there are earlier ones than the page's
}

// PageOfVersions is how many versions a page shows.
const PageOfVersions = 20

// Versions reads the versions of a strategy that were kept before a number, or the latest where it is 0: for everybody of
// the institution. An absent strategy is NotFound.
func (d *Desk) Versions(ctx context.Context, c access.Caller, strategy uuid.UUID, before int) (VersionsView, error) {
	var v VersionsView
	var found bool
	var err error
	v.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueStrategy(b, strategy, &v.Strategy, &found)
		queueVersions(b, strategy, &v.All)
		postgres.Collect(b, &v.Shown, `select `+versionColumns+`, v.content`+versionTables+` and ($2 = 0 or v.n < $2) order by v.n desc limit $3`,
			strategy, before, PageOfVersions+1)
	})
	if err == nil && !found {
		err = problem.Absent()
	}
	v.More = len(v.Shown) > PageOfVersions
	return v, err
}

// VersionView is one version with what its pages show.
type VersionView struct {
	Seat     access.Seat
	Strategy Strategy // as it is now
	Version  Version
	Content  Content
	Names    Names
	All      []Version // without content, the latest first
}

// Version reads a version: for everybody of the institution. An absent one is NotFound.
func (d *Desk) Version(ctx context.Context, c access.Caller, strategy uuid.UUID, n int) (VersionView, error) {
	var v VersionView
	var found, kept bool
	var offices []institution.Office
	var err error
	v.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueStrategy(b, strategy, &v.Strategy, &found)
		queueVersion(b, strategy, n, &v.Version, &kept)
		queueVersions(b, strategy, &v.All)
		institution.QueueOffices(b, &offices)
	})
	if err != nil {
		return v, err
	}
	if !found || !kept {
		return v, problem.Absent()
	}
	if v.Content, err = ReadContent(v.Version.Content); err != nil {
		return v, err
	}
	v.Names, err = d.names(ctx, v.Seat, offices, v.Content)
	return v, err
}

// ContentView is a strategy as it stands, in the form in which it would be kept.
type ContentView struct {
	Seat     access.Seat
	Strategy Strategy
	Content  Content
	Names    Names
}

// Content reads what a strategy says now: for everybody of the institution. Absent is NotFound.
func (d *Desk) Content(ctx context.Context, c access.Caller, strategy uuid.UUID) (ContentView, error) {
	var v ContentView
	var found bool
	var rows contentRows
	var offices []institution.Office
	var err error
	v.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueStrategy(b, strategy, &v.Strategy, &found)
		queueContent(b, strategy, notHeld, &rows)
		institution.QueueOffices(b, &offices)
	})
	if err != nil {
		return v, err
	}
	if !found {
		return v, problem.Absent()
	}
	if v.Content, err = rows.content(v.Strategy); err != nil {
		return v, err
	}
	v.Names, err = d.names(ctx, v.Seat, offices, v.Content)
	return v, err
}
