package swot

import (
	"context"
	"slices"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/group"
	"meridian/internal/institution"
	"meridian/internal/live"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// farBehind is how many changed items are sent one by one; a page that missed more loads anew.
const farBehind = 500

// View is a board as its page needs it.
type View struct {
	Seat     access.Seat
	Analysis Analysis
	Items    []Item // the withdrawn ones too
	Here     []live.Here
	Offices  []institution.Office
	Method   Method
}

// View reads a board with everything its page shows, in one round trip.
func (s *Board) View(ctx context.Context, c access.Caller, analysis uuid.UUID) (View, error) {
	var v View
	var found bool
	var err error
	v.Seat, err = account.SitToRead(ctx, s.DB, c, func(b *postgres.Batch) {
		// The counter comes with the analysis and is read before the items: a change in between is
		// then seen twice, never missed.
		queueAnalysis(b, analysis, &v.Analysis, &found)
		queueItems(b, analysis, &v.Items)
		institution.QueueOffices(b, &v.Offices)
		live.QueueHere(b, analysis, &v.Here)
		queueMethod(b, analysis, &v.Method)
	})
	if err == nil && !found {
		err = problem.Absent()
	}
	v.Method.complete(v.Analysis, v.Offices)
	return v, err
}

// Look reads the analysis alone, to authorise a stream and to know where the board stands.
func (s *Board) Look(ctx context.Context, c access.Caller, analysis uuid.UUID) (View, error) {
	var v View
	var found bool
	var err error
	v.Seat, err = account.SitToRead(ctx, s.DB, c, func(b *postgres.Batch) { queueAnalysis(b, analysis, &v.Analysis, &found) })
	if err == nil && !found {
		err = problem.Absent()
	}
	return v, err
}

// Changes reads what changed on a board after a live version. It asks for no rights: the stream that
// passes it on has them, see Look. reset: since is ahead of the board or too far behind.
func (s *Board) Changes(ctx context.Context, k live.Key, since int64) (version int64, changed []Item, reset bool, err error) {
	b := &postgres.Batch{}
	live.QueueVersion(b, k, &version)
	queueItemsSince(b, k.ID, since, farBehind+1, &changed)
	err = s.DB.Look(ctx, k.Institution, b)
	if since < 0 || since > version || len(changed) > farBehind {
		return version, nil, true, err
	}
	// A change that was committed between the two statements is in the list but above the counter.
	for _, i := range changed {
		version = max(version, i.LiveVersion)
	}
	return version, changed, false, err
}

// Missed leaves out of what changed since a version the items that came and were withdrawn after it: a
// page at that version never showed them, and what was withdrawn is nobody's to read for the first time.
func Missed(changed []Item, since int64) []Item {
	return slices.DeleteFunc(changed, func(i Item) bool { return i.Withdrawn() && i.FirstVersion > since })
}

// Listing is an institution's analyses with what stands around them.
type Listing struct {
	Seat     access.Seat
	Analyses []Summary // the newest first
	Offices  []institution.Office
	Groups   []group.Addressee
}

// List is the analyses of the caller's institution.
func (s *Board) List(ctx context.Context, c access.Caller) (Listing, error) {
	var l Listing
	err := account.Sit(ctx, s.DB, c, func(b *postgres.Batch) {
		institution.QueueOffices(b, &l.Offices)
		group.QueueAddressees(b, &l.Groups)
	}, func(tx *postgres.Tx, seat access.Seat) error {
		l.Seat = seat
		b := &postgres.Batch{}
		b.Queue(`select `+analysisColumns+`, coalesce(n.items, 0), coalesce(n.offices, '{}'), coalesce(n.bodies, false), coalesce(n.mine, 0), coalesce(n.updated, a.opened_at)`+analysisTables+`
			left join lateral (select count(*)::int items, array_agg(distinct i.office_id) filter (where i.office_id is not null) offices,
				bool_or(o2.kind = 'body') bodies,
				(count(*) filter (where i.office_id = $1 or i.author_id = $2))::int mine, max(i.changed_at) updated
				from item i left join office o2 on o2.institution_id = i.institution_id and o2.id = i.office_id
				where i.institution_id = a.institution_id and i.analysis_id = a.id and i.withdrawn_at is null) n on true
			where a.institution_id = `+postgres.ThisInstitution+` order by a.opened_at desc, a.id limit 200`, seat.Office, seat.Membership).
			Query(all(&l.Analyses, func(row pgx.CollectableRow) (Summary, error) {
				var x Summary
				var heard []uuid.UUID
				err := row.Scan(append(x.Analysis.columns(), &x.Items, &heard, &x.Bodies, &x.Mine, &x.Updated)...)
				x.address(l.Groups, heard, seat.Office)
				return x, err
			}))
		return tx.Send(b)
	})
	return l, err
}

// address fills in whom the analysis asks, and how many of them were heard.
func (x *Summary) address(groups []group.Addressee, heard []uuid.UUID, office uuid.UUID) {
	x.Offices, x.AsksMe = len(heard), true
	if x.GroupID == nil {
		return
	}
	x.Offices, x.AsksMe = 0, false
	for _, g := range groups {
		if g.ID != *x.GroupID {
			continue
		}
		x.Asked, x.AsksMe = len(g.Offices), slices.Contains(g.Offices, office)
		for _, o := range heard {
			if slices.Contains(g.Offices, o) {
				x.Offices++
			}
		}
	}
}
