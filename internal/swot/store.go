package swot

import (
	"time"

	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const analysisColumns = groundColumns + `, a.title, coalesce(o.slug, ''), coalesce(o.name, ''), a.group_id, coalesce(g.name, ''), p.name, a.opened_at, l.version,
	a.phase_at, a.timer_minutes, a.timer_until, a.presenting, a.importance, a.item_limit, a.matrix_open, a.matrix_shown, a.epoch, a.pulse, a.compared_with`

const analysisTables = ` from analysis a
	join live l on l.institution_id = a.institution_id and l.id = a.id
	join membership m on m.institution_id = a.institution_id and m.id = a.opened_by
	join person p on p.id = m.person_id
	left join office o on o.institution_id = a.institution_id and o.id = a.office_id
	left join working_group g on g.institution_id = a.institution_id and g.id = a.group_id `

// groundColumns are what the rules ask of an analysis.
const groundColumns = `a.id, a.scope, a.office_id, a.phase, a.phase_no, a.authors, a.reveal, a.revealed_at is not null, a.dots, a.dots_per, a.cumulative, a.salt,
	array(select f.membership_id from facilitator f where f.institution_id = a.institution_id and f.analysis_id = a.id and f.until > now())`

func (a *Analysis) ground() []any {
	return []any{&a.ID, &a.Scope, &a.OfficeID, &a.Phase, &a.PhaseNo, &a.Authors, &a.Reveal, &a.Revealed, &a.Dots, &a.DotsPer, &a.Cumulative, &a.salt, &a.Facilitators}
}

// columns are where a row of analysisColumns goes.
func (a *Analysis) columns() []any {
	return append(a.ground(), &a.Title, &a.OfficeSlug, &a.OfficeName, &a.GroupID, &a.GroupName, &a.OpenedBy, &a.OpenedAt, &a.Live,
		&a.PhaseAt, &a.TimerMinutes, &a.TimerUntil, &a.Presenting, &a.Importance, &a.ItemLimit, &a.MatrixOpen, &a.MatrixShown, &a.Epoch, &a.Pulse, &a.ComparedWith)
}

func scanAnalysis(row pgx.CollectableRow) (Analysis, error) {
	var a Analysis
	err := row.Scan(a.columns()...)
	return a, err
}

// queueAnalysis queues the reading of one analysis; found tells whether it is there.
func queueAnalysis(b *postgres.Batch, id uuid.UUID, into *Analysis, found *bool) {
	b.Queue(`select `+analysisColumns+analysisTables+` where a.institution_id = `+postgres.ThisInstitution+` and a.id = $1`, id).
		Query(postgres.First(into, found, scanAnalysis))
}

// queueGround queues the reading of what the rules ask of an analysis that is to be written in, without the names
// around it. Its row is held until the transaction ends: no phase begins or ends meanwhile. Every transaction takes
// the analysis before its items, and its items before the live version.
func queueGround(b *postgres.Batch, id uuid.UUID, into *Analysis, found *bool) {
	queueGroundFor(b, id, "for share", into, found)
}

// queueGroundToChange is queueGround for whoever changes the analysis itself; nobody writes in it meanwhile.
func queueGroundToChange(b *postgres.Batch, id uuid.UUID, into *Analysis, found *bool) {
	queueGroundFor(b, id, "for no key update", into, found)
}

func queueGroundFor(b *postgres.Batch, id uuid.UUID, lock string, into *Analysis, found *bool) {
	b.Queue(`select `+groundColumns+` from analysis a where a.institution_id = `+postgres.ThisInstitution+` and a.id = $1 `+lock+` of a`, id).
		Query(postgres.First(into, found, func(row pgx.CollectableRow) (Analysis, error) {
			var a Analysis
			err := row.Scan(a.ground()...)
			return a, err
		}))
}

const itemColumns = `i.id, i.quadrant, i.position, i.text, i.evidence, i.office_id, coalesce(o.slug, ''), coalesce(o.name, ''),
	i.author_id, m.person_id, case when a.authors = 'person' then coalesce(ap.name, '') else '' end, i.pen, i.version, i.live_version, i.first_version, i.changed_at, i.withdrawn_at,
	i.scribed, i.joint, i.reason, i.shortlisted, i.votes, i.comments, s.joint_id, a.salt,
	case when i.joint then array(select ms.source_id from merged_source ms where ms.institution_id = i.institution_id and ms.joint_id = i.id order by ms.source_id) end,
	case when i.joint then (select count(distinct coalesce(si.office_id, sa.office_id)) from merged_source ms
		join item si on si.institution_id = ms.institution_id and si.id = ms.source_id
		join analysis sa on sa.institution_id = si.institution_id and sa.id = si.analysis_id
		where ms.institution_id = i.institution_id and ms.joint_id = i.id) else 0 end`

const itemTables = ` from item i
	join analysis a on a.institution_id = i.institution_id and a.id = i.analysis_id
	left join membership m on m.institution_id = i.institution_id and m.id = i.author_id
	left join person ap on ap.id = m.person_id
	left join office o on o.institution_id = i.institution_id and o.id = i.office_id
	left join merged_source s on s.institution_id = i.institution_id and s.analysis_id = i.analysis_id and s.source_id = i.id `

func scanItem(row pgx.CollectableRow) (Item, error) {
	var i Item
	var author, person, joint *uuid.UUID
	var of Analysis
	err := row.Scan(&i.ID, &i.Quadrant, &i.Position, &i.Text, &i.Evidence, &i.OfficeID, &i.OfficeSlug, &i.OfficeName,
		&author, &person, &i.AuthorName, &i.pen, &i.Version, &i.LiveVersion, &i.FirstVersion, &i.ChangedAt, &i.WithdrawnAt,
		&i.Scribed, &i.Joint, &i.Reason, &i.Shortlisted, &i.Votes, &i.Comments, &joint, &of.salt, &i.Sources, &i.Offices)
	i.AuthorID, i.AuthorPerson, i.JointID = postgres.OrNil(author), postgres.OrNil(person), postgres.OrNil(joint)
	i.AuthorAlias = of.Alias(i.AuthorID)
	return i, err
}

// queueItem queues the reading of one item that is to be changed. It is locked until the transaction
// ends: a change that was judged on an item meanwhile changed would raise the counter for nothing.
func queueItem(b *postgres.Batch, analysis, id uuid.UUID, into *Item, found *bool) {
	b.Queue(`select `+itemColumns+itemTables+` where i.institution_id = `+postgres.ThisInstitution+` and i.analysis_id = $1 and i.id = $2
		for update of i`, analysis, id).
		Query(postgres.First(into, found, scanItem))
}

// queueItems queues all items of an analysis, the withdrawn ones too, in the order of the board.
func queueItems(b *postgres.Batch, analysis uuid.UUID, into *[]Item) {
	b.Queue(`select `+itemColumns+itemTables+` where i.institution_id = `+postgres.ThisInstitution+` and i.analysis_id = $1 order by i.position, i.id`, analysis).
		Query(postgres.All(into, scanItem))
}

// queueItemsSince queues what changed after a live version, oldest change first.
func queueItemsSince(b *postgres.Batch, analysis uuid.UUID, since int64, limit int, into *[]Item) {
	b.Queue(`select `+itemColumns+itemTables+` where i.institution_id = `+postgres.ThisInstitution+` and i.analysis_id = $1 and i.live_version > $2
		order by i.live_version, i.position limit $3`, analysis, since, limit).
		Query(postgres.All(into, scanItem))
}

// queueRoom queues the question whether an analysis can take more items.
func queueRoom(b *postgres.Batch, analysis uuid.UUID, more int, room *bool) {
	b.Queue(`select count(*) + $2 <= $3 from (select 1 from item where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1 limit $3) n`,
		analysis, more, MaxItems).QueryRow(func(row pgx.Row) error { return row.Scan(room) })
}

// born is what a creation left behind, to answer its repetition.
type born struct {
	Digest   []byte
	Analysis uuid.UUID
	Live     int64
}

func queueBornItem(b *postgres.Batch, id uuid.UUID, into *born, found *bool) {
	b.Queue(`select digest, analysis_id, first_version from item where institution_id = `+postgres.ThisInstitution+` and id = $1`, id).
		Query(postgres.First(into, found, func(row pgx.CollectableRow) (born, error) {
			var x born
			err := row.Scan(&x.Digest, &x.Analysis, &x.Live)
			return x, err
		}))
}

// queueClock queues the reading of the position at the end: the database's clock, in hexadecimal.
func queueClock(b *postgres.Batch, into *string) {
	b.Queue(`select lpad(to_hex((extract(epoch from clock_timestamp()) * 1000000)::bigint), 14, '0')`).
		QueryRow(func(row pgx.Row) error { return row.Scan(into) })
}

// queueGap queues the reading of the positions around the gap before an item of a quadrant, leaving
// the moved item itself out of account.
func queueGap(b *postgres.Batch, analysis, moved, before uuid.UUID, q Quadrant, low, high *string) {
	b.Queue(`
		with target as (select position, id from item where institution_id = `+postgres.ThisInstitution+`
			and analysis_id = $1 and id = $2 and quadrant = $4 and withdrawn_at is null)
		select coalesce((select max(i.position) from item i, target t where i.institution_id = `+postgres.ThisInstitution+`
		         and i.analysis_id = $1 and i.quadrant = $4 and i.withdrawn_at is null and i.id <> $3 and (i.position, i.id) < (t.position, t.id)), ''),
		       coalesce((select position from target), '')`, analysis, before, moved, q).
		QueryRow(func(row pgx.Row) error { return row.Scan(low, high) })
}

// Summary is an analysis in a list.
type Summary struct {
	Analysis
	Items   int
	Offices int  // offices with an item on the board; of the group's alone where the analysis is addressed to one
	Bodies  bool // whether bodies have items too
	Mine    int  // items of the reader's office, or of the reader where there is no office
	Updated time.Time
	Asked   int  // offices of the group that it is addressed to
	AsksMe  bool // it is addressed to the reader's office, or to everybody
	Given   int  // dots that the reader, or the reader's office where offices vote, has given
	Scored  bool // the reader has given scores to what meets what
}
