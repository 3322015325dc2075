package strategy

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/account"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Summary is a strategy on the list.
type Summary struct {
	Strategy
	Sections   int // that stand in it
	Words      int
	Objectives int
	Versions   int // how many were kept
	Changed    time.Time
	ChangedBy  string // name of who changed a section last; empty when what stands around them has changed since
	Look       Look
}

// Listing is an institution's strategies as somebody sees their list.
type Listing struct {
	Seat       access.Seat
	Strategies []Summary // the one that was changed last first, the withdrawn ones at the end
	Labels     Labels
}

// List reads an institution's strategies: for everybody of it.
func (d *Desk) List(ctx context.Context, c access.Caller) (Listing, error) {
	var l Listing
	var err error
	l.Seat, err = account.SitToRead(ctx, d.DB, c, func(b *postgres.Batch) {
		queueLabels(b, &l.Labels)
		b.Queue(`select `+strategyColumns+`, coalesce(c.sections, 0), coalesce(c.words, 0),
				(select count(*) from objective o join section x on x.institution_id = o.institution_id and x.id = o.section_id and x.withdrawn_at is null
					where o.institution_id = s.institution_id and o.strategy_id = s.id and o.withdrawn_at is null),
				(select count(*) from strategy_version v where v.institution_id = s.institution_id and v.strategy_id = s.id),
				greatest(s.changed_at, c.at) as changed, case when c.at >= s.changed_at then c.by else '' end, `+lookColumns+strategyTables+`
			left join lateral (select count(*) filter (where x.withdrawn_at is null) as sections, sum(x.words) filter (where x.withdrawn_at is null) as words,
					max(x.changed_at) as at, (array_agg(q.name order by x.changed_at desc))[1] as by
				from section x join membership n on n.institution_id = x.institution_id and n.id = x.changed_by join person q on q.id = n.person_id
				where x.institution_id = s.institution_id and x.strategy_id = s.id) c on true `+lookTables(`$1`)+`
			where s.institution_id = `+postgres.ThisInstitution+` order by s.withdrawn_at is not null, changed desc, s.id`, c.Person).
			Query(postgres.All(&l.Strategies, func(row pgx.CollectableRow) (Summary, error) {
				var s Summary
				err := row.Scan(append(append(s.columns(), &s.Sections, &s.Words, &s.Objectives, &s.Versions, &s.Changed, &s.ChangedBy), s.Look.columns()...)...)
				return s, err
			}))
	})
	return l, err
}

// MayOpen tells whether the actor may open a strategy.
func MayOpen(a access.Actor) bool {
	return a.May(access.OpenStrategy, access.Subject{InstitutionWide: true})
}

// Look is up to where a person has seen a strategy, and what others have changed since.
type Look struct {
	Ever    bool // has looked at all
	Seen    int64
	At      time.Time
	Changed []string // titles of the sections that others have changed since, in their order
	Removed int      // how many others have taken out since
	Version int      // the last version kept before; 0: none
}

// News tells whether there is anything that the person has not seen.
func (l Look) News() bool { return !l.Ever || len(l.Changed) > 0 || l.Removed > 0 }

// Since tells whether somebody else changed a section since.
func (l Look) Since(s Section, seat access.Seat) bool {
	return l.Ever && s.LiveVersion > l.Seen && s.ChangedBy != seat.Membership
}

const lookColumns = `k.seen is not null, coalesce(k.seen, 0), coalesce(k.at, 'epoch'), coalesce(g.changed, '{}'), coalesce(g.removed, 0),
	coalesce((select max(v.n) from strategy_version v where v.institution_id = s.institution_id and v.strategy_id = s.id and v.kept_at <= k.at), 0)`

func (l *Look) columns() []any {
	return []any{&l.Ever, &l.Seen, &l.At, &l.Changed, &l.Removed, &l.Version}
}

// lookTables are the tables behind lookColumns, for strategy s and the person who stands at an argument.
func lookTables(person string) string {
	return ` left join strategy_look k on k.institution_id = s.institution_id and k.strategy_id = s.id and k.person_id = ` + person + `
		left join lateral (select array_agg(x.title order by x.place, x.id) filter (where x.withdrawn_at is null) as changed, count(*) filter (where x.withdrawn_at is not null) as removed
			from section x join membership n on n.institution_id = x.institution_id and n.id = x.changed_by
			where x.institution_id = s.institution_id and x.strategy_id = s.id and x.live_version > k.seen and n.person_id <> ` + person + `) g on true `
}

// queueLook queues the reading of how much of a strategy a person has seen.
func queueLook(b *postgres.Batch, strategy, person uuid.UUID, into *Look) {
	b.Queue(`select `+lookColumns+` from strategy s `+lookTables(`$2`)+` where s.institution_id = `+postgres.ThisInstitution+` and s.id = $1`, strategy, person).
		Query(postgres.First(into, new(bool), func(row pgx.CollectableRow) (Look, error) {
			var l Look
			err := row.Scan(l.columns()...)
			return l, err
		}))
}
