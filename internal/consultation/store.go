package consultation

import (
	"time"

	"meridian/internal/access"
	"meridian/internal/live"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

const columns = `select c.id, c.kind, c.section_id, coalesce(s.title, ''), s.withdrawn_at is not null, c.objective_id, c.indicator_id, c.question_id,
		coalesce(ob.text, ind.name, qu.text, ''), c.replacement, c.author_id, m.person_id, p.name, c.office_id, coalesce(o.slug, ''), coalesce(o.name, ''),
		c.source, c.source_note, c.source_date, c.held, c.late, c.applied_at, f.created_at, f.withdrawn_at,
		a.id is not null, coalesce(a.exact, ''), coalesce(a.words, ''), coalesce(a.quote, ''), coalesce(a.prefix, ''), coalesce(a.suffix, ''), coalesce(a.state, ''),
		greatest(c.live_version, coalesce(a.live_version, 0)),
		d.id, coalesce(d.disposition, ''), coalesce(d.reason, ''), coalesce(d.name, ''), d.given_by, d.given_at, d.published_at, coalesce(mu.text, '')
	from contribution c
	join comment f on f.institution_id = c.institution_id and f.id = c.id
	join membership m on m.institution_id = c.institution_id and m.id = c.author_id
	join person p on p.id = m.person_id
	left join office o on o.institution_id = c.institution_id and o.id = c.office_id
	left join section s on s.institution_id = c.institution_id and s.id = c.section_id
	left join objective ob on ob.institution_id = c.institution_id and ob.id = c.objective_id
	left join indicator ind on ind.institution_id = c.institution_id and ind.id = c.indicator_id
	left join question qu on qu.institution_id = c.institution_id and qu.id = c.question_id
	left join anchor a on a.institution_id = c.institution_id and a.id = c.id
	left join misunderstanding mu on mu.institution_id = c.institution_id and mu.contribution_id = c.id
	left join lateral (select x.id, x.disposition, x.reason, xp.name, x.given_by, x.given_at, x.published_at from disposition x
		join membership xm on xm.institution_id = x.institution_id and xm.id = x.given_by join person xp on xp.id = xm.person_id
		where x.institution_id = c.institution_id and x.contribution_id = c.id and ($2 or x.published_at is not null)
		order by x.given_at desc, x.id desc limit 1) d on true
	where c.institution_id = ` + postgres.ThisInstitution + ` and c.strategy_id = $1`

func scan(row pgx.CollectableRow) (Contribution, error) {
	var c Contribution
	var section, objective, indicator, question, office, answer *uuid.UUID
	var d Disposition
	var givenBy *uuid.UUID
	var givenAt *time.Time
	err := row.Scan(&c.ID, &c.Kind, &section, &c.SectionTitle, &c.SectionGone, &objective, &indicator, &question, &c.Of, &c.Replacement, &c.Author, &c.Person, &c.Name,
		&office, &c.OfficeSlug, &c.OfficeName, &c.Source, &c.SourceNote, &c.SourceDate, &c.Held, &c.Late, &c.AppliedAt, &c.CreatedAt, &c.WithdrawnAt,
		&c.Anchored, &c.Exact, &c.Words, &c.Quote.Exact, &c.Quote.Prefix, &c.Quote.Suffix, &c.AnchorState, &c.Live,
		&answer, &d.Answered, &d.Reason, &d.By, &givenBy, &givenAt, &d.PublishedAt, &c.Misread)
	c.Section, c.Objective, c.Indicator, c.Question, c.Office = postgres.OrNil(section), postgres.OrNil(objective), postgres.OrNil(indicator), postgres.OrNil(question), postgres.OrNil(office)
	if answer != nil {
		d.ID, d.GivenBy, d.GivenAt = *answer, *givenBy, *givenAt
		c.Answer, c.Private = &d, d.PublishedAt == nil
	}
	return c, err
}

// queueContributions queues the reading of what a viewer sees of all that was said about a strategy, the oldest first.
func queueContributions(b *postgres.Batch, strategy uuid.UUID, v Viewer, into *[]Contribution) {
	b.Queue(columns+` and (not c.held or c.office_id = $3) order by f.created_at, c.id`, strategy, v.Disposes, v.Office).Query(postgres.All(into, scan))
}

// queueSome queues the reading of some of it.
func queueSome(b *postgres.Batch, strategy uuid.UUID, v Viewer, ids []uuid.UUID, into *[]Contribution) {
	b.Queue(columns+` and (not c.held or c.office_id = $3) and c.id = any($4) order by f.created_at, c.id`, strategy, v.Disposes, v.Office, ids).Query(postgres.All(into, scan))
}

// queueContribution queues the reading of one that is to be changed, whoever may see it: the judgement is the caller's. It
// is held until the transaction ends.
func queueContribution(b *postgres.Batch, strategy, id uuid.UUID, into *Contribution, found *bool) {
	b.Queue(columns+` and c.id = $3 for update of c`, strategy, true, id).Query(postgres.First(into, found, scan))
}

// touch raises the live version for a change of a contribution.
func touch(tx *postgres.Tx, seat access.Seat, strategy, id uuid.UUID) *pgx.QueuedQuery {
	return tx.Last(`with `+live.RaiseSQL+`
		update contribution set live_version = raised.version from raised where institution_id = $1 and strategy_id = $2 and contribution.id = $3 returning contribution.live_version`,
		seat.Institution, strategy, id)
}
