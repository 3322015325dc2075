package strategy

import (
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// groundColumns are what the rules ask of a strategy.
const groundColumns = `s.id, s.title, s.period, case when ` + consulted + ` then 'in_consultation' else s.state end, s.template, s.copied_from, s.version, s.opened_at, s.changed_at, s.withdrawn_at, s.shape,
	case when s.text_fixed and ` + consulted + ` then s.consulted_until end,
	array(select d.membership_id from drafter d where d.institution_id = s.institution_id and d.strategy_id = s.id order by d.named_at, d.membership_id)`

const consulted = `s.consulted_from <= now() and now() < s.consulted_until`

func (s *Strategy) ground() []any {
	return []any{&s.ID, &s.Title, &s.Period, &s.State, &s.Template, &s.CopiedFrom, &s.Version, &s.OpenedAt, &s.ChangedAt, &s.WithdrawnAt, &s.Shape, &s.FixedUntil, &s.Drafters}
}

const strategyColumns = groundColumns + `, p.name, l.version`

const strategyTables = ` from strategy s
	join live l on l.institution_id = s.institution_id and l.id = s.id
	join membership m on m.institution_id = s.institution_id and m.id = s.opened_by
	join person p on p.id = m.person_id `

func (s *Strategy) columns() []any { return append(s.ground(), &s.OpenedBy, &s.Live) }

func scanStrategy(row pgx.CollectableRow) (Strategy, error) {
	var s Strategy
	err := row.Scan(s.columns()...)
	return s, err
}

// queueStrategy queues the reading of one strategy; found tells whether it is there.
func queueStrategy(b *postgres.Batch, id uuid.UUID, into *Strategy, found *bool) {
	b.Queue(`select `+strategyColumns+strategyTables+` where s.institution_id = `+postgres.ThisInstitution+` and s.id = $1`, id).
		Query(postgres.First(into, found, scanStrategy))
}

// lock is how long others wait for a strategy.
type lock string

// Every transaction takes the strategy before its sections, and its sections before the live version. Whoever writes in a
// strategy holds it beside others who do; whoever changes the strategy itself, or which sections there are and their
// order, holds it alone.
const (
	beside lock = "for share"
	alone  lock = "for no key update"
)

// queueGround queues the reading of what the rules ask of a strategy that is to be written in. Its row is held until the
// transaction ends.
func queueGround(b *postgres.Batch, id uuid.UUID, how lock, into *Strategy, found *bool) {
	b.Queue(`select `+groundColumns+` from strategy s where s.institution_id = `+postgres.ThisInstitution+` and s.id = $1 `+string(how)+` of s`, id).
		Query(postgres.First(into, found, func(row pgx.CollectableRow) (Strategy, error) {
			var s Strategy
			err := row.Scan(s.ground()...)
			return s, err
		}))
}

const sectionColumns = `c.id, c.kind, c.title, c.guide, c.place, c.version, c.doc, c.words, c.title_version, c.live_version, c.shape_version, c.first_version,
	c.changed_at, c.changed_by, p.name, c.withdrawn_at`

const sectionTables = ` from section c
	join membership m on m.institution_id = c.institution_id and m.id = c.changed_by
	join person p on p.id = m.person_id `

func scanSection(row pgx.CollectableRow) (Section, error) {
	var s Section
	err := row.Scan(&s.ID, &s.Kind, &s.Title, &s.Guide, &s.Place, &s.Version, &s.Doc, &s.Words, &s.TitleVersion, &s.LiveVersion, &s.ShapeVersion, &s.FirstVersion,
		&s.ChangedAt, &s.ChangedBy, &s.ChangedByName, &s.WithdrawnAt)
	return s, err
}

// queueSections queues the reading of all sections of a strategy in their order, the withdrawn ones too.
func queueSections(b *postgres.Batch, strategy uuid.UUID, into *[]Section) {
	b.Queue(`select `+sectionColumns+sectionTables+` where c.institution_id = `+postgres.ThisInstitution+` and c.strategy_id = $1 order by c.place, c.id`, strategy).
		Query(postgres.All(into, scanSection))
}

// queueSectionsSince queues the reading of the sections that have changed after a live version, in their order.
func queueSectionsSince(b *postgres.Batch, strategy uuid.UUID, since int64, into *[]Section) {
	b.Queue(`select `+sectionColumns+sectionTables+` where c.institution_id = `+postgres.ThisInstitution+` and c.strategy_id = $1 and c.live_version > $2 order by c.place, c.id`, strategy, since).
		Query(postgres.All(into, scanSection))
}

// queueSection queues the reading of one section that is to be changed; it is locked until the transaction ends.
func queueSection(b *postgres.Batch, strategy, id uuid.UUID, into *Section, found *bool) {
	b.Queue(`select `+sectionColumns+sectionTables+` where c.institution_id = `+postgres.ThisInstitution+` and c.strategy_id = $1 and c.id = $2 for update of c`, strategy, id).
		Query(postgres.First(into, found, scanSection))
}

// The statements read a section's text, the text where it is at a version, and where it stands without the text itself.
const (
	textWhole = `select c.id, c.title, c.version, c.doc, c.withdrawn_at` + textFrom
	textAt    = `select c.id, c.title, c.version, case when c.version = $3 then c.doc end, c.withdrawn_at` + textFrom
	textState = `select c.id, c.title, c.version, null::jsonb, c.withdrawn_at` + textFrom
	textFrom  = ` from section c where c.institution_id = ` + postgres.ThisInstitution + ` and c.strategy_id = $1 and c.id = $2`
)

func scanText(row pgx.CollectableRow) (Section, error) {
	var s Section
	err := row.Scan(&s.ID, &s.Title, &s.Version, &s.Doc, &s.WithdrawnAt)
	return s, err
}

// queueText queues the reading of a section's text.
func queueText(b *postgres.Batch, strategy, id uuid.UUID, into *Section, found *bool) {
	b.Queue(textWhole, strategy, id).Query(postgres.First(into, found, scanText))
}

// queueTextAt queues the reading of a section's text where it is at a version; where it is at another one, of where it
// stands: a long text takes long to read.
func queueTextAt(b *postgres.Batch, strategy, id uuid.UUID, version int, into *Section, found *bool) {
	b.Queue(textAt, strategy, id, version).Query(postgres.First(into, found, scanText))
}

// queueTextHeld queues the reading of where a section's text stands, without the text itself. The section is locked until
// the transaction ends.
func queueTextHeld(b *postgres.Batch, strategy, id uuid.UUID, into *Section, found *bool) {
	b.Queue(textState+` for no key update of c`, strategy, id).Query(postgres.First(into, found, scanText))
}

// queueLabels queues the reading of what the institution calls the levels.
func queueLabels(b *postgres.Batch, into *Labels) {
	*into = UsualLabels
	b.Queue(`select pillar, goal, objective, indicator from strategy_labels where institution_id = ` + postgres.ThisInstitution).
		Query(postgres.First(into, new(bool), pgx.RowToStructByPos[Labels]))
}
