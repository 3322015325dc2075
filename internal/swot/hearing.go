package swot

import (
	"slices"

	"meridian/internal/institution"
	"meridian/internal/postgres"

	"github.com/google/uuid"
)

// fewOffices is below how many contributing offices an anonymous analysis names none: who is missing would tell who is
// not.
const fewOffices = 5

// Hearing is which of the offices that an analysis asks were heard.
type Hearing struct {
	Asked, Heard int
	Silent       []institution.Office // not heard yet; none where Withheld
	Withheld     bool                 // so few have written without their names that naming the others would tell who
	answers      map[uuid.UUID]officeAnswer
	asked        []institution.Office
}

// Answer is what an office has said of itself.
type Answer struct {
	Ready   bool
	Nothing []Quadrant // the headings for which it has nothing
}

// Answer is the office's own.
func (h Hearing) Answer(office uuid.UUID) Answer {
	x := h.answers[office]
	return Answer{Ready: x.Ready, Nothing: x.nothing()}
}

type officeAnswer struct {
	OfficeID     uuid.UUID
	Wrote, Ready bool
	Nothing      []string
}

func (x officeAnswer) nothing() []Quadrant {
	var list []Quadrant
	for _, q := range Quadrants {
		if slices.Contains(x.Nothing, string(q)) {
			list = append(list, q)
		}
	}
	return list
}

// heard is the rule: an office has written something, says that it is ready, or has nothing under any heading.
func (x officeAnswer) heard() bool { return x.Wrote || x.Ready || len(x.nothing()) == len(Quadrants) }

// asks lists the offices that an analysis asks: its own, those that have a seat in its group, or all but the bodies.
func asks(a Analysis, offices []institution.Office, seated []uuid.UUID) []institution.Office {
	return slices.DeleteFunc(institution.Current(offices), func(o institution.Office) bool {
		switch {
		case a.OfficeID != nil:
			return o.ID != *a.OfficeID
		case a.GroupID != nil:
			return !slices.Contains(seated, o.ID)
		}
		return o.Kind == institution.KindBody
	})
}

// hear works out who was heard of those asked. It is pure.
func hear(a Analysis, asked []institution.Office, answers []officeAnswer) Hearing {
	h := Hearing{Asked: len(asked), asked: asked, answers: map[uuid.UUID]officeAnswer{}}
	wrote := 0
	for _, x := range answers {
		h.answers[x.OfficeID] = x
		if x.Wrote {
			wrote++
		}
	}
	h.Withheld = a.Anonymous() && wrote < fewOffices
	for _, o := range asked {
		switch {
		case h.answers[o.ID].heard():
			h.Heard++
		case !h.Withheld:
			h.Silent = append(h.Silent, o)
		}
	}
	return h
}

// queueAnswers queues what the offices have said. An item that bears an office's name says as much as its answer, so
// that analyses count right that are older than the answers.
func queueAnswers(b *postgres.Batch, analysis uuid.UUID, into *[]officeAnswer) {
	postgres.Collect(b, into, `select coalesce(x.office_id, i.office_id) as office_id, coalesce(x.wrote, false) or i.office_id is not null as wrote,
			coalesce(x.ready, false) as ready, coalesce(x.nothing, '{}') as nothing
		from (select office_id, wrote, ready, nothing from office_answer where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1) x
		full join (select distinct office_id from item where institution_id = `+postgres.ThisInstitution+` and analysis_id = $1 and office_id is not null and withdrawn_at is null) i
			on i.office_id = x.office_id`, analysis)
}

// noteWrote notes, with the transaction's commit, that offices have written something. It stands before the statement
// that raises the live version, as all locks do, and touches nothing where it is known already.
func noteWrote(tx *postgres.Tx, institution, analysis uuid.UUID, offices ...uuid.UUID) {
	offices = slices.DeleteFunc(offices, func(id uuid.UUID) bool { return id == uuid.Nil })
	if len(offices) == 0 {
		return
	}
	tx.Last(`insert into office_answer (institution_id, analysis_id, office_id, wrote)
		select distinct $1::uuid, $2::uuid, o.id, true from unnest($3::uuid[]) as o (id)
		where not exists (select from office_answer x where x.institution_id = $1 and x.analysis_id = $2 and x.office_id = o.id and x.wrote)
		order by o.id
		on conflict (institution_id, analysis_id, office_id) do update set wrote = true where not office_answer.wrote`, institution, analysis, offices)
}

// mergeAnswers queues that what one office has said counts as another's, beside what that one has said itself. Nobody
// answers meanwhile: see MergeOffice.
func mergeAnswers(b *postgres.Batch, institution, from, into uuid.UUID) {
	b.Queue(`lock table office_answer in exclusive mode`)
	b.Queue(`insert into office_answer (institution_id, analysis_id, office_id, wrote, ready, nothing, nudged_on)
		select institution_id, analysis_id, $3, wrote, ready, nothing, nudged_on from office_answer where institution_id = $1 and office_id = $2
		on conflict (institution_id, analysis_id, office_id) do update set wrote = office_answer.wrote or excluded.wrote,
			ready = office_answer.ready or excluded.ready, nudged_on = greatest(office_answer.nudged_on, excluded.nudged_on)`, institution, from, into)
	b.Queue(`delete from office_answer where institution_id = $1 and office_id = $2`, institution, from)
}
