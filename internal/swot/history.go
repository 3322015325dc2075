package swot

import (
	"context"
	"time"

	"meridian/internal/access"
	"meridian/internal/postgres"
	"meridian/internal/problem"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// ChangeKind is what a change did to an item.
type ChangeKind string

// The kinds of changes. Of the moves only those to another heading are kept.
const (
	Edited    ChangeKind = "edited"
	Moved     ChangeKind = "moved"
	Withdrawn ChangeKind = "withdrawn"
	Restored  ChangeKind = "restored"
)

// changedNow is, in SQL, the moment of a change of an item; none where nobody can know the author.
const changedNow = `case when item.pen is null then now() end`

// changeWords are how the log calls the changes.
var changeWords = map[ChangeKind]string{Edited: "item edited", Moved: "item moved", Withdrawn: "item withdrawn", Restored: "item put back"}

// noteChange keeps what an item was before a change, and writes the change into the log. Where nobody can know the
// author nothing tells who or when, and the log stays empty: an author's own changes would give the author away, and so
// would the lack of an entry among entries.
func noteChange(tx *postgres.Tx, seat access.Seat, before Item, kind ChangeKind) {
	keepState(tx, seat, before, kind)
	logChange(tx, seat, before, kind)
}

func logChange(tx *postgres.Tx, seat access.Seat, i Item, kind ChangeKind) {
	if !i.Unsigned() {
		noteItem(tx, seat, changeWords[kind], i.ID)
	}
}

func keepState(tx *postgres.Tx, seat access.Seat, i Item, kind ChangeKind) {
	id, who := uuid.New(), (*uuid.UUID)(nil)
	if !i.Unsigned() {
		id, who = uuid.Must(uuid.NewV7()), &seat.Membership
	}
	tx.Last(`insert into item_change (institution_id, item_id, id, kind, version, quadrant, text, evidence, membership_id, at, live_version)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $9::uuid is not null then now() end, $10)`,
		seat.Institution, i.ID, id, kind, i.Version, i.Quadrant, i.Text, i.Evidence, who, i.LiveVersion)
}

// Change is an earlier state of an item, and what ended it. Person and Office are who did so, as far as the analysis
// shows authors; At is nil where nobody can know.
type Change struct {
	Kind     ChangeKind
	Version  int // before
	Quadrant Quadrant
	Text     string
	Evidence string
	Person   string
	Office   string
	Role     access.Role // of somebody without an office
	At       *time.Time
}

// History is an item with everything that it was.
type History struct {
	Seat     access.Seat
	Analysis Analysis
	Item     Item
	AddedAt  *time.Time
	Changes  []Change // the latest first
}

// MayRestore tells whether the reader may bring an earlier text back, which is an edit.
func (h History) MayRestore() bool {
	return MayEdit(h.Seat.Actor, h.Item) && !h.Item.Withdrawn() && h.Analysis.changes() == nil
}

// History reads what an item was before each change. Whoever sees the item may; a withdrawn one is there for those who
// may put it back. What the reader does not see is absent.
func (s *Board) History(ctx context.Context, c access.Caller, analysis, item uuid.UUID) (History, error) {
	v, err := s.View(ctx, c, analysis)
	if err != nil {
		return History{}, err
	}
	for _, i := range v.Items {
		if i.ID == item && (!i.Withdrawn() || MayEdit(v.Seat.Actor, i)) {
			h := History{Seat: v.Seat, Analysis: v.Analysis, Item: i}
			b := &postgres.Batch{}
			b.Queue(`select created_at from item where institution_id = $1 and id = $2`, v.Seat.Institution, item).
				QueryRow(func(row pgx.Row) error { return row.Scan(&h.AddedAt) })
			postgres.Collect(b, &h.Changes, changes, v.Seat.Institution, item, v.Analysis.Authors)
			err := s.DB.Look(ctx, v.Seat.Institution, b)
			return h, err
		}
	}
	return History{}, problem.Absent()
}

// changes reads the earlier states of an item with the names that the analysis ($3) shows.
const changes = `
	select c.kind, c.version, c.quadrant, c.text, c.evidence, c.at,
		case when $3 = 'person' then coalesce(p.name, '') else '' end as person,
		case when $3 <> 'nobody' then coalesce(o.name, '') else '' end as office,
		case when $3 <> 'nobody' then coalesce(m.role, '') else '' end as role
	from item_change c
	left join membership m on m.institution_id = c.institution_id and m.id = c.membership_id
	left join person p on p.id = m.person_id
	left join office o on o.institution_id = m.institution_id and o.id = m.office_id
	where c.institution_id = $1 and c.item_id = $2 order by c.live_version desc`
