package swot

import (
	"time"

	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// PhasePlan is what is asked of people in a phase, and until which day.
type PhasePlan struct {
	Instructions string
	DueOn        *time.Time // nil: no day
}

// Prompt is the question under a heading and its examples, where they are not the usual ones.
type Prompt struct {
	Question string
	Examples []string
}

// Method is how an analysis goes its way, beside what the analysis itself says: what stands above its board.
type Method struct {
	Plans   map[Phase]PhasePlan
	Prompts map[Quadrant]Prompt
	Hearing Hearing
	Today   time.Time // in the institution's time zone
	Begun   *Step     // the change of phase that its doer can undo now
	begunBy uuid.UUID
	answers []officeAnswer
	zone    string
}

// CanUndo tells whether it was this membership that began the phase.
func (m Method) CanUndo(membership uuid.UUID) bool { return m.Begun != nil && m.begunBy == membership }

// queueMethod queues all of it; complete must follow once the offices are read too.
func queueMethod(b *postgres.Batch, analysis uuid.UUID, into *Method) {
	into.Plans, into.Prompts = map[Phase]PhasePlan{}, map[Quadrant]Prompt{}
	b.Queue(`select phase, instructions, due_on from phase_plan where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1`, analysis).
		Query(func(rows pgx.Rows) error {
			var phase Phase
			var plan PhasePlan
			_, err := pgx.ForEachRow(rows, []any{&phase, &plan.Instructions, &plan.DueOn}, func() error { into.Plans[phase] = plan; return nil })
			return err
		})
	b.Queue(`select quadrant, question, examples from prompt where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1`, analysis).
		Query(func(rows pgx.Rows) error {
			var q Quadrant
			var question, examples string
			_, err := pgx.ForEachRow(rows, []any{&q, &question, &examples}, func() error {
				into.Prompts[q] = Prompt{Question: question, Examples: linesOf(examples)}
				return nil
			})
			return err
		})
	queueDay(b, &into.Today, &into.zone)
	b.Queue(`select s.id, s.kind, s.done_at, s.before, s.after, s.membership_id from step s
		join analysis a on a.institution_id = s.institution_id and a.id = s.analysis_id and a.phase_no = s.phase_no
		where s.institution_id = `+postgres.ThisInstitution+` and s.analysis_id = $1 and s.kind = 'phase' and s.undone_at is null
		order by s.done_at desc, s.id desc limit 1`, analysis).
		Query(func(rows pgx.Rows) error {
			var s Step
			_, err := pgx.ForEachRow(rows, []any{&s.ID, &s.Kind, &s.DoneAt, &s.Before, &s.After, &into.begunBy}, func() error { into.Begun = &s; return nil })
			return err
		})
	queueAnswers(b, analysis, &into.answers)
}

// complete works out who was heard.
func (m *Method) complete(a Analysis, offices []institution.Office) {
	m.Hearing = hear(a, offices, m.answers)
}

// queueDay queues the reading of the institution's time zone and of the day that it has there, at midnight UTC.
func queueDay(b *postgres.Batch, today *time.Time, zone *string) {
	b.Queue(`select (now() at time zone time_zone)::date, time_zone from institution where id = ` + postgres.ThisInstitution).
		QueryRow(func(row pgx.Row) error { return row.Scan(today, zone) })
}
