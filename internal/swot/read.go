package swot

import (
	"context"
	"math"
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

// never is a live version that nothing comes after.
const never = math.MaxInt64

// farBehind is how many changed items are sent one by one; a page that missed more loads anew.
const farBehind = 500

// View is a board as one reader sees it.
type View struct {
	Seat     access.Seat
	Analysis Analysis
	Sight    Sight
	Items    []Item           // that the reader may see; the withdrawn ones too
	Hidden   map[Quadrant]int // how many others stand under a heading; nil where the reader sees all
	Pulse    Pulse
	Here     []live.Here
	Offices  []institution.Office
	Method   Method
	Options  []StrategicOption // the withdrawn ones too; see Whole
	Matrix   Matrix            // see Whole
	Groups   *Groups           // how the items are grouped; Themes reads it, View does not
}

// mark tells which of the unsigned items are of the browser that asks.
func (s *Board) mark(items []Item) {
	for n := range items {
		items[n].Mine = s.pen.wrote(items[n])
	}
}

// View reads a board with everything its page shows, in one round trip. Items that the reader may not see yet are
// not in it.
func (s *Board) View(ctx context.Context, c access.Caller, analysis uuid.UUID) (View, error) {
	var v View
	var found bool
	var parts []Source
	var err error
	v.Seat, err = account.SitToReadQuietly(ctx, s.DB, c, func(b *postgres.Batch) {
		// The counter comes with the analysis and is read before the items: a change in between is
		// then seen twice, never missed.
		queueAnalysis(b, analysis, &v.Analysis, &found)
		queueItems(b, analysis, &v.Items)
		queueParts(b, analysis, -1, &parts)
		institution.QueueOffices(b, &v.Offices)
		live.QueueHere(b, analysis, &v.Here)
		queuePulse(b, analysis, never, &v.Pulse)
		queueMethod(b, analysis, &v.Method)
		queueNow(b, analysis, &v.Analysis)
	}, func() bool { return v.Analysis.Anonymous() })
	if err == nil && !found {
		err = problem.Absent()
	}
	s.mark(v.Items)
	if v.Analysis.Anonymous() { // who is here, and which item they have open, would tell who wrote it
		v.Here = nil
	}
	putParts(v.Analysis, v.Seat.Guest != uuid.Nil, v.Items, parts)
	v.Analysis.blind(v.Items)
	v.hide()
	v.Method.complete(v.Analysis, v.Offices)
	return v, err
}

// Look reads the analysis alone, to authorise a stream and to know where the board stands and what its reader sees.
func (s *Board) Look(ctx context.Context, c access.Caller, analysis uuid.UUID) (View, error) {
	var v View
	var found bool
	var err error
	v.Seat, err = account.SitToReadQuietly(ctx, s.DB, c, func(b *postgres.Batch) { queueAnalysis(b, analysis, &v.Analysis, &found) },
		func() bool { return v.Analysis.Anonymous() })
	if err == nil && !found {
		err = problem.Absent()
	}
	if err != nil {
		return v, err
	}
	own := false
	if v.Analysis.HidesItems() && v.Analysis.Reveal == RevealAfterOwn {
		b := &postgres.Batch{}
		var owners []Item
		queueOwners(b, analysis, &owners)
		err = s.DB.Look(ctx, v.Seat.Institution, b)
		s.mark(owners)
		own = hasOwn(v.Seat.Actor, owners)
	}
	v.Sight = v.Analysis.sight(own)
	return v, err
}

// News is what changed on a board after a live version, for one watcher.
type News struct {
	Version  int64 // that it brings a page to
	Reset    bool  // the page has to be loaded anew: nothing else is set but Version
	Items    []Item
	Analysis Analysis
	Pulse    *Pulse // nil when it has not changed
}

// Changes reads what changed on a board after a live version. It asks for no rights: the stream that
// passes it on has them, see Look. It resets a page that is ahead of the board or too far behind, that comes from
// before a change which every page has to load anew for, or whose watcher's sight no longer holds.
func (s *Board) Changes(ctx context.Context, k live.Key, since int64, w Watcher) (News, error) {
	var n News
	var changed []Item
	b := &postgres.Batch{}
	live.QueueVersion(b, k, &n.Version)
	if w.Sight == SightOpen || w.Actor != nil {
		queueItemsSince(b, k.ID, since, farBehind+1, &changed)
	}
	// The sight is judged by what holds after the items were read: they may have begun to be hidden meanwhile.
	queueNow(b, k.ID, &n.Analysis)
	if err := s.DB.Look(ctx, k.Institution, b); err != nil {
		return n, err
	}
	if since < 0 || since > n.Version || len(changed) > farBehind || n.Analysis.Epoch > since || n.Analysis.Epoch != w.Epoch {
		return News{Version: n.Version, Reset: true}, nil
	}
	s.mark(changed)
	n.Analysis.blind(changed)
	for _, i := range changed {
		// A change that was committed between the two statements is in the list but above the counter.
		n.Version = max(n.Version, i.LiveVersion)
		if w.sees(i) {
			n.Items = append(n.Items, i)
		}
	}
	err := s.more(ctx, k, since, w, &n)
	return n, err
}

// more reads what few changes need beside the items: what joint items are made of, and what stands above the board.
func (s *Board) more(ctx context.Context, k live.Key, since int64, w Watcher, n *News) error {
	joint := slices.ContainsFunc(n.Items, func(i Item) bool { return i.Joint })
	pulse := n.Analysis.Pulse > since || w.Sight == SightBlind
	if !joint && !pulse {
		return nil
	}
	var parts []Source
	var found bool
	b := &postgres.Batch{}
	if joint {
		queueParts(b, k.ID, since, &parts)
	}
	if pulse {
		n.Pulse = &Pulse{}
		queueAnalysis(b, k.ID, &n.Analysis, &found)
		queuePulse(b, k.ID, since, n.Pulse)
	}
	if err := s.DB.Look(ctx, k.Institution, b); err != nil {
		return err
	}
	putParts(n.Analysis, w.Guest, n.Items, parts)
	return nil
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
		b.Queue(`select `+analysisColumns+`, coalesce(n.items, 0), coalesce(h.offices, n.offices, '{}'), coalesce(n.bodies, false), coalesce(h.mine, n.mine, 0), coalesce(n.updated, a.opened_at),
			coalesce((select sum(v.dots) from vote v where v.institution_id = a.institution_id and v.analysis_id = a.id
				and v.voter_id = case when a.dots_per = 'office' and $1 <> '`+uuid.Nil.String()+`' then $1 else $3::uuid end), 0)::int,
			exists (select from matrix_score x where x.institution_id = a.institution_id and x.analysis_id = a.id and x.person_id = $3)`+analysisTables+`
			left join lateral (select count(*)::int items, array_agg(distinct i.office_id) filter (where i.office_id is not null) offices,
				bool_or(o2.kind = 'body') bodies,
				(count(*) filter (where i.office_id = $1 or i.author_id = $2))::int mine, max(i.changed_at) updated
				from item i left join office o2 on o2.institution_id = i.institution_id and o2.id = i.office_id
				where i.institution_id = a.institution_id and i.analysis_id = a.id and i.withdrawn_at is null) n on true
			left join lateral (select coalesce(array_agg(oa.office_id), '{}') offices, (count(*) filter (where oa.office_id = $1))::int mine
				from office_answer oa where a.authors = 'nobody' and oa.institution_id = a.institution_id and oa.analysis_id = a.id and oa.wrote having a.authors = 'nobody') h on true
			where a.institution_id = `+postgres.ThisInstitution+` order by a.opened_at desc, a.id limit 200`, seat.Office, seat.Membership, seat.Person).
			Query(postgres.All(&l.Analyses, func(row pgx.CollectableRow) (Summary, error) {
				var x Summary
				var heard []uuid.UUID
				err := row.Scan(append(x.Analysis.columns(), &x.Items, &heard, &x.Bodies, &x.Mine, &x.Updated, &x.Given, &x.Scored)...)
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
